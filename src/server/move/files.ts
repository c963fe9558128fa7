import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { sql } from 'kysely';
import type { ReadDb } from '../kernel/db/open.ts';
import { type FileStore, localFileStore } from '../kernel/files.ts';

export interface MovedFiles {
  /** Files whose bytes are where they belong, each counted once. */
  whole: number;
  bytes: number;
  /** Digests of files that are missing or not what they were. */
  faulty: string[];
}

interface Known {
  sha256: string;
}

/** No file kept here is larger. */
const NO_LIMIT = Number.MAX_SAFE_INTEGER;

async function digestOf(files: FileStore, sha256: string): Promise<{ digest: string; size: number }> {
  const hash = createHash('sha256');
  let size = 0;
  await pipeline(createReadStream(files.pathOf(sha256)), async (bytes: AsyncIterable<Buffer>) => {
    for await (const chunk of bytes) {
      hash.update(chunk);
      size += chunk.length;
    }
  });
  return { digest: hash.digest('hex'), size };
}

/** Tables whose `sha256` is not that of a file: a public notice's is of its signed list, which lies in the row. */
const NO_FILES: readonly string[] = ['public_notice'];

/** Every file that a row names: whatever table has a `sha256` names files by it. */
async function filesOf(db: ReadDb): Promise<Known[]> {
  const { rows: tables } = await sql<{ name: string }>`
    select table_name as name from information_schema.columns
    where table_schema = current_schema() and column_name = 'sha256' order by table_name`.execute(db);
  const named = tables.filter(({ name }) => !NO_FILES.includes(name));
  const parts = named.map(({ name }) => sql`select sha256 from ${sql.table(name)} where sha256 is not null`);
  return (await sql<Known>`${sql.join(parts, sql` union `)} order by sha256`.execute(db)).rows;
}

/**
 * Reads every stored file again and compares it with its digest; with another folder they are copied there first.
 * A file that lies there already, whole, is not copied again.
 */
export async function moveFiles(db: ReadDb, files: FileStore, folder: string | undefined): Promise<MovedFiles> {
  const rows = await filesOf(db);
  const to = folder === undefined ? files : localFileStore(folder);
  const moved: MovedFiles = { whole: 0, bytes: 0, faulty: [] };
  for (const { sha256 } of rows) {
    let size = 0;
    const isWhole = async (store: FileStore): Promise<boolean> => {
      const found = await digestOf(store, sha256).catch(() => undefined);
      size = found?.size ?? 0;
      return found?.digest === sha256;
    };
    let whole = await isWhole(to);
    if (!whole && folder !== undefined && (await isWhole(files))) {
      await to.put(createReadStream(files.pathOf(sha256)), NO_LIMIT);
      whole = await isWhole(to);
    }
    if (whole) {
      moved.whole += 1;
      moved.bytes += size;
    } else moved.faulty.push(sha256);
  }
  return moved;
}
