import { sql } from 'kysely';
import type { Tx } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { type PlatformRecord, platformsById } from '../identity/index.ts';
import type { ResourceRow, VersionRow } from './store.ts';

export interface LockedRecord {
  row: ResourceRow;
  platform: PlatformRecord;
  /** The revision that waits beside it. */
  waiting: VersionRow | undefined;
}

/** Records, locked to the end of the transaction, with their platforms and waiting revisions; unknown ids are left out. */
export async function lockMany(_ctx: Ctx, tx: Tx, ids: readonly Id[]): Promise<LockedRecord[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<ResourceRow>`
    select * from resource where id = any(${[...ids]}::bigint[]) order by id for update`.execute(tx.db);
  const platforms = await platformsById(
    tx.db,
    rows.map(({ platform_id }) => platform_id),
  );
  const revised = rows.filter(({ has_revision }) => has_revision).map(({ id }) => id);
  const waiting = new Map<Id, VersionRow>();
  if (revised.length > 0) {
    const found = await sql<VersionRow>`
      select v.* from resource_version v join resource r on r.id = v.resource_id
      where v.resource_id = any(${revised}::bigint[]) and v.version = r.version + 1 and v.state in ('draft', 'checked')`.execute(
      tx.db,
    );
    for (const row of found.rows) waiting.set(row.resource_id, row);
  }
  return rows.flatMap((row) => {
    const platform = platforms.get(row.platform_id);
    return platform ? [{ row, platform, waiting: waiting.get(row.id) }] : [];
  });
}
