import { sql } from 'kysely';
import { act } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { compareIndex, type IndexEntry, indexedIds, removeFromIndex, writeIndex } from '../search/index.ts';
import { publishedAfter } from './index-source.ts';
import { typeById } from './platform-rules.ts';
import { prepareForSearch } from './search-preparation.ts';

export interface IndexReport {
  checked: number;
  missing: number;
  differs: number;
  /** Search rows whose record is not published. */
  stray: number;
}

const CHUNK = 500;

/**
 * Makes the search row of every published record anew and compares.
 * @param repair also writes what is missing or differs, and removes what should not be there
 */
export async function checkIndex(
  ctx: Ctx,
  { repair, onProgress }: { repair: boolean; onProgress?: (checked: number) => void },
): Promise<IndexReport> {
  const report: IndexReport = { checked: 0, missing: 0, differs: 0, stray: 0 };
  for (let after: Id = '0'; ;) {
    const entries = await publishedEntries(ctx, after);
    if (entries.length === 0) break;
    after = entries.at(-1)!.id;
    const faults = await compareIndex(ctx.db, entries);
    for (const { fault } of faults) report[fault] += 1;
    if (repair && faults.length > 0) {
      const ids = new Set(faults.map(({ id }) => id));
      await act(ctx, { action: 'catalogue.index.repair', detail: { rows: ids.size } }, (tx) =>
        writeIndex(
          tx,
          entries.filter(({ id }) => ids.has(id)),
        ),
      );
    }
    report.checked += entries.length;
    onProgress?.(report.checked);
  }
  for (let after: Id = '0'; ;) {
    const page = await indexedIds(ctx.db, after, CHUNK);
    const stray = await notPublic(ctx, page);
    report.stray += stray.length;
    if (repair && stray.length > 0)
      await act(ctx, { action: 'catalogue.index.repair', detail: { removed: stray.length } }, (tx) =>
        removeFromIndex(tx, stray),
      );
    if (page.length < CHUNK) return report;
    after = page.at(-1)!;
  }
}

async function notPublic(ctx: Ctx, ids: readonly Id[]): Promise<Id[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<{ id: Id }>`
    select r.id from resource r where r.id = any(${[...ids]}::bigint[]) and r.state = 'published'`.execute(ctx.db);
  const published = new Set(rows.map(({ id }) => id));
  return ids.filter((id) => !published.has(id));
}

const publishedEntries = async (ctx: Ctx, after: Id): Promise<IndexEntry[]> =>
  (await publishedAfter(ctx.db, after, CHUNK)).map(({ id, publishedAt, type, platform, content }) => ({
    id,
    publishedAt,
    prepared: prepareForSearch(typeById(ctx, type), platform, content),
  }));
