import { ruledFacts } from '../../../shared/procedures/ruled-facts.ts';
import { decide, rowsOf } from '../../../shared/procedures/decide.ts';
import { desksOfAll } from '../../../shared/procedures/desks.ts';
import type { Unmet } from '../../../shared/procedures/needs.ts';
import { isProgram } from '../../../shared/policy/procedure-who.ts';
import type { Transition } from '../../../shared/policy/procedures.ts';
import type { Tx } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { issuePapers } from './case-papers.ts';
import { changeClocks, endClocks, type Moment } from './clocks.ts';
import { addEvent, workers } from './events.ts';
import { factsOf } from './facts.ts';
import { runEffects } from './hooks.ts';
import { lookFurther } from './look-further.ts';
import { placeOf } from './place.ts';
import { receiptFor } from './receipt-document.ts';
import { titleOf } from './insert-case.ts';
import { refreshCase } from './refresh.ts';
import { citeOf, rulesOf } from './rules.ts';
import { type CaseRow, findCase } from './store.ts';
import { closeBelow, parentHears } from './ending.ts';
import { openSubCases } from './sub-cases.ts';

export interface Step {
  transition: Transition;
  party: string;
  answers: Readonly<Record<string, unknown>>;
  overridden: readonly Unmet[];
  overrides: Readonly<Record<string, string>>;
  /** Fields of the case that go into force with it. */
  data?: Readonly<Record<string, unknown>> | undefined;
}

/** Takes a step of a procedure that has been decided on: state, clocks, sub-cases, timeline, and what follows of itself. */
export async function advance(ctx: Ctx, tx: Tx, before: CaseRow, step: Step, moment: Moment): Promise<void> {
  const rules = rulesOf(ctx, before);
  const { transition } = step;
  const to = transition.to ?? before.state;
  const end = rules.procedure.states[to]!;
  const data = { ...before.data, ...step.data, ...kept(step) };
  await tx.db
    .updateTable('proc_case')
    .set((eb) => ({
      state: to,
      data: JSON.stringify(data),
      title: titleOf(data) ?? before.title,
      revision: eb('revision', '+', 1),
      ...(end.final && { closed_at: ctx.now, outcome: end.outcome ?? null }),
      ...(to !== before.state && { claimed_by: null }),
    }))
    .where('id', '=', before.id)
    .execute();
  await tx.db.deleteFrom('case_signature').where('case_id', '=', before.id).execute();
  const row = (await findCase(tx.db, before.id))!;
  await changeClocks(ctx, tx, row, transition.clocks, {
    ...moment,
    ruleSet: rules.ruleSet,
    values: { ...data, ...step.answers },
  });
  const opened = await openSubCases(ctx, tx, row, {
    rules,
    opens: transition.opens,
    values: { ...data, ...step.answers },
  });
  const document =
    transition.receipt && moment.office
      ? await receiptFor(ctx, tx, row, transition, {
          office: moment.office,
          submitted: { ...step.data, ...step.answers },
        })
      : undefined;
  await addEvent(ctx, tx, row, {
    kind: 'action',
    on: moment.on,
    action: transition.action,
    from: before.state,
    to,
    party: step.party,
    cite: citeOf(rules.ruleSet, transition),
    detail: {
      ...detailOf(step, opened),
      version: before.revision,
      ...(document && { document: { code: document.code, number: document.number } }),
    },
    readers: transition.seen_by && desksOfAll(transition.seen_by, await placeOf(tx.db, row)),
    told: toldOf(before, row, step, rules.procedure),
  });
  await runEffects(ctx, tx, row, step);
  if (end.final) {
    await endClocks(tx, row, moment.on);
    await closeBelow(ctx, tx, row, moment);
  }
  await refreshCase(tx, row, rules);
  await issuePapers(ctx, tx, before, step);
  const next = end.final
    ? await parentHears(ctx, tx, { ...row, readers: (await findCase(tx.db, row.id))!.readers }, moment)
    : row.id;
  if (next !== undefined) await followUp(ctx, tx, next, moment);
}

