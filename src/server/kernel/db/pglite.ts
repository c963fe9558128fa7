import type { Worker } from 'node:worker_threads';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely';
import { startWorker } from '../worker.ts';
import type { PgliteReply, PgliteWorkerData } from './pglite-worker.ts';
import { createTurns } from './turns.ts';

/** An error of the embedded engine, with the members node-postgres errors have. */
class PgliteError extends Error {
  override readonly name = 'PgliteError';
  readonly code: string | undefined;
  readonly constraint: string | undefined;
  constructor(error: NonNullable<PgliteReply['error']>) {
    super(error.message);
    this.code = error.code;
    this.constraint = error.constraint;
  }
}

export interface PgliteHandle {
  dialect: Dialect;
  /** The whole data folder as one blob: the start of further databases (tests). */
  dump: () => Promise<Blob>;
}

/**
 * Opens PGlite in a worker thread. The engine has one connection, so callers get it one after the
 * other: a transaction holds it to its end.
 */
export async function openPglite(data: PgliteWorkerData): Promise<PgliteHandle> {
  const worker = startWorker(new URL('./pglite-worker.ts', import.meta.url), data);
  const waiting = new Map<number, (reply: PgliteReply) => void>();
  let next = 0;
  let onDump: ((blob: Blob) => void) | undefined;
  let failed: Error | undefined;

  const ready = new Promise<void>((resolve, reject) => {
    worker.on('message', (message: PgliteReply | { ready: true } | { closed: true } | { dumped: Blob }) => {
      if ('ready' in message) return resolve();
      if ('dumped' in message) return onDump?.(message.dumped);
      if ('closed' in message) return;
      waiting.get(message.id)?.(message);
      waiting.delete(message.id);
    });
    const fail = (cause: Error): void => {
      failed = cause;
      reject(cause);
      for (const [id, settle] of waiting) settle({ id, error: { message: cause.message } });
      waiting.clear();
    };
    worker.on('error', fail);
    worker.on('exit', (code) => code !== 0 && fail(new Error(`the database thread ended with ${code}`)));
  });
  await ready;

  const execute = async (sql: string, params: readonly unknown[]): Promise<PgliteReply> => {
    if (failed) throw failed;
    const id = next++;
    const reply = await new Promise<PgliteReply>((resolve) => {
      waiting.set(id, resolve);
      worker.postMessage({ id, sql, params });
    });
    if (reply.error) throw new PgliteError(reply.error);
    return reply;
  };

  return {
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
      createDriver: () => driver(execute, () => closeWorker(worker)),
    },
    dump: () =>
      new Promise<Blob>((resolve) => {
        onDump = resolve;
        worker.postMessage({ dump: true });
      }),
  };
}

async function closeWorker(worker: Worker): Promise<void> {
  const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  worker.postMessage({ close: true });
  await ended;
}

function driver(
  execute: (sql: string, params: readonly unknown[]) => Promise<PgliteReply>,
  close: () => Promise<void>,
): Driver {
  const connection: DatabaseConnection = {
    async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
      const reply = await execute(query.sql, query.parameters);
      return { rows: (reply.rows ?? []) as R[], numAffectedRows: BigInt(reply.affected ?? 0) };
    },
    // eslint-disable-next-line require-yield -- Kysely asks for a generator; nothing here streams
    async *streamQuery() {
      throw new Error('the embedded database does not stream');
    },
  };
  const turns = createTurns(1);
  let release: (() => void) | undefined;
  const raw = (text: string) => connection.executeQuery(CompiledQuery.raw(text)).then(() => undefined);
  return {
    init: async () => undefined,
    async acquireConnection() {
      release = await turns.take();
      return connection;
    },
    beginTransaction: () => raw('begin'),
    commitTransaction: () => raw('commit'),
    rollbackTransaction: () => raw('rollback'),
    async releaseConnection() {
      release?.();
    },
    destroy: close,
  };
}
