import { sql } from 'kysely';
import type { InputOf } from '../../../shared/contract.ts';
import { Problem } from '../../../shared/problems.ts';
import { proceduresProblem } from '../../../shared/procedures/problems.ts';
import type { proceduresRoutes } from '../../../shared/procedures/routes.ts';
import { act, type Tx } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { type Outcome, outcomeFor } from './bulk.ts';
import { casesById } from './store.ts';
import { type Counter, counterOf, takeInside } from './take-action.ts';

type Body = InputOf<typeof proceduresRoutes.actTogether>['body'];

/** Takes back what a rehearsal wrote; holds what stood in the way of each case that is not done. */
class TakenBack {
  readonly refusals: ReadonlyMap<Id, Problem>;
  constructor(refusals: ReadonlyMap<Id, Problem>) {
    this.refusals = refusals;
  }
}

/**
 * One action for several cases as one act: a list that is published, a panel that reads several applications. All of them, or none;
 * with `rehearse`, or where one is refused, nothing is written, and the answer says of each whether it can go along.
 */
export async function actTogether(ctx: Ctx, asked: Body): Promise<{ done: boolean; items: Outcome[] }> {
  const { cases, action, rehearse } = asked;
  // In the order of ids, in which cases are locked everywhere.
  const sorted = [...cases].sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1));
  const counters = await countersOf(ctx, sorted);
  const event = { action: 'procedures.case.act_together', detail: { action, cases: sorted.map(({ id }) => id) } };
  const refusals = await act(ctx, event, async (tx) => {
    const refused = new Map<Id, Problem>();
    for (const { id, version } of sorted) {
      const refusal = await tried(tx, async () => {
        const counter = counters.get(id);
        if (!counter) throw proceduresProblem('procedures.case_unknown');
        await takeInside(ctx, tx, counter, { ...asked, id, version });
      });
      if (refusal) refused.set(id, refusal);
    }
    if (rehearse || refused.size > 0) throw new TakenBack(refused);
    return refused;
  }).catch((cause: unknown) => {
    if (cause instanceof TakenBack) return cause.refusals;
    throw cause;
  });
  const items: Outcome[] = [];
  for (const { id } of cases) items.push(await outcomeFor(ctx, id, refusals.get(id)));
  return { done: !rehearse && refusals.size === 0, items };
}

/** The office of each case, by its network. */
async function countersOf(ctx: Ctx, cases: Body['cases']): Promise<Map<Id, Counter>> {
  const rows = await casesById(
    ctx.db,
    cases.map(({ id }) => id),
  );
  const offices = new Map<string, Counter>();
  for (const { programme_id } of rows.values())
    if (!offices.has(programme_id)) offices.set(programme_id, await counterOf(ctx, programme_id));
  return new Map([...rows.values()].map(({ id, programme_id }) => [id, offices.get(programme_id)!]));
}

/** Does a part of a transaction, and leaves no trace of it where it is refused. @returns why it was refused */
async function tried(tx: Tx, work: () => Promise<void>): Promise<Problem | undefined> {
  await sql`savepoint one_case`.execute(tx.db);
  try {
    await work();
    return undefined;
  } catch (cause) {
    if (!(cause instanceof Problem)) throw cause;
    await sql`rollback to savepoint one_case`.execute(tx.db);
    return cause;
  } finally {
    await sql`release savepoint one_case`.execute(tx.db).catch(() => {});
  }
}
