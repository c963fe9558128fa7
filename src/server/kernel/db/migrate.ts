import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { PACKAGE_ROOT } from '../package-root.ts';
import type { Db } from './open.ts';

/** Migrations in order, `[name, text]`. */
export function readMigrations(
  folder = join(PACKAGE_ROOT, 'src/server/migrations'),
): (readonly [name: string, text: string])[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => [name, readFileSync(join(folder, name), 'utf8')] as const);
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

/**
 * Brings a database up to date: plain SQL, forward only, each file in one transaction, all of them under
 * one lock so that several servers may start at once.
 *
 * @returns names of the files that were run
 * @throws Error when a file that was run before has changed, or the database is newer than the program
 */
export async function migrate(db: Db, migrations = readMigrations()): Promise<string[]> {
  return db.connection().execute(async (connection) => {
    await sql`select pg_advisory_lock(hashtext('keyuan.migrate'))`.execute(connection);
    try {
      await sql`
        create table if not exists migration (
          name text primary key, digest text not null, run_at timestamptz not null default now()
        )`.execute(connection);
      const done = await sql<{ name: string; digest: string }>`select name, digest from migration`.execute(connection);
      const known = new Map(migrations.map(([name, text]) => [name, digest(text)]));
      for (const row of done.rows) {
        if (!known.has(row.name))
          throw new Error(`the database has migration ${row.name}, which this program does not know: it is too old`);
        if (known.get(row.name) !== row.digest)
          throw new Error(`migration ${row.name} was changed after it had been run`);
      }
      const ran = new Set(done.rows.map((row) => row.name));
      const run: string[] = [];
      for (const [name, text] of migrations) {
        if (ran.has(name)) continue;
        await connection.transaction().execute(async (tx) => {
          await sql.raw(text).execute(tx);
          await sql`insert into migration (name, digest) values (${name}, ${digest(text)})`.execute(tx);
        });
        run.push(name);
      }
      return run;
    } finally {
      await sql`select pg_advisory_unlock(hashtext('keyuan.migrate'))`.execute(connection);
    }
  });
}
