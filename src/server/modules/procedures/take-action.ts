import { isDeepStrictEqual } from 'node:util';
import { desksOf } from '../../../shared/procedures/desks.ts';
import { type Decision, decide, partyOf, rowsOf } from '../../../shared/procedures/decide.ts';
import type { CaseActor, CaseFacts } from '../../../shared/procedures/case-facts.ts';
import type { Transition } from '../../../shared/policy/procedures.ts';
import { ruledFacts } from '../../../shared/procedures/ruled-facts.ts';
import { checkFields } from '../../../shared/procedures/fields.ts';
import { proceduresProblem } from '../../../shared/procedures/problems.ts';
import { act, checkRevision, type Tx } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { portalProgrammes } from '../identity/index.ts';
import { calendarOf } from '../calendar/index.ts';
import { personOf, sees, visibleCase } from './access.ts';
import { advance, followUp, type Step } from './advance.ts';
import type { Moment } from './clocks.ts';
import { demandFree } from './claim.ts';
import { draftsOf } from './draft-store.ts';
import { countedFields } from './typed-fields.ts';
import { addEvent } from './events.ts';
import { factsOf } from './facts.ts';
import { lockOthers, lookFurther } from './look-further.ts';
import { demandFiles } from './case-files.ts';
import type { Office } from './receipt-document.ts';
import { refusalOf } from './refusals.ts';
import { type CaseRules, citeOf, rulesOf } from './rules.ts';
import { type CaseRow, lockCase } from './store.ts';

export interface ActionInput {
  version: number;
  data: Readonly<Record<string, unknown>>;
  overrides: Readonly<Record<string, string>>;
}

/** Whoever acts, when, and the office that receives it: read before the transaction. */
export interface Counter {
  actor: Awaited<ReturnType<typeof personOf>>;
  moment: Moment;
}

export interface Taking extends ActionInput {
  id: Id;
  action: string;
  /** Fields of the case written with the action, over what was typed; those that are not this person's to write are left. */
  typed?: Readonly<Record<string, unknown>>;
}

export const counterOf = async (ctx: Ctx, programme: string): Promise<Counter> => ({
  actor: await personOf(ctx),
  moment: { on: ctx.today, calendar: await calendarOf(ctx), office: await officeOf(ctx, programme) },
});

/**
 * Takes an action of a case's procedure. The same action sent twice by one person changes nothing the second time.
 * @throws procedures.* as the table says, each citing its article; kernel.stale_version with both states
 */
export async function takeAction(ctx: Ctx, id: Id, action: string, input: ActionInput): Promise<void> {
  const { programme_id } = await visibleCase(ctx, id);
  const counter = await counterOf(ctx, programme_id);
  const event = { action: 'procedures.case.act', subject: { kind: 'case', id }, detail: { action } };
  await act(ctx, event, (tx) => takeInside(ctx, tx, counter, { ...input, id, action }));
}

/** The same inside an `act` that does more: several cases at once, all or none. @throws as {@link takeAction} */
export async function takeInside(ctx: Ctx, tx: Tx, { actor, moment }: Counter, input: Taking): Promise<void> {
  const { id, action } = input;
  const row = await lockCase(tx, id);
  if (!row || !sees(actor.desks, row.readers)) throw proceduresProblem('procedures.case_unknown');
  if (await sentBefore(tx, row, action, input, actor.account)) return tx.note({ repeated: true });
  checkRevision(input.version, row, { state: row.state, data: input.data });
  const rules = rulesOf(ctx, row);
  const facts = await factsOf(tx.db, row, rules.procedures);
  const { fields, faults } = await typedFields(tx, row, rules, { facts, actor, given: input.typed ?? {} });
  const given = { ...row, data: { ...row.data, ...fields, ...input.data } };
  const asked = rowsOf(rules.procedure, row.state).filter(
    (other) => other.action === action && partyOf(other.by, facts, actor) !== undefined,
  );
  await lockOthers(tx, row, asked);
  const looked = await lookFurther({ ...ctx, db: tx.db }, given, asked);
  const whole = { ...facts, data: { ...facts.data, ...fields }, ...ruledFacts(rules.ruleSet, ctx), ...looked };
  const decision = decide(
    rules.procedure,
    whole,
    actor,
    { action, answers: input.data, overrides: input.overrides },
    ctx.today,
  );
  if (decision.kind !== 'taken' && decision.kind !== 'signed')
    throw refusalOf(decision, rules, {
      row: rowFor(decision, rules, action),
      state: row.state,
      heldBy: visibleHold(facts.heldBy, rules, actor, whole),
    });
  const { transition, party, overridden } = decision;
  await demandFree(ctx, tx, row, desksOf(party, facts.place));
  if (faults.length > 0 && transition.requires.length > 0)
    throw refusalOf({ kind: 'answers_wrong', faults }, rules, { row: transition, state: row.state });
  await demandFiles(tx, row, rules.procedure, { ...fields, ...input.data });
  const step: Step = { transition, party, overridden, answers: input.data, overrides: input.overrides, data: fields };
  if (decision.kind === 'taken') return advance(ctx, tx, row, step, moment);
  await sign(ctx, tx, row, rules, { ...step, missing: decision.missing });
  await followUp(ctx, tx, row.id, moment);
}

