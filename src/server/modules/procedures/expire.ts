import { decide, rowsOf } from '../../../shared/procedures/decide.ts';
import { ruledFacts } from '../../../shared/procedures/ruled-facts.ts';
import { act } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { calendarOf } from '../calendar/index.ts';
import { advance } from './advance.ts';
import { addEvent } from './events.ts';
import { factsOf } from './facts.ts';
import { lookFurther } from './look-further.ts';
import { refreshCase } from './refresh.ts';
import { citeOf, rulesOf } from './rules.ts';
import { lockCase } from './store.ts';

/** Due work: clocks whose last day is over do what their procedure says, the earliest first, until none is left. */
export async function expireClocks(ctx: Ctx): Promise<void> {
  for (;;) {
    const due = await ctx.db
      .selectFrom('case_clock')
      .select(['id', 'case_id'])
      .where('state', '=', 'running')
      .where('last_date', '<', ctx.today)
      .orderBy('last_date')
      .orderBy('id')
      .limit(200)
      .execute();
    if (due.length === 0) return;
    // What ends may start other clocks that are over too: the list is read anew.
    for (const { id, case_id } of due) await expireClock(ctx, case_id, id);
  }
}

async function expireClock(ctx: Ctx, caseId: Id, clockId: Id): Promise<void> {
  const calendar = await calendarOf(ctx);
  const event = { action: 'procedures.clock.end', subject: { kind: 'case', id: caseId }, detail: { clock: clockId } };
  await act(ctx, event, async (tx) => {
    const row = (await lockCase(tx, caseId))!;
    const clock = await tx.db.selectFrom('case_clock').selectAll().where('id', '=', clockId).executeTakeFirstOrThrow();
    if (clock.state !== 'running' || clock.last_date >= ctx.today) return;
    const set = (change: { pending?: boolean; ended_on?: string }) =>
      tx.db
        .updateTable('case_clock')
        .set({ state: 'over', ...change })
        .where('id', '=', clockId)
        .execute();
    if (row.closed_at !== null) return void (await set({ ended_on: clock.last_date }));
    const rules = rulesOf(ctx, row);
    const end = rules.procedure.expires[clock.clock]!;
    if ('reminds' in end) {
      await set({});
      await addEvent(ctx, tx, row, {
        kind: 'overdue',
        on: clock.last_date,
        cite: citeOf(rules.ruleSet, end),
        detail: { clock: clock.clock, after: clock.last_date },
        told: end.reminds,
      });
      return refreshCase(tx, row, rules);
    }
    await set({ ended_on: clock.last_date });
    const own = rowsOf(rules.procedure, row.state).filter(({ by }) => by.includes('clock'));
    const looked = await lookFurther({ ...ctx, db: tx.db }, row, own);
    const facts = { ...(await factsOf(tx.db, row, rules.procedures)), ...ruledFacts(rules.ruleSet, ctx), ...looked };
    const decision = decide(rules.procedure, facts, { kind: 'clock' }, { action: end.action, answers: {} }, ctx.today);
    if (decision.kind === 'taken')
      return advance(ctx, tx, row, { ...decision, answers: {}, overrides: {} }, { on: clock.last_date, calendar });
    // Held, or something is required: it waits for the end of the sub-case.
    await tx.db.updateTable('case_clock').set({ pending: true, ended_on: null }).where('id', '=', clockId).execute();
    await refreshCase(tx, row, rules);
  });
}
