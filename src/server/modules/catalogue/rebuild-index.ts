import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { z } from 'zod';
import { catalogueProblem } from '../../../shared/catalogue/problems.ts';
import { act, lockName, type Tx } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { ReadDb } from '../../kernel/db/open.ts';
import type { Id } from '../../kernel/ids.ts';
import { deleteSetting, readSetting, writeSetting } from '../../kernel/settings.ts';
import {
  beginShadow,
  dropShadow,
  exchangeShadow,
  fillShadow,
  followChanges,
  indexShadow,
  lockIndex,
  optimiseShadow,
  shadowExists,
  takeChanges,
} from '../search/index.ts';
import { type IndexSource, publishedAfter, publishedAmong } from './index-source.ts';
import { type PrepareThreads, startPrepareThreads } from './prepare-threads.ts';

/** How far a rebuild is; it lies in the database, so that another process goes on where one was killed. */
const rebuildState = z.object({
  /** Who works on it; a step that finds another one here stops. */
  worker: z.string(),
  /** Machine time until which nobody else takes it over. */
  leasedUntil: z.string(),
  phase: z.enum(['filling', 'following']),
  /** Last record whose row is in the shadow. */
  after: z.string(),
  done: z.number(),
});
type RebuildState = z.output<typeof rebuildState>;
const STATE = 'search.rebuild';

const CHUNK = { postgres: 1_000, pglite: 200 } as const;
/** Seconds a step may take before others think its process dead: a chunk, and the making of indexes. */
const LEASE = 60;
const LONG_LEASE = 3_600;
/** Changes that are few enough to be taken over while everybody waits. */
const FEW_CHANGES = 50;
const EXCHANGE_ATTEMPTS = 30;

export interface RebuildOptions {
  /** Begins anew, whatever an earlier rebuild left, and takes over from one that seems to run. */
  fresh: boolean;
  signal: AbortSignal;
  /** Rows a transaction; by default as many as the engine takes well. */
  chunk?: number;
  onProgress: (step: 'filling' | 'indexing' | 'following' | 'exchanging', done: number) => void;
}

export interface RebuildReport {
  rows: number;
  /** Rows an earlier, interrupted rebuild had made. */
  resumedAt: number;
  finished: boolean;
}

/**
 * Makes the whole index anew beside the one in use and puts it in its place. Searches go on; what is written meanwhile is
 * noted and taken over; an interrupted rebuild goes on where it stood.
 * @throws catalogue.rebuild_runs
 */
export async function rebuildIndex(ctx: Ctx, options: RebuildOptions): Promise<RebuildReport> {
  const worker = randomUUID();
  const begun = await begin(ctx, worker, options.fresh);
  const threads = startPrepareThreads({ typeFolders: ctx.services.config.typeFolders });
  try {
    let state = begun;
    if (state.phase === 'filling') {
      state = await fill(ctx, threads, state, options);
      if (options.signal.aborted) return { rows: state.done, resumedAt: begun.done, finished: false };
      options.onProgress('indexing', state.done);
      state = await makeIndexes(ctx, state);
    }
    await optimiseShadow(ctx.db);
    await follow(ctx, threads, state, options);
    if (options.signal.aborted) return { rows: state.done, resumedAt: begun.done, finished: false };
    options.onProgress('exchanging', state.done);
    await exchange(ctx, threads, state);
    return { rows: state.done, resumedAt: begun.done, finished: true };
  } finally {
    await threads.stop();
  }
}

const machineTime = (plusSeconds: number): string => new Date(Date.now() + plusSeconds * 1000).toISOString();

function begin(ctx: Ctx, worker: string, fresh: boolean): Promise<RebuildState> {
  return act(ctx, { action: 'catalogue.index.rebuild', detail: { step: 'begin' } }, async (tx) => {
    await lockName(tx, STATE);
    const earlier = await readSetting(tx.db, STATE, rebuildState);
    if (earlier && !fresh && earlier.leasedUntil > machineTime(0)) throw catalogueProblem('catalogue.rebuild_runs');
    const goesOn = earlier !== undefined && !fresh && (await shadowExists(tx.db));
    if (!goesOn) await beginShadow(tx);
    const state: RebuildState = {
      ...(goesOn ? earlier : { phase: 'filling', after: '0', done: 0 }),
      worker,
      leasedUntil: machineTime(LEASE),
    };
    await writeSetting(tx, STATE, state);
    return state;
  });
}

/** A step of the rebuild: refused when another process took it over. */
function step<T>(ctx: Ctx, state: RebuildState, name: string, change: (tx: Tx) => Promise<T>): Promise<T> {
  return act(ctx, { action: 'catalogue.index.rebuild', detail: { step: name, done: state.done } }, async (tx) => {
    await lockName(tx, STATE);
    const now = await readSetting(tx.db, STATE, rebuildState);
    if (now?.worker !== state.worker) throw catalogueProblem('catalogue.rebuild_runs');
    return change(tx);
  });
}

