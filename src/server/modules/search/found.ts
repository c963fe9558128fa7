import { type RawBuilder, sql } from 'kysely';
import type { ReadDb } from '../../kernel/db/open.ts';
import type { SearchFilters } from './marks.ts';
import { parseQuery } from './query.ts';
import { type Scope, scopeOf } from './scope.ts';

/** Level at which a common word is looked for first: one record in 64 is enough to say that there is one. */
const GLANCE = 6;

/** Within a subquery, so that the planner, which takes a sequential scan for common words, does not know what is asked. */
const asked = (scope: Scope, mark: string): RawBuilder<unknown> =>
  sql`(select ${[scope.loose ?? scope.terms, ...(scope.filters === undefined ? [] : [scope.filters]), mark].filter((part) => part !== '').join('&')}::tsquery)`;

/** Which of several texts a search would find anything for, by one statement. */
export async function findsAnything(
  db: ReadDb,
  texts: readonly string[],
  filters: SearchFilters,
): Promise<ReadonlySet<number>> {
  if (texts.length === 0) return new Set();
  const tests = texts.map((text, index) => {
    const scope = scopeOf(parseQuery(text), filters);
    return sql`select ${sql.lit(index)} as place, case
      when exists (select from resource_search where words @@ ${asked(scope, `'=l:${GLANCE}'`)}) then true
      else exists (select from resource_search where words @@ ${asked(scope, '')}) end as there`;
  });
  const { rows } = await sql<{ place: number; there: boolean }>`${sql.join(tests, sql` union all `)}`.execute(db);
  return new Set(rows.flatMap(({ place, there }) => (there ? [place] : [])));
}
