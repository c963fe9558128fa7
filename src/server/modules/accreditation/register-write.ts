import { accreditationProblem } from '../../../shared/accreditation/problems.ts';
import { NO_END } from '../../../shared/accreditation/no-end.ts';
import { directGround, type RegisterDecision } from '../../../shared/accreditation/register.ts';
import type { CivilDate } from '../../../shared/dates.ts';
import type { Procedure } from '../../../shared/policy/procedures.ts';
import { normalEn, normalZh } from '../../../shared/policy/check-name.ts';
import { citationOf } from '../../../shared/policy/ruled.ts';
import { lockName, type Tx } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { organisationNamed, platformOf, readProgrammeInstrument, setMembership } from '../identity/index.ts';
import { type CaseEffect, type CaseRow, clocksOf, rulesOf } from '../procedures/index.ts';
import { decisionOf } from './decision.ts';
import { classOf, textOf } from './notice-facts.ts';
import { type EntryRow, entryOfCases, entryOfPlatform, type NewEntry, validEntries } from './register-store.ts';

const orNull = (text: string): string | null => (text === '' ? null : text);
const dateOf = (value: unknown): CivilDate | null => orNull(textOf(value));

/** The clock whose end takes an entry out of the register: its term; undefined where recognition has none. */
const termClock = (procedure: Procedure): string | undefined =>
  Object.entries(procedure.expires).find(
    ([, end]) =>
      'action' in end &&
      procedure.transitions.some(({ action, does }) => action === end.action && does.includes('leave_register')),
  )?.[0];

/**
 * Effect `enter_register`: the platform of the case enters the register, by the decision that the step is. Fields of the case by
 * name: `name_zh`, `name_en`, `class`, `head`, `plaque_no`, `plaque_on`, `list_no`, `recognised_on` (admitted without review).
 */
export const enterRegister: CaseEffect = async (ctx, tx, row, step) => {
  const { ruleSet, procedure } = rulesOf(ctx, row);
  const { data } = row;
  const term = (await clocksOf(tx.db, row.id)).findLast(({ clock }) => clock === termClock(procedure));
  const classText = classOf(ctx, row);
  const path = ruleSet['direct-path']?.recognised_from;
  const decided = decisionOf(ctx, row, step);
  await addEntry(ctx, tx, {
    programme_id: row.programme_id,
    platform_id: row.platform_id!,
    case_id: row.id,
    rule_set: row.rule_set,
    rule_set_version: row.rule_set_version,
    trial: row.trial,
    // The name that is recognised is the one applied for; where a procedure asks for none, the platform’s.
    ...(textOf(data['name_zh']) !== '' && {
      name_zh: normalZh(textOf(data['name_zh'])),
      name_en: orNull(normalEn(textOf(data['name_en']))),
    }),
    class: orNull(textOf(data['class'])),
    class_zh: classText?.zh ?? null,
    class_en: classText?.en ?? null,
    head: orNull(textOf(data['head'])),
    direct:
      textOf(data['recognised_on']) === ''
        ? null
        : directGround.parse({
            recognised_on: data['recognised_on'],
            cite: path ? citationOf(ruleSet, path) : decided.cite,
          }),
    decision: decided,
    list_no: orNull(textOf(data['list_no'])),
    list_on: textOf(data['list_no']) === '' ? null : ctx.today,
    plaque_no: orNull(textOf(data['plaque_no'])),
    plaque_on: dateOf(data['plaque_on']),
    term_first: term?.from_date ?? null,
    term_last: term?.last_date ?? null,
  });
};

/** Writes an entry and makes the platform an accredited one. @throws accreditation.in_register_before */
export async function addEntry(ctx: Ctx, tx: Tx, wanted: NewEntry): Promise<Id> {
  await lockName(tx, `register:${wanted.programme_id}:${wanted.platform_id}`);
  const platform = await platformOf(tx.db, wanted.platform_id);
  const overlapping = (await validEntries(tx.db, wanted.programme_id, wanted.platform_id)).find(
    // A renewal begins after the term that stands (GZ-14.2).
    ({ term_last }) => term_last === null || wanted.term_first === null || term_last >= wanted.term_first,
  );
  if (overlapping)
    throw accreditationProblem('accreditation.in_register_before', { name: platform.name_zh, entry: overlapping.id });
  const id = await ctx.services.ids.next(tx.db);
  const { decision, direct, name_zh, name_en, ...plain } = wanted;
  await tx.db
    .insertInto('register_entry')
    .values({
      ...plain,
      id,
      demo: platform.demo,
      status: 'valid',
      name_zh: name_zh ?? platform.name_zh,
      name_en: name_en === undefined ? platform.name_en : name_en,
      host_id: platform.host_id,
      host_name: platform.host_name,
      supervising_name: platform.supervising_name,
      region_code: platform.region_code,
      decision: JSON.stringify(decision),
      direct: direct && JSON.stringify(direct),
      entered_on: ctx.today,
    })
    .execute();
  await addEvent(ctx, tx, { id, status: 'valid' }, { kind: 'entered', decision, caseId: wanted.case_id });
  await setMembership(ctx, tx, wanted.platform_id, { programme: wanted.programme_id, state: 'accredited' });
  tx.note({ register: { entry: id, kind: 'entered' } });
  return id;
}