/** Rows are read and made ahead of those that are written, in order, each chunk committed with the place it reached. */
async function fill(
  ctx: Ctx,
  threads: PrepareThreads,
  begun: RebuildState,
  { signal, chunk: given, onProgress }: RebuildOptions,
): Promise<RebuildState> {
  const size = given ?? CHUNK[ctx.services.storage.kind];
  let state = begun;
  let read: Id = state.after;
  let ended = false;
  const ahead: { last: Id; count: number; entries: ReturnType<PrepareThreads['prepare']> }[] = [];
  const readOn = async (): Promise<void> => {
    const sources: IndexSource[] = await publishedAfter(ctx.db, read, size);
    ended = sources.length < size;
    if (sources.length === 0) return;
    read = sources.at(-1)!.id;
    const entries = threads.prepare(sources);
    // It is awaited in its turn; until then its failure is nobody's.
    entries.catch(() => undefined);
    ahead.push({ last: read, count: sources.length, entries });
  };
  while (!signal.aborted) {
    while (!ended && ahead.length <= threads.count) await readOn();
    const chunk = ahead.shift();
    if (!chunk) break;
    const entries = await chunk.entries;
    const next: RebuildState = {
      ...state,
      after: chunk.last,
      done: state.done + chunk.count,
      leasedUntil: machineTime(LEASE),
    };
    await step(ctx, state, 'fill', async (tx) => {
      await fillShadow(tx, entries);
      await writeSetting(tx, STATE, next);
    });
    state = next;
    onProgress('filling', state.done);
  }
  return state;
}

async function makeIndexes(ctx: Ctx, filled: RebuildState): Promise<RebuildState> {
  await step(ctx, filled, 'lease', (tx) =>
    writeSetting(tx, STATE, { ...filled, leasedUntil: machineTime(LONG_LEASE) }),
  );
  const state: RebuildState = { ...filled, phase: 'following' };
  await step(ctx, filled, 'index', async (tx) => {
    await indexShadow(tx);
    await writeSetting(tx, STATE, { ...state, leasedUntil: machineTime(LONG_LEASE) });
  });
  return state;
}

/** Takes over what changed meanwhile, until little is left. */
async function follow(
  ctx: Ctx,
  threads: PrepareThreads,
  state: RebuildState,
  { signal, onProgress }: RebuildOptions,
): Promise<void> {
  for (let followed = 0; !signal.aborted;) {
    const taken = await step(ctx, state, 'follow', (tx) => followOnce(tx, threads, CHUNK[ctx.services.storage.kind]));
    followed += taken;
    onProgress('following', followed);
    if (taken <= FEW_CHANGES) return;
  }
}

async function followOnce(tx: Tx, threads: PrepareThreads, limit: number): Promise<number> {
  const { ids, taken } = await takeChanges(tx, limit);
  await followChanges(tx, ids, await threads.prepare(await publishedAmong(tx.db, ids)));
  return taken;
}

const LOCK_NOT_AVAILABLE = '55P03';

/** The only moment when searches wait: for the last few changes and the exchange of names. */
async function exchange(ctx: Ctx, threads: PrepareThreads, state: RebuildState): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await step(ctx, state, 'exchange', async (tx) => {
        await lockIndex(tx);
        while ((await followOnce(tx, threads, CHUNK.postgres)) > 0);
        await exchangeShadow(tx);
        await deleteSetting(tx, STATE);
      });
    } catch (cause) {
      if ((cause as { code?: unknown }).code !== LOCK_NOT_AVAILABLE || attempt === EXCHANGE_ATTEMPTS) throw cause;
      await new Promise((resolve) => setTimeout(resolve, 1_000));
    }
  }
}

/** Seconds after which nobody is expected to go on with an interrupted rebuild. */
const ABANDONED = 86_400;

/** Takes away what a rebuild left that nobody went on with. */
export async function dropAbandonedRebuild(ctx: Ctx): Promise<void> {
  const state = await readSetting(ctx.db, STATE, rebuildState);
  if (!state || state.leasedUntil > machineTime(-ABANDONED)) return;
  await act(ctx, { action: 'catalogue.index.rebuild', detail: { step: 'abandon' } }, async (tx) => {
    await dropShadow(tx);
    await deleteSetting(tx, STATE);
  });
}

/** Published records: what a rebuild has before it. */
export async function publishedTotal(db: ReadDb): Promise<number> {
  const { rows } = await sql<{ n: string }>`select count(*) as n from resource r where r.state = 'published'`.execute(
    db,
  );
  return Number(rows[0]!.n);
}
