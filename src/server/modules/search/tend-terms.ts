import { sql } from 'kysely';
import type { Tx } from '../../kernel/act.ts';
import type { ReadDb } from '../../kernel/db/open.ts';
import { parseQuery } from './query.ts';
import { scopeOf } from './scope.ts';

/** Terms counted at a time, and how far a count goes. */
const CHUNK = 300;
const COUNT_MAX = 1_000;

/** Terms whose count is older than an instant, the oldest first. */
export async function termsToCount(db: ReadDb, before: string): Promise<{ key: string; text: string }[]> {
  const { rows } = await sql<{ key: string; text: string }>`
    select key, text from search_term where counted_at < ${before} order by counted_at, key limit ${sql.lit(CHUNK)}`.execute(
    db,
  );
  return rows;
}

/** Counts the records of terms anew; terms without any go. */
export async function countTerms(
  tx: Tx,
  terms: readonly { key: string; text: string }[],
  at: string,
): Promise<{ removed: number }> {
  const words = terms.map(({ text }) => {
    const { loose, terms: all } = scopeOf(parseQuery(text), {});
    return loose ?? all;
  });
  await sql`
    update search_term t set counted_at = ${at}, records = (
      select count(*) from (select 1 from resource_search where words @@ w.words::tsquery limit ${sql.lit(COUNT_MAX)}) counted)
    from unnest(${terms.map(({ key }) => key)}::text[], ${words}::text[]) as w(key, words)
    where t.key = w.key collate "C"`.execute(tx.db);
  const { rows } = await sql<{ key: string }>`
    delete from search_term where key = any(${terms.map(({ key }) => key)}::text[]) and records = 0 returning key`.execute(
    tx.db,
  );
  return { removed: rows.length };
}
