import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import { readCursor, writeCursor } from '../../kernel/cursor.ts';
import type { ReadDb } from '../../kernel/db/open.ts';
import type { Id } from '../../kernel/ids.ts';
import { type Condition, all, any, toTsquery } from './condition.ts';
import { exactMark, type FacetName, filterMarks, levelMark, type SearchFilters, withinMarks } from './marks.ts';
import { LEVEL_MAX } from './prominence.ts';
import type { Query } from './query.ts';
import { quoteLexeme } from './vector.ts';

export type Sort = 'relevance' | 'newest' | 'title';

export interface SearchRequest {
  query: Query;
  filters: SearchFilters;
  sort: Sort;
  limit: number;
  cursor?: string | undefined;
  facets: boolean;
}

export type Facets = Record<FacetName, { value: string; count: number }[]>;

export interface SearchResult {
  ids: Id[];
  total: { value: number; relation: 'eq' | 'gte' };
  facets: Facets;
  /** Facets count at most this many of the hits; null: all of them. */
  facetsBound: number | null;
  next: string | null;
}

export const FACET_NAMES = ['type', 'platform', 'discipline', 'region', 'access', 'year'] as const satisfies readonly FacetName[];
/** Totals are exact up to here. */
export const TOTAL_MAX = 10_000;
/** Hits that are ranked and counted by facets; of more, the most prominent. */
const CANDIDATES = 2_000;
/** The level that is counted first: it holds about one record in 128, so words however common cost little. */
const PROBE = 7;
/** So many in the probe, and there are more than 10,000 in all but one of millions of cases. */
const PROBE_MANY = 130;
const FACET_VALUES = 30;

/** What a record must have: words of the query, and the filters but for one facet's. */
export function conditionOf(query: Query, filters: SearchFilters, but?: FacetName): Condition | undefined {
  const marks = [...FACET_NAMES.filter((name) => name !== but).map((name) => filterMarks(filters, name)), withinMarks(filters)];
  const parts: Condition[] = [
    ...query.terms.map(({ condition, excluded }) => (excluded ? { not: condition } : condition)),
    ...marks.flatMap((values) => (values ? [any(values)] : [])),
  ];
  return parts.length === 0 ? undefined : all(parts);
}

const matches = (condition: Condition | undefined): RawBuilder<boolean> =>
  condition === undefined ? sql`true` : sql`s.words @@ ${toTsquery(condition)}::tsquery`;

const atLevel = (condition: Condition | undefined, level: number): Condition | undefined =>
  level === 0 ? condition : condition === undefined ? levelMark(level) : all([condition, levelMark(level)]);

/** How many there are, and from which level few enough remain. */
interface Extent {
  total: SearchResult['total'];
  level: number;
}

async function extentOf(db: ReadDb, condition: Condition | undefined): Promise<Extent> {
  const { rows } = await sql<{ probe: string; total: string | null }>`
    with probe as materialized (
      select count(*) as n from (select 1 from resource_search s where ${matches(atLevel(condition, PROBE))} limit 100000) p)
    select probe.n as probe, case when probe.n < ${PROBE_MANY} then (
      select count(*) from (select 1 from resource_search s where ${matches(condition)} limit ${TOTAL_MAX + 1}) t) end as total
    from probe`.execute(db);
  const { probe, total } = rows[0]!;
  const found = total === null ? Number(probe) * 2 ** PROBE : Number(total);
  const level = found <= CANDIDATES * 1.5 ? 0 : Math.min(LEVEL_MAX, Math.ceil(Math.log2(found / CANDIDATES)));
  return {
    total: found > TOTAL_MAX || total === null ? { value: TOTAL_MAX, relation: 'gte' } : { value: found, relation: 'eq' },
    level,
  };
}

