import { type RawBuilder, sql, type SqlBool } from 'kysely';
import { DELEGATES } from '../../../shared/procedures/commissioners.ts';
import { proceduresProblem } from '../../../shared/procedures/problems.ts';
import { type Desk, desksOfPerson } from '../../../shared/procedures/desks.ts';
import type { CaseActor } from '../../../shared/procedures/case-facts.ts';
import { isInsideAct } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { ReadDb } from '../../kernel/db/open.ts';
import type { Id } from '../../kernel/ids.ts';
import { seatOf } from '../identity/index.ts';
import { commissionsOf } from './delegations.ts';
import { type CaseRow, findCase } from './store.ts';

const seats = new WeakMap<Ctx['request'], Promise<ReadonlySet<Desk>>>();

/** The desks at which the caller sits, read once a request; none for nobody. */
export function desksOfActor(ctx: Ctx): Promise<ReadonlySet<Desk>> {
  const known = seats.get(ctx.request);
  if (known) return known;
  if (isInsideAct()) throw new Error('the caller’s desks are read before act');
  const found = readDesks(ctx);
  seats.set(ctx.request, found);
  return found;
}

async function readDesks(ctx: Ctx): Promise<ReadonlySet<Desk>> {
  const { actor } = ctx;
  if (actor.kind !== 'account') return new Set();
  const commissioned = actor.roles.some(({ role }) => DELEGATES.includes(role));
  const organisation = commissioned ? ((await seatOf(ctx.db, actor.id, ctx.today))?.organisation ?? null) : null;
  return desksOfPerson({ account: actor.id, roles: actor.roles, commissions: await commissionsOf(ctx, organisation) });
}

/** The desks at which another account sits; none for one that is not active. */
export async function desksOfAccount(ctx: Ctx, db: ReadDb, account: Id): Promise<ReadonlySet<Desk>> {
  const seat = await seatOf(db, account, ctx.today);
  if (!seat) return new Set();
  return desksOfPerson({
    account,
    roles: seat.roles,
    commissions: await commissionsOf({ ...ctx, db }, seat.organisation),
  });
}

/** @throws kernel.sign_in_first is the gate’s: here an account is at the counter */
export async function personOf(ctx: Ctx): Promise<Extract<CaseActor, { kind: 'person' }>> {
  if (ctx.actor.kind !== 'account') throw proceduresProblem('procedures.case_unknown');
  return { kind: 'person', account: ctx.actor.id, desks: await desksOfActor(ctx) };
}

/** Whether somebody at these desks sees a case, an event or a field that these readers see. The same rule as {@link seenBy}. */
export const sees = (desks: ReadonlySet<Desk>, readers: readonly Desk[]): boolean =>
  readers.some((desk) => desks.has(desk));

/** The same for lists: a condition on a column of desks. */
export const seenBy = (desks: ReadonlySet<Desk>, column = 'c.readers'): RawBuilder<SqlBool> =>
  sql<SqlBool>`${sql.ref(column)} && ${[...desks]}::text[]`;

/** A case for somebody who sees it; to all others it does not exist. The program sees all. @throws procedures.case_unknown */
export async function visibleCase(ctx: Ctx, id: Id): Promise<CaseRow> {
  const row = await findCase(ctx.db, id);
  if (!row || (ctx.actor.kind !== 'system' && !sees(await desksOfActor(ctx), row.readers)))
    throw proceduresProblem('procedures.case_unknown');
  return row;
}
