import { kernelProblem } from '../../../shared/kernel/problems.ts';
import { act } from '../../kernel/act.ts';
import { accountOf, type Ctx } from '../../kernel/context.ts';
import { baseName } from '../../kernel/files.ts';
import type { Id } from '../../kernel/ids.ts';
import { keepFile } from '../../kernel/stored-files.ts';
import { LIMITS } from './limits.ts';

export interface StoredTable {
  id: Id;
  name: string;
  size: number;
  sha256: string;
}

/** Keeps a file under its sender's name; nothing is looked into yet. @throws kernel.too_large */
export async function storeFile(ctx: Ctx, bytes: AsyncIterable<Uint8Array>, name: string): Promise<StoredTable> {
  const { sha256, size } = await ctx.services.files.put(bytes, LIMITS.upload);
  const plain = baseName(name);
  return act(ctx, { action: 'imports.file.upload', detail: { name: plain, size, sha256 } }, async (tx) => {
    const { id } = await keepFile(ctx, tx, { sha256, size, name: plain, mediaType: 'application/octet-stream' });
    tx.on('file', id);
    return { id, name: plain, size, sha256 };
  });
}

/** A file for its own sender, and for the program itself. @throws kernel.file_unknown */
export async function findFile(ctx: Ctx, id: Id): Promise<StoredTable> {
  const row = await ctx.db
    .selectFrom('stored_file')
    .select(['id', 'name', 'size', 'sha256', 'uploaded_by'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row || (ctx.actor.kind !== 'system' && row.uploaded_by !== accountOf(ctx.actor)))
    throw kernelProblem('kernel.file_unknown');
  return { id: row.id, name: row.name, size: Number(row.size), sha256: row.sha256 };
}
