import { partsOf, type Word } from './jieba.ts';
import { STOP_HAN } from './stop-words.ts';

/**
 * A stretch of Chinese that is looked for as one: a word, or words around a single character, which are most often a name that
 * the dictionary does not know (五优稻, 荣昌猪). Index and query cut alike.
 */
export interface Segment {
  text: string;
  at: number;
  words: readonly Word[];
}

const isSingle = (word: Word): boolean =>
  word.text.length === 1 || (word.text.length === 2 && word.text.codePointAt(0)! > 0xffff);

/** @param words of a run, in order; those that tell nothing end a segment and are left out */
export function segmentsOf(words: readonly Word[]): Segment[] {
  const segments: { text: string; at: number; words: Word[] }[] = [];
  let open = false;
  for (const word of words) {
    if (STOP_HAN.has(word.text)) {
      open = false;
      continue;
    }
    const last = segments.at(-1);
    const single = isSingle(word);
    if (last && open && (single || isSingle(last.words.at(-1)!))) {
      last.text += word.text;
      last.words.push(word);
    } else segments.push({ text: word.text, at: word.at, words: [word] });
    open = true;
  }
  return segments;
}

/** Neighbouring characters of a text, two by two, with offsets in UTF-16 units. */
export function bigramsOf(text: string): Word[] {
  const characters = Array.from(text);
  const found: Word[] = [];
  let at = 0;
  for (let index = 0; index + 1 < characters.length; index++) {
    found.push({ text: characters[index]! + characters[index + 1]!, at });
    at += characters[index]!.length;
  }
  return found;
}

/** Dictionary words inside a word when together they cover all of it, else nothing. */
export function coveringParts(word: string): string[] {
  const parts = partsOf(word);
  const covered = new Set(parts.flatMap(({ text, at }) => Array.from(text, (_, index) => at + index)));
  return covered.size === word.length ? parts.map(({ text }) => text) : [];
}
