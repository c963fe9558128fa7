import { customPinyin, pinyin } from 'pinyin-pro';
import { type Word, wordsOf } from './jieba.ts';
import { bigramsOf } from './segments.ts';

/**
 * Sounds of Chinese texts, without tones. A character is read as its word has it (银行 yinhang, 行动 xingdong), so an index and
 * a query of the same text agree.
 */
customPinyin({ 重楼: 'chóng lóu', 长白: 'cháng bái', 柏木: 'bǎi mù', 会稽: 'kuài jī' });

const known = new Map<string, readonly string[]>();
const KNOWN_MAX = 50_000;

function ofWord(word: string): readonly string[] {
  const before = known.get(word);
  if (before) return before;
  const sounds = pinyin(word, { toneType: 'none', type: 'array', v: true, nonZh: 'consecutive' });
  const characters = Array.from(word);
  // What has no reading (rare characters) has no sound.
  const found = characters.map((_, index) => {
    const sound = sounds.length === characters.length ? sounds[index]! : '';
    return /^[a-z]+$/.test(sound) ? sound.replace(/^([nl])v/, '$1u') : '';
  });
  if (known.size >= KNOWN_MAX) known.clear();
  known.set(word, found);
  return found;
}

/** A sound for each character of a run of Chinese; '' where there is none. @param words the run as cut */
export const soundsOf = (run: string, words: readonly Word[] = wordsOf(run)): string[] =>
  words.flatMap(({ text }) => ofWord(text));

/** The lexeme of two neighbouring sounds; it begins with the sign of marks, so no word of a text is taken for it. */
export const soundPair = (first: string, second: string): string => `=${first}${second}`;
export const initialsMark = (initials: string): string => `=i:${initials}`;
export const INITIALS_MAX = 12;

const initialsIn = (sounds: readonly string[]): string =>
  sounds.every((sound) => sound !== '') ? sounds.map((sound) => sound[0]).join('') : '';

/** Words that are asked for by their initials, up to so many together: 五优稻 wyd. */
const WORDS_TOGETHER = 3;

/**
 * What a run is found by when it is spelled: pairs of sounds, and initials of its words, of neighbouring words and of the whole.
 * @returns lexemes with their offset in the run, UTF-16 units
 */
export function spelledIn(run: string, words: readonly Word[]): { text: string; at: number }[] {
  const sounds = soundsOf(run, words);
  const spelled: { text: string; at: number }[] = [];
  bigramsOf(run).forEach(({ at }, index) => {
    const [first, second] = [sounds[index]!, sounds[index + 1]!];
    if (first !== '' && second !== '') spelled.push({ text: soundPair(first, second), at });
  });
  const starts = placesOf(words);
  const add = (from: number, to: number): void => {
    const initials = initialsIn(sounds.slice(starts[from], starts[to]));
    if (initials.length >= 2 && initials.length <= INITIALS_MAX)
      spelled.push({ text: initialsMark(initials), at: words[from]!.at });
  };
  for (let from = 0; from < words.length; from++)
    for (let to = from + 1; to <= Math.min(words.length, from + WORDS_TOGETHER); to++) add(from, to);
  if (words.length > WORDS_TOGETHER) add(0, words.length);
  return spelled;
}

/** Index of the first character of each word, and of the end. */
function placesOf(words: readonly Word[]): number[] {
  const places = [0];
  for (const { text } of words) places.push(places.at(-1)! + Array.from(text).length);
  return places;
}

/** How a text sounds and what it begins with, for look-ups: 水稻 shuidao, sd. Undefined for one that is not all Chinese. */
export function spellingOf(text: string): { full: string; initials: string } | undefined {
  if (!/^[\p{Script=Han}〇]{2,30}$/u.test(text)) return undefined;
  const sounds = soundsOf(text);
  return sounds.every((sound) => sound !== '') ? { full: sounds.join(''), initials: initialsIn(sounds) } : undefined;
}
