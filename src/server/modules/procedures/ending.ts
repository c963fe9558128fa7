import type { Tx } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import { endClocks, type Moment, resumeClock } from './clocks.ts';
import type { Id } from '../../kernel/ids.ts';
import { addEvent } from './events.ts';
import { refreshCase } from './refresh.ts';
import { rulesOf } from './rules.ts';
import { type CaseRow, findCase } from './store.ts';

/** Sub-cases that have no subject of their own end with their parent; applications under a call live on. */
export async function closeBelow(ctx: Ctx, tx: Tx, parent: CaseRow, moment: Moment): Promise<void> {
  const open = await tx.db
    .selectFrom('proc_case')
    .select('id')
    .where('parent_id', '=', parent.id)
    .where('closed_at', 'is', null)
    .orderBy('id')
    .execute();
  for (const { id } of open) {
    const row = (await findCase(tx.db, id))!;
    const rules = rulesOf(ctx, row);
    if (rules.procedure.subject !== 'case') continue;
    await tx.db
      .updateTable('proc_case')
      .set((eb) => ({ closed_at: ctx.now, revision: eb('revision', '+', 1) }))
      .where('id', '=', id)
      .execute();
    await endClocks(tx, row, moment.on);
    await addEvent(ctx, tx, row, { kind: 'sub_case', on: moment.on, detail: { ended_with_parent: true } });
    await closeBelow(ctx, tx, row, moment);
    await refreshCase(tx, { ...row, closed_at: ctx.now }, rules);
  }
}

/** A parent hears that its sub-case has ended: clocks that rested run again. @returns the parent that may go on */
export async function parentHears(ctx: Ctx, tx: Tx, sub: CaseRow, moment: Moment): Promise<Id | undefined> {
  if (sub.parent_id === null) return undefined;
  const parent = (await findCase(tx.db, sub.parent_id))!;
  if (parent.closed_at !== null) return undefined;
  const rules = rulesOf(ctx, parent);
  for (const clock of sub.pauses) {
    const others = await tx.db
      .selectFrom('proc_case')
      .select('pauses')
      .where('parent_id', '=', parent.id)
      .where('closed_at', 'is', null)
      .where('id', '<>', sub.id)
      .execute();
    if (!others.some(({ pauses }) => pauses.includes(clock)))
      await resumeClock(tx, parent, clock, { ...moment, ruleSet: rules.ruleSet });
  }
  await addEvent(ctx, tx, parent, {
    kind: 'sub_case',
    on: moment.on,
    detail: { id: sub.id, procedure: sub.procedure, outcome: sub.outcome },
    readers: sub.readers,
  });
  await refreshCase(tx, parent, rules);
  return parent.id;
}
