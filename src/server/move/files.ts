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
  size: string;
}

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

/**
 * Reads every stored file again and compares it with its digest; with another folder they are copied there first.
 * A file that lies there already, whole, is not copied again.
 */
export async function moveFiles(db: ReadDb, files: FileStore, folder: string | undefined): Promise<MovedFiles> {
  const { rows } = await sql<Known>`select distinct sha256, size from stored_file order by sha256`.execute(db);
  const to = folder === undefined ? files : localFileStore(folder);
  const moved: MovedFiles = { whole: 0, bytes: 0, faulty: [] };
  for (const { sha256, size } of rows) {
    const isWhole = async (store: FileStore): Promise<boolean> => {
      const found = await digestOf(store, sha256).catch(() => undefined);
      return found?.digest === sha256 && found.size === Number(size);
    };
    let whole = await isWhole(to);
    if (!whole && folder !== undefined && (await isWhole(files))) {
      await to.put(createReadStream(files.pathOf(sha256)), Number(size));
      whole = await isWhole(to);
    }
    if (whole) {
      moved.whole += 1;
      moved.bytes += Number(size);
    } else moved.faulty.push(sha256);
  }
  return moved;
}
