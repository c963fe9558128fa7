import type { Ctx, Services } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { stopCheckThread } from './check-thread.ts';
import { openBatches } from './store.ts';
import { workUndo } from './undo.ts';
import { workOff } from './work.ts';

/** Works off the batches that wait, one at a time in a process; several processes share them by leases. */
export interface Runner {
  /** Looks at once instead of at the next tick. */
  wake: () => void;
  /** Stops behind the chunk under way. */
  stop: () => Promise<void>;
}

const LOOK_EVERY = 1000;
/** Pause after a fault of the database, so that it is not asked without end. */
const PAUSE = 5000;

export function startRunner(context: (name: string) => Ctx): Runner {
  const abort = new AbortController();
  let current: Promise<void> | undefined;
  let notBefore = 0;
  const left = abandoned(context('imports'));
  const work = async (id: Id, undo: boolean, own: boolean): Promise<void> => {
    await (undo ? workUndo : workOff)(id, { now: () => context('imports'), own, signal: abort.signal });
  };
  const look = async (): Promise<void> => {
    const log = context('imports').services.log;
    try {
      for (const { id, undo } of (await left).splice(0)) {
        if (abort.signal.aborted) return;
        await work(id, undo, true);
      }
      for (const { id, undo } of await openBatches(context('imports').db, new Date().toISOString())) {
        if (abort.signal.aborted) return;
        await work(id, undo, false);
      }
    } catch (cause) {
      notBefore = Date.now() + PAUSE;
      log.warn({ err: cause }, 'imports wait for the database');
    }
  };
  const wake = (): void => {
    if (current || abort.signal.aborted || Date.now() < notBefore) return;
    current = look().finally(() => (current = undefined));
  };
  const timer = setInterval(wake, LOOK_EVERY);
  timer.unref();
  return {
    wake,
    async stop() {
      clearInterval(timer);
      abort.abort();
      await current;
    },
  };
}

/** A folder has one process: whatever is leased there when it starts was left by one that is gone, and nobody need wait for it. */
const abandoned = async ({ db, services }: Ctx): ReturnType<typeof openBatches> =>
  services.storage.kind === 'pglite' ? openBatches(db, '9999-12-31T00:00:00Z').catch(() => []) : [];

const runners = new WeakMap<Services, Runner>();

/** The runner of a process, for those who have just stored a batch. */
export const wakeRunner = ({ services }: Ctx): void => runners.get(services)?.wake();

/** Starts with the server. @returns how to stop */
export function startImports(context: (name: string) => Ctx): () => Promise<void> {
  const runner = startRunner(context);
  runners.set(context('imports').services, runner);
  return async () => {
    await runner.stop();
    await stopCheckThread(context('imports'));
  };
}
