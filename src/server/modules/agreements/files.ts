import { agreementsProblem } from '../../../shared/agreements/problems.ts';
import { act } from '../../kernel/act.ts';
import { accountOf, type Ctx } from '../../kernel/context.ts';
import type { Download } from '../../kernel/http/mount.ts';
import type { Id } from '../../kernel/ids.ts';
import { keepFile, storedFiles, uploaderOf } from '../../kernel/stored-files.ts';
import { keptPlatforms, partOf } from './access.ts';

/** Bytes of a proof. */
const LIMIT = 20 * 1024 * 1024;

/** Keeps a proof, to be named in a statement or permit by whoever sent it. */
export async function uploadFile(
  ctx: Ctx,
  name: string,
  bytes: AsyncIterable<Uint8Array>,
): Promise<{ id: Id; name: string }> {
  const stored = await ctx.services.files.put(bytes, LIMIT);
  return act(ctx, { action: 'agreements.file.upload', detail: { size: stored.size } }, (tx) =>
    keepFile(ctx, tx, { ...stored, name, mediaType: 'application/octet-stream' }),
  );
}

/** A file is named by whoever sent it only. @throws agreements.file_unknown */
export async function checkFile(ctx: Ctx, id: Id | null | undefined): Promise<void> {
  if (id === null || id === undefined) return;
  if ((await uploaderOf(ctx.db, id)) !== accountOf(ctx.actor)) throw agreementsProblem('agreements.file_unknown');
}

/** A file of a statement or permit of a part, for its two sides. @throws agreements.part_unknown | agreements.file_unknown */
export async function readTermsFile(ctx: Ctx, subject: string, file: Id): Promise<Download> {
  await partOf(ctx, subject);
  const statement = await ctx.db
    .selectFrom('request_statement')
    .select('id')
    .where('subject', '=', subject)
    .where('file_id', '=', file)
    .executeTakeFirst();
  const permit = await ctx.db
    .selectFrom('permit_use as u')
    .innerJoin('permit as p', 'p.id', 'u.permit_id')
    .select('p.id')
    .where('u.subject', '=', subject)
    .where('p.file_id', '=', file)
    .executeTakeFirst();
  if (!statement && !permit) throw agreementsProblem('agreements.file_unknown');
  return download(ctx, file);
}

/** The file of a permit handed in to a platform one looks after. @throws agreements.permit_unknown | agreements.file_unknown */
export async function readPermitFile(ctx: Ctx, id: Id): Promise<Download> {
  const row = await ctx.db
    .selectFrom('permit_use as u')
    .innerJoin('permit as p', 'p.id', 'u.permit_id')
    .select('p.file_id')
    .where('p.id', '=', id)
    .where(keptPlatforms(ctx, 'u.platform_id'))
    .executeTakeFirst();
  if (!row) throw agreementsProblem('agreements.permit_unknown');
  if (row.file_id === null) throw agreementsProblem('agreements.file_unknown');
  return download(ctx, row.file_id);
}

/** Offered for saving, never shown in the page: it is whatever somebody sent. */
export async function download(ctx: Ctx, id: Id): Promise<Download> {
  const file = (await storedFiles(ctx.db, [id])).get(id);
  if (!file) throw agreementsProblem('agreements.file_unknown');
  return {
    bytes: await ctx.services.files.read(file.sha256),
    name: file.name,
    mediaType: 'application/octet-stream',
    size: file.size,
  };
}
