import { availableParallelism } from 'node:os';
import type { Worker } from 'node:worker_threads';
import { startWorker } from '../../kernel/worker.ts';
import type { IndexEntry } from '../search/index.ts';
import type { IndexSource } from './index-source.ts';

/** What a thread is started with. */
export interface PrepareData {
  typeFolders: readonly string[];
}
export interface PrepareRequest {
  call: number;
  sources: readonly IndexSource[];
}
export type PrepareReply = { call: number; entries: IndexEntry[] } | { call: number; failure: string };

/** Threads that make search rows; as many requests as threads run side by side. */
export interface PrepareThreads {
  count: number;
  prepare: (sources: readonly IndexSource[]) => Promise<IndexEntry[]>;
  stop: () => Promise<void>;
}

const THREADS_MAX = 4;
const HEAP = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 32 };

interface Waiting {
  resolve: (entries: IndexEntry[]) => void;
  reject: (cause: Error) => void;
}

export function startPrepareThreads(data: PrepareData): PrepareThreads {
  const waiting = new Map<number, Waiting>();
  const settle = (reply: PrepareReply): void => {
    const call = waiting.get(reply.call);
    waiting.delete(reply.call);
    if ('failure' in reply) call?.reject(new Error(reply.failure));
    else call?.resolve(reply.entries);
  };
  const fail = (cause: Error): void => {
    for (const { reject } of waiting.values()) reject(cause);
    waiting.clear();
  };
  const threads: Worker[] = Array.from({ length: Math.min(THREADS_MAX, availableParallelism()) }, () => {
    const thread = startWorker(new URL('./prepare-worker.ts', import.meta.url), data, HEAP);
    thread.on('message', settle);
    thread.on('error', fail);
    thread.on('exit', (code) => fail(new Error(`a preparing thread ended (${code})`)));
    return thread;
  });
  let calls = 0;
  return {
    count: threads.length,
    prepare: (sources) =>
      new Promise((resolve, reject) => {
        if (sources.length === 0) return resolve([]);
        const call = ++calls;
        waiting.set(call, { resolve, reject });
        threads[call % threads.length]!.postMessage({ call, sources } satisfies PrepareRequest);
      }),
    async stop() {
      await Promise.all(threads.map((thread) => thread.terminate()));
    },
  };
}
