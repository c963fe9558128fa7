import { sql } from 'kysely';
import { migrate } from '../kernel/db/migrate.ts';
import type { Db, Storage } from '../kernel/db/open.ts';
import { type CarriedTable, copyTables } from './copy.ts';
import { demandEmptyTarget } from './target.ts';
import { movedTables } from './tables.ts';

/** What a rebuild of the index left unfinished is not carried over. */
const LEFT_BEHIND = new Set(['resource_search_next']);

/**
 * Carries everything over to an empty database: all or nothing. The source is read as it is at one moment; who writes to the
 * embedded database meanwhile waits.
 * @throws as `demandEmptyTarget`; Error when both sides are not the same afterwards
 */
export async function moveTo(
  source: Storage,
  target: Storage,
  onTable: (name: string, rows: number) => void = () => undefined,
): Promise<CarriedTable[]> {
  await demandEmptyTarget(target.db);
  await migrate(target.db);
  const carried = await source.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (from) => {
      await sql`set local timezone = 'UTC'`.execute(from);
      const tables = (await movedTables(from)).filter(({ name }) => !LEFT_BEHIND.has(name));
      return target.db.transaction().execute(async (to: Db) => {
        await sql`set local timezone = 'UTC'`.execute(to);
        // Two moves at once: the second waits here and then finds rows.
        await sql`lock table migration in exclusive mode`.execute(to);
        await demandEmptyTarget(to);
        return copyTables(from, to, tables, onTable);
      });
    });
  await sql`vacuum (analyze)`.execute(target.db);
  return carried;
}
