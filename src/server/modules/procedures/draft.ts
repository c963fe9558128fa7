import { checkFields, isEmpty } from '../../../shared/procedures/fields.ts';
import { proceduresProblem } from '../../../shared/procedures/problems.ts';
import { kernelProblem } from '../../../shared/kernel/problems.ts';
import { act, type Tx } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { accountNames } from '../identity/index.ts';
import { personOf, visibleCase } from './access.ts';
import { placeOf } from './place.ts';
import { holderOf } from './presence.ts';
import { rulesOf } from './rules.ts';
import { type CaseRow, lockCase } from './store.ts';
import { editableFields } from './typed-fields.ts';

export interface FieldInput {
  path: string;
  value: unknown;
  /** The field's revision it was typed over, 0 for none. */
  revision: number;
}

/** Typing that rested no longer than this is one session. */
const SESSION_MS = 30 * 60_000;

async function typedSince(ctx: Ctx, id: Id, account: Id, since: string): Promise<boolean> {
  const found = await ctx.db
    .selectFrom('case_draft')
    .select('field')
    .where('case_id', '=', id)
    .where('account_id', '=', account)
    .where('at', '>=', since)
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}

/**
 * Saves one field as it is typed. Unfinished values are kept too: what is wrong is told, and refused only by the action.
 * @throws procedures.field_closed | field_locked | field_changed with the other value
 */
export async function saveField(ctx: Ctx, id: Id, { path, value, revision }: FieldInput) {
  const actor = await personOf(ctx);
  await visibleCase(ctx, id);
  // One audit event for a session of typing: what was typed is in the case, and with the step in its timeline.
  const going = await typedSince(ctx, id, actor.account, new Date(Date.parse(ctx.now) - SESSION_MS).toISOString());
  const event = {
    action: 'procedures.draft.save',
    subject: { kind: 'case', id },
    detail: { field: path },
    ...(going && { passing: true as const }),
  };
  return act(ctx, event, async (tx) => {
    const row = (await lockCase(tx, id))!;
    const { procedure } = rulesOf(ctx, row);
    const label = procedure.fields[path]?.label;
    const name = ctx.lang === 'en' ? label?.en : label?.zh;
    const place = await placeOf(tx.db, row);
    const open = editableFields(procedure, { ...row, place }, actor).includes(path);
    if (row.closed_at !== null || !open) throw proceduresProblem('procedures.field_closed', { field: name ?? path });
    const holder = await holderOf(tx.db, id, path);
    if (holder && holder.account_id !== actor.account)
      throw proceduresProblem('procedures.field_locked', { field: name!, name: holder.name });
    const next = await writeField(ctx, tx, row, { path, value, revision }, name!);
    if (next.changed) await tx.db.deleteFrom('case_signature').where('case_id', '=', id).execute();
    const faults = isEmpty(value)
      ? []
      : checkFields({ fields: procedure.fields, allowed: [path], needed: [] }, { [path]: value }, 'fields');
    return {
      path,
      revision: next.revision,
      faults: faults.map((fault) => ({ code: fault.code, message: ctx.lang === 'en' ? fault.en : fault.zh })),
    };
  });
}

/** @throws procedures.field_changed | kernel.too_large */
async function writeField(
  ctx: Ctx,
  tx: Tx,
  row: CaseRow,
  { path, value, revision }: FieldInput,
  name: string,
): Promise<{ revision: number; changed: boolean }> {
  const text = JSON.stringify(value ?? null);
  if (text.length > 200_000) throw kernelProblem('kernel.too_large', { limit: 200_000 });
  const current = await tx.db
    .selectFrom('case_draft')
    .selectAll()
    .where('case_id', '=', row.id)
    .where('field', '=', path)
    .executeTakeFirst();
  // The same value again, from wherever: a repeated save, or two who agree.
  if (current && JSON.stringify(current.value ?? null) === text) return { revision: current.revision, changed: false };
  if ((current?.revision ?? 0) !== revision) {
    const by = current ? ((await accountNames(tx.db, [current.account_id])).get(current.account_id) ?? '') : '';
    const both = {
      path,
      given: { revision, value },
      current: { revision: current?.revision ?? 0, value: current?.value ?? row.data[path] ?? null },
    };
    throw proceduresProblem('procedures.field_changed', { field: name, name: by }, { more: both });
  }
  const account_id = ctx.actor.kind === 'account' ? ctx.actor.id : '0';
  await tx.db
    .insertInto('case_draft')
    .values({ case_id: row.id, field: path, value: text, revision: revision + 1, account_id, at: ctx.now })
    .onConflict((conflict) =>
      conflict
        .columns(['case_id', 'field'])
        .doUpdateSet({ value: text, revision: revision + 1, account_id, at: ctx.now }),
    )
    .execute();
  return { revision: revision + 1, changed: true };
}
