import { type RawBuilder, sql, type SqlBool } from 'kysely';

/** A column contains a text, without regard to case; `%` and `_` stand for themselves. */
export const contains = (column: string | RawBuilder<unknown>, text: string): RawBuilder<SqlBool> =>
  sql<SqlBool>`${typeof column === 'string' ? sql.ref(column) : column} ilike ${`%${text.replace(/[\\%_]/g, String.raw`\$&`)}%`}`;

/** All of the conditions that there are. */
export const every = (conditions: readonly (RawBuilder<SqlBool> | false | undefined)[]): RawBuilder<SqlBool> => {
  const given = conditions.filter((one): one is RawBuilder<SqlBool> => one !== false && one !== undefined);
  return given.length === 0 ? sql<SqlBool>`true` : sql<SqlBool>`(${sql.join(given, sql` and `)})`;
};
