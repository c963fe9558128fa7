import { type RawBuilder, sql } from 'kysely';
import { all, any, type Condition, loosened, toTsquery } from './condition.ts';
import {
  ALL_MARK,
  exactMark,
  FACET_NAMES,
  type FacetName,
  filterMarks,
  NONE_MARK,
  type SearchFilters,
  withinMarks,
} from './marks.ts';
import type { Query } from './query.ts';
import { quoteLexeme } from './vector.ts';

/** What is looked for, as texts of `tsquery`. */
export interface Scope {
  /** The terms, or the mark of all records. */
  terms: string;
  /** The same without distances, which only reading each record can tell; undefined where there are none. */
  loose: string | undefined;
  /** The whole of the query as a title, name or number. */
  exact: string | undefined;
  filters: string | undefined;
}

/** @param filters with the chosen values of those facets that narrow */
export function scopeOf(query: Query, filters: SearchFilters): Scope {
  const asked = query.terms.map(({ condition, excluded }) => (excluded ? { not: condition } : condition));
  const positive = query.terms.some(({ excluded }) => !excluded);
  const terms = all(positive ? asked : [ALL_MARK, ...asked]);
  const loose = loosened(terms);
  const marks = [...FACET_NAMES.map((name) => filterMarks(filters, name)), withinMarks(filters)].filter(
    (values) => values !== undefined,
  );
  const kept: Condition[] = marks.map((values) => any(values.length > 0 ? values : [NONE_MARK]));
  return {
    terms: toTsquery(terms),
    loose: loose === terms ? undefined : toTsquery(loose ?? ALL_MARK),
    exact: query.whole === undefined ? undefined : quoteLexeme(exactMark(query.whole)),
    filters: kept.length > 0 ? toTsquery(all(kept)) : undefined,
  };
}

export const without = (filters: SearchFilters, facet: FacetName): SearchFilters => ({
  ...filters,
  [facet]: undefined,
});

export interface Rank {
  /** Lexemes that count, any of them. */
  words: string;
  /** Lexemes of synonyms, which count for less. */
  lesser: string | undefined;
}

/** @returns undefined: nothing to rank by */
export function rankQuery(query: Query): Rank | undefined {
  const asked = query.terms.filter(({ excluded }) => !excluded);
  const words = new Set(asked.flatMap(({ rank }) => rank));
  const lesser = new Set(asked.flatMap((term) => term.lesser).filter((word) => !words.has(word)));
  const written = (lexemes: ReadonlySet<string>): string => [...lexemes].map(quoteLexeme).join('|');
  return words.size === 0
    ? undefined
    : { words: written(words), lesser: lesser.size === 0 ? undefined : written(lesser) };
}

const tsquery = (text: string): RawBuilder<unknown> => sql`${text}::tsquery`;
const narrowed = (asked: RawBuilder<unknown>, { filters }: Scope): RawBuilder<unknown> =>
  filters === undefined ? asked : sql`(${asked} && ${tsquery(filters)})`;

/** A mark whose number is only known in the statement. */
const numbered = (letter: 'l' | 's', value: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`('''=${sql.raw(letter)}:' || ${value}::text || '''')::tsquery`;

/** The terms from a level upward (0: everything), within the filters. */
export const atLevel = (scope: Scope, level: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`case when ${level} > 0 then ${narrowed(sql`${tsquery(scope.terms)} && ${numbered('l', level)}`, scope)} else ${narrowed(tsquery(scope.terms), scope)} end`;

/** A plain sample of what the terms could find. */
export const inSample = (scope: Scope, step: RawBuilder<unknown>): RawBuilder<unknown> =>
  narrowed(sql`${tsquery(scope.loose ?? scope.terms)} && ${numbered('s', step)}`, scope);

/** All hits, those by their whole included. */
export const everything = (scope: Scope): RawBuilder<unknown> =>
  narrowed(
    scope.exact === undefined ? tsquery(scope.terms) : sql`(${tsquery(scope.terms)} || ${tsquery(scope.exact)})`,
    scope,
  );

export const byWhole = (scope: Scope): RawBuilder<unknown> | undefined =>
  scope.exact === undefined ? undefined : narrowed(tsquery(scope.exact), scope);
