import { sql } from 'kysely';
import type { ReadDb } from '../../kernel/db/open.ts';
import { distance } from './distance.ts';
import { findsAnything } from './found.ts';
import { countsOf, unitsOf } from './hints.ts';
import type { SearchFilters } from './marks.ts';
import { spellingOf } from './pinyin.ts';
import type { Query } from './query.ts';
import { gramsOf, termKey } from './terms.ts';
import type { Vocabulary } from './vocabulary.ts';

export interface Correction {
  /** The query with the word that was probably meant. */
  q: string;
  count: number;
  relation: 'eq' | 'gte';
}

interface Near {
  key: string;
  text: string;
  kind: string;
  spelled: string | null;
  initials: string | null;
  records: number;
}

/** Words of a query that are looked at, readings of each, and queries that are offered. */
const WORDS_MAX = 4;
const READINGS_MAX = 4;
const OFFERED = 3;
const NEAR_MAX = 120;
const WORD_MAX = 40;

/** Mistakes that are forgiven in a word of so many letters. */
const letterFaults = (length: number): number => (length < 4 ? 0 : length < 6 ? 1 : length < 12 ? 2 : 3);
const hanFaults = (length: number): number => (length < 2 ? 0 : length < 5 ? 1 : 2);
const isHan = (text: string): boolean => /^[\p{Script=Han}〇]+$/u.test(text);

/**
 * For a query that finds nothing: what was probably meant, where that is found. Words that are found nowhere are compared with
 * the terms of published records: by letters, by characters, by sound and as pinyin.
 */
export async function correctionsFor(
  db: ReadDb,
  query: Query,
  filters: SearchFilters,
  vocabulary: Vocabulary,
): Promise<Correction[]> {
  const plain = query.terms.filter(({ excluded, text }) => !excluded && !/[:："“”]/.test(text));
  const units = unitsOf(query).filter(({ excluded, text }) => !excluded && !/[:："“”\s]/.test(text));
  const words = [...new Map([...plain, ...units].map((word) => [`${word.start} ${word.end}`, word])).values()]
    // Numbers are no terms, and have no near ones.
    .filter(({ text }) => text.length <= WORD_MAX && !/\p{N}/u.test(text))
    .slice(0, WORDS_MAX * 2);
  const known = await findsAnything(
    db,
    words.map(({ text }) => text),
    {},
  );
  const unknown = words.filter((_, index) => !known.has(index)).slice(0, WORDS_MAX);
  const ways: { q: string; cost: number; records: number }[] = [];
  for (const word of unknown)
    for (const { text, cost, records } of await readingsOf(db, termKey(word.text)))
      ways.push({ q: query.text.slice(0, word.start) + text + query.text.slice(word.end), cost, records });
  const best = [
    ...new Map(ways.toSorted((a, b) => b.cost - a.cost || a.records - b.records).map((w) => [w.q, w])).values(),
  ]
    .toReversed()
    .slice(0, OFFERED * 2);
  const counts = await countsOf(
    db,
    best.map(({ q }) => q),
    filters,
    vocabulary,
  );
  return best.flatMap(({ q }, index) => (counts[index]!.count > 0 ? [{ q, ...counts[index]! }] : [])).slice(0, OFFERED);
}

async function readingsOf(db: ReadDb, word: string): Promise<{ text: string; cost: number; records: number }[]> {
  const spelled = isHan(word) ? spellingOf(word)?.full : undefined;
  const letters = /^[a-z]+$/.test(word) ? word : undefined;
  const { rows } = await sql<Near>`
    select key, text, kind, spelled, initials, records from (
      select *, (select count(*) from unnest(grams) gram where gram = any(${gramsOf(word)}::text[]))::float8 / cardinality(grams) as alike
      from search_term where grams && ${gramsOf(word)}::text[]) near
    order by alike desc, records desc limit ${sql.lit(NEAR_MAX)}`.execute(db);
  const begun = letters === undefined || letters.length > 6 ? [] : await byInitials(db, letters);
  const read = [...rows, ...begun].flatMap((near) => {
    const way = readingOf(near, word, { spelled, letters });
    return way === undefined ? [] : [{ ...way, records: near.records }];
  });
  const once = new Map(
    read.toSorted((a, b) => b.cost - a.cost || a.records - b.records).map((way) => [termKey(way.text), way]),
  );
  return [...once.values()].toReversed().slice(0, READINGS_MAX);
}

async function byInitials(db: ReadDb, letters: string): Promise<Near[]> {
  const { rows } = await sql<Near>`
    select key, text, kind, spelled, initials, records from search_term where initials = ${letters}
    order by records desc, key limit ${sql.lit(READINGS_MAX)}`.execute(db);
  return rows;
}

/** What of a term stands for the word, and how far it is from it; undefined: too far. */
function readingOf(
  near: Near,
  word: string,
  { spelled, letters }: { spelled: string | undefined; letters: string | undefined },
): { text: string; cost: number } | undefined {
  if (near.key === word) return undefined;
  if (spelled !== undefined && near.spelled === spelled) return { text: near.text, cost: 0.5 };
  if (letters !== undefined) {
    if (near.initials === letters) return { text: near.text, cost: 1 };
    const faults = letterFaults(letters.length);
    const sound = near.spelled === null ? faults + 1 : distance(letters, near.spelled, faults);
    if (sound <= faults) return { text: near.text, cost: sound + 0.2 };
    let least: { text: string; cost: number } | undefined;
    for (const part of near.text.split(/[^\p{L}]+/u)) {
      const cost = distance(letters, termKey(part), faults);
      if (cost > 0 && cost <= faults && cost < (least?.cost ?? Infinity)) least = { text: part, cost };
    }
    return least;
  }
  const faults = isHan(word) ? hanFaults(Array.from(word).length) : letterFaults(word.length);
  const cost = distance(word, near.key, faults);
  // A wrong character is likelier than one too many or too few.
  const uneven = isHan(word) && near.key.length !== word.length ? 0.5 : 0;
  return cost > faults ? undefined : { text: near.text, cost: cost + uneven };
}
