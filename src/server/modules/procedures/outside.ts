import type { Bilingual } from '../../../shared/i18n.ts';
import type { ProcedureField } from '../../../shared/policy/procedures.ts';
import { asks, decide, rowsOf } from '../../../shared/procedures/decide.ts';
import { checkFields, isEmpty } from '../../../shared/procedures/fields.ts';
import { ruledFacts } from '../../../shared/procedures/ruled-facts.ts';
import type { Citation } from '../../../shared/problems.ts';
import type { Tx } from '../../kernel/act.ts';
import { ANONYMOUS, type Ctx } from '../../kernel/context.ts';
import type { StoredBytes } from '../../kernel/files.ts';
import type { Id } from '../../kernel/ids.ts';
import { keepFile } from '../../kernel/stored-files.ts';
import { advance } from './advance.ts';
import type { Moment } from './clocks.ts';
import { factsOf } from './facts.ts';
import { openInside, type OpeningDesk, type OpeningInput } from './open-inside.ts';
import { lookFurther } from './look-further.ts';
import { rowOfEvent } from './labels.ts';
import { refusalOf } from './refusals.ts';
import { citeOf, type CaseRules, rulesOf } from './rules.ts';
import { type CaseRow, findCase, lockCase } from './store.ts';

/** What somebody outside writes: texts and choices by field, and files that the caller has stored. */
export interface OutsideInput {
  action: string;
  data: Readonly<Record<string, unknown>>;
  files: Readonly<Record<string, StoredBytes & { name: string }>>;
}

/** Nobody: who wrote in leaves no account, name or address behind, even when signed in. Sending twice is for the caller to notice. */
export const outsideCtx = (ctx: Ctx): Ctx => ({
  ...ctx,
  actor: ANONYMOUS,
  request: { id: ctx.request.id, address: '' },
});

/**
 * Opens a case for somebody outside, as `open.by: [outside]` lets them, and takes its first action. The caller answers for who
 * they are. @throws procedures.* as the table says
 */
export async function openFromOutside(
  ctx: Ctx,
  tx: Tx,
  { rules, trial, moment }: OpeningDesk,
  { programme, procedure, subject, ...input }: OutsideInput & Pick<OpeningInput, 'programme' | 'procedure' | 'subject'>,
): Promise<Id> {
  if (rules.procedure.open?.by.includes('outside') !== true) throw new Error(`${procedure} is not opened from outside`);
  const id = await openInside(ctx, tx, { rules, trial }, { programme, procedure, subject, data: {}, party: 'outside' });
  await takeFromOutside(ctx, tx, moment, id, input);
  return id;
}

/** Somebody outside takes an action of a case; the caller has made sure that it is theirs. @throws procedures.* as the table says */
export async function takeFromOutside(ctx: Ctx, tx: Tx, moment: Moment, id: Id, input: OutsideInput): Promise<void> {
  const row = (await lockCase(tx, id))!;
  const rules = rulesOf(ctx, row);
  const { procedure } = rules;
  const asked = rowsOf(procedure, row.state).filter(
    ({ action, by }) => action === input.action && by.includes('outside'),
  );
  const answers = asked.flatMap(asks);
  const given = { ...input.data, ...(await keepFiles(ctx, tx, id, input.files)) };
  const split = (wanted: boolean): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries(given).filter(([field, value]) => answers.includes(field) === wanted && !isEmpty(value)),
    );
  const [data, fields] = [split(true), split(false)];
  const written = { ...row.data, ...fields };
  const facts = {
    ...(await factsOf(tx.db, row, rules.procedures)),
    data: written,
    ...ruledFacts(rules.ruleSet, ctx),
    ...(await lookFurther({ ...ctx, db: tx.db }, { ...row, data: { ...written, ...data } }, asked)),
  };
  const faults = checkFields(
    { fields: procedure.fields, allowed: outsideFields(rules, row.state), needed: [] },
    fields,
    'data',
  );
  const decision =
    faults.length > 0 && asked[0] !== undefined
      ? ({ kind: 'answers_wrong', transition: asked[0], faults } as const)
      : decide(procedure, facts, { kind: 'outside' }, { action: input.action, answers: data }, ctx.today);
  if (decision.kind === 'signed') throw new Error(`${input.action} takes signatures: nobody outside signs`);
  if (decision.kind !== 'taken')
    throw refusalOf(decision, rules, {
      row: 'transition' in decision ? decision.transition : procedure.transitions[0]!,
      state: row.state,
    });
  await advance(ctx, tx, row, { ...decision, answers: data, overrides: {}, data: fields }, moment);
}

