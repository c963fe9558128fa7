import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../kernel/act.ts';
import { type ColumnTypes, insertRows, rowsOf } from '../../kernel/db/rows.ts';
import type { Db, ReadDb } from '../../kernel/db/open.ts';
import type { Id } from '../../kernel/ids.ts';
import { noteChanges } from './changes.ts';
import { finishRow, type IndexEntry } from './row.ts';
import { insertTerms } from './terms.ts';

export const COLUMNS: ColumnTypes = {
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
const OTHERS = Object.keys(COLUMNS).filter((name) => name !== 'id');
const refs = (table: string): RawBuilder<unknown> => sql.join(OTHERS.map((name) => sql.ref(`${table}.${name}`)));
/** A row that stays as it is costs no new entries of the indexes. */
const replaceIn = (table: string): RawBuilder<unknown> => sql`on conflict (id) do update set
  ${sql.join(OTHERS.map((name) => sql`${sql.ref(name)} = excluded.${sql.ref(name)}`))}
  where (${refs(table)}) is distinct from (${refs('excluded')})`;

/** Writes search rows, whether they are there or not, and the terms they bring. */
export async function writeIndex(tx: Tx, entries: readonly IndexEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await insertEntries(tx.db, entries);
  await noteChanges(
    tx,
    entries.map(({ id }) => id),
  );
  await insertTerms(
    tx.db,
    entries.map(({ prepared }) => prepared.terms),
  );
}

/** As `writeIndex`, for measurements of search alone. */
export const insertEntries = (db: Db, entries: readonly IndexEntry[], table = 'resource_search'): Promise<unknown> =>
  insertRows(table, COLUMNS, entries.map(finishRow), replaceIn(table)).execute(db);

/** After much was written. A server does it by itself in time, the embedded database never does. */
export async function optimiseIndex(db: ReadDb): Promise<void> {
  await sql`vacuum (analyze) resource_search`.execute(db);
}

export async function removeFromIndex(tx: Tx, ids: readonly Id[]): Promise<void> {
  if (ids.length === 0) return;
  await sql`delete from resource_search where id = any(${[...ids]}::bigint[])`.execute(tx.db);
  await noteChanges(tx, ids);
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
    where s.id is null or (${refs('s')}) is distinct from (${refs('w')})
    order by w.id`.execute(db);
  return faults;
}

/** Ids that search knows, in order, after one of them. */
export async function indexedIds(db: ReadDb, after: Id, limit: number): Promise<Id[]> {
  const { rows } = await sql<{ id: Id }>`
    select id from resource_search where id > ${after} order by id limit ${limit}`.execute(db);
  return rows.map(({ id }) => id);
}
