import type { Client, RouteSpec, RouteTable } from '../../../shared/contract.ts';
import type { Ctx } from '../context.ts';
import { admit, type Download, parseInput, type ServerHandlers } from './mount.ts';

/**
 * A module's routes as a client in the same process: same gate, same parsing in and out as over HTTP,
 * and Problems thrown as they are. For pages made on the server.
 */
export function localClient<T extends RouteTable>(
  table: T,
  handlers: ServerHandlers<T>,
  ctx: Ctx,
): Client<T, Download['bytes']> {
  const entries = Object.entries<RouteSpec>(table).map(([name, route]) => [
    name,
    async (given: { params?: unknown; query?: unknown; body?: unknown } = {}) => {
      admit(ctx.actor, route.allow);
      const input = parseInput(route, { params: given.params, query: given.query, body: given.body });
      const result: unknown = await handlers[name as keyof T](ctx, input as never);
      return route.reply === 'file' ? (result as Download).bytes : route.reply.parse(result);
    },
  ]);
  return Object.fromEntries(entries) as Client<T, Download['bytes']>;
}
