import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import { COLUMNS } from './plan.ts';
import { LEVEL_MAX } from './prominence.ts';
import { atLevel, byWhole, everything, type Rank, type Scope } from './scope.ts';
import { quoteLexeme } from './vector.ts';
import { levelMark } from './marks.ts';

export type Sort = 'relevance' | 'newest' | 'title';

/** Candidates that are ranked; further hits follow in the order of their prominence. */
export const RANKED = 2_000;
/** Estimated hits above which a list by date or title is read off the index of that order instead of sorted. */
const WALK_FROM = 50_000;
/** Records of that index that are looked at before sorting all hits after all. */
const WALK = 5_000;
/** A synonym counts so much of the word that was asked for. */
const SYNONYM_SHARE = 0.6;

const id = z.string().regex(/^\d{1,18}$/);
const total = { value: z.int().min(0), exact: z.boolean() };
/** Where a page of ranked hits ended; `edge` is the least prominent of the ranked. */
export const rankedPlace = z.object({
  kind: z.literal('ranked'),
  score: z.number(),
  prominence: z.number(),
  id,
  edge: z.tuple([z.number(), id]).nullable(),
  /** Those that are the query as a whole were among the ranked, whatever their prominence. */
  few: z.boolean(),
  more: z.boolean(),
  ...total,
});
/** Below the ranked: the last hit's prominence and id. */
export const tailPlace = z.object({ kind: z.literal('tail'), prominence: z.number(), id, few: z.boolean(), ...total });
export const sortedPlace = z.object({
  kind: z.literal('sorted'),
  key: z.union([
    z.int().min(0).max(8.64e15),
    z
      .string()
      .max(200)
      .regex(/^[^\0]*$/),
  ]),
  id,
  found: z.number(),
  level: z.int().min(0).max(LEVEL_MAX),
  ...total,
});
export type RankedPlace = z.infer<typeof rankedPlace>;
export type TailPlace = z.infer<typeof tailPlace>;
export type SortedPlace = z.infer<typeof sortedPlace>;

const number = (value: number): RawBuilder<unknown> => sql`${value}::float8`;

/**
 * Whole titles, names and numbers, then words by where they stand (title, name, keyword, text), neighbours that stay neighbours
 * counting more as their pairs do; a record used much gains up to a half.
 */
const score = (rank: Rank | undefined): RawBuilder<unknown> => {
  if (rank === undefined) return sql`0::float8`;
  const counted = (words: string): RawBuilder<unknown> =>
    sql`ts_rank('{0.05, 0.2, 0.5, 1}', held.words, ${words}::tsquery)::float8`;
  const both =
    rank.lesser === undefined
      ? counted(rank.words)
      : sql`(${counted(rank.words)} + ${sql.lit(SYNONYM_SHARE)} * ${counted(rank.lesser)})`;
  return sql`${both} * (1 + least(top.popularity, 20)::float8 / 40)`;
};

/** The ranked of the candidates in `hits`. */
export const rankedTables = (rank: Rank | undefined): RawBuilder<unknown> => sql`
  top as materialized (select * from hits order by whole desc, prominence desc, id desc limit ${sql.lit(RANKED)}),
  ranked as materialized (
    select top.id, top.prominence, whole, case when whole then 1000 else 0 end + ${score(rank)} as score
    from top ${rank === undefined ? sql`` : sql`join resource_search held on held.id = top.id`})`;

/** @returns one JSON array `[id, score, prominence]` a hit */
export function rankedPage(limit: number, after?: RankedPlace): RawBuilder<unknown> {
  const from = after
    ? sql`where (score, prominence, id) < (${number(after.score)}, ${after.prominence}::real, ${after.id}::bigint)`
    : sql``;
  return sql`(select coalesce(json_agg(json_build_array(id::text, score, prominence)), '[]') from (
    select id, score, prominence from ranked ${from} order by score desc, prominence desc, id desc limit ${limit}) listed)`;
}

export const rankedEdge: RawBuilder<unknown> = sql`
  (select json_build_array(prominence, id::text) from ranked where not whole order by prominence, id limit 1)`;

