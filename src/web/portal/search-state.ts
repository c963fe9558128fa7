/** What a search address says. Everything chosen is in it; nothing is kept elsewhere. */
export const FACETS = ['type', 'platform', 'discipline', 'region', 'access', 'year'] as const;
export type Facet = (typeof FACETS)[number];
export const SORTS = ['relevance', 'newest', 'title'] as const;
export type Sort = (typeof SORTS)[number];

export interface SearchState {
  q: string;
  filters: Readonly<Record<Facet, readonly string[]>>;
  sort: Sort | undefined;
  cursor: string | undefined;
}

const valuesOf = (query: URLSearchParams, name: string): string[] => [
  ...new Set(query.getAll(name).flatMap((text) => text.split(',').filter((part) => part !== ''))),
];

/** Reads an address; `year_from` and `year_to` of the small form become one span. */
export function readSearch(query: URLSearchParams): SearchState {
  const filters = Object.fromEntries(FACETS.map((facet) => [facet, valuesOf(query, facet)])) as Record<Facet, string[]>;
  const span = spanOf(query.get('year_from') ?? '', query.get('year_to') ?? '');
  if (span !== undefined) filters.year = [...filters.year, span];
  const sort = SORTS.find((name) => name === query.get('sort'));
  return { q: query.get('q')?.trim() ?? '', filters, sort, cursor: query.get('cursor') ?? undefined };
}

function spanOf(from: string, to: string): string | undefined {
  const [a, b] = [from, to].map((text) => (/^\d{4}$/.test(text.trim()) ? text.trim() : ''));
  if (!a && !b) return undefined;
  if (a && b) return a === b ? a : a < b ? `${a}-${b}` : `${b}-${a}`;
  return a ? `${a}-9999` : `0000-${b}`;
}

/** The address within the site; a changed search starts from its first page. */
export function searchPath(state: SearchState, change: Partial<SearchState> = {}): string {
  const { q, filters, sort, cursor } = { ...state, cursor: undefined, ...change };
  const query = new URLSearchParams();
  if (q !== '') query.set('q', q);
  for (const facet of FACETS) for (const value of filters[facet]) query.append(facet, value);
  if (sort !== undefined) query.set('sort', sort);
  if (cursor !== undefined) query.set('cursor', cursor);
  return query.size === 0 ? '/search' : `/search?${query.toString()}`;
}

/** Address of the feed of a search: the same words and filters, always the newest first. */
export const FEED_PATH = '/search.atom';
export const feedPath = (state: SearchState): string =>
  searchPath(state, { sort: undefined, cursor: undefined }).replace(/^\/search/, FEED_PATH);

/** Where all hits of a search come as a file. */
export function exportAddress({ q, filters }: SearchState, format: string, lang: string, programme?: string): string {
  const query = new URLSearchParams();
  if (q !== '') query.set('q', q);
  for (const facet of FACETS) for (const value of filters[facet]) query.append(facet, value);
  if (programme !== undefined) query.set('programme', programme);
  query.set('format', format);
  query.set('lang', lang);
  return `/api/resources/export?${query.toString()}`;
}

/** The state with a filter value put on, or off when it was on. */
export function toggled(state: SearchState, facet: Facet, value: string): SearchState {
  const now = state.filters[facet];
  const next = now.includes(value) ? now.filter((other) => other !== value) : [...now, value];
  return { ...state, cursor: undefined, filters: { ...state.filters, [facet]: next } };
}

export const chosen = ({ filters }: SearchState): { facet: Facet; value: string }[] =>
  FACETS.flatMap((facet) => filters[facet].map((value) => ({ facet, value })));

export const withoutFilters = (state: SearchState): SearchState => ({
  ...state,
  cursor: undefined,
  filters: { type: [], platform: [], discipline: [], region: [], access: [], year: [] },
});
