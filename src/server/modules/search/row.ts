import type { Id } from '../../kernel/ids.ts';
import type { SearchDocument, SearchTexts } from './document.ts';
import { atomsOf } from './atoms.ts';
import { fold } from './fold.ts';
import { EXACT_MAX, exactMark, marksOf, standingMarks } from './marks.ts';
import { prominenceOf } from './prominence.ts';
import { wholeOf } from './codes.ts';
import { type TermRow, termsIn } from './terms.ts';
import { titleKey } from './title-order.ts';
import { createVector, quoteLexeme, type Role } from './vector.ts';
import { abbreviationsIn } from './binomials.ts';

/** A row of `resource_search`, its words in PostgreSQL's input form. */
export interface SearchRow {
  id: string;
  words: string;
  type: string;
  platform_id: string;
  /** PostgreSQL's input form of an array. */
  disciplines: string;
  region: string | null;
  access: string;
  year: number | null;
  popularity: number;
  prominence: number;
  published_at: string;
  title_key: string;
}

export interface PreparedRow extends Omit<SearchRow, 'id' | 'published_at' | 'prominence'> {
  /** What it adds to the terms (terms.ts); not part of the row. */
  terms: readonly TermRow[];
}

export interface IndexEntry {
  id: Id;
  /** Instant. */
  publishedAt: string;
  prepared: PreparedRow;
}

/** In the order they are read, so that a limit cuts descriptions first. */
const ROLES: readonly (readonly [keyof SearchTexts, Role])[] = [
  ['titles', { weight: 'A', bigrams: true, singles: true, spelled: true }],
  ['names', { weight: 'B', bigrams: true, singles: true, spelled: true }],
  ['codes', { weight: 'B', bigrams: true, singles: false, spelled: false }],
  ['keywords', { weight: 'C', bigrams: true, singles: false, spelled: false }],
  ['text', { weight: '', bigrams: false, singles: false, spelled: false }],
];

/** Texts a record is asked for by their whole. */
const EXACT_ROLES = ['titles', 'names', 'codes'] as const;

/**
 * A row but for what follows from the record's id and its publication: pure, and all the work of the processor, for any
 * thread. Plain data.
 */
export function prepareRow(document: Omit<SearchDocument, 'id' | 'publishedAt'>): PreparedRow {
  const vector = createVector();
  for (const mark of marksOf(document)) vector.mark(mark);
  for (const role of EXACT_ROLES)
    for (const text of document.texts[role]) {
      if (text.length > EXACT_MAX * 2) continue;
      const whole = wholeOf(atomsOf(fold(text)));
      if (whole !== '' && whole.length <= EXACT_MAX) vector.mark(exactMark(whole));
    }
  for (const [role, how] of ROLES)
    for (const text of document.texts[role]) {
      vector.text(text, how);
      for (const abbreviation of abbreviationsIn(text)) vector.mark(abbreviation);
    }
  return {
    words: vector.literal(),
    type: document.type,
    platform_id: document.platformId,
    disciplines: arrayLiteral(document.disciplines),
    region: document.region,
    access: document.access,
    year: document.year,
    popularity: Math.fround(document.popularity),
    title_key: titleKey(document.sortTitle),
    terms: termsIn(document.texts),
  };
}

/** The whole row. The marks of its standing are added here, as the draw behind them is the id's. */
export function finishRow({ id, publishedAt, prepared: { terms: _terms, ...prepared } }: IndexEntry): SearchRow {
  const standing = { id, popularity: prepared.popularity };
  return {
    ...prepared,
    id,
    published_at: publishedAt,
    prominence: prominenceOf(standing),
    words: [prepared.words, ...Array.from(standingMarks(standing), quoteLexeme)].join(' '),
  };
}

const arrayLiteral = (values: readonly string[]): string =>
  `{${values.map((value) => `"${value.replace(/["\\]/g, '\\$&')}"`).join(',')}}`;
