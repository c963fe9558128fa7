import { kernelProblem } from '../../../shared/kernel/problems.ts';
import type { Procedure } from '../../../shared/policy/procedures.ts';
import type { Problem } from '../../../shared/problems.ts';
import { ruledFacts } from '../../../shared/procedures/ruled-facts.ts';
import { partyOf } from '../../../shared/procedures/decide.ts';
import { desksOf } from '../../../shared/procedures/desks.ts';
import { checkFields } from '../../../shared/procedures/fields.ts';
import { unmetNeeds } from '../../../shared/procedures/needs.ts';
import { proceduresProblem } from '../../../shared/procedures/problems.ts';
import { act, type Tx } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { calendarOf } from '../calendar/index.ts';
import { assertMayOpenRound } from '../identity/index.ts';
import { personOf, visibleCase } from './access.ts';
import { followUp } from './advance.ts';
import { demandFiles } from './case-files.ts';
import { factsOf } from './facts.ts';
import { type CaseSubject, insertCase } from './insert-case.ts';
import { refusalOf } from './refusals.ts';
import { type CaseRules, citeOf, procedureIn, rulesOf } from './rules.ts';
import { type CaseRow, lockCase } from './store.ts';
import { type SubjectInput, subjectOf } from './subject.ts';
import { demandUnique } from './unique.ts';

export interface OpenInput {
  programme: string;
  procedure: string;
  subject: SubjectInput | undefined;
  parent: Id | undefined;
  data: Readonly<Record<string, unknown>>;
}

type Actor = Awaited<ReturnType<typeof personOf>>;

/**
 * Opens a case: alone under the version in force today, or under another case and its version.
 * @throws procedures.procedure_unknown | cannot_open | subject_wrong | not_for_you | requirements_unmet | not_unique, each citing the article
 */
export async function openCase(ctx: Ctx, input: OpenInput): Promise<Id> {
  const actor = await personOf(ctx);
  const parent = input.parent === undefined ? undefined : await visibleCase(ctx, input.parent);
  const { rules, trial } = await rulesFor(ctx, input, parent);
  const { procedure } = rules;
  const open = procedure.open;
  if (!open || open.own_page || !fitsUnder(procedure, parent)) throw cannotOpen(rules);
  const subject =
    procedure.subject === 'case' ? parent! : await subjectOf(ctx, procedure.subject, input.subject, input.programme);
  const party = partyOf(open.by, { place: placeBefore(input, subject, actor) }, actor);
  if (party === undefined || !mayOpen(actor, open.by, input, subject))
    throw proceduresProblem(
      'procedures.not_for_you',
      { action_zh: open.label.zh, action_en: open.label.en },
      { cite: citeOf(rules.ruleSet, open) },
    );
  const moment = { on: ctx.today, calendar: await calendarOf(ctx) };
  return act(ctx, { action: 'procedures.case.open', detail: { procedure: input.procedure } }, async (tx) => {
    const above = parent && (await lockCase(tx, parent.id))!;
    if (!fitsUnder(procedure, above)) throw cannotOpen(rules);
    await demandReady(ctx, tx, rules, { input, subject, above, actor });
    const id = await insertCase(ctx, tx, rules, {
      programme: input.programme,
      procedure: input.procedure,
      trial,
      subject,
      parent: above,
      holds: open.holds,
      pauses: [],
      data: input.data,
      openedBy: actor.account,
      party,
    });
    tx.on('case', id);
    await followUp(ctx, tx, id, moment);
    return id;
  });
}

/** A sub-case keeps its parent's version; a case of its own takes the one in force. */
async function rulesFor(
  ctx: Ctx,
  input: OpenInput,
  parent: CaseRow | undefined,
): Promise<{ rules: CaseRules; trial: boolean }> {
  if (parent) {
    if (parent.programme_id !== input.programme) throw kernelProblem('kernel.not_found');
    return { rules: procedureIn(rulesOf(ctx, parent).ruleSet, input.procedure, input.programme), trial: parent.trial };
  }
  const { ruleSet, trial } = await assertMayOpenRound(ctx, input.programme, ctx.today);
  return { rules: procedureIn(ruleSet, input.procedure, input.programme), trial };
}

function fitsUnder({ open }: Procedure, parent: CaseRow | undefined): boolean {
  if (open!.under.length === 0) return parent === undefined;
  return (
    parent !== undefined &&
    parent.closed_at === null &&
    open!.under.some(
      ({ procedure, states }) => procedure === parent.procedure && (!states || states.includes(parent.state)),
    )
  );
}

const cannotOpen = ({ procedure, ruleSet }: CaseRules): Problem =>
  proceduresProblem(
    'procedures.cannot_open',
    { procedure_zh: procedure.label.zh, procedure_en: procedure.label.en },
    { cite: citeOf(ruleSet, procedure.open ?? procedure) },
  );

const placeBefore = (input: OpenInput, subject: CaseSubject, { account }: Actor) => ({
  programme: input.programme,
  procedure: input.procedure,
  platform: subject.platform_id,
  host: subject.host_id,
  supervising: subject.supervising_id,
  region: subject.region_code,
  opener: account,
  assigned: [],
});

/** `opener` cannot open: it only means who did. */
const mayOpen = (actor: Actor, by: readonly string[], input: OpenInput, subject: CaseSubject): boolean =>
  by.some(
    (who) => who !== 'opener' && desksOf(who, placeBefore(input, subject, actor)).some((desk) => actor.desks.has(desk)),
  );

interface Opening {
  input: OpenInput;
  subject: CaseSubject;
  above: CaseRow | undefined;
  actor: Actor;
}

async function demandReady(
  ctx: Ctx,
  tx: Tx,
  rules: CaseRules,
  { input, subject, above, actor }: Opening,
): Promise<void> {
  const { procedure } = rules;
  const open = procedure.open!;
  const named = { row: open, state: procedure.initial };
  const faults = checkFields(
    { fields: procedure.fields, allowed: openingFields(procedure), needed: [] },
    input.data,
    'data',
  );
  if (faults.length > 0) throw refusalOf({ kind: 'answers_wrong', faults }, rules, named);
  const parent = above && (await factsOf(tx.db, above, rules.procedures));
  const facts = {
    state: procedure.initial,
    place: placeBefore(input, subject, actor),
    data: input.data,
    dataAbove: above?.data,
    held: false,
    subCases: [],
    clocks: [],
    clocksAbove: parent ? [...parent.clocks, ...parent.clocksAbove] : [],
    signatures: [],
    openedAs: null,
    taken: [],
    ...ruledFacts(rules.ruleSet, ctx),
  };
  const unmet = unmetNeeds(open.requires, {
    facts,
    fields: procedure.fields,
    answers: {},
    account: actor.account,
    today: ctx.today,
  });
  if (unmet.length > 0) throw refusalOf({ kind: 'requirements_unmet', unmet }, rules, named);
  await demandUnique(ctx, tx, rules, { ...input, subject, account: actor.account });
  await demandFiles(tx, undefined, procedure, input.data);
}

/** Fields that may come with the opening: those that can be written in the first state, and those it requires. */
const openingFields = ({ edit, open, initial }: Procedure): string[] => [
  ...edit.filter(({ states }) => states.includes(initial)).flatMap(({ fields }) => fields),
  ...open!.requires.flatMap((need) => ('fields' in need ? need.fields : [])),
];
