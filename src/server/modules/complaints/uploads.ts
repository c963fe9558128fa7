import { randomBytes } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { complaintsProblem } from '../../../shared/complaints/problems.ts';
import { LIMITS } from '../../../shared/complaints/said.ts';
import { act, type Tx } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import { baseName, localFileStore, type StoredBytes } from '../../kernel/files.ts';
import type { CaseRules } from '../procedures/index.ts';
import { digestOf, senderOf } from './secrets.ts';
import { outsideCtx } from '../procedures/index.ts';

const dayBefore = (ctx: Ctx): string => new Date(Date.parse(ctx.now) - 86_400_000).toISOString();

const ROOM = 'complaint-uploads';

/** Files wait in a folder of their day, apart from those that are kept: what nobody names goes with its day. */
const waitingRoom = ({ services: { config } }: Ctx, at: string) =>
  localFileStore(join(config.dataFolder, ROOM, new Date(at).toISOString().slice(0, 10)));

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
  const stored = await waitingRoom(ctx, ctx.now).put(bytes, LIMITS.file);
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
      .returning(['sha256', 'name', 'at'])
      .executeTakeFirst();
    const bytes =
      found &&
      (await waitingRoom(ctx, found.at)
        .read(found.sha256)
        .catch(() => undefined));
    if (!bytes) throw complaintsProblem('complaints.file_gone', { field: procedure.fields[field].label.zh });
    files[field] = { ...(await ctx.services.files.put(bytes, LIMITS.file)), name: found.name };
  }
  return files;
}

/** Due work: forgets where complaints came from, and files that nobody named. */
export async function forget(ctx: Ctx): Promise<void> {
  const before = dayBefore(ctx);
  await clearRooms(ctx, before.slice(0, 10));
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

/** Removes the bytes of days before one (UTC): nothing that may still be named lies there. */
async function clearRooms({ services: { config } }: Ctx, before: string): Promise<void> {
  const folder = join(config.dataFolder, ROOM);
  for (const day of await readdir(folder).catch(() => []))
    if (day < before) await rm(join(folder, day), { recursive: true, force: true });
}
