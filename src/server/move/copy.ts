import { sql } from 'kysely';
import type { Db, ReadDb } from '../kernel/db/open.ts';
import { type MovedTable, sumOf, type TableSum } from './tables.ts';

const CHUNK = 500;
const CURSOR = 'carried';

/** Rows of a table as texts, some at a time; inside a transaction of the source. */
async function* rowsOf(source: ReadDb, { name, columns }: MovedTable): AsyncGenerator<(string | null)[][]> {
  const texts = columns.map((column) => sql`${sql.ref(column.name)}::text`);
  await sql`declare ${sql.ref(CURSOR)} no scroll cursor for
    select array[${sql.join(texts)}]::text[] as row from ${sql.table(name)}`.execute(source);
  for (;;) {
    const { rows } = await sql<{ row: (string | null)[] }>`fetch ${sql.lit(CHUNK)} from ${sql.ref(CURSOR)}`.execute(
      source,
    );
    if (rows.length === 0) break;
    yield rows.map(({ row }) => row);
  }
  await sql`close ${sql.ref(CURSOR)}`.execute(source);
}

/** Writes rows given as texts: one parameter a column, whatever its type. */
async function insertTexts(
  target: Db,
  { name, columns }: MovedTable,
  rows: readonly (string | null)[][],
): Promise<void> {
  const names = columns.map((column) => sql.ref(column.name));
  const values = columns.map((column) => sql`${sql.ref(column.name)}::${sql.raw(column.type)}`);
  const arrays = columns.map((_, index) => sql`${rows.map((row) => row[index] ?? null)}::text[]`);
  await sql`insert into ${sql.table(name)} (${sql.join(names)}) overriding system value
    select ${sql.join(values)} from unnest(${sql.join(arrays)}) as t(${sql.join(names)})`.execute(target);
}

/** Sequences go on behind what was carried over. */
async function moveSequences(source: ReadDb, target: Db): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'S' and n.nspname = 'public' order by 1`.execute(source);
  for (const { name } of rows) {
    const at = await sql<{
      last_value: string;
      is_called: boolean;
    }>`select last_value, is_called from ${sql.table(name)}`.execute(source);
    const { last_value, is_called } = at.rows[0]!;
    await sql`select setval(${name}::regclass, ${last_value}::bigint, ${is_called})`.execute(target);
  }
}

export interface CarriedTable {
  name: string;
  source: TableSum;
  target: TableSum;
}

/** Self-references are looked at once every row is there, so a table's own order does not matter. */
async function deferKeys(target: Db, tables: readonly MovedTable[]): Promise<() => Promise<void>> {
  const { rows } = await sql<{ table: string; name: string; definition: string }>`
    select r.relname as "table", c.conname as name, pg_get_constraintdef(c.oid) as definition
    from pg_constraint c join pg_class r on r.oid = c.conrelid
    where c.contype = 'f' and c.conrelid = c.confrelid and r.relname = any(${tables.map(({ name }) => name)}::text[])`.execute(
    target,
  );
  for (const { table, name } of rows)
    await sql`alter table ${sql.table(table)} drop constraint ${sql.ref(name)}`.execute(target);
  return async () => {
    for (const { table, name, definition } of rows)
      await sql`alter table ${sql.table(table)} add constraint ${sql.ref(name)} ${sql.raw(definition)}`.execute(target);
  };
}

/**
 * Carries all rows over within one transaction of each side and compares both.
 * @throws Error naming the tables that are not the same afterwards; nothing is then kept
 */
export async function copyTables(
  source: ReadDb,
  target: Db,
  tables: readonly MovedTable[],
  onTable: (name: string, rows: number) => void,
): Promise<CarriedTable[]> {
  // What the migrations wrote is carried over too.
  await sql`truncate ${sql.join(tables.map(({ name }) => sql.table(name)))}`.execute(target);
  const restoreKeys = await deferKeys(target, tables);
  for (const table of tables) {
    let done = 0;
    for await (const rows of rowsOf(source, table)) {
      await insertTexts(target, table, rows);
      onTable(table.name, (done += rows.length));
    }
  }
  await restoreKeys();
  await moveSequences(source, target);
  const carried: CarriedTable[] = [];
  for (const table of tables)
    carried.push({ name: table.name, source: await sumOf(source, table), target: await sumOf(target, table) });
  const wrong = carried.filter(({ source: a, target: b }) => a.rows !== b.rows || a.digest !== b.digest);
  if (wrong.length > 0) throw new Error(`not the same after the move: ${wrong.map(({ name }) => name).join(', ')}`);
  return carried;
}
