/**
 * Marks are words of the index that no text can contain, because they begin with a sign. Through them filters, popularity and
 * exact titles are answered by the same index as words, in one intersection, however common each of them is.
 */
import type { SearchDocument } from './document.ts';
import { levelOf, prominenceOf, samplesOf } from './prominence.ts';

/** What may be filtered by, each with the letter of its mark. */
const FILTER_LETTERS = { type: 't', platform: 'p', discipline: 'd', region: 'r', access: 'a', year: 'y' } as const;
export type FacetName = keyof typeof FILTER_LETTERS;
export const FACET_NAMES = Object.keys(FILTER_LETTERS) as FacetName[];

const LENGTH_MAX = 100;
const mark = (facet: FacetName, value: string): string =>
  `=${FILTER_LETTERS[facet]}:${value.replaceAll('\0', '').slice(0, LENGTH_MAX)}`;
export const levelMark = (level: number): string => `=l:${level}`;
/** A plain sample of all records, one in 2^step of them, to estimate how many a query finds. */
export const sampleMark = (step: number): string => `=s:${step}`;
/** Every record has it: what is asked for when nothing is. */
export const ALL_MARK = '=all';
/** No record has it. */
export const NONE_MARK = '=none';
/** @param whole a title, name or code without anything between its words */
export const exactMark = (whole: string): string => `=x:${whole}`;
/** A text longer than this is never looked for whole. */
export const EXACT_MAX = 80;

/** The part of a region code that says something: 440000 is 44, 440100 is 4401. */
export const regionPrefix = (code: string): string => code.replace(/(?<=^\d\d(?:\d\d)?)(?:00)+$/, '');

const regionPrefixes = (code: string): string[] =>
  /^\d{6}$/.test(code) ? [...new Set([2, 4, 6].map((length) => regionPrefix(code.slice(0, length))))] : [code];

/** A year with its decade and century, so that a span of years needs few marks. */
const yearMarks = (year: number): string[] => {
  const digits = String(year).padStart(4, '0');
  return [digits, digits.slice(0, 3), digits.slice(0, 2)];
};

/** Fewest marks that cover the years `from` to `to`. */
function spanMarks(from: number, to: number): string[] {
  const marks: string[] = [];
  for (let year = from; year <= to;) {
    const step = [100, 10].find((size) => year % size === 0 && year + size - 1 <= to) ?? 1;
    const digits = String(year).padStart(4, '0');
    marks.push(step === 100 ? digits.slice(0, 2) : step === 10 ? digits.slice(0, 3) : digits);
    year += step;
  }
  return marks;
}

export interface YearSpan {
  from: number;
  to: number;
}

/** Chosen values; within a facet any of them, over facets all. */
export interface SearchFilters {
  type?: readonly string[] | undefined;
  platform?: readonly string[] | undefined;
  discipline?: readonly string[] | undefined;
  /** Codes of any length; a province covers its cities. */
  region?: readonly string[] | undefined;
  access?: readonly string[] | undefined;
  year?: readonly YearSpan[] | undefined;
  /** Platforms that may appear at all: those of a programme. Not a facet. */
  within?: readonly string[] | undefined;
}

const YEAR_MIN = 0;
const YEAR_MAX = 9999;

/** The marks a facet's chosen values ask for: one of them must be there. Undefined: nothing was chosen. */
export function filterMarks(filters: SearchFilters, facet: FacetName): string[] | undefined {
  if (facet === 'year')
    return filters.year?.length
      ? filters.year.flatMap(({ from, to }) =>
          spanMarks(Math.max(YEAR_MIN, from), Math.min(YEAR_MAX, to)).map((digits) => mark('year', digits)),
        )
      : undefined;
  const values = filters[facet];
  if (!values?.length) return undefined;
  return values.map((value) => mark(facet, facet === 'region' ? regionPrefix(value) : value));
}
export const withinMarks = (filters: SearchFilters): string[] | undefined =>
  filters.within?.map((platform) => mark('platform', platform));

/** What of a document decides its marks, but for those of its exact titles and of its id. */
type Marked = Pick<SearchDocument, 'type' | 'platformId' | 'access' | 'disciplines' | 'region' | 'year'>;

export function* marksOf(document: Marked): Generator<string> {
  yield ALL_MARK;
  yield mark('type', document.type);
  yield mark('platform', document.platformId);
  yield mark('access', document.access);
  for (const discipline of document.disciplines) yield mark('discipline', discipline);
  if (document.region !== null) for (const prefix of regionPrefixes(document.region)) yield mark('region', prefix);
  if (document.year !== null) for (const digits of yearMarks(document.year)) yield mark('year', digits);
}

/** Marks that the id of a record decides, with its popularity. */
export function* standingMarks(standing: { id: string; popularity: number }): Generator<string> {
  for (let level = 1; level <= levelOf(prominenceOf(standing)); level++) yield levelMark(level);
  for (const step of samplesOf(standing.id)) yield sampleMark(step);
}
