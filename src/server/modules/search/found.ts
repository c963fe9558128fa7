import { type RawBuilder, sql } from 'kysely';
import type { ReadDb } from '../../kernel/db/open.ts';
import { ALL_MARK, levelMark, type SearchFilters } from './marks.ts';
import { parseQuery } from './query.ts';
import { type Scope, scopeOf } from './scope.ts';

/** Levels at which common words are looked for first: one record in 4096, one in 64; few rows each, and enough to say that there is one. */
const GLANCES = [12, 6];

/**
 * Whether a row has all of it. Each part stands by itself within a subquery: the planner then takes every part to be rare and
 * goes by the index. Of one it knows, or of one alone, it hopes for an early hit and reads the table, which takes seconds where
 * there is none.
 */
function isThere({ loose, terms, filters }: Scope, mark: string): RawBuilder<unknown> {
  const asked = [loose ?? terms, filters ?? '', `'${ALL_MARK}'`, mark].filter((part) => part !== '');
  const parts = asked.map((part) => sql`words @@ (select ${part}::tsquery)`);
  return sql`exists (select from resource_search where ${sql.join(parts, sql` and `)})`;
}

/** Which of several texts a search would find anything for, by one statement. */
export async function findsAnything(
  db: ReadDb,
  texts: readonly string[],
  filters: SearchFilters,
): Promise<ReadonlySet<number>> {
  if (texts.length === 0) return new Set();
  const tests = texts.map((text, index) => {
    const scope = scopeOf(parseQuery(text), filters);
    const glances = GLANCES.map((level) => sql`when ${isThere(scope, `'${levelMark(level)}'`)} then true`);
    return sql`select ${sql.lit(index)} as place, case ${sql.join(glances, sql` `)} else ${isThere(scope, '')} end as there`;
  });
  const { rows } = await sql<{ place: number; there: boolean }>`${sql.join(tests, sql` union all `)}`.execute(db);
  return new Set(rows.flatMap(({ place, there }) => (there ? [place] : [])));
}
