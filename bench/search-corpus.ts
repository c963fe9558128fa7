import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { sql } from 'kysely';
import type { Db } from '../src/server/kernel/db/open.ts';
import { startWorker } from '../src/server/kernel/worker.ts';
import { generateDocument } from '../src/server/modules/catalogue/generate-records.ts';
import { insertEntries, optimiseIndex } from '../src/server/modules/search/index-rows.ts';
import { insertTerms } from '../src/server/modules/search/terms.ts';
import { type IndexEntry, prepareRow } from '../src/server/modules/search/index.ts';

/** Seed of all measurements. */
export const SEED = 1;
const CHUNK = 1_000;

interface Share {
  first: number;
  count: number;
}

/** Rows of generated documents, made in this thread. */
export function entriesOf({ first, count }: Share): IndexEntry[] {
  return Array.from({ length: count }, (_, offset) => {
    const document = generateDocument(SEED, first + offset);
    return { id: document.id, publishedAt: document.publishedAt, prepared: prepareRow(document) };
  });
}

/** Fills an empty index with `records` generated documents: threads make the rows, the words' index is built at the end. */
export async function fillIndex(db: Db, records: number, onProgress: (done: number) => void): Promise<void> {
  const { rows } = await sql<{ indexdef: string; indexname: string }>`
    select indexname, indexdef from pg_indexes where tablename = 'resource_search' and indexname <> 'resource_search_pkey'`.execute(
    db,
  );
  for (const { indexname } of rows) await sql.raw(`drop index ${indexname}`).execute(db);
  let next = 0;
  let done = 0;
  const take = (): Share | undefined => {
    if (next >= records) return undefined;
    const share = { first: next, count: Math.min(CHUNK, records - next) };
    next += share.count;
    return share;
  };
  const threads = Array.from({ length: Math.min(4, availableParallelism()) }, async () => {
    const worker = startWorker(new URL('./search-corpus.ts', import.meta.url), { corpus: true });
    try {
      for (let share = take(); share; share = take()) {
        worker.postMessage(share);
        const [entries] = (await once(worker, 'message')) as [IndexEntry[]];
        await insertEntries(db, entries);
        await insertTerms(
          db,
          entries.map(({ prepared }) => prepared.terms),
        );
        onProgress((done += share.count));
      }
    } finally {
      await worker.terminate();
    }
  });
  await Promise.all(threads);
  for (const { indexdef } of rows) await sql.raw(indexdef).execute(db);
  await optimiseIndex(db);
}

if ((workerData as { corpus?: true } | null)?.corpus)
  parentPort!.on('message', (share: Share) => parentPort!.postMessage(entriesOf(share)));
