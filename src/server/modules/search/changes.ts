import { sql } from 'kysely';
import type { Tx } from '../../kernel/act.ts';
import type { Id } from '../../kernel/ids.ts';

/** The index being made anew. That the table exists is the sign of it: it comes and goes with its transaction. */
export const SHADOW = 'resource_search_next';

/**
 * Notes changed rows for a rebuild that is going on. A statement of its own, after the row was written: who waited for
 * `beginShadow` then sees the shadow.
 */
export async function noteChanges(tx: Tx, ids: readonly Id[]): Promise<void> {
  await sql`insert into search_change (resource_id)
    select id from unnest(${[...ids]}::bigint[]) as t(id) where to_regclass(${SHADOW}) is not null`.execute(tx.db);
}