/** Answers that are fields of the case itself stay with it: a later step may ask for their value. */
const kept = ({ answers }: Step): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(answers).filter(([, value]) => value !== undefined && value !== null && value !== ''),
  );

const detailOf = (
  { answers, overridden, overrides, transition, data }: Step,
  opened: readonly Id[],
): Record<string, unknown> => ({
  ...(Object.keys(answers).length > 0 && { answers }),
  ...(overridden.length > 0 && { overrides: overridden.map(({ kind }) => ({ kind, reason: overrides[kind] })) }),
  ...(transition.produces.length > 0 && { produces: transition.produces }),
  ...(opened.length > 0 && { opened }),
  ...(transition.receipt && { receipt: true, data: data ?? {} }),
});

/** Those the row names, and those who have work in the new state; not whoever just acted. */
function toldOf(
  before: CaseRow,
  row: CaseRow,
  { transition, party }: Step,
  procedure: Parameters<typeof workers>[0],
): string[] {
  const desk =
    row.state === before.state ? [] : workers(procedure, row.state).filter((who) => who !== party && who !== 'anyone');
  return [...new Set([...transition.tells, ...desk])];
}

/** Steps one case may take of itself at once; a table that goes round in a ring stops here. */
const MOST_FOLLOW_UPS = 20;

/** What the program does by itself, now that something has changed: rows by `sub_cases`, and ends of clocks that waited. */
export async function followUp(ctx: Ctx, tx: Tx, id: Id, moment: Moment, depth = 0): Promise<void> {
  const row = await findCase(tx.db, id);
  if (!row || row.closed_at !== null || depth > MOST_FOLLOW_UPS) return;
  const { procedure, procedures, ruleSet } = rulesOf(ctx, row);
  const own = rowsOf(procedure, row.state).filter(({ by }) => by.some(isProgram));
  const looked = await lookFurther({ ...ctx, db: tx.db }, row, own);
  const facts = { ...(await factsOf(tx.db, row, procedures)), ...ruledFacts(ruleSet, ctx), ...looked };
  for (const kind of ['clock', 'sub_cases'] as const) {
    const actions =
      kind === 'clock'
        ? await waitingEnds(ctx, tx, row)
        : procedure.transitions.filter(({ by }) => by.includes(kind)).map(({ action }) => action);
    for (const action of new Set(actions)) {
      const decision = decide(procedure, facts, { kind }, { action, answers: {} }, ctx.today);
      if (decision.kind !== 'taken') continue;
      if (kind === 'clock') await endWaiting(ctx, tx, row, action);
      // `advance` follows up again from where this leads.
      return advance(ctx, tx, row, { ...decision, answers: {}, overrides: {} }, moment);
    }
  }
}

/** Actions of clocks whose end was met but could not do its work yet. */
async function waitingEnds(ctx: Ctx, tx: Tx, row: CaseRow): Promise<string[]> {
  const { procedure } = rulesOf(ctx, row);
  const waiting = await tx.db
    .selectFrom('case_clock')
    .select('clock')
    .where('case_id', '=', row.id)
    .where('pending', '=', true)
    .execute();
  return waiting.flatMap(({ clock }) => {
    const end = procedure.expires[clock];
    return end && 'action' in end ? [end.action] : [];
  });
}

async function endWaiting(ctx: Ctx, tx: Tx, row: CaseRow, action: string): Promise<void> {
  const { procedure } = rulesOf(ctx, row);
  const clocks = Object.entries(procedure.expires).flatMap(([clock, end]) =>
    'action' in end && end.action === action ? [clock] : [],
  );
  await tx.db
    .updateTable('case_clock')
    .set({ pending: false, ended_on: ctx.today })
    .where('case_id', '=', row.id)
    .where('clock', 'in', clocks)
    .where('pending', '=', true)
    .execute();
}