/** The candidates of an earlier page again, by their edge. */
export function rankedAgain(scope: Scope, { edge, few }: RankedPlace): RawBuilder<unknown> {
  const whole = few ? byWhole(scope) : undefined;
  const parts: RawBuilder<unknown>[] = [];
  const not = whole ? sql`and not words @@ (${whole})` : sql``;
  if (edge)
    parts.push(sql`select ${COLUMNS}, false as whole from resource_search where words @@ (select ${atLevel(scope, sql`${levelAt(edge[0])}::int`)})
      and (prominence, id) >= (${edge[0]}::real, ${edge[1]}::bigint) ${not}`);
  if (whole) parts.push(sql`select ${COLUMNS}, true as whole from resource_search where words @@ (select ${whole})`);
  if (parts.length === 0) parts.push(sql`select ${COLUMNS}, false as whole from resource_search where false`);
  return sql`hits as materialized (${sql.join(parts, sql` union all `)})`;
}

export const levelAt = (prominence: number): number => Math.min(LEVEL_MAX, Math.max(0, Math.floor(prominence)));

/** Hits of one level below a place, the most prominent first. */
export function tailStatement(scope: Scope, level: number, place: TailPlace, limit: number) {
  const marks = [
    ...(level > 0 ? [quoteLexeme(levelMark(level))] : []),
    ...(level < LEVEL_MAX ? [`!${quoteLexeme(levelMark(level + 1))}`] : []),
    ...(place.few && scope.exact !== undefined ? [`!${scope.exact}`] : []),
    ...(scope.filters === undefined ? [] : [scope.filters]),
  ];
  return sql<{ id: string; prominence: number }>`
    select id, prominence from resource_search
    where words @@ (select ${scope.terms}::tsquery && ${marks.join('&')}::tsquery)
      and (prominence, id) < (${place.prominence}::real, ${place.id}::bigint)
    order by prominence desc, id desc limit ${limit}`;
}

interface Listing {
  key: RawBuilder<unknown>;
  order: RawBuilder<unknown>;
  after: (place: SortedPlace) => RawBuilder<unknown>;
}
export const LISTINGS: Readonly<Record<Exclude<Sort, 'relevance'>, Listing>> = {
  newest: {
    key: sql`(extract(epoch from published_at) * 1000)::bigint`,
    order: sql`published_at desc, id desc`,
    after: ({ key, id: last }) =>
      sql`(published_at, id) < (${new Date(Number(key)).toISOString()}::timestamptz, ${last}::bigint)`,
  },
  title: {
    key: sql`title_key`,
    order: sql`title_key, id`,
    after: ({ key, id: last }) => sql`(title_key, id) > (${String(key)}, ${last}::bigint)`,
  },
};

/**
 * The hits by date or title, under `listed`. Few hits are sorted; of many, the first thousands of the order's own index are looked
 * through, and only when they hold too few (all of a platform came in one year) are the hits sorted after all.
 * @param place undefined: the first page, from the candidates where those are all
 */
export function listedTables(
  sort: Exclude<Sort, 'relevance'>,
  scope: Scope,
  limit: number,
  place?: SortedPlace,
): RawBuilder<unknown> {
  const { key, order, after } = LISTINGS[sort];
  const from = place ? after(place) : sql`true`;
  const columns = sql`id, published_at, title_key, ${key} as key`;
  // Distances are only read of the candidates.
  const bounded = scope.loose !== undefined;
  const wanted = bounded ? atLevel(scope, sql`level`) : everything(scope);
  const inHits = place ? sql`false` : bounded ? sql`true` : sql`(select level = 0 from plan)`;
  return sql`
    ${place ? sql`plan as (select ${number(place.found)} as found, ${place.level}::int as level),` : sql``}
    walked as materialized (
      select * from (select ${columns}, words from resource_search where ${from} order by ${order} limit ${sql.lit(WALK)}) first
      where (select found > ${sql.lit(WALK_FROM)} and ${sql.lit(!bounded)} from plan) and words @@ (select ${wanted} from plan)
      order by ${order} limit ${limit}),
    listed as materialized (
      ${place ? sql`` : sql`select * from (select ${columns} from hits where ${inHits} order by ${order} limit ${limit}) of_hits union all`}
      select id, published_at, title_key, key from walked where (select count(*) from walked) >= ${limit}
      union all select * from (
        select ${columns} from resource_search
        where words @@ (select ${wanted} from plan where not ${inHits} and (select count(*) from walked) < ${limit}) and ${from}
        order by ${order} limit ${limit}) of_all)`;
}

/** @returns one JSON array `[id, key]` a hit */
export const listedPage = (sort: Exclude<Sort, 'relevance'>): RawBuilder<unknown> =>
  sql`(select coalesce(json_agg(json_build_array(id::text, key) order by ${LISTINGS[sort].order}), '[]') from listed)`;
