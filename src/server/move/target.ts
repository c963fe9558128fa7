import { sql } from 'kysely';
import { kernelProblem } from '../../shared/kernel/problems.ts';
import { readMigrations } from '../kernel/db/migrate.ts';
import type { ReadDb } from '../kernel/db/open.ts';

const SERVER_MIN = 150_000;

/** Tables that migrations write to themselves: rows there do not tell that somebody used the database. */
const filledByMigrations = (): Set<string> =>
  new Set([
    'migration',
    ...readMigrations().flatMap(([, text]) => Array.from(text.matchAll(/\binsert into (\w+)/gi), ([, name]) => name!)),
  ]);

/**
 * A target is empty: no tables at all, or the product's own of exactly this version with no more rows than its migrations make,
 * as a move that failed leaves it.
 * @throws kernel.move_not_empty | kernel.move_other_version | kernel.move_server_unfit
 */
export async function demandEmptyTarget(db: ReadDb): Promise<void> {
  const { rows: server } = await sql<{ number: number; version: string; encoding: string }>`
    select current_setting('server_version_num')::int as number, current_setting('server_version') as version,
      current_setting('server_encoding') as encoding`.execute(db);
  const { number, version, encoding } = server[0]!;
  if (number < SERVER_MIN || encoding !== 'UTF8')
    throw kernelProblem('kernel.move_server_unfit', { version, encoding });
  const { rows: tables } = await sql<{ name: string }>`
    select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind in ('r', 'p', 'v', 'm', 'f') order by 1`.execute(db);
  if (tables.length === 0) return;
  if (!tables.some(({ name }) => name === 'migration'))
    throw kernelProblem('kernel.move_not_empty', { table: tables[0]!.name });
  const { rows: done } = await sql<{ name: string }>`select name from migration order by name`.execute(db);
  const known = readMigrations().map(([name]) => name);
  const newer = done.find(({ name }) => !known.includes(name))?.name;
  const migration = newer ?? known.find((name) => !done.some((row) => row.name === name));
  if (migration !== undefined) throw kernelProblem('kernel.move_other_version', { migration });
  const filled = filledByMigrations();
  for (const { name } of tables) {
    if (filled.has(name)) continue;
    const { rows } = await sql<{ there: boolean }>`select exists (select from ${sql.table(name)}) as there`.execute(db);
    if (rows[0]!.there) throw kernelProblem('kernel.move_not_empty', { table: name });
  }
  // A server has run on it.
  const { rows: used } = await sql`select 1 from setting where key = 'mode'`.execute(db);
  if (used.length > 0) throw kernelProblem('kernel.move_not_empty', { table: 'setting' });
}
