/** The embedded database lives in this thread, so that a long statement does not stop the server's HTTP. */
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite, types } from '@electric-sql/pglite';

export interface PgliteRequest {
  id: number;
  sql: string;
  params: readonly unknown[];
}
export interface PgliteReply {
  id: number;
  rows?: Record<string, unknown>[];
  affected?: number;
  error?: { message: string; code?: string; detail?: string; constraint?: string };
}
export interface PgliteWorkerData {
  /** Folder of the database; undefined keeps it in memory. */
  folder: string | undefined;
  /** A dumped data folder to start from. */
  template?: Blob;
}

const port = parentPort!;
const { folder, template } = workerData as PgliteWorkerData;
const instantText = (text: string): string => new Date(text).toISOString();
const database = await PGlite.create({
  ...(folder !== undefined && { dataDir: folder }),
  ...(template && { loadDataDir: template }),
  parsers: {
    [types.INT8]: (text) => text,
    [types.NUMERIC]: (text) => text,
    [types.DATE]: (text) => text,
    [types.TIMESTAMP]: (text) => text,
    [types.TIMESTAMPTZ]: instantText,
  },
});
await database.exec(`SET timezone = 'UTC'`);
port.postMessage({ ready: true });

// Statements of one caller arrive one after the other: the client hands the connection out exclusively.
port.on('message', async (message: PgliteRequest | { close: true } | { dump: true }) => {
  if ('close' in message) {
    await database.close();
    port.postMessage({ closed: true });
    port.close();
    return;
  }
  if ('dump' in message) {
    port.postMessage({ dumped: await database.dumpDataDir('none') });
    return;
  }
  port.postMessage(await run(message));
});

async function run({ id, sql, params }: PgliteRequest): Promise<PgliteReply> {
  try {
    if (params.length === 0) {
      const results = await database.exec(sql);
      const last = results.at(-1);
      return { id, rows: last?.rows ?? [], affected: last?.affectedRows ?? 0 };
    }
    const result = await database.query<Record<string, unknown>>(sql, [...params]);
    return { id, rows: result.rows, affected: result.affectedRows ?? 0 };
  } catch (cause) {
    const e = cause as Error & { code?: string; detail?: string; constraint?: string };
    return {
      id,
      error: {
        message: e.message,
        ...(e.code && { code: e.code }),
        ...(e.detail && { detail: e.detail }),
        ...(e.constraint && { constraint: e.constraint }),
      },
    };
  }
}
