import type { Worker } from 'node:worker_threads';
import type { Ctx, Services } from '../../kernel/context.ts';
import { startWorker } from '../../kernel/worker.ts';
import type { CheckEnd, CheckReply, CheckRequest, ReadyRow, ThreadData } from './checker.ts';

/** The checking thread of a process: its dictionary takes a second to load, so it stays for a while after a batch. */
export interface CheckThread {
  newTask: () => number;
  ask: (request: Omit<CheckRequest, 'call'>) => Promise<ReadyRow[]>;
  /** No more rows of a task will come. */
  forget: (task: number) => void;
  stop: () => Promise<void>;
}

/** Without a bound V8 lets the heap of a thread grow to several times what it holds before it tidies up. */
const HEAP = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 32 };
/** Milliseconds without work after which the thread and its memory are given back. */
const IDLE = 60_000;

interface Waiting {
  resolve: (rows: ReadyRow[]) => void;
  reject: (cause: Error) => void;
}

const threads = new WeakMap<Services, CheckThread>();

/** The thread of this process, started when it is first asked. */
export function checkThread({ services }: Ctx): CheckThread {
  const known = threads.get(services);
  if (known) return known;
  const thread = createThread({ typeFolders: services.config.typeFolders });
  threads.set(services, thread);
  return thread;
}

/** Gives the thread back; the next batch starts another. */
export const stopCheckThread = async ({ services }: Ctx): Promise<void> => threads.get(services)?.stop();

function createThread(data: ThreadData): CheckThread {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | undefined;
  let idle: NodeJS.Timeout | undefined;
  let calls = 0;
  let tasks = 0;

  const leave = (left: Worker, cause: Error): void => {
    if (worker !== left) return;
    worker = undefined;
    for (const { reject } of waiting.values()) reject(cause);
    waiting.clear();
  };
  const stop = async (): Promise<void> => {
    const left = worker;
    if (!left) return;
    leave(left, new Error('the checking thread was stopped'));
    await left.terminate();
  };
  const rest = (): void => {
    worker?.unref();
    idle = setTimeout(() => void stop(), IDLE).unref();
  };
  const start = (): Worker => {
    const started = startWorker(new URL('./check-worker.ts', import.meta.url), data, HEAP);
    started.on('message', (reply: CheckReply) => {
      const call = waiting.get(reply.call);
      waiting.delete(reply.call);
      if ('failure' in reply) call?.reject(new Error(reply.failure));
      else call?.resolve(reply.rows);
      if (waiting.size === 0) rest();
    });
    started.on('error', (cause) => leave(started, cause));
    started.on('exit', (code) => leave(started, new Error(`the checking thread ended (${code})`)));
    return started;
  };
  return {
    newTask: () => ++tasks,
    ask: (request) =>
      new Promise((resolve, reject) => {
        clearTimeout(idle);
        worker ??= start();
        worker.ref();
        const call = ++calls;
        waiting.set(call, { resolve, reject });
        worker.postMessage({ ...request, call } satisfies CheckRequest);
      }),
    forget: (task) => worker?.postMessage({ end: task } satisfies CheckEnd),
    stop,
  };
}
