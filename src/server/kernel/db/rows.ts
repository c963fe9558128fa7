import { type RawBuilder, sql } from 'kysely';

/** Column name to PostgreSQL type; `json` columns are sent as text and cast. */
export type ColumnTypes = Readonly<
  Record<
    string,
    | 'bigint'
    | 'int'
    | 'smallint'
    | 'real'
    | 'text'
    | 'boolean'
    | 'date'
    | 'timestamptz'
    | 'jsonb'
    | 'tsvector'
    | 'text[]'
  >
>;

/** Types that cannot travel as arrays of themselves go as text. */
const asText = new Set(['jsonb', 'tsvector', 'text[]']);

/**
 * Many rows as one relation, `select … from unnest($1::bigint[], …)`: one parameter a column however many
 * rows there are, which is the fastest way in that both engines have.
 */
export function rowsOf<T extends object>(types: ColumnTypes, rows: readonly T[]): RawBuilder<T> {
  const names = Object.keys(types);
  const arrays = names.map((name) => {
    const type = asText.has(types[name]!) ? 'text' : types[name]!;
    return sql`${rows.map((row) => (row as Record<string, unknown>)[name] ?? null)}::${sql.raw(type)}[]`;
  });
  const columns = names.map((name) =>
    asText.has(types[name]!) ? sql`${sql.ref(name)}::${sql.raw(types[name]!)}` : sql.ref(name),
  );
  return sql`select ${sql.join(columns)} from unnest(${sql.join(arrays)}) as t(${sql.join(names.map((name) => sql.ref(name)))})`;
}

/** `insert into table (columns) select … from unnest(…)`, with what follows it. */
export function insertRows<T extends object>(
  table: string,
  types: ColumnTypes,
  rows: readonly T[],
  after: RawBuilder<unknown> = sql``,
): RawBuilder<unknown> {
  return sql`insert into ${sql.table(table)} (${sql.join(Object.keys(types).map((name) => sql.ref(name)))}) ${rowsOf(types, rows)} ${after}`;
}