async function keepFiles(ctx: Ctx, tx: Tx, id: Id, files: OutsideInput['files']): Promise<Record<string, Id>> {
  const kept: Record<string, Id> = {};
  for (const [field, file] of Object.entries(files)) {
    const stored = await keepFile(ctx, tx, { ...file, mediaType: 'application/octet-stream' });
    kept[field] = await ctx.services.ids.next(tx.db);
    await tx.db
      .insertInto('case_file')
      .values({ id: kept[field], case_id: id, file_id: stored.id, field, uploaded_by: null, uploaded_at: ctx.now })
      .execute();
  }
  return kept;
}

/** Fields that somebody outside fills in, in a state. */
export const outsideFields = ({ procedure }: CaseRules, state: string): string[] => [
  ...new Set(
    procedure.edit
      .filter(({ by, states }) => by.includes('outside') && states.includes(state))
      .flatMap(({ fields }) => fields),
  ),
];

/** Fields that an action from a state asks of them, and whether each must be there. */
export function outsideNeeds(rules: CaseRules, state: string, action: string): Map<string, boolean> {
  const rows = rowsOf(rules.procedure, state).filter((row) => row.action === action && row.by.includes('outside'));
  const required = rows.flatMap(({ requires }) => requires.flatMap((need) => ('fields' in need ? need.fields : [])));
  return new Map([
    ...outsideFields(rules, state).map((field) => [field, required.includes(field)] as const),
    ...rows.flatMap((row) => row.asks).map((ask) => [ask.replace('?', ''), !ask.endsWith('?')] as const),
  ]);
}

export interface OutsideStep {
  on: string;
  label: Bilingual;
  state: Bilingual;
  answers: { id: string; label: Bilingual; value: unknown }[];
  cite: Citation | null;
}

export interface OutsideView {
  row: CaseRow;
  rules: CaseRules;
  steps: OutsideStep[];
  /** Receipts of what they sent. */
  receipts: { code: string; number: string }[];
  /** What they may do now. */
  actions: { action: string; label: Bilingual; fields: Map<string, boolean> }[];
}

/** A case as somebody outside may see it: no names, and only steps and fields that the table does not keep to others. */
export async function viewFromOutside(ctx: Ctx, id: Id): Promise<OutsideView> {
  const row = (await findCase(ctx.db, id))!;
  const rules = rulesOf(ctx, row);
  const { procedure } = rules;
  const events = await ctx.db
    .selectFrom('case_event')
    .selectAll()
    .where('case_id', '=', id)
    .where('kind', '=', 'action')
    .orderBy('id')
    .limit(200)
    .execute();
  const steps = events.flatMap((event): OutsideStep[] => {
    const transition = rowOfEvent(procedure, event);
    if (!transition || (transition.seen_by && !transition.seen_by.includes('outside'))) return [];
    const { answers = {} } = event.detail as { answers?: Record<string, unknown> };
    return [
      {
        on: event.on_date,
        label: transition.label,
        state: procedure.states[event.to_state!]!.label,
        answers: Object.entries(answers).flatMap(([name, value]) => {
          const field = procedure.fields[name];
          return field && field.type !== 'file' && seenOutside(field) ? [{ id: name, label: field.label, value }] : [];
        }),
        cite: citeOf(rules.ruleSet, transition),
      },
    ];
  });
  const open = row.closed_at === null ? rowsOf(procedure, row.state).filter(({ by }) => by.includes('outside')) : [];
  const actions = open.map(({ action, label }) => ({ action, label, fields: outsideNeeds(rules, row.state, action) }));
  const receipts = events.flatMap(({ party, detail }) => {
    const { document } = detail as { document?: { code: string; number: string } };
    return party === 'outside' && document ? [document] : [];
  });
  return { row, rules, steps, receipts, actions };
}

const seenOutside = ({ seen_by }: ProcedureField): boolean => seen_by === undefined || seen_by.includes('outside');
