import type { z } from 'zod';
import { pick } from '../../../shared/i18n.ts';
import { ruledFacts } from '../../../shared/procedures/ruled-facts.ts';
import { offersOf, partyOf, rowsOf } from '../../../shared/procedures/decide.ts';
import type { Desk } from '../../../shared/procedures/desks.ts';
import type { caseView } from '../../../shared/procedures/schemas.ts';
import { accountOf, type Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { desksOfActor, sees, seenBy, visibleCase } from './access.ts';
import { actionView } from './action-view.ts';
import { filesOf } from './case-files.ts';
import { clockViews } from './clock-view.ts';
import { draftsOf } from './draft-store.ts';
import { factsOf } from './facts.ts';
import { lookFurther } from './look-further.ts';
import { readable, readsAsOffice } from './field-readers.ts';
import { formName, periodNotes } from './form-notes.ts';
import { fieldView } from './field-view.ts';
import { showsParent } from './parent-fields.ts';
import { presentOn } from './presence.ts';
import { knownOf, rowView, rowViews } from './row-view.ts';
import { type CaseRules, citeOf, rulesOf } from './rules.ts';
import { type CaseRow, clocksOf } from './store.ts';
import { timelineOf } from './timeline.ts';
import { countedFields, editableFields } from './typed-fields.ts';
import { valueText, whoLabel } from './labels.ts';
import { sql } from 'kysely';

export type CaseView = z.input<typeof caseView>;

/** A case as its reader sees it. @throws procedures.case_unknown */
export async function readCase(ctx: Ctx, id: Id): Promise<CaseView> {
  const row = await visibleCase(ctx, id);
  const desks = ctx.actor.kind === 'system' ? 'all' : await desksOfActor(ctx);
  const mine = await desksOfActor(ctx);
  const rules = rulesOf(ctx, row);
  const { procedure, ruleSet } = rules;
  const facts = await factsOf(ctx.db, row, rules.procedures);
  const actor = { kind: 'person', account: accountOf(ctx.actor) ?? '', desks: mine } as const;
  const office = readsAsOffice(desks, row.readers);
  const open = row.closed_at === null;
  const editable = new Set(open ? editableFields(procedure, facts, actor) : []);
  const counted = open ? countedFields(procedure, facts, actor) : new Set<string>();
  const drafts = new Map((await draftsOf(ctx.db, id)).map((draft) => [draft.field, draft]));
  // What is being typed counts for what is still missing, for whoever types it.
  const typed = Object.fromEntries(
    [...drafts].filter(([field]) => counted.has(field)).map(([field, { value }]) => [field, value]),
  );
  const written = { ...facts.data, ...typed };
  const takeable = open ? rowsOf(procedure, row.state).filter(({ by }) => partyOf(by, facts, actor) !== undefined) : [];
  const looked = await lookFurther(ctx, { ...row, data: written }, takeable);
  const whole = { ...facts, data: written, ...ruledFacts(ruleSet, ctx), ...looked };
  const offers = open ? offersOf(procedure, whole, actor, ctx.today) : [];
  const data = readable(procedure, facts.place, desks, row.data);
  const known = await knownOf(
    ctx,
    [row],
    [
      ...facts.place.assigned.map(({ account }) => account),
      ...(office ? chosenAccounts(procedure, [data, typed]) : []),
    ],
  );
  const seen = Object.keys(readable(procedure, facts.place, desks, procedure.fields));
  const subs = await subCases(ctx, id);
  const above = await casesAbove(ctx, row);
  return {
    ...rowView(ctx, row, mine, known),
    own_page: procedure.open?.own_page ?? null,
    procedure_help: procedure.help ? pick(procedure.help, ctx.lang) : null,
    rule_set: {
      id: ruleSet.id,
      version: ruleSet.version,
      title: pick(ruleSet.instrument.title, ctx.lang),
      digest: ruleSet.digest,
      changed: facts.digest !== null && facts.digest !== ruleSet.digest,
    },
    cite: citeOf(ruleSet, procedure),
    form: formName(ruleSet, row.procedure, ctx.lang),
    notes: open ? periodNotes(ruleSet, procedure, written, ctx.lang) : [],
    outcome: row.outcome,
    // A sub-case that is not for the reader is not given away by what it holds.
    held: office ? facts.held : subs.some(({ holds, closed_at }) => holds && closed_at === null),
    public: procedure.states[row.state]!.public,
    data,
    fields: seen.map((field) => ({
      ...fieldView(procedure, field, ctx.lang),
      // What waits for the reader's own step is shown to them as it would go in.
      value: (editable.has(field) ? undefined : typed[field]) ?? data[field] ?? null,
      editable: editable.has(field),
      revision: drafts.get(field)?.revision ?? 0,
      typed: editable.has(field) ? (drafts.get(field)?.value ?? row.data[field] ?? null) : null,
    })),
    actions: offers.map((offer) => actionView(ctx, rules, facts, offer)),
    opens: await openable(ctx, row, rules, facts, actor),
    clocks: clockViews(ctx, row, rules, await clocksOf(ctx.db, id)),
    timeline: await timelineOf(ctx, row, rules, { place: facts.place, desks, office }),
    sub_cases: await rowViews(ctx, subs),
    parents: parentsOf(ctx, above, mine),
    files: (await filesOf(ctx, row)).filter(({ field }) => seen.includes(field)),
    parent_fields: await parentFields(ctx, row, rules, above[0]),
    people: office
      ? chosenAccounts(procedure, [data, typed]).map((account) => ({
          id: account,
          name: known.names.get(account) ?? '',
        }))
      : [],
    assigned: office
      ? facts.place.assigned.map(({ role, account }) => ({
          role,
          label: whoLabel(role, ctx.lang),
          account,
          name: known.names.get(account) ?? '',
        }))
      : [],
    present: editable.size > 0 ? await presentOn(ctx.db, id) : [],
    closed_at: row.closed_at,
  };
}

/** Accounts chosen in fields of a case. */
const chosenAccounts = (
  { fields }: CaseRules['procedure'],
  values: readonly Readonly<Record<string, unknown>>[],
): string[] => [
  ...new Set(
    values.flatMap((of) =>
      Object.entries(of).flatMap(([id, value]) =>
        fields[id]?.type === 'accounts' && Array.isArray(value) ? (value as string[]) : [],
      ),
    ),
  ),
];

/** What the readers of a sub-case see of its parent. */
async function parentFields(
  ctx: Ctx,
  row: CaseRow,
  { procedure }: CaseRules,
  parent: CaseRow | undefined,
): Promise<CaseView['parent_fields']> {
  if (!parent || procedure.parent_fields.length === 0 || !showsParent(procedure, row)) return [];
  const above = rulesOf(ctx, parent).procedure;
  const files = new Map((await filesOf(ctx, parent)).map((file) => [file.id, file.name]));
  return procedure.parent_fields.flatMap((field) => {
    const known = above.fields[field];
    if (!known) return [];
    const value = parent.data[field] ?? null;
    const text =
      (known.type === 'file' ? files.get(value as string) : undefined) ?? valueText(above, field, value, ctx.lang);
    return [{ id: field, label: pick(known.label, ctx.lang), type: known.type, value, text }];
  });
}

/** Sub-cases the reader sees; 200 of them, a call has its applications in the list. */
async function subCases(ctx: Ctx, id: Id): Promise<CaseRow[]> {
  const condition = ctx.actor.kind === 'system' ? sql`true` : seenBy(await desksOfActor(ctx));
  const { rows } =
    await sql<CaseRow>`select c.* from proc_case c where c.parent_id = ${id} and ${condition} order by c.id limit 200`.execute(
      ctx.db,
    );
  return rows;
}

/** The cases above, the nearest first. */
async function casesAbove(ctx: Ctx, row: CaseRow): Promise<CaseRow[]> {
  if (row.parent_id === null) return [];
  const { rows } = await sql<CaseRow>`
    with recursive up as (
      select c.*, 0 as depth from proc_case c where c.id = ${row.parent_id}
      union all select p.*, up.depth + 1 from proc_case p join up on p.id = up.parent_id)
    select * from up order by depth`.execute(ctx.db);
  return rows;
}

/** Those that the reader sees. */
const parentsOf = (ctx: Ctx, above: readonly CaseRow[], desks: ReadonlySet<Desk>): CaseView['parents'] =>
  above
    .filter(({ readers }) => ctx.actor.kind === 'system' || sees(desks, readers))
    .map((found) => ({
      id: found.id,
      title: found.title,
      procedure_label: pick(rulesOf(ctx, found).procedure.label, ctx.lang),
    }));

/** Procedures the reader may open under a case, as far as its state goes. */
async function openable(
  ctx: Ctx,
  row: CaseRow,
  { procedures, ruleSet }: CaseRules,
  facts: Awaited<ReturnType<typeof factsOf>>,
  actor: Parameters<typeof partyOf>[2],
): Promise<CaseView['opens']> {
  if (row.closed_at !== null) return [];
  return Object.entries(procedures).flatMap(([id, { open, subject }]) => {
    const under = open?.under.some(
      ({ procedure, states }) => procedure === row.procedure && (!states || states.includes(row.state)),
    );
    // With a subject of its own, whose desk it would lie on is not known yet.
    if (!open || under !== true || (subject === 'case' && partyOf(open.by, facts, actor) === undefined)) return [];
    return [{ procedure: id, label: pick(open.label, ctx.lang), cite: citeOf(ruleSet, open) }];
  });
}
