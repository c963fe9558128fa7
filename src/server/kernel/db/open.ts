import { AsyncLocalStorage } from 'node:async_hooks';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Kysely, type LogEvent } from 'kysely';
import { openPglite } from './pglite.ts';
import { openPostgres } from './postgres.ts';
import type { Tables } from './tables.ts';

/** The whole database, for the kernel, migrations and tests. Modules get `ReadDb`, and `Tx` inside `act`. */
export type Db = Kysely<Tables>;
/** What modules may use outside `act`: reads. */
export type ReadDb = Pick<Db, 'selectFrom' | 'selectNoFrom' | 'with' | 'fn' | 'dynamic' | 'getExecutor'>;

export type StorageKind = 'postgres' | 'pglite';

export interface Storage {
  kind: StorageKind;
  db: Db;
  /** What this storage promises, shown at start-up and on the health page. */
  promise: { zh: string; en: string };
  close: () => Promise<void>;
  /** PGlite only: the data folder as one blob. */
  dump?: () => Promise<Blob>;
}

export interface OpenStorage {
  url?: string | undefined;
  folder?: string | undefined;
  /** PGlite in memory, started from a dumped folder. */
  template?: Blob;
  connections?: number;
  onPoolError?: (cause: Error) => void;
}

interface Seen {
  count: number;
  texts: string[];
  /** Of each statement, in its order. */
  parameters: (readonly unknown[])[];
}

const statements = new AsyncLocalStorage<Seen>();

/** Runs a function and tells which SQL statements it sent. Pages have a budget of these, held by tests. */
export async function countStatements<T>(run: () => Promise<T>): Promise<Seen & { result: T }> {
  const seen: Seen = { count: 0, texts: [], parameters: [] };
  const result = await statements.run(seen, run);
  return { result, ...seen };
}

function noteStatement(event: LogEvent): void {
  const seen = statements.getStore();
  if (!seen) return;
  seen.count += 1;
  seen.texts.push(event.query.sql);
  seen.parameters.push(event.query.parameters);
}

export const PROMISES = {
  pglite: {
    zh: '内嵌数据库 PGlite（试用）：程序崩溃不丢失已提交的数据，但机器断电可能损坏；正式使用请设置 DATABASE_URL',
    en: 'embedded PGlite (trial): survives a crash of the program, but not of the machine’s power; set DATABASE_URL for real use',
  },
  postgres: { zh: 'PostgreSQL 数据库', en: 'PostgreSQL database' },
} as const;

/** Opens PostgreSQL when a URL is given, else PGlite in a folder (or in memory without one). */
export async function openStorage(options: OpenStorage): Promise<Storage> {
  if (options.url !== undefined) {
    const { dialect } = openPostgres({
      url: options.url,
      connections: options.connections ?? 10,
      onError: options.onPoolError ?? (() => undefined),
    });
    const db = new Kysely<Tables>({ dialect, log: noteStatement });
    return { kind: 'postgres', db, promise: PROMISES.postgres, close: () => db.destroy() };
  }
  const folder = options.folder === undefined ? undefined : join(options.folder, 'pglite');
  if (folder !== undefined) await mkdir(folder, { recursive: true });
  const { dialect, dump } = await openPglite({ folder, ...(options.template && { template: options.template }) });
  const db = new Kysely<Tables>({ dialect, log: noteStatement });
  return { kind: 'pglite', db, promise: PROMISES.pglite, close: () => db.destroy(), dump };
}