/** What of an entry a case may change, by the case's field. */
const CHANGES = { head: 'head', plaque_no: 'plaque_no', plaque_on: 'plaque_on' } as const;
/** Kinds of a major change that are columns of the register. */
const KINDS: Readonly<Record<string, 'head' | 'name_zh' | 'host_name'>> = {
  head: 'head',
  name: 'name_zh',
  host: 'host_name',
};

/**
 * Effect `change_register`: fields `head`, `plaque_no`, `plaque_on` of the case, or its `kind` (head, name, host) with `after`, go into
 * the entry; whatever else changed is noted with it. A platform that is not in the register has nothing to change.
 */
export const changeRegister: CaseEffect = async (ctx, tx, row, step) => {
  const entry = await entryFor(tx, row);
  if (!entry) return;
  const { procedure } = rulesOf(ctx, row);
  const after: Record<string, string> = {};
  for (const [field, column] of Object.entries(CHANGES))
    if (textOf(row.data[field]) !== '') after[column] = textOf(row.data[field]);
  const kind = textOf(row.data['kind']);
  const column = KINDS[kind];
  if (column && textOf(row.data['after']) !== '') after[column] = textOf(row.data['after']);
  const changes: Record<string, { from: string | null; to: string }> = {};
  for (const [name, to] of Object.entries(after)) {
    const from = entry[name as 'head'];
    if (from !== to) changes[name] = { from, to };
  }
  if (kind !== '' && !column) {
    const label = procedure.fields['kind']?.choices?.[kind]?.zh ?? kind;
    changes[label] = { from: orNull(textOf(row.data['before'])), to: textOf(row.data['after']) };
  }
  await writeChange(ctx, tx, entry, {
    ...after,
    // A host by a name that nobody registered is known by its name only.
    ...(changes['host_name'] && { host_id: await organisationNamed(tx.db, changes['host_name'].to) }),
    kind: 'changed',
    changes,
    decision: decisionOf(ctx, row, step),
    caseId: row.id,
  });
};

/**
 * Effect `leave_register`: the entry ends, by the end of its term or by a decision. Where the rule set bars platform and host from
 * applying (evaluation.exclusion), until when is noted with it.
 */
export const leaveRegister: CaseEffect = async (ctx, tx, row, step) => {
  const entry = await entryFor(tx, row);
  if (!entry || entry.status !== 'valid') return;
  const lapsed = step.party === 'clock';
  const barred = !lapsed && rulesOf(ctx, row).ruleSet.evaluation?.exclusion.value;
  const until = barred
    ? ((await readProgrammeInstrument({ ...ctx, db: tx.db }, row.programme_id, ctx.today)).until ?? NO_END)
    : null;
  await writeChange(ctx, tx, entry, {
    kind: lapsed ? 'lapsed' : 'ended',
    status: lapsed ? 'lapsed' : 'ended',
    ended_on: lapsed ? (entry.term_last ?? ctx.today) : ctx.today,
    excluded_until: until,
    decision: decisionOf(ctx, row, step),
    caseId: row.id,
  });
  const others = await validEntries(tx.db, entry.programme_id, entry.platform_id);
  if (others.length === 0)
    await setMembership(ctx, tx, entry.platform_id, { programme: entry.programme_id, state: 'owner' });
};

/** The entry a case is about: that of its application, or of the case it was opened under; else the platform's. */
const entryFor = async (tx: Tx, row: CaseRow): Promise<EntryRow | undefined> =>
  (await entryOfCases(tx.db, [row.id, ...(row.parent_id === null ? [] : [row.parent_id])])) ??
  (row.platform_id === null ? undefined : entryOfPlatform(tx.db, row.programme_id, row.platform_id));

interface Change {
  host_id?: Id | null;
  kind: 'changed' | 'lapsed' | 'ended';
  status?: 'lapsed' | 'ended';
  ended_on?: CivilDate;
  excluded_until?: CivilDate | null;
  changes?: Record<string, { from: string | null; to: string }>;
  decision: RegisterDecision;
  caseId: Id | null;
}

async function writeChange(
  ctx: Ctx,
  tx: Tx,
  entry: EntryRow,
  { kind, changes = {}, decision, caseId, ...columns }: Change,
): Promise<void> {
  await tx.db
    .updateTable('register_entry')
    .set((eb) => ({ ...columns, revision: eb('revision', '+', 1) }))
    .where('id', '=', entry.id)
    .execute();
  await addEvent(
    ctx,
    tx,
    { id: entry.id, status: columns.status ?? entry.status },
    { kind, decision, caseId, changes, ...(columns.ended_on !== undefined && { on: columns.ended_on }) },
  );
  tx.note({ register: { entry: entry.id, kind } });
}

interface NewEvent {
  kind: 'entered' | 'changed' | 'lapsed' | 'ended' | 'admitted_again';
  decision: RegisterDecision;
  caseId: Id | null;
  changes?: object;
  on?: CivilDate;
}

/** Adds to the history of an entry. */
export const addEvent = async (ctx: Ctx, tx: Tx, entry: { id: Id; status: string }, event: NewEvent): Promise<void> => {
  await tx.db
    .insertInto('register_event')
    .values({
      entry_id: entry.id,
      at: ctx.now,
      on_date: event.on ?? event.decision.on,
      kind: event.kind,
      status: entry.status,
      decision: JSON.stringify(event.decision),
      case_id: event.caseId,
      changes: JSON.stringify(event.changes ?? {}),
    })
    .execute();
};
