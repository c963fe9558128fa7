import { sql } from 'kysely';
import type { ReadDb } from '../../kernel/db/open.ts';
import { toTsquery } from './condition.ts';
import type { SearchFilters } from './marks.ts';
import { parseQuery, type Query } from './query.ts';
import { conditionOf, TOTAL_MAX } from './search-ids.ts';

export interface Hint {
  /** What was left out. */
  without: string;
  q: string;
  count: number;
  relation: 'eq' | 'gte';
}

const MOST = 6;

/** For a query that finds nothing: what it would find without each of its words. */
export async function hintsFor(db: ReadDb, query: Query, filters: SearchFilters): Promise<Hint[]> {
  const ways = query.terms.slice(0, MOST).flatMap(({ text, start, end }) => {
    const q = `${query.text.slice(0, start)} ${query.text.slice(end)}`.replace(/\s+/g, ' ').trim();
    const condition = q === '' ? undefined : conditionOf(parseQuery(q), filters);
    return condition === undefined ? [] : [{ without: text, q, condition: toTsquery(condition) }];
  });
  if (ways.length === 0) return [];
  const { rows } = await sql<{ n: string }>`
    select (select count(*) from (select 1 from resource_search s where s.words @@ w.q::tsquery limit ${TOTAL_MAX + 1}) t) as n
    from unnest(${ways.map(({ condition }) => condition)}::text[]) with ordinality as w(q, place) order by w.place`.execute(db);
  return ways.flatMap(({ without, q }, index) => {
    const count = Number(rows[index]!.n);
    if (count === 0) return [];
    return [{ without, q, count: Math.min(count, TOTAL_MAX), relation: count > TOTAL_MAX ? ('gte' as const) : ('eq' as const) }];
  });
}
