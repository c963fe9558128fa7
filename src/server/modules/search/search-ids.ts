import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import { readCursor, writeCursor } from '../../kernel/cursor.ts';
import type { ReadDb } from '../../kernel/db/open.ts';
import type { Id } from '../../kernel/ids.ts';
import { EMPTY_FACETS, facetParts, type Facets } from './facets.ts';
import type { SearchFilters } from './marks.ts';
import {
  levelAt,
  listedPage,
  listedTables,
  RANKED,
  rankedAgain,
  rankedEdge,
  rankedPage,
  type RankedPlace,
  rankedPlace,
  rankedTables,
  type Sort,
  type SortedPlace,
  sortedPlace,
  tailPlace,
  type TailPlace,
  tailStatement,
} from './orders.ts';
import { candidates } from './plan.ts';
import type { Query } from './query.ts';
import { rankQuery, type Scope, scopeOf } from './scope.ts';

export interface SearchRequest {
  query: Query;
  filters: SearchFilters;
  sort: Sort;
  /** Hits a page, 1 or more. */
  limit: number;
  cursor?: string | undefined;
  facets: boolean;
}

export interface SearchResult {
  ids: Id[];
  /** Exact up to 10,000. */
  total: { value: number; relation: 'eq' | 'gte' };
  facets: Facets;
  /** Facets count this many of the most prominent hits; null: all of them. */
  facetsBound: number | null;
  next: string | null;
}

type Place = RankedPlace | TailPlace | SortedPlace;
interface Total {
  value: number;
  exact: boolean;
}
interface Page {
  ids: Id[];
  total: Total;
  place: Place | null;
}
interface Overview {
  facets: Facets | null;
  bound: string | null;
}

/**
 * A page of hits: their ids in order, the total, and the facets. One statement, but where a page reaches over the ranked hits.
 * @throws kernel.bad_cursor
 */
export async function searchIds(db: ReadDb, request: SearchRequest): Promise<SearchResult> {
  const { query, filters, sort, cursor } = request;
  const bound = { q: query.text, filters, sort };
  const places = sort === 'relevance' ? z.discriminatedUnion('kind', [rankedPlace, tailPlace]) : sortedPlace;
  const place: Place | undefined = readCursor(bound, cursor, z.tuple([places]))?.[0];
  const scope = scopeOf(query, filters);
  const { page, overview } = place
    ? {
        page: await nextPage(db, request, scope, place),
        overview: request.facets ? (await firstPage(db, request, scope)).overview : undefined,
      }
    : await firstPage(db, request, scope);
  return {
    ids: page.ids,
    total: { value: page.total.value, relation: page.total.exact ? 'eq' : 'gte' },
    facets: overview?.facets ?? EMPTY_FACETS,
    facetsBound: overview?.bound === undefined || overview.bound === null ? null : Number(overview.bound),
    next: page.place && writeCursor(bound, [page.place]),
  };
}

type RankedHit = [id: Id, score: number, prominence: number];
type ListedHit = [id: Id, key: number | string];

interface FirstRow {
  hits: RankedHit[] | ListedHit[];
  edge: [number, Id] | null;
  few: boolean;
  more: boolean;
  found: number;
  level: number;
  value: string;
  exact: boolean;
  facets: Facets | null;
  bound: string | null;
}

async function firstPage(
  db: ReadDb,
  request: SearchRequest,
  scope: Scope,
): Promise<{ page: Page; overview: Overview }> {
  const { query, filters, sort, limit, facets } = request;
  const counted = facets ? facetParts(query, filters) : undefined;
  const tables: RawBuilder<unknown>[] = [
    candidates('', scope),
    sort === 'relevance' ? rankedTables(rankQuery(query)) : listedTables(sort, scope, limit + 1),
    ...(counted?.tables ?? []),
  ];
  const { rows } = await sql<FirstRow>`
    with ${sql.join(tables)}
    select ${sort === 'relevance' ? rankedPage(limit + 1) : listedPage(sort)} as hits,
      ${sort === 'relevance' ? rankedEdge : sql`null::json`} as edge, (select few from few) as few,
      level > 0 or (select count(*) from hits) > ${sql.lit(RANKED)} as more, found, level, total.value, total.exact,
      ${counted?.counts ?? sql`null::json`} as facets, ${counted?.bound ?? sql`null::bigint`} as bound
    from plan, total`.execute(db);
  const row = rows[0]!;
  const total = { value: Number(row.value), exact: row.exact };
  const overview = { facets: row.facets, bound: row.bound };
  if (sort !== 'relevance')
    return { page: listed(row.hits as ListedHit[], limit, { ...total, found: row.found, level: row.level }), overview };
  const { edge, few, more } = row;
  const page = await ranked(db, { request, scope }, row.hits as RankedHit[], { ...total, edge, few, more });
  return { page, overview };
}