export async function officeOf(ctx: Ctx, programme: string): Promise<Office> {
  const found = (await portalProgrammes(ctx)).find(({ id }) => id === programme)!;
  return { programme: found.name.zh, authority: found.authority?.zh ?? found.name.zh };
}

/** The row an answer speaks of: for an action that is not in this state, one of another. @throws procedures.action_unknown */
function rowFor(decision: Decision, { procedure }: CaseRules, action: string): Transition {
  const row =
    'transition' in decision ? decision.transition : procedure.transitions.find((other) => other.action === action);
  if (!row)
    throw proceduresProblem('procedures.action_unknown', {
      action,
      procedure_zh: procedure.label.zh,
      procedure_en: procedure.label.en,
    });
  return row;
}

/** The newest step of the case was this one, from the same version, by the same person. */
async function sentBefore(tx: Tx, row: CaseRow, action: string, input: ActionInput, account: Id): Promise<boolean> {
  if (row.revision <= input.version) return false;
  const last = await tx.db
    .selectFrom('case_event')
    .select(['action', 'account_id', 'detail'])
    .where('case_id', '=', row.id)
    .where('kind', 'in', ['action', 'signed'])
    .orderBy('id', 'desc')
    .limit(5)
    .execute();
  return last.some(({ action: done, account_id, detail }) => {
    const { answers = {}, version } = detail as { answers?: object; version?: number };
    return (
      done === action && account_id === account && version === input.version && isDeepStrictEqual(answers, input.data)
    );
  });
}

/** What was typed into the fields that count for this person now: it goes into force with the action. */
async function typedFields(
  tx: Tx,
  row: CaseRow,
  { procedure }: CaseRules,
  { facts, actor, given }: { facts: CaseFacts; actor: CaseActor; given: Readonly<Record<string, unknown>> },
) {
  const allowed = [...countedFields(procedure, facts, actor)];
  const drafts = await draftsOf(tx.db, row.id);
  const typed = { ...Object.fromEntries(drafts.map(({ field, value }) => [field, value])), ...given };
  const fields = Object.fromEntries(Object.entries(typed).filter(([field]) => allowed.includes(field)));
  return { fields, faults: checkFields({ fields: procedure.fields, allowed, needed: [] }, fields, 'fields') };
}

function visibleHold(
  heldBy: string | undefined,
  { procedures }: CaseRules,
  actor: Parameters<typeof partyOf>[2],
  facts: Parameters<typeof partyOf>[1],
): string | undefined {
  const readers = heldBy === undefined ? undefined : procedures[heldBy]?.seen_by;
  return readers && partyOf(readers, facts, actor) === undefined ? undefined : heldBy;
}

/** One of several signatures: the state stays until the last. */
async function sign(
  ctx: Ctx,
  tx: Tx,
  row: CaseRow,
  { ruleSet }: CaseRules,
  step: Step & { missing: readonly string[] },
): Promise<void> {
  const { transition, party } = step;
  await tx.db
    .insertInto('case_signature')
    .values({
      case_id: row.id,
      action: transition.action,
      party,
      account_id: ctx.actor.kind === 'account' ? ctx.actor.id : '0',
      at: ctx.now,
    })
    .execute();
  await tx.db
    .updateTable('proc_case')
    .set((eb) => ({ revision: eb('revision', '+', 1), claimed_by: null }))
    .where('id', '=', row.id)
    .execute();
  await addEvent(ctx, tx, row, {
    kind: 'signed',
    action: transition.action,
    from: row.state,
    to: row.state,
    party,
    cite: citeOf(ruleSet, transition),
    detail: {
      missing: step.missing,
      version: row.revision,
      ...(Object.keys(step.answers).length > 0 && { answers: step.answers }),
    },
    told: [...step.missing],
  });
}
