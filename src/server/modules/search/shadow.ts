import { sql } from 'kysely';
import type { Tx } from '../../kernel/act.ts';
import { insertRows } from '../../kernel/db/rows.ts';
import type { ReadDb } from '../../kernel/db/open.ts';
import type { Id } from '../../kernel/ids.ts';
import { SHADOW } from './changes.ts';
import { COLUMNS, insertEntries } from './index-rows.ts';
import { finishRow, type IndexEntry } from './row.ts';
import { insertTerms } from './terms.ts';

/**
 * The index made anew beside the one in use. While the shadow exists, every change of the index is also noted in
 * `search_change` (changes.ts); what was noted is taken over before the two are exchanged, so nothing written meanwhile is lost.
 */

export async function shadowExists(db: ReadDb): Promise<boolean> {
  const { rows } = await sql<{ there: boolean }>`select to_regclass(${SHADOW}) is not null as there`.execute(db);
  return rows[0]!.there;
}

/** Begins an empty shadow. Waits for writers under way, as they noted nothing; readers go on. */
export async function beginShadow(tx: Tx): Promise<void> {
  await dropShadow(tx);
  await sql`lock table resource_search in share row exclusive mode`.execute(tx.db);
  // Rows go in faster without indexes.
  await sql`create table ${sql.table(SHADOW)} (like resource_search including defaults including constraints including storage)`.execute(
    tx.db,
  );
}

export async function dropShadow(tx: Tx): Promise<void> {
  await sql`drop table if exists ${sql.table(SHADOW)}`.execute(tx.db);
  await sql`delete from search_change`.execute(tx.db);
}

/** Rows that are not there yet. */
export async function fillShadow(tx: Tx, entries: readonly IndexEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await insertRows(SHADOW, COLUMNS, entries.map(finishRow)).execute(tx.db);
  await insertTerms(
    tx.db,
    entries.map(({ prepared }) => prepared.terms),
  );
}

const IN_USE = 'resource_search';

/** Index definitions of the table in use, to be made on another and named after it. */
async function definitions(tx: Tx): Promise<{ name: string; text: string }[]> {
  const { rows } = await sql<{ name: string; text: string }>`
    select indexname as name, indexdef as text from pg_indexes
    where schemaname = 'public' and tablename = ${IN_USE} order by indexname`.execute(tx.db);
  return rows;
}

const PRIMARY = `${IN_USE}_pkey`;
const nextName = (name: string): string => name.replace(IN_USE, SHADOW);

/** Makes the shadow's indexes, the same as those in use. */
export async function indexShadow(tx: Tx): Promise<void> {
  await sql`set local maintenance_work_mem = '512MB'`.execute(tx.db);
  await sql`alter table ${sql.table(SHADOW)} add constraint ${sql.ref(nextName(PRIMARY))} primary key (id)`.execute(
    tx.db,
  );
  for (const { name, text } of await definitions(tx))
    if (name !== PRIMARY)
      await sql
        .raw(text.replace(name, nextName(name)).replace(`public.${IN_USE} `, `public.${SHADOW} `))
        .execute(tx.db);
}

/** After the fill, so that the first searches read a tidy table. */
export const optimiseShadow = (db: ReadDb): Promise<unknown> => sql`vacuum (analyze) ${sql.table(SHADOW)}`.execute(db);

/** Takes noted changes off the list. @returns ids of records that changed, each once, and how many notes that were */
export async function takeChanges(tx: Tx, limit: number): Promise<{ ids: Id[]; taken: number }> {
  const { rows } = await sql<{ resource_id: Id }>`
    delete from search_change where seq in (select seq from search_change order by seq limit ${limit})
    returning resource_id`.execute(tx.db);
  return { ids: [...new Set(rows.map(({ resource_id }) => resource_id))], taken: rows.length };
}

/** Brings changed records up to date in the shadow: those that are not public any more go. */
export async function followChanges(tx: Tx, ids: readonly Id[], entries: readonly IndexEntry[]): Promise<void> {
  const kept = new Set(entries.map(({ id }) => id));
  const gone = ids.filter((id) => !kept.has(id));
  if (gone.length > 0) await sql`delete from ${sql.table(SHADOW)} where id = any(${gone}::bigint[])`.execute(tx.db);
  if (entries.length > 0) await insertEntries(tx.db, entries, SHADOW);
}

/** Keeps everybody from the index for the rest of the transaction. @throws 55P03 when readers take too long */
export async function lockIndex(tx: Tx): Promise<void> {
  await sql`set local lock_timeout = '2s'`.execute(tx.db);
  await sql`lock table resource_search in access exclusive mode`.execute(tx.db);
}

/** Puts the shadow in the place of the index in use, under all its names. Within `lockIndex`. */
export async function exchangeShadow(tx: Tx): Promise<void> {
  const names = (await definitions(tx)).map(({ name }) => name);
  await sql`drop table ${sql.table(IN_USE)}`.execute(tx.db);
  await sql`alter table ${sql.table(SHADOW)} rename to ${sql.ref(IN_USE)}`.execute(tx.db);
  for (const name of names) await sql`alter index ${sql.ref(nextName(name))} rename to ${sql.ref(name)}`.execute(tx.db);
}