function nextPage(db: ReadDb, request: SearchRequest, scope: Scope, place: Place): Promise<Page> {
  if (place.kind === 'tail') return tail(db, { request, scope }, [], place);
  return place.kind === 'ranked' ? rankedNext(db, request, scope, place) : listedNext(db, request, scope, place);
}

async function listedNext(db: ReadDb, { sort, limit }: SearchRequest, scope: Scope, place: SortedPlace): Promise<Page> {
  if (sort === 'relevance') throw new Error('a place of another order');
  const { rows } = await sql<{ hits: ListedHit[] }>`
    with ${listedTables(sort, scope, limit + 1, place)} select ${listedPage(sort)} as hits`.execute(db);
  return listed(rows[0]!.hits, limit, place);
}

function listed(hits: readonly ListedHit[], limit: number, at: Total & { found: number; level: number }): Page {
  const shown = hits.slice(0, limit);
  const last = shown.at(-1);
  const { value, exact, found, level } = at;
  const place: Place | null =
    hits.length > limit && last ? { kind: 'sorted', key: last[1], id: last[0], found, level, value, exact } : null;
  return { ids: shown.map(([id]) => id), total: { value, exact }, place };
}

async function rankedNext(db: ReadDb, request: SearchRequest, scope: Scope, place: RankedPlace): Promise<Page> {
  const { rows } = await sql<{ hits: RankedHit[] }>`
    with ${rankedAgain(scope, place)}, ${rankedTables(rankQuery(request.query))}
    select ${rankedPage(request.limit + 1, place)} as hits`.execute(db);
  return ranked(db, { request, scope }, rows[0]!.hits, place);
}

interface Asked {
  request: SearchRequest;
  scope: Scope;
}

/** A page of ranked hits, filled up with the others where the ranked end. */
function ranked(
  db: ReadDb,
  asked: Asked,
  hits: RankedHit[],
  at: Omit<RankedPlace, 'kind' | 'score' | 'prominence' | 'id'>,
): Promise<Page> | Page {
  const { limit } = asked.request;
  const shown = hits.slice(0, limit);
  const ids = shown.map(([id]) => id);
  const { value, exact, edge, few, more } = at;
  const total = { value, exact };
  const last = shown.at(-1);
  if (hits.length > limit && last)
    return {
      ids,
      total,
      place: { kind: 'ranked', score: last[1], prominence: last[2], id: last[0], edge, few, more, ...total },
    };
  if (!more) return { ids, total, place: null };
  const start: TailPlace = {
    kind: 'tail',
    prominence: edge?.[0] ?? Number.MAX_SAFE_INTEGER,
    id: edge?.[1] ?? '0',
    few,
    ...total,
  };
  return tail(db, asked, ids, start);
}

/** Fills a page from below a place, level by level. */
async function tail(db: ReadDb, { request, scope }: Asked, ids: Id[], from: TailPlace): Promise<Page> {
  const { value, exact } = from;
  const total = { value, exact };
  let place = from;
  const found = [...ids];
  for (let level = levelAt(from.prominence); level >= 0; level--) {
    const wanted = request.limit - found.length;
    const { rows } = await tailStatement(scope, level, from, wanted + 1).execute(db);
    for (const { id, prominence } of rows.slice(0, wanted)) {
      found.push(id);
      place = { ...place, prominence, id };
    }
    if (rows.length > wanted) return { ids: found, total, place };
  }
  return { ids: found, total, place: null };
}
