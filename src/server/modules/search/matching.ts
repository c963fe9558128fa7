import { sql } from 'kysely';
import type { ReadDb } from '../../kernel/db/open.ts';
import type { Id } from '../../kernel/ids.ts';
import type { SearchFilters } from './marks.ts';
import type { Query } from './query.ts';
import { everything, scopeOf } from './scope.ts';

/** All hits of a search with their types, in the order of their ids, as far as a bound. */
export async function matching(
  db: ReadDb,
  query: Query,
  filters: SearchFilters,
  limit: number,
): Promise<{ id: Id; type: string }[]> {
  const scope = scopeOf(query, filters);
  const { rows } = await sql<{ id: Id; type: string }>`
    select id, type from resource_search where words @@ (${everything(scope)}) order by id limit ${limit}`.execute(db);
  return rows;
}
