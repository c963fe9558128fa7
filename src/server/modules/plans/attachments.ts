import { plansProblem } from '../../../shared/plans/problems.ts';
import { accountOf, type Ctx } from '../../kernel/context.ts';
import type { ReadDb } from '../../kernel/db/open.ts';
import type { Download } from '../../kernel/http/mount.ts';
import type { Id } from '../../kernel/ids.ts';
import { keepFile, storedFiles } from '../../kernel/stored-files.ts';
import { writeOnDesk } from '../procedures/index.ts';
import { planDesk } from './plan-case.ts';

/** Bytes of one attachment: 20 MiB, a rule of the house. */
const LIMIT = 20 * 1024 * 1024;

export interface Attachment {
  id: Id;
  section: string;
  name: string;
  size: number;
}

export async function attachmentsOf(db: ReadDb, caseId: Id): Promise<Attachment[]> {
  const rows = await db
    .selectFrom('plan_file')
    .select(['id', 'section', 'file_id'])
    .where('case_id', '=', caseId)
    .where('removed_at', 'is', null)
    .orderBy('id')
    .execute();
  const stored = await storedFiles(
    db,
    rows.map(({ file_id }) => file_id),
  );
  return rows.map(({ id, section, file_id }) => {
    const { name, size } = stored.get(file_id)!;
    return { id, section, name, size };
  });
}

/** @throws kernel.too_large | plans.field_unknown */
export async function attachToPlan(
  ctx: Ctx,
  id: Id,
  { section, name }: { section: string; name: string },
  bytes: AsyncIterable<Uint8Array>,
): Promise<Attachment> {
  const plan = await planDesk(ctx, id);
  if (!plan.shape.sections.some(({ number, fields }) => number === section && fields.length > 0))
    throw plansProblem('plans.field_unknown', { path: section });
  const stored = await ctx.services.files.put(bytes, LIMIT);
  const event = { action: 'plans.file.attach', detail: { section, ...stored } };
  return writeOnDesk(ctx, id, { event, fields: plan.binding.fields, name: section }, async (tx) => {
    const file = await keepFile(ctx, tx, { ...stored, name, mediaType: 'application/octet-stream' });
    const own = await ctx.services.ids.next(tx.db);
    await tx.db
      .insertInto('plan_file')
      .values({
        id: own,
        case_id: id,
        section,
        file_id: file.id,
        uploaded_by: accountOf(ctx.actor)!,
        uploaded_at: ctx.now,
      })
      .execute();
    return { id: own, section, name: file.name, size: stored.size };
  });
}

/** @throws plans.file_unknown */
export async function detachFromPlan(ctx: Ctx, id: Id, file: Id): Promise<void> {
  const plan = await planDesk(ctx, id);
  const event = { action: 'plans.file.detach', detail: { file } };
  await writeOnDesk(ctx, id, { event, fields: plan.binding.fields, name: plan.form.name.zh }, async (tx) => {
    const { numUpdatedRows } = await tx.db
      .updateTable('plan_file')
      .set({ removed_at: ctx.now })
      .where('id', '=', file)
      .where('case_id', '=', id)
      .where('removed_at', 'is', null)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) throw plansProblem('plans.file_unknown');
  });
}

/** A file attached to a form, for those who read it. @throws plans.file_unknown */
export async function downloadPlanFile(ctx: Ctx, id: Id, file: Id): Promise<Download> {
  const { row } = await planDesk(ctx, id);
  const found = await ctx.db
    .selectFrom('plan_file')
    .select('file_id')
    .where('id', '=', file)
    .where('case_id', '=', row.id)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  const stored = found && (await storedFiles(ctx.db, [found.file_id])).get(found.file_id);
  if (!stored) throw plansProblem('plans.file_unknown');
  return {
    bytes: await ctx.services.files.read(stored.sha256),
    name: stored.name,
    mediaType: 'application/octet-stream',
    size: stored.size,
  };
}
