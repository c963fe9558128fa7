import type { InputOf, RouteSpec, RouteTable } from '../../../shared/contract.ts';
import { Problem } from '../../../shared/problems.ts';
import { PORTAL_ROUTES, type PortalApi } from '../../../web/portal/api.ts';
import { ApiError } from '../../../web/ui/api.ts';
import type { Ctx } from '../../kernel/context.ts';
import { parseInput } from '../../kernel/http/mount.ts';
import type { Module } from '../../kernel/module.ts';
import { accreditation } from '../accreditation/index.ts';
import { calendar } from '../calendar/index.ts';
import { catalogue } from '../catalogue/index.ts';
import { complaints } from '../complaints/index.ts';
import { deposits } from '../deposits/index.ts';
import { documents } from '../documents/index.ts';
import { guidance } from '../guidance/index.ts';
import { serviceRecords } from '../service-records/index.ts';
import { sharing } from '../sharing/index.ts';
import { stock } from '../stock/index.ts';

interface Call {
  params?: unknown;
  query?: unknown;
  body?: unknown;
}

/** Modules whose routes portal pages call. */
const BEHIND: readonly Module[] = [
  accreditation,
  catalogue,
  calendar,
  complaints,
  deposits,
  documents,
  guidance,
  serviceRecords,
  sharing,
  stock,
];
const TABLE: RouteTable = Object.assign({}, ...BEHIND.map(({ table }) => table));
const HANDLERS: Readonly<Record<string, unknown>> = Object.assign({}, ...BEHIND.map(({ handlers }) => handlers));

/** The portal's client without HTTP: what goes in and out passes the same contract, and refusals are those of the browser. */
export function localApi(ctx: Ctx): PortalApi {
  const calls = PORTAL_ROUTES.map((name) => {
    const handler = HANDLERS[name] as (ctx: Ctx, input: InputOf<RouteSpec>) => Promise<unknown>;
    return [name, (given: Call = {}) => called(ctx, TABLE[name]!, handler, given)];
  });
  return Object.fromEntries(calls) as PortalApi;
}

async function called(
  ctx: Ctx,
  route: RouteSpec,
  handler: (ctx: Ctx, input: InputOf<RouteSpec>) => Promise<unknown>,
  { params, query, body }: Call,
): Promise<unknown> {
  try {
    const result = await handler(ctx, parseInput(route, { params, query, body }));
    return route.reply === 'file' ? result : route.reply.parse(result);
  } catch (cause) {
    throw cause instanceof Problem ? new ApiError(cause.body(ctx.lang)) : cause;
  }
}
