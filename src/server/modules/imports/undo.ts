import { importsProblem } from '../../../shared/imports/problems.ts';
import { Problem } from '../../../shared/problems.ts';
import { act, type Tx } from '../../kernel/act.ts';
import { accountOf, type Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { countTouched, targetOf, touchedRecords, undoRecords } from '../catalogue/index.ts';
import { platformsById } from '../identity/index.ts';
import { typeOf } from './access.ts';
import { batchFor } from './batches.ts';
import { leaseFrom, Lost } from './lease.ts';
import { type Batch, findBatch, lockBatch, updateBatch } from './store.ts';
import { insertLeft } from './store-left.ts';
import { chunkRows, isOver, isPassing, type WorkOptions } from './work.ts';

const subject = (id: Id) => ({ kind: 'import', id });

/**
 * Asks for an import to be undone; a process works it off as it does imports.
 * @param own leases it to the caller, who works it off at once
 * @throws imports.unknown, imports.not_over, imports.nothing_to_undo, imports.undone
 */
export async function askUndo(ctx: Ctx, id: Id, reason: string, { own = false } = {}): Promise<Batch> {
  const { id: known } = await batchFor(ctx, id);
  return act(ctx, { action: 'imports.batch.undo', subject: subject(known), detail: { reason } }, async (tx) => {
    const batch = (await lockBatch(tx, known))!;
    if (!isOver(batch.state)) throw importsProblem('imports.not_over');
    if (batch.undo_state !== null && batch.undo_state !== 'failed') throw importsProblem('imports.undone');
    if (batch.dry_run || batch.created_count + batch.updated_count === 0)
      throw importsProblem('imports.nothing_to_undo');
    const total = await countTouched(tx.db, known);
    tx.note({ records: total });
    const change = {
      undo_state: 'waiting' as const,
      undo_reason: reason,
      undo_total: total,
      undo_by: accountOf(ctx.actor),
      undo_by_name: ctx.actor.kind === 'anonymous' ? '' : ctx.actor.name,
      undo_asked_at: ctx.now,
      leased_until: own ? leaseFrom() : null,
    };
    await updateBatch(tx, known, change);
    return { ...batch, ...change };
  });
}

/** Who asked for it acts. */
const undoer = (now: Ctx, { undo_by, undo_by_name }: Batch): Ctx => ({
  ...now,
  actor:
    undo_by === null
      ? { kind: 'system', name: undo_by_name ?? '', roles: [] }
      : { kind: 'account', id: undo_by, name: undo_by_name ?? '', account: '', roles: [], sessionId: '' },
});

/**
 * Undoes an import chunk by chunk, each in one transaction with the record it reached; killed at any moment, it goes on from
 * there when called again.
 *
 * @returns the batch at its end; undefined when another process has it, or when the signal stopped the work
 */
export async function workUndo(
  id: Id,
  { now, own = false, signal, onProgress }: WorkOptions,
): Promise<Batch | undefined> {
  try {
    for (let mine = own; ; mine = true) {
      const batch = await undoChunk(id, now, mine);
      onProgress?.(batch);
      if (batch.undo_state === 'done') return batch;
      if (signal?.aborted) return undefined;
    }
  } catch (cause) {
    if (cause instanceof Lost) return undefined;
    if (isPassing(cause)) throw cause;
    return fail(id, now(), cause);
  }
}

async function undoChunk(id: Id, now: () => Ctx, mine: boolean): Promise<Batch> {
  const known = await findBatch(now().db, id);
  if (!known || !isOpen(known)) throw new Lost();
  const ctx = undoer(now(), known);
  return act(ctx, { action: 'imports.batch.undo_chunk', subject: subject(id) }, async (tx) => {
    const batch = (await lockBatch(tx, id))!;
    if (!isOpen(batch) || batch.undo_after !== known.undo_after) throw new Lost();
    if (!mine && batch.leased_until !== null && Date.parse(batch.leased_until) > Date.now()) throw new Lost();
    const ids = await touchedRecords(tx.db, id, batch.undo_after, chunkRows(ctx));
    const change =
      ids.length === 0
        ? { undo_state: 'done' as const, undo_ended_at: ctx.now, leased_until: null }
        : { undo_state: 'running' as const, leased_until: leaseFrom(), ...(await undoSome(ctx, tx, batch, ids)) };
    await updateBatch(tx, id, change);
    return { ...batch, ...change };
  });
}

const isOpen = ({ undo_state }: Batch): boolean => undo_state === 'waiting' || undo_state === 'running';

async function undoSome(ctx: Ctx, tx: Tx, batch: Batch, ids: readonly Id[]) {
  const platform = (await platformsById(tx.db, [batch.platform_id])).get(batch.platform_id)!;
  const note = `撤销导入 ${batch.file_name}`.slice(0, 200);
  const target = targetOf(ctx, platform, typeOf(ctx, batch.type), { state: 'published', note });
  const reason = batch.undo_reason ?? '';
  const { removed, withdrawn, restored, left } = await undoRecords(ctx, tx, { batch: batch.id, target, reason }, ids);
  await insertLeft(tx, batch.id, left);
  tx.note({ records: ids.length, removed, withdrawn, restored, left: left.length, ids });
  return {
    undo_after: ids.at(-1)!,
    undo_removed: batch.undo_removed + removed,
    undo_withdrawn: batch.undo_withdrawn + withdrawn,
    undo_restored: batch.undo_restored + restored,
    undo_left: batch.undo_left + left.length,
  };
}

async function fail(id: Id, now: Ctx, cause: unknown): Promise<Batch> {
  now.services.log.error({ err: cause, batch: id }, 'undoing an import failed');
  const problem =
    cause instanceof Problem
      ? cause
      : importsProblem('imports.interrupted', { detail: cause instanceof Error ? cause.message.slice(0, 200) : '' });
  const failure = { code: problem.code, params: problem.params, zh: problem.text('zh-CN'), en: problem.text('en') };
  const batch = (await findBatch(now.db, id))!;
  const action = 'imports.batch.undo_fail';
  return act(undoer(now, batch), { action, subject: subject(id), detail: { failure: failure.code } }, async (tx) => {
    const change = { undo_state: 'failed' as const, undo_failure: failure, leased_until: null, undo_ended_at: now.now };
    await updateBatch(tx, id, change);
    return { ...batch, ...change };
  });
}

/** Undoes an import and comes back at its end: for the command line. */
export async function runUndo(
  ctx: Ctx,
  id: Id,
  reason: string,
  { signal, onProgress }: Pick<WorkOptions, 'signal' | 'onProgress'>,
): Promise<Batch> {
  await askUndo(ctx, id, reason, { own: true });
  await workUndo(id, { now: () => ctx, own: true, ...(signal && { signal }), ...(onProgress && { onProgress }) });
  for (;;) {
    const batch = (await findBatch(ctx.db, id))!;
    if (!isOpen(batch) || signal?.aborted) return batch;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}
