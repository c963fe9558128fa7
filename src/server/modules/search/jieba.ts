import { Jieba } from '@node-rs/jieba';
import { dict } from '@node-rs/jieba/dict.js';

/** A word of a run of Chinese characters, with its offset in the run. */
export interface Word {
  text: string;
  at: number;
}

let loaded: Jieba | undefined;
/** The dictionary takes about 40 MB a thread, so it is loaded by the first use. */
const jieba = (): Jieba => (loaded ??= Jieba.withDict(dict));

/** Shorter words inside the words met lately. */
const parts = new Map<string, readonly Word[]>();
const PARTS_KEPT = 20_000;

/** Words of a run, one after the other, unknown ones guessed (HMM). */
export function wordsOf(run: string): Word[] {
  let at = 0;
  return jieba()
    .cut(run, true)
    .map((text) => {
      const word = { text, at };
      at += text.length;
      return word;
    });
}

/** Dictionary words of two or three characters inside a longer word, as the search mode of jieba gives them. */
export function partsOf(word: string): readonly Word[] {
  if (word.length < 3) return [];
  const known = parts.get(word);
  if (known) return known;
  const found: Word[] = [];
  let from = 0;
  let length = 0;
  for (const text of jieba().cutForSearch(word, true)) {
    if (text === word || text.length < 2) continue;
    if (text.length !== length) from = 0;
    length = text.length;
    const at = Math.max(word.indexOf(text, from), word.indexOf(text));
    from = at + 1;
    found.push({ text, at });
  }
  if (parts.size >= PARTS_KEPT) parts.clear();
  parts.set(word, found);
  return found;
}
