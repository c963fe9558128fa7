import { sql } from 'kysely';
import type { Tx } from '../../kernel/act.ts';
import { type ColumnTypes, insertRows, rowsOf } from '../../kernel/db/rows.ts';
import type { ReadDb } from '../../kernel/db/open.ts';
import type { Id } from '../../kernel/ids.ts';
import { finishRow, type IndexEntry } from './row.ts';

const COLUMNS: ColumnTypes = {
  id: 'bigint',
  words: 'tsvector',
  type: 'text',
  platform_id: 'bigint',
  disciplines: 'text[]',
  region: 'text',
  access: 'text',
  year: 'smallint',
  popularity: 'real',
  prominence: 'real',
  published_at: 'timestamptz',
  title_key: 'text',
};

/** Writes search rows, whether they are there or not, by one statement. */
export async function writeIndex(tx: Tx, entries: readonly IndexEntry[]): Promise<void> {
  if (entries.length === 0) return;
  const replaced = sql.join(
    Object.keys(COLUMNS)
      .filter((name) => name !== 'id')
      .map((name) => sql`${sql.ref(name)} = excluded.${sql.ref(name)}`),
  );
  await insertRows('resource_search', COLUMNS, entries.map(finishRow), sql`on conflict (id) do update set ${replaced}`).execute(tx.db);
}

export async function removeFromIndex(tx: Tx, ids: readonly Id[]): Promise<void> {
  if (ids.length > 0) await sql`delete from resource_search where id = any(${[...ids]}::bigint[])`.execute(tx.db);
}

/** Which search rows are not what they should be. */
export async function compareIndex(
  db: ReadDb,
  expected: readonly IndexEntry[],
): Promise<{ id: Id; fault: 'missing' | 'differs' }[]> {
  if (expected.length === 0) return [];
  const rows = rowsOf(COLUMNS, expected.map(finishRow));
  const { rows: faults } = await sql<{ id: Id; fault: 'missing' | 'differs' }>`
    with wanted as (${rows})
    select w.id, case when s.id is null then 'missing' else 'differs' end as fault
    from wanted w left join resource_search s on s.id = w.id
    where s.id is null or (s.words, s.type, s.platform_id, s.disciplines, s.region, s.access, s.year, s.prominence, s.published_at, s.title_key)
      is distinct from (w.words, w.type, w.platform_id, w.disciplines, w.region, w.access, w.year, w.prominence, w.published_at, w.title_key)
    order by w.id`.execute(db);
  return faults;
}


/** Ids that search knows, in order, after one of them. */
export async function indexedIds(db: ReadDb, after: Id, limit: number): Promise<Id[]> {
  const { rows } = await sql<{ id: Id }>`
    select id from resource_search where id > ${after} order by id limit ${limit}`.execute(db);
  return rows.map(({ id }) => id);
}