/** Whole titles, names and numbers come first; then words by where they stand; then what is used most. */
function rankOf(query: Query): RawBuilder<number> {
  const words = [...new Set(query.terms.flatMap(({ excluded, rank }) => (excluded ? [] : rank)))];
  if (words.length === 0) return sql`0::float8`;
  const ranked = words.map(quoteLexeme).join('|');
  const exact = query.whole === undefined ? sql`0` : sql`case when s.words @@ ${quoteLexeme(exactMark(query.whole))}::tsquery then 10 else 0 end`;
  return sql`(${exact} + ts_rank('{0.1, 0.2, 0.5, 1.0}', s.words, ${ranked}::tsquery))::float8`;
}

const ORDERS: Readonly<Record<Sort, { order: RawBuilder<unknown>; after: (last: readonly string[]) => RawBuilder<boolean>; keys: RawBuilder<unknown> }>> = {
  relevance: {
    keys: sql`array[c.rank::text, c.prominence::text]`,
    order: sql`c.rank desc, c.prominence desc, c.id desc`,
    after: ([rank, prominence, id]) => sql`(c.rank, c.prominence, c.id) < (${rank}::float8, ${prominence}::real, ${id}::bigint)`,
  },
  newest: {
    keys: sql`array[c.published_at::text]`,
    order: sql`c.published_at desc, c.id desc`,
    after: ([at, id]) => sql`(c.published_at, c.id) < (${at}::timestamptz, ${id}::bigint)`,
  },
  title: {
    keys: sql`array[c.title_key]`,
    order: sql`c.title_key, c.id`,
    after: ([key, id]) => sql`(c.title_key, c.id) > (${key}, ${id}::bigint)`,
  },
};

/**
 * Finds the ids of a page of hits with total and facets: one statement that measures, one that finds.
 * @throws kernel.bad_cursor
 */
export async function searchIds(db: ReadDb, request: SearchRequest): Promise<SearchResult> {
  const { query, filters, sort, limit, cursor, facets } = request;
  const asked = { q: query.text, filters, sort };
  const last = readCursor(asked, cursor, z.array(z.string()).length(sort === 'relevance' ? 3 : 2));
  const condition = conditionOf(query, filters);
  const { total, level } = await extentOf(db, condition);
  const hits = level > 0 && sort !== 'relevance' ? orderedHits : candidateHits;
  const page = await hits(db, { request, condition, level, last });
  const more = page.hits.length > limit;
  const shown = page.hits.slice(0, limit);
  const end = shown.at(-1);
  return {
    ids: shown.map(({ id }) => id),
    total,
    facets: page.facets,
    facetsBound: facets && level > 0 ? page.counted : null,
    next: more && end ? writeCursor(asked, [...end.keys, end.id]) : null,
  };
}

interface Plan {
  request: SearchRequest;
  condition: Condition | undefined;
  level: number;
  last: readonly string[] | undefined;
}
interface Page {
  hits: { id: Id; keys: string[] }[];
  facets: Facets;
  counted: number;
}

/** The candidates of a level, whole titles whatever their level, ranked, with facets counted over them. */
async function candidateHits(db: ReadDb, { request, condition, level, last }: Plan): Promise<Page> {
  const { query, filters, sort, limit } = request;
  const exact = query.whole !== undefined && level > 0 && condition !== undefined ? all([condition, exactMark(query.whole)]) : undefined;
  const thinned = atLevel(condition, level);
  const wanted = exact && thinned ? any([thinned, exact]) : thinned;
  const { order, after, keys } = ORDERS[sort];
  const { rows } = await sql<{ hits: Page['hits']; facets: RawFacets; counted: string }>`
    with c as materialized (
      select s.id, s.type, s.platform_id, s.disciplines, s.region, s.access, s.year, s.prominence, s.published_at, s.title_key,
        ${sort === 'relevance' ? rankOf(query) : sql`0::float8`} as rank
      from resource_search s where ${matches(wanted)})
    select coalesce((select jsonb_agg(jsonb_build_object('id', h.id::text, 'keys', h.keys)) from (
        select c.id, ${keys} as keys from c where ${last ? after(last) : sql`true`} order by ${order} limit ${limit + 1}) h), '[]') as hits,
      ${request.facets ? facetColumns(query, filters, level) : sql`'{}'::jsonb`} as facets, (select count(*) from c) as counted`.execute(db);
  const [row] = rows;
  return { hits: row!.hits, facets: facetsOf(row!.facets), counted: Number(row!.counted) };
}

