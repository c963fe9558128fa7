import { sql } from 'kysely';
import type { ReadDb } from '../../kernel/db/open.ts';
import type { SearchFilters } from './marks.ts';
import { candidates } from './plan.ts';
import { parseQuery, type Query, type Term } from './query.ts';
import { scopeOf } from './scope.ts';
import { PLAIN, type Vocabulary } from './vocabulary.ts';

export interface Hint {
  /** What was left out, as written. */
  without: string;
  /** The query without it. */
  q: string;
  count: number;
  relation: 'eq' | 'gte';
}

const MOST = 6;

type Unit = Pick<Term, 'text' | 'start' | 'end' | 'excluded'>;

/** What a user would leave out: a word as typed, whatever it was cut into; the terms where all was typed in one. */
export function unitsOf({ text, terms }: Query): readonly Unit[] {
  const units: Unit[] = [];
  for (const term of terms) {
    const last = units.at(-1);
    if (last && !last.excluded && !term.excluded && !/\s/.test(text.slice(last.end, term.start)))
      units[units.length - 1] = { ...last, text: text.slice(last.start, term.end), end: term.end };
    else units.push(term);
  }
  return units.length > 1 ? units : terms;
}

/** For a query that finds nothing: what it would find without each of its words, where that is anything. */
export async function hintsFor(
  db: ReadDb,
  query: Query,
  filters: SearchFilters,
  vocabulary: Vocabulary = PLAIN,
): Promise<Hint[]> {
  const ways = unitsOf(query)
    .slice(0, MOST)
    .flatMap(({ text, start, end, excluded }) => {
      const q = cutOut(query.text, excluded ? start - 1 : start, end);
      const rest = parseQuery(q, vocabulary);
      return rest.terms.some((term) => !term.excluded) ? [{ without: excluded ? `-${text}` : text, q }] : [];
    });
  const counts = await countsOf(
    db,
    ways.map(({ q }) => q),
    filters,
    vocabulary,
  );
  return ways.flatMap((way, index) => (counts[index]!.count === 0 ? [] : [{ ...way, ...counts[index]! }]));
}

/** What each of several queries would find, by one statement. */
export async function countsOf(
  db: ReadDb,
  queries: readonly string[],
  filters: SearchFilters,
  vocabulary: Vocabulary,
): Promise<Pick<Hint, 'count' | 'relation'>[]> {
  if (queries.length === 0) return [];
  const tables = queries.map((q, index) => candidates(`way${index}_`, scopeOf(parseQuery(q, vocabulary), filters)));
  const totals = queries.map(
    (_, index) => sql`select ${sql.lit(index)} as way, value, exact from ${sql.raw(`way${index}_total`)}`,
  );
  const { rows } = await sql<{ way: number; value: string; exact: boolean }>`
    with ${sql.join(tables)} ${sql.join(totals, sql` union all `)} order by way`.execute(db);
  return rows.map(({ value, exact }) => ({ count: Number(value), relation: exact ? 'eq' : 'gte' }));
}

/** Chinese that stood together stays together; a phrase loses its marks with its last word. */
const cutOut = (text: string, start: number, end: number): string =>
  `${text.slice(0, start)} ${text.slice(end)}`
    .replace(/["“”„＂「」『』«»]\s*["“”„＂「」『』«»]/g, ' ')
    .replace(/(?:^|\s)[-－−](?=\s|$)/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
