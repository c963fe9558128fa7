import type { Tx } from './act.ts';
import { accountOf, type Ctx } from './context.ts';
import type { ReadDb } from './db/open.ts';
import { baseName, type StoredBytes } from './files.ts';
import type { Id } from './ids.ts';

/** Records what is known of stored bytes. @returns the id, and the name without folders and control characters */
export async function keepFile(
  ctx: Ctx,
  tx: Tx,
  file: StoredBytes & { name: string; mediaType: string },
): Promise<{ id: Id; name: string }> {
  const id = await ctx.services.ids.next(tx.db);
  const name = baseName(file.name);
  await tx.db
    .insertInto('stored_file')
    .values({
      id,
      sha256: file.sha256,
      size: String(file.size),
      name,
      media_type: file.mediaType,
      uploaded_by: accountOf(ctx.actor),
      uploaded_at: ctx.now,
    })
    .execute();
  return { id, name };
}

export async function storedFiles(
  db: ReadDb,
  ids: readonly Id[],
): Promise<Map<Id, { name: string; size: number; sha256: string }>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('stored_file')
    .select(['id', 'name', 'size', 'sha256'])
    .where('id', 'in', [...new Set(ids)])
    .execute();
  return new Map(rows.map(({ id, name, size, sha256 }) => [id, { name, size: Number(size), sha256 }]));
}

/** Who sent a file; undefined where there is none, null: the program itself. */
export const uploaderOf = async (db: ReadDb, id: Id): Promise<Id | null | undefined> =>
  (await db.selectFrom('stored_file').select('uploaded_by').where('id', '=', id).executeTakeFirst())?.uploaded_by;