/** Of very many hits the first by date or title, read off that index until the page is full; facets as for relevance. */
async function orderedHits(db: ReadDb, plan: Plan): Promise<Page> {
  const { condition, last, request } = plan;
  const { order, after, keys } = ORDERS[request.sort];
  // A condition the words' index cannot answer keeps the planner on the index of the order.
  const filter = condition === undefined ? sql`true` : sql`(c.words @@ ${toTsquery(condition)}::tsquery) is true`;
  const { rows: hits } = await sql<{ id: Id; keys: string[] }>`
    select c.id::text as id, ${keys} as keys from resource_search c
    where ${filter} and ${last ? after(last) : sql`true`} order by ${order} limit ${request.limit + 1}`.execute(db);
  if (!request.facets) return { hits, facets: facetsOf({}), counted: 0 };
  const counted = await candidateHits(db, { ...plan, last: undefined, request: { ...request, limit: 1 } });
  return { ...counted, hits };
}

type RawFacets = Partial<Record<FacetName, { value: string; count: number }[]>>;

/** The values of a facet, one row each, of the rows under an alias. */
const VALUES: Readonly<Record<Exclude<FacetName, 'region'>, (from: RawBuilder<unknown>) => RawBuilder<unknown>>> = {
  type: (from) => sql`select type as value from ${from}`,
  platform: (from) => sql`select platform_id::text as value from ${from}`,
  discipline: (from) => sql`select unnest(disciplines) as value from ${from}`,
  access: (from) => sql`select access as value from ${from}`,
  year: (from) => sql`select year::text as value from ${from} where year is not null`,
};

/** Provinces; the cities of the chosen ones where one was chosen. */
function regionValues(from: RawBuilder<unknown>, { region }: SearchFilters): RawBuilder<unknown> {
  if (!region?.length) return sql`select rpad(left(region, 2), 6, '0') as value from ${from} where region is not null`;
  return sql`select unnest(case when left(region, 2) = any(${region.map((code) => code.slice(0, 2))}) and substr(region, 3, 2) <> '00'
      then array[rpad(left(region, 2), 6, '0'), rpad(left(region, 4), 6, '0')] else array[rpad(left(region, 2), 6, '0')] end) as value
    from ${from} where region is not null`;
}

/**
 * Counts over the candidates; for a facet with chosen values over those that its own filter would not have left out, so
 * that further values can be chosen.
 */
function facetColumns(query: Query, filters: SearchFilters, level: number): RawBuilder<unknown> {
  const columns = FACET_NAMES.map((name) => {
    const chosen = filterMarks(filters, name) !== undefined;
    const others = atLevel(conditionOf(query, filters, name), level);
    const from = chosen ? sql`(select * from resource_search s where ${matches(others)} limit ${TOTAL_MAX}) o` : sql`c`;
    const values = name === 'region' ? regionValues(from, filters) : VALUES[name](from);
    const order = name === 'year' ? sql`value desc` : sql`count desc, value`;
    return sql`${sql.lit(name)}, (select coalesce(jsonb_agg(jsonb_build_object('value', f.value, 'count', f.count)), '[]') from (
      select v.value, count(*) as count from (${values}) v group by v.value order by ${order} limit ${FACET_VALUES}) f)`;
  });
  return sql`jsonb_build_object(${sql.join(columns)})`;
}

const facetsOf = (raw: RawFacets): Facets => Object.fromEntries(FACET_NAMES.map((name) => [name, raw[name] ?? []])) as Facets;
