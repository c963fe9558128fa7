import { createHash } from 'node:crypto';
import { kernelProblem } from '../../shared/kernel/problems.ts';
import { accountOf, type Ctx } from './context.ts';
import type { Db } from './db/open.ts';

/**
 * `Idempotency-Key` of POST requests that create: the key is written in the transaction of the change, the
 * answer after it. The same key again gives the same answer and changes nothing.
 */
export interface StoredAnswer {
  status: number;
  body: unknown;
}

const keyOf = (ctx: Ctx): string | undefined => {
  const { idempotencyKey: key } = ctx.request;
  return key === undefined ? undefined : `${accountOf(ctx.actor) ?? ctx.actor.kind}:${key}`;
};

const fingerprints = new WeakMap<Ctx['request'], string>();

/** Digest of what was asked, so that a key is not taken for another request. */
export function setFingerprint(ctx: Ctx, method: string, url: string, body: unknown): void {
  const text = `${method} ${url}\n${JSON.stringify(body ?? null)}`;
  fingerprints.set(ctx.request, createHash('sha256').update(text).digest('hex'));
}

/**
 * The answer given before under the request's key.
 * @throws kernel.idempotency_mismatch | kernel.idempotency_unfinished
 */
export async function earlierAnswer(ctx: Ctx): Promise<StoredAnswer | undefined> {
  const key = keyOf(ctx);
  if (key === undefined) return undefined;
  const row = await ctx.db.selectFrom('idempotency').selectAll().where('key', '=', key).executeTakeFirst();
  if (!row) return undefined;
  if (row.fingerprint !== fingerprints.get(ctx.request)) throw kernelProblem('kernel.idempotency_mismatch');
  if (row.status === null) throw kernelProblem('kernel.idempotency_unfinished');
  return { status: row.status, body: row.body };
}

export async function recordIdempotency(ctx: Ctx, db: Db): Promise<void> {
  const key = keyOf(ctx);
  const fingerprint = fingerprints.get(ctx.request);
  if (key === undefined || fingerprint === undefined) return;
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('idempotency')
    .values({ key, fingerprint, at: ctx.now })
    .onConflict((oc) => oc.column('key').doNothing())
    .executeTakeFirst();
  // A second act of the same request finds its own row; a twin request that came at the same moment waits here and is told.
  if (numInsertedOrUpdatedRows === 0n && !owned.has(ctx.request)) throw kernelProblem('kernel.idempotency_unfinished');
  owned.add(ctx.request);
}

const owned = new WeakSet<Ctx['request']>();

export async function storeAnswer(ctx: Ctx, answer: StoredAnswer): Promise<void> {
  const key = keyOf(ctx);
  if (key === undefined || !owned.has(ctx.request)) return;
  await (ctx.db as Db)
    .updateTable('idempotency')
    .set({ status: answer.status, body: JSON.stringify(answer.body ?? null) })
    .where('key', '=', key)
    .execute();
}
