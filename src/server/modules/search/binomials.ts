import { fold } from './fold.ts';
import { STOP_WORDS } from './stop-words.ts';

/**
 * Latin names are written out or with the genus abbreviated. A text with either carries `o.sativa`, which the abbreviated
 * query asks for; only an abbreviated text carries `o..sativa`, which the written-out query asks for besides its words.
 */
export const abbreviatedMark = (initial: string, epithet: string): string => `${initial}.${epithet}`;
export const onlyAbbreviatedMark = (initial: string, epithet: string): string => `${initial}..${epithet}`;

const WRITTEN_OUT = /(?<![\p{L}\p{N}])(\p{Lu})\p{Ll}{2,30} (\p{Ll}{3,40})(?!\p{L})/gu;
const ABBREVIATED = /(?<![\p{L}\p{N}])(\p{Lu})\. ?(\p{Ll}{3,40})(?!\p{L})/gu;
const CAPITAL = /[A-Z\u00c0-\u052f]/;
const READ_MAX = 20_000;
const MARKS_MAX = 200;

/** Marks of the Latin names in a text, at most 200. */
export function abbreviationsIn(text: string): Set<string> {
  const marks = new Set<string>();
  const read = text.slice(0, READ_MAX);
  if (!CAPITAL.test(read)) return marks;
  for (const [, initial, epithet] of read.matchAll(WRITTEN_OUT)) {
    const word = fold(epithet!);
    if (marks.size < MARKS_MAX && !STOP_WORDS.has(word)) marks.add(abbreviatedMark(fold(initial!), word));
  }
  for (const [, initial, epithet] of read.matchAll(ABBREVIATED)) {
    if (marks.size >= MARKS_MAX) break;
    const [letter, word] = [fold(initial!), fold(epithet!)];
    marks.add(abbreviatedMark(letter, word)).add(onlyAbbreviatedMark(letter, word));
  }
  return marks;
}
