import { sql } from 'kysely';
import type { ReadDb } from '../kernel/db/open.ts';

/** A table as it is carried over. */
export interface MovedTable {
  name: string;
  columns: { name: string; type: string }[];
}

/** What the migrations themselves fill. */
const NOT_MOVED = new Set(['migration']);

/** Every table of the product, those first that others point to. */
export async function movedTables(db: ReadDb): Promise<MovedTable[]> {
  const { rows } = await sql<{ table: string; name: string; type: string; generated: boolean }>`
    select c.relname as "table", a.attname as name, format_type(a.atttypid, a.atttypmod) as type, a.attgenerated <> '' as generated
    from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
    order by c.relname, a.attnum`.execute(db);
  const tables = new Map<string, MovedTable>();
  for (const { table, name, type, generated } of rows) {
    if (NOT_MOVED.has(table)) continue;
    const known = tables.get(table) ?? { name: table, columns: [] };
    if (!generated) known.columns.push({ name, type });
    tables.set(table, known);
  }
  return inOrderOfKeys([...tables.values()], await references(db));
}

async function references(db: ReadDb): Promise<{ from: string; to: string }[]> {
  const { rows } = await sql<{ from: string; to: string }>`
    select r.relname as "from", t.relname as "to" from pg_constraint c
    join pg_class r on r.oid = c.conrelid join pg_class t on t.oid = c.confrelid
    where c.contype = 'f' and r.oid <> t.oid order by 1, 2`.execute(db);
  return rows;
}

/** @throws Error when tables point to each other in a circle */
function inOrderOfKeys<T extends { name: string }>(
  tables: readonly T[],
  keys: readonly { from: string; to: string }[],
): T[] {
  const ordered: T[] = [];
  const left = new Map(tables.map((table) => [table.name, table]));
  while (left.size > 0) {
    const free = [...left.values()].filter(
      ({ name }) => !keys.some(({ from, to }) => from === name && to !== name && left.has(to)),
    );
    if (free.length === 0) throw new Error(`tables refer to each other: ${[...left.keys()].join(', ')}`);
    for (const table of free) {
      ordered.push(table);
      left.delete(table.name);
    }
  }
  return ordered;
}

export interface TableSum {
  rows: number;
  /** Sum of the digests of all rows as text: equal in both databases when every value is. */
  digest: string;
}

export async function sumOf(db: ReadDb, { name, columns }: MovedTable): Promise<TableSum> {
  const row = sql`row(${sql.join(columns.map((column) => sql`${sql.ref(column.name)}::text`))})::text`;
  const { rows } = await sql<{ rows: string; digest: string }>`
    select count(*) as rows, coalesce(sum(hashtextextended(${row}, 0)::numeric), 0)::text as digest from ${sql.table(name)}`.execute(
    db,
  );
  return { rows: Number(rows[0]!.rows), digest: rows[0]!.digest };
}
