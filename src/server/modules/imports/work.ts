import { importsProblem } from '../../../shared/imports/problems.ts';
import { Problem } from '../../../shared/problems.ts';
import { act } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { leaseToSkip, Lost } from './lease.ts';
import { type CheckedChunk, startChecker } from './checker.ts';
import { inChunks, mapEach, readAhead } from './chunks.ts';
import { type Batch, type BatchState, deleteFaults, findBatch, lockBatch, type Note, updateBatch } from './store.ts';
import { openTable } from './table.ts';
import { prepareTarget, writeChunk } from './write-chunk.ts';

/** How a batch is worked off. `now`: a context of the present moment, as a batch may take hours. */
export interface WorkOptions {
  now: () => Ctx;
  /** The batch was stored with a lease for this caller. */
  own?: boolean;
  signal?: AbortSignal;
  onProgress?: (batch: Batch) => void;
}

/** Rows of one transaction. PGlite has one connection, so others must not wait long for it. */
export const chunkRows = (ctx: Ctx): number => (ctx.services.storage.kind === 'postgres' ? 1000 : 200);

/**
 * Works a batch off from where it stands: reads, checks and writes it in chunks, each in one transaction with its faults
 * and the row it reached. Killed at any moment, it goes on from there when called again.
 *
 * @returns the batch at its end; undefined when another process has it, or when the signal stopped the work
 */
export async function workOff(id: Id, options: WorkOptions): Promise<Batch | undefined> {
  const batch = await claim(id, options);
  if (!batch) return undefined;
  try {
    const end = await writeAll(batch, options);
    return end && (await finish(id, options, 'done', { rows_total: end.batch.rows_done, remarks: end.remarks }));
  } catch (cause) {
    if (cause instanceof Lost) return undefined;
    if (isPassing(cause)) throw cause;
    const problem =
      cause instanceof Problem
        ? cause
        : importsProblem('imports.interrupted', {
            detail: cause instanceof Error ? cause.message.slice(0, 200) : String(cause),
          });
    if (!(cause instanceof Problem)) options.now().services.log.error({ err: cause, batch: id }, 'import failed');
    const failure = { code: problem.code, params: problem.params, zh: problem.text('zh-CN'), en: problem.text('en') };
    return finish(id, options, 'failed', { failure });
  }
}

/** The database is away: the batch stays as it is and somebody goes on with it later. */
export const isPassing = (cause: unknown): boolean => {
  const code = (cause as { code?: unknown }).code;
  return typeof code === 'string' && /^(08|57P|53|40)|^E(CONN|PIPE|TIMEDOUT|HOST|NOTFOUND|AI_AGAIN)/.test(code);
};

/** Who started it acts, without any rights but those this work needs. */
export const contextFor = (now: Ctx, batch: Pick<Batch, 'started_by' | 'started_by_name'>): Ctx => ({
  ...now,
  actor:
    batch.started_by === null
      ? { kind: 'system', name: batch.started_by_name, roles: [] }
      : { kind: 'account', id: batch.started_by, name: batch.started_by_name, account: '', roles: [], sessionId: '' },
});

const subject = (id: Id) => ({ kind: 'import', id });

async function claim(id: Id, { now, own = false }: WorkOptions): Promise<Batch | undefined> {
  const known = await findBatch(now().db, id);
  if (!known || isOver(known.state)) return undefined;
  return act(contextFor(now(), known), { action: 'imports.batch.start', subject: subject(id) }, async (tx) => {
    const batch = await lockBatch(tx, id);
    if (!batch || isOver(batch.state)) throw new Lost();
    if (!own && batch.leased_until !== null && Date.parse(batch.leased_until) > Date.now()) throw new Lost();
    tx.note({ platform: batch.platform_id, type: batch.type, file: batch.file_name, from_row: batch.last_row });
    const fresh = batch.dry_run ? await startOver(batch, () => deleteFaults(tx, id)) : {};
    const leased_until = leaseToSkip(batch.size);
    const change = { state: 'running' as const, started_at: batch.started_at ?? now().now, leased_until, ...fresh };
    await updateBatch(tx, id, change);
    return { ...batch, ...change };
  }).catch((cause: unknown) => {
    if (cause instanceof Lost) return undefined;
    throw cause;
  });
}

export const isOver = (state: BatchState): boolean => state === 'done' || state === 'failed' || state === 'cancelled';

/** A trial run keeps what it saw in memory only, so it begins anew. */
async function startOver(batch: Batch, clear: () => Promise<void>): Promise<Partial<Batch>> {
  if (batch.last_row === 0) return {};
  await clear();
  const zero = { created_count: 0, updated_count: 0, unchanged_count: 0, refused_count: 0, warning_count: 0 };
  return { last_row: 0, rows_done: 0, kept_errors: 0, kept_warnings: 0, ...zero };
}

async function writeAll(
  claimed: Batch,
  { now, signal, onProgress }: WorkOptions,
): Promise<{ batch: Batch; remarks: readonly Note[] } | undefined> {
  const services = now().services;
  const table = await openTable(
    { path: services.files.pathOf(claimed.sha256), name: claimed.file_name },
    claimed.layout,
  );
  const total = claimed.rows_total ?? (await table.count()) ?? null;
  let batch: Batch = { ...claimed, rows_total: total };
  onProgress?.(batch);
  const target = await prepareTarget(now(), batch);
  const checker = startChecker(now(), batch, target);
  try {
    const chunks = inChunks(table.rows(), batch.last_row, () => chunkRows(now()));
    const checked: AsyncIterable<CheckedChunk> = readAhead(
      mapEach(readAhead(chunks, 1), (rows) => checker.check(rows)),
      1,
    );
    for await (const chunk of checked) {
      batch = await writeChunk(contextFor(now(), batch), batch, target, chunk);
      onProgress?.(batch);
      if (signal?.aborted) {
        await release(batch, now);
        return undefined;
      }
    }
    return { batch, remarks: table.remarks?.() ?? [] };
  } finally {
    checker.stop();
  }
}

/** Stops between two chunks, so that any process may go on at once. */
async function release(batch: Batch, now: () => Ctx): Promise<void> {
  await act(contextFor(now(), batch), { action: 'imports.batch.pause', subject: subject(batch.id) }, async (tx) => {
    const current = await lockBatch(tx, batch.id);
    if (current?.state === 'running' && current.last_row === batch.last_row)
      await updateBatch(tx, batch.id, { leased_until: null });
  });
}

async function finish(
  id: Id,
  { now, onProgress }: WorkOptions,
  state: 'done' | 'failed',
  { remarks = [], ...change }: Partial<Pick<Batch, 'failure' | 'rows_total'>> & { remarks?: readonly Note[] },
): Promise<Batch | undefined> {
  const batch = (await findBatch(now().db, id))!;
  const ended = await act(
    contextFor(now(), batch),
    { action: `imports.batch.${state === 'done' ? 'finish' : 'fail'}`, subject: subject(id) },
    async (tx) => {
      const current = await lockBatch(tx, id);
      if (!current || isOver(current.state)) return current;
      const {
        created_count: created,
        updated_count: updated,
        unchanged_count: unchanged,
        refused_count: refused,
      } = current;
      tx.note({
        created,
        updated,
        unchanged,
        refused,
        dry_run: current.dry_run,
        ...(change.failure && { failure: change.failure.code }),
      });
      const notes = [...current.notes, ...remarks];
      const all = { ...change, state, notes, ended_at: now().now, leased_until: null, rate: null };
      await updateBatch(tx, id, all);
      return { ...current, ...all };
    },
  );
  if (ended) onProgress?.(ended);
  return ended;
}
