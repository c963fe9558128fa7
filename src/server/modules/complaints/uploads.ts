import { randomBytes } from 'node:crypto';
import { complaintsProblem } from '../../../shared/complaints/problems.ts';
import { LIMITS } from '../../../shared/complaints/said.ts';
import { act, type Tx } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import { baseName, type StoredBytes } from '../../kernel/files.ts';
import type { CaseRules } from '../procedures/index.ts';
import { digestOf, senderOf } from './secrets.ts';
import { outsideCtx } from '../procedures/index.ts';

const dayBefore = (ctx: Ctx): string => new Date(Date.parse(ctx.now) - 86_400_000).toISOString();

/** Takes in a file of somebody who is still writing. @throws kernel.too_large | complaints.too_many_files */
export async function uploadFile(ctx: Ctx, name: string, bytes: AsyncIterable<Uint8Array>) {
  const sender = await senderOf(ctx);
  const { count } = await ctx.db
    .selectFrom('complaint_upload')
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .where('sender', '=', sender)
    .where('at', '>', dayBefore(ctx))
    .executeTakeFirstOrThrow();
  if (Number(count) >= LIMITS.files) throw complaintsProblem('complaints.too_many_files', { most: LIMITS.files });
  const stored = await ctx.services.files.put(bytes, LIMITS.file);
  const token = randomBytes(24).toString('base64url');
  return act(outsideCtx(ctx), { action: 'complaints.file.upload', detail: { size: stored.size } }, async (tx) => {
    await tx.db
      .insertInto('complaint_upload')
      .values({
        token_digest: digestOf(token),
        sha256: stored.sha256,
        size: String(stored.size),
        name: baseName(name),
        sender,
        at: ctx.now,
      })
      .execute();
    return { token, size: stored.size };
  });
}

/** The files that tokens stand for, which are then used up. @throws complaints.file_gone | no_such_field */
export async function takeFiles(
  ctx: Ctx,
  tx: Tx,
  { procedure }: CaseRules,
  tokens: Readonly<Record<string, string>>,
): Promise<Record<string, StoredBytes & { name: string }>> {
  const files: Record<string, StoredBytes & { name: string }> = {};
  for (const [field, token] of Object.entries(tokens)) {
    if (procedure.fields[field]?.type !== 'file') throw complaintsProblem('complaints.no_such_field', { field });
    const found = await tx.db
      .deleteFrom('complaint_upload')
      .where('token_digest', '=', digestOf(token))
      .where('at', '>', dayBefore(ctx))
      .returning(['sha256', 'size', 'name'])
      .executeTakeFirst();
    if (!found) throw complaintsProblem('complaints.file_gone', { field: procedure.fields[field].label.zh });
    files[field] = { ...found, size: Number(found.size) };
  }
  return files;
}

/** Due work: forgets where complaints came from, and files that nobody named. */
export async function forget(ctx: Ctx): Promise<void> {
  const before = dayBefore(ctx);
  const old = await ctx.db
    .selectFrom('complaint')
    .select('case_id')
    .where('sender', 'is not', null)
    .where('filed_at', '<', before)
    .limit(1)
    .executeTakeFirst();
  const left = await ctx.db
    .selectFrom('complaint_upload')
    .select('at')
    .where('at', '<', before)
    .limit(1)
    .executeTakeFirst();
  if (!old && !left) return;
  await act(ctx, { action: 'complaints.senders.forget' }, async (tx) => {
    await tx.db
      .updateTable('complaint')
      .set({ sender: null })
      .where('sender', 'is not', null)
      .where('filed_at', '<', before)
      .execute();
    await tx.db.deleteFrom('complaint_upload').where('at', '<', before).execute();
  });
}
