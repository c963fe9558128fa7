import { type RawBuilder, sql } from 'kysely';
import { FACET_NAMES, type FacetName, filterMarks, type SearchFilters } from './marks.ts';
import { candidates } from './plan.ts';
import type { Query } from './query.ts';
import { scopeOf, without } from './scope.ts';

export type Facets = Record<FacetName, { value: string; count: number }[]>;

const VALUES_MAX = 100;
export const EMPTY_FACETS = Object.fromEntries(FACET_NAMES.map((name) => [name, []])) as unknown as Facets;

/** The value of a facet as text. */
const VALUES: Readonly<Record<Exclude<FacetName, 'region'>, RawBuilder<unknown>>> = {
  type: sql`type`,
  platform: sql`platform_id::text`,
  discipline: sql`unnest(disciplines)`,
  access: sql`access`,
  year: sql`year::text`,
};

/** Provinces; once one is chosen its cities, and `440000` stands for what names no city. */
const regionValue = (chosen: readonly string[] | undefined): RawBuilder<unknown> =>
  chosen?.length ? sql`rpad(left(region, 4), 6, '0')` : sql`rpad(left(region, 2), 6, '0')`;

/**
 * What a facet is counted over: for one with chosen values, what would be there without them, so that others can be added;
 * for regions the whole of the chosen provinces.
 */
function openedFilters(filters: SearchFilters, facet: FacetName): SearchFilters {
  if (facet !== 'region') return without(filters, facet);
  return { ...filters, region: filters.region!.map((code) => `${code.slice(0, 2)}0000`) };
}

/** The facets of a search whose own candidates lie under the prefix ''. */
export function facetParts(
  query: Query,
  filters: SearchFilters,
): { tables: RawBuilder<unknown>[]; counts: RawBuilder<unknown>; bound: RawBuilder<unknown> } {
  const chosen = FACET_NAMES.filter((name) => filterMarks(filters, name) !== undefined);
  const prefixOf = (name: FacetName): string => (chosen.includes(name) ? `${name}_` : '');
  const columns = FACET_NAMES.map((name) => {
    const value = name === 'region' ? regionValue(filters.region) : VALUES[name];
    const order = name === 'year' ? sql`value desc` : sql`count desc, value`;
    return sql`${sql.lit(name)}, (select coalesce(json_agg(json_build_object('value', value, 'count', count)), '[]') from (
      select value, count(*) as count from (select ${value} as value from ${sql.raw(`${prefixOf(name)}hits`)}) valued
      where value is not null group by value order by ${order} limit ${VALUES_MAX}) listed)`;
  });
  const sets = ['', ...chosen.map(prefixOf)];
  const counted = sets.map(
    (prefix) =>
      sql`select (select count(*) from ${sql.raw(`${prefix}hits`)}) as counted from ${sql.raw(`${prefix}plan`)} where level > 0`,
  );
  return {
    tables: chosen.map((name) => candidates(prefixOf(name), scopeOf(query, openedFilters(filters, name)))),
    counts: sql`json_build_object(${sql.join(columns)})`,
    bound: sql`(select min(counted) from (${sql.join(counted, sql` union all `)}) bounds)`,
  };
}
