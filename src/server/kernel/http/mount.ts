import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Allow, Handlers, InputOf, RouteSpec, RouteTable } from '../../../shared/contract.ts';
import { kernelProblem } from '../../../shared/kernel/problems.ts';
import type { FieldFault } from '../../../shared/problems.ts';
import { Problem } from '../../../shared/problems.ts';
import { recordRefusal } from '../act.ts';
import { type Actor, type Ctx, holds } from '../context.ts';
import { type Download, sendFile } from './send-file.ts';
import { earlierAnswer, setFingerprint, storeAnswer } from '../idempotency.ts';

export type { Download };
export type ServerHandlers<T extends RouteTable> = Handlers<T, Ctx, Download>;
export type MakeContext = (request: FastifyRequest, reply: FastifyReply) => Promise<Ctx>;

/** Puts a module's routes on the server: coarse gate, parsing in and out, idempotency. */
export function mount<const T extends RouteTable>(
  app: FastifyInstance,
  table: T,
  handlers: ServerHandlers<T>,
  makeContext: MakeContext,
): void {
  for (const [name, route] of Object.entries(table)) {
    const handler = handlers[name as keyof T] as (ctx: Ctx, input: InputOf<RouteSpec>) => Promise<unknown>;
    app.route({
      method: route.method,
      url: route.path,
      config: route.perMinute === undefined ? {} : { rateLimit: { max: route.perMinute, timeWindow: 60_000 } },
      handler: async (request, reply) => {
        const ctx = await makeContext(request, reply);
        await refusalsRecorded(ctx, route, name, async () => admit(ctx.actor, route.allow));
        if (route.method !== 'GET') checkMediaType(route, request);
        const input = parseInput(route, request);
        const creates = route.method === 'POST' && route.asks !== true && ctx.request.idempotencyKey !== undefined;
        if (creates) {
          setFingerprint(ctx, route.method, request.url, route.body === 'bytes' ? null : request.body);
          const earlier = await earlierAnswer(ctx);
          if (earlier) return reply.code(earlier.status).header('idempotent-replayed', 'true').send(earlier.body);
        }
        const result = await refusalsRecorded(ctx, route, name, () => handler(ctx, input));
        if (route.reply === 'file') return sendFile(request, reply, result as Download);
        const status = route.status ?? 200;
        const body = status === 204 ? null : route.reply.parse(result);
        if (creates) await storeAnswer(ctx, { status, body });
        if (route.method === 'GET') reply.header('cache-control', 'no-cache');
        return reply.code(status).send(body ?? undefined);
      },
    });
  }
}

/** The coarse gate of a route. */
export function admit(actor: Actor, allow: Allow): void {
  if (allow === 'anyone') return;
  if (actor.kind === 'anonymous') throw kernelProblem('kernel.sign_in_first');
  if (allow === 'signed_in' || actor.kind === 'system') return;
  if (!holds(actor, ...allow)) throw kernelProblem('kernel.not_allowed');
}

/** A write that was refused for lack of rights leaves a trace in the audit trail. */
async function refusalsRecorded<T>(ctx: Ctx, route: RouteSpec, name: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (cause) {
    if (cause instanceof Problem && cause.status === 403 && route.method !== 'GET' && ctx.actor.kind === 'account') {
      await recordRefusal(ctx, { action: `route.${name}`, detail: { code: cause.code, path: route.path } });
    }
    throw cause;
  }
}

function checkMediaType(route: RouteSpec, request: FastifyRequest): void {
  const isBytes = (request.headers['content-type'] ?? '').startsWith('application/octet-stream');
  if (route.body === 'bytes' && !isBytes) throw kernelProblem('kernel.not_bytes');
  if (route.body !== 'bytes' && isBytes) throw kernelProblem('kernel.not_json');
}

/** Parses what a call brings. @throws kernel.invalid_input naming every field at fault */
export function parseInput<R extends RouteSpec>(
  route: R,
  request: { params: unknown; query: unknown; body?: unknown },
): InputOf<R> {
  const faults: FieldFault[] = [];
  const part = (name: 'params' | 'query' | 'body', schema: z.ZodType | undefined, value: unknown): unknown => {
    if (!schema) return undefined;
    const parsed = schema.safeParse(value ?? {});
    if (parsed.success) return parsed.data;
    faults.push(...parsed.error.issues.map((issue) => faultOf(name, issue)));
    return undefined;
  };
  const input = {
    params: part('params', route.params, request.params),
    query: part('query', route.query, request.query),
    body: route.body === 'bytes' ? request.body : part('body', route.body, request.body),
  };
  if (faults.length > 0) throw kernelProblem('kernel.invalid_input', { count: faults.length }, { errors: faults });
  return input as InputOf<R>;
}

const zh = z.locales.zhCN().localeError;
const en = z.locales.en().localeError;
const text = (made: string | { message: string } | null | undefined, or: string): string =>
  (typeof made === 'string' ? made : made?.message) ?? or;

function faultOf(part: string, issue: z.core.$ZodIssue): FieldFault {
  const own = (issue as { params?: { zh?: string; en?: string } }).params;
  return {
    path: [part, ...issue.path.map(String)].join('.'),
    code: issue.code,
    zh: own?.zh ?? text(zh(issue as never), issue.message),
    en: own?.en ?? text(en(issue as never), issue.message),
  };
}
