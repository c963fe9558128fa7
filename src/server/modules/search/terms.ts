import { sql } from 'kysely';
import { type ColumnTypes, insertRows } from '../../kernel/db/rows.ts';
import type { Db } from '../../kernel/db/open.ts';
import { atomsOf } from './atoms.ts';
import type { SearchTexts } from './document.ts';
import { fold } from './fold.ts';
import { wordsOf } from './jieba.ts';
import { spellingOf } from './pinyin.ts';
import { segmentsOf } from './segments.ts';
import { STOP_WORDS } from './stop-words.ts';

/** Kinds of terms, those that tell most first. */
export const TERM_KINDS = ['name', 'keyword', 'word'] as const;
export type TermKind = (typeof TERM_KINDS)[number];

export interface Term {
  kind: TermKind;
  text: string;
}

const TERM_MAX = 40;
const WORD_MIN = 2;
const LATIN_MIN = 4;
const TERMS_MAX = 60;

export const termKey = (text: string): string => fold(text).replace(/\s+/g, ' ').trim();

/** A term as it is stored: all that takes a dictionary is worked out where the record's row is prepared. */
export interface TermRow extends Term {
  key: string;
  spelled: string | null;
  initials: string | null;
  /** PostgreSQL's input form of an array. */
  grams: string;
}

/** Rows of the terms met lately; most come again and again. */
const known = new Map<string, TermRow>();
const KNOWN_MAX = 20_000;

function rowOf(kind: TermKind, text: string, key: string): TermRow {
  const id = `${kind} ${text}`;
  const before = known.get(id);
  if (before) return before;
  const spelling = spellingOf(key);
  const grams = gramsOf(key).map((gram) => `"${gram.replace(/["\\]/g, '\\$&')}"`);
  const row: TermRow = {
    kind,
    text,
    key,
    spelled: spelling?.full ?? null,
    initials: spelling?.initials ?? null,
    grams: `{${grams.join(',')}}`,
  };
  if (known.size >= KNOWN_MAX) known.clear();
  known.set(id, row);
  return row;
}

/** What a record adds to the terms. Numbers are no terms: who knows one types it whole. */
export function termsIn({ titles, names, keywords }: SearchTexts): TermRow[] {
  const found = new Map<string, TermRow>();
  const add = (kind: TermKind, text: string): void => {
    const clean = text.replace(/\s+/g, ' ').trim();
    if (clean.length < WORD_MIN || clean.length > TERM_MAX || /\p{N}/u.test(clean) || !/\p{L}/u.test(clean)) return;
    const key = termKey(clean);
    const id = `${kind} ${key}`;
    if (found.size < TERMS_MAX && !found.has(id)) found.set(id, rowOf(kind, clean, key));
  };
  for (const name of names) add('name', name);
  for (const keyword of keywords) add('keyword', keyword);
  for (const title of titles) for (const word of wordsIn(title)) add('word', word);
  return [...found.values()];
}

function* wordsIn(title: string): Generator<string> {
  for (const { kind, text } of atomsOf(fold(title)))
    if (kind === 'han') for (const segment of segmentsOf(wordsOf(text))) yield segment.text;
    else if (kind === 'letters' && text.length >= LATIN_MIN && !STOP_WORDS.has(text)) yield text;
}

/** Pieces by which similar words are found: two neighbours of Chinese, three of letters, both ends marked. */
export function gramsOf(key: string): string[] {
  const grams = new Set<string>();
  const pieces = (text: string, size: number): void => {
    const marked = ['^', ...text, '$'];
    for (let at = 0; at + size <= marked.length; at++) grams.add(marked.slice(at, at + size).join(''));
  };
  for (const { kind, text } of atomsOf(key)) pieces(text, kind === 'han' ? 2 : 3);
  const spelled = spellingOf(key);
  if (spelled) pieces(spelled.full, 3);
  return [...grams];
}

const COLUMNS: ColumnTypes = {
  key: 'text',
  kind: 'text',
  text: 'text',
  spelled: 'text',
  initials: 'text',
  grams: 'text[]',
};

/** Adds the terms that are not known yet; those that are cost one look-up. */
export async function insertTerms(db: Db, lists: readonly (readonly TermRow[])[]): Promise<void> {
  const wanted = new Map(lists.flat().map((term) => [`${term.key}\0${term.kind}`, term]));
  if (wanted.size === 0) return;
  const terms = [...wanted.values()];
  const { rows } = await sql<{ key: string; kind: string }>`
    select key, kind from unnest(${terms.map(({ key }) => key)}::text[], ${terms.map(({ kind }) => kind)}::text[]) as w(key, kind)
    where not exists (select from search_term t where t.key = w.key collate "C" and t.kind = w.kind)`.execute(db);
  if (rows.length === 0) return;
  // In one order, so that two writers never wait for each other crosswise.
  const fresh = rows
    .map(({ key, kind }) => wanted.get(`${key}\0${kind}`)!)
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.kind < b.kind ? -1 : 1));
  await insertRows('search_term', COLUMNS, fresh, sql`on conflict (key, kind) do nothing`).execute(db);
}
