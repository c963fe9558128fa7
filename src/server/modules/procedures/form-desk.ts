import { kernelProblem } from '../../../shared/kernel/problems.ts';
import { proceduresProblem } from '../../../shared/procedures/problems.ts';
import { act, type ActEvent, type Tx } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { personOf, visibleCase } from './access.ts';
import { draftsOf } from './draft-store.ts';
import { fieldSeen } from './field-readers.ts';
import { placeOf } from './place.ts';
import { holderOf } from './presence.ts';
import { type CaseRules, rulesOf } from './rules.ts';
import { type CaseRow, findCase, lockCase } from './store.ts';
import { countedFields, editableFields } from './typed-fields.ts';

/** A case for a module that keeps more of one of its fields: a form behind the file it is handed in as. */
export interface FormDesk {
  row: CaseRow;
  rules: CaseRules;
  /** Fields the caller may write now. */
  editable: ReadonlySet<string>;
  /** Fields whose typed values count for the caller: these are read as they are being written. */
  counted: ReadonlySet<string>;
  /** Fields of the case with what is being typed into them, and the revision of each. */
  written: Readonly<Record<string, unknown>>;
  revisions: ReadonlyMap<string, number>;
  parent: CaseRow | undefined;
}

/**
 * The case of a form as the caller stands to it. Readers of a sub-case that shows a field of its parent (`parent_fields`) read the
 * parent's form.
 * @param fields the case's fields that the form stands behind, by procedure
 * @returns undefined where the case has no form, or none for the caller
 * @throws procedures.case_unknown
 */
export async function formDesk(
  ctx: Ctx,
  id: Id,
  fields: (row: CaseRow) => readonly string[] | undefined,
): Promise<FormDesk | undefined> {
  const row = await visibleCase(ctx, id);
  const own = fields(row);
  if (own) {
    const seen = ctx.actor.kind === 'system' || (await seesOne(ctx, row, own));
    if (seen) return deskOf(ctx, row);
  }
  const parent = row.parent_id === null ? undefined : await findCase(ctx.db, row.parent_id);
  const shown = rulesOf(ctx, row).procedure.parent_fields;
  if (!own && parent && fields(parent)?.some((field) => shown.includes(field))) {
    const desk = await deskOf(ctx, parent);
    return { ...desk, editable: new Set(), counted: new Set() };
  }
  return undefined;
}

async function seesOne(ctx: Ctx, row: CaseRow, fields: readonly string[]): Promise<boolean> {
  for (const field of fields) if (await fieldSeen(ctx, row, field)) return true;
  return false;
}

async function deskOf(ctx: Ctx, row: CaseRow): Promise<FormDesk> {
  const rules = rulesOf(ctx, row);
  const open = row.closed_at === null && ctx.actor.kind === 'account';
  const actor = open ? await personOf(ctx) : undefined;
  const facts = { ...row, place: await placeOf(ctx.db, row) };
  const drafts = await draftsOf(ctx.db, row.id);
  return {
    row,
    rules,
    editable: new Set(actor ? editableFields(rules.procedure, facts, actor) : []),
    counted: actor ? countedFields(rules.procedure, facts, actor) : new Set(),
    written: { ...row.data, ...Object.fromEntries(drafts.map(({ field, value }) => [field, value])) },
    revisions: new Map(drafts.map(({ field, revision }) => [field, revision])),
    parent: row.parent_id === null ? undefined : await findCase(ctx.db, row.parent_id),
  };
}

/**
 * Writes something that belongs to fields of a case, for whoever may write one of them. Signatures given before are void.
 * @param section lock that nobody else may hold (`bePresent`)
 * @throws procedures.case_unknown | field_closed | field_locked
 */
export async function writeOnDesk<T>(
  ctx: Ctx,
  id: Id,
  {
    event,
    fields,
    section,
    name,
  }: { event: Omit<ActEvent, 'subject'>; fields: readonly string[]; section?: string; name: string },
  change: (tx: Tx, row: CaseRow) => Promise<T>,
): Promise<T> {
  const actor = await personOf(ctx);
  await visibleCase(ctx, id);
  return act(ctx, { ...event, subject: { kind: 'case', id } }, async (tx) => {
    const row = (await lockCase(tx, id))!;
    const { procedure } = rulesOf(ctx, row);
    const editable = editableFields(procedure, { ...row, place: await placeOf(tx.db, row) }, actor);
    if (row.closed_at !== null || !fields.some((field) => editable.includes(field)))
      throw proceduresProblem('procedures.field_closed', { field: name });
    const holder = section === undefined ? undefined : await holderOf(tx.db, id, section);
    if (holder && holder.account_id !== actor.account)
      throw proceduresProblem('procedures.field_locked', { field: name, name: holder.name });
    const result = await change(tx, row);
    await tx.db.deleteFrom('case_signature').where('case_id', '=', id).execute();
    return result;
  });
}

/** One member of an object field of a case (a figure of `figures`), the others as they are. @throws kernel.too_large */
export async function writeMember(
  ctx: Ctx,
  tx: Tx,
  row: CaseRow,
  { field, member, value }: { field: string; member: string; value: unknown },
): Promise<void> {
  const draft = (await draftsOf(tx.db, row.id)).find((one) => one.field === field);
  const now = (draft ? draft.value : row.data[field]) ?? {};
  const { [member]: _, ...rest } = now as Record<string, unknown>;
  const text = JSON.stringify(value === undefined || value === '' ? rest : { ...rest, [member]: value });
  if (text.length > 200_000) throw kernelProblem('kernel.too_large', { limit: 200_000 });
  const account_id = ctx.actor.kind === 'account' ? ctx.actor.id : '0';
  const next = { value: text, revision: (draft?.revision ?? 0) + 1, account_id, at: ctx.now };
  await tx.db
    .insertInto('case_draft')
    .values({ case_id: row.id, field, ...next })
    .onConflict((conflict) => conflict.columns(['case_id', 'field']).doUpdateSet(next))
    .execute();
}
