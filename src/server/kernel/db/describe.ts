import { sql } from 'kysely';
import type { Db } from './open.ts';

export interface Column {
  table: string;
  name: string;
  type: string;
  nullable: boolean;
  hasDefault: boolean;
  identity: boolean;
}

/**
 * What a database looks like: columns, indexes, constraints and sequences, in a fixed order. Two databases with
 * the same text have the same shape; the text is the same on PostgreSQL 15 and PGlite.
 */
export async function describeSchema(db: Db): Promise<{ columns: Column[]; text: string }> {
  const { rows: columns } = await sql<Column>`
    select c.relname as "table", a.attname as name, format_type(a.atttypid, a.atttypmod) as type,
      not a.attnotnull as nullable, a.atthasdef as "hasDefault", a.attidentity <> '' as identity
    from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
    order by c.relname, a.attnum`.execute(db);
  const { rows: defaults } = await sql<{ line: string }>`
    select format('%s.%s default %s', c.relname, a.attname, pg_get_expr(d.adbin, d.adrelid)) as line
    from pg_attrdef d join pg_class c on c.oid = d.adrelid join pg_attribute a on a.attrelid = c.oid and a.attnum = d.adnum
    join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' order by 1`.execute(db);
  const { rows: indexes } = await sql<{ line: string }>`
    select indexdef as line from pg_indexes where schemaname = 'public' order by tablename, indexname`.execute(db);
  // Since PostgreSQL 18 NOT NULL is a named constraint too; the columns already tell it.
  const { rows: constraints } = await sql<{ line: string }>`
    select format('%s: %s %s', r.relname, c.conname, pg_get_constraintdef(c.oid)) as line
    from pg_constraint c join pg_class r on r.oid = c.conrelid join pg_namespace n on n.oid = r.relnamespace
    where n.nspname = 'public' and c.contype <> 'n' order by r.relname, c.conname`.execute(db);
  const text = [
    ...columns.map(
      (c) => `${c.table}.${c.name} ${c.type}${c.nullable ? '' : ' not null'}${c.identity ? ' identity' : ''}`,
    ),
    ...[defaults, indexes, constraints].flatMap((rows) => ['', ...rows.map((row) => row.line)]),
    '',
  ].join('\n');
  return { columns, text };
}
