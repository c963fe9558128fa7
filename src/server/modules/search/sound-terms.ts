import { all, any, type Condition } from './condition.ts';
import type { Group } from './codes.ts';
import { initialsMark, soundPair } from './pinyin.ts';
import { syllablesIn } from './syllables.ts';

/** Pinyin as it is typed: what a few groups of letters may sound like. */
export interface Spelled {
  condition: Condition;
  /** Lexemes that count for the rank. */
  rank: readonly string[];
  /** Each way of reading, syllable by syllable. */
  sounds: readonly (readonly string[])[];
}

/** Initials of two letters say too little; they are offered as suggestions instead. */
const INITIALS_FROM = 3;
const INITIALS_TO = 8;
/** Letters that begin a syllable. */
const INITIALS = /^[a-hj-tw-z]+$/;

/** Letters of a group as one: shui3dao4, xi'an, lüdou; undefined when they are no pinyin. */
function lettersOf({ atoms }: Group): string | undefined {
  const letters = atoms.filter(({ kind }) => kind === 'letters').map(({ text }) => text);
  const toned = atoms.some(({ kind }) => kind === 'number');
  if (toned) {
    const alternates = atoms.every(({ kind, text }, index) =>
      index % 2 === 0 ? kind === 'letters' : kind === 'number' && /^[0-5]$/.test(text),
    );
    if (!alternates || atoms.length % 2 === 1 || atoms.length < 4) return undefined;
    if (letters.some((text) => syllablesIn(text)[0]?.length !== 1)) return undefined;
  }
  const joined = letters.join('');
  return syllablesIn(joined).length > 0 ? joined : undefined;
}

const isSingle = (letters: string): boolean => syllablesIn(letters).some((way) => way.length === 1);

/**
 * How many groups from one on belong together when single syllables are typed apart: `shui dao` is two.
 * A syllable alone joins what was spelled before it: `wuyou dao`.
 */
export function spelledTogether(groups: readonly Group[], from: number): number {
  const first = groups[from] && lettersOf(groups[from]);
  if (first === undefined) return 1;
  let count = 1;
  for (let next = groups[from + count]; next; next = groups[from + count]) {
    const letters = next.atoms[0]!.glue === 'space' ? lettersOf(next) : undefined;
    if (letters === undefined || !isSingle(letters)) break;
    count += 1;
  }
  return count;
}

const pairsOf = (way: readonly string[]): string[] =>
  way.slice(1).map((syllable, index) => soundPair(way[index]!, syllable));

/** What groups of letters mean when they are read as pinyin together, or as initials where it is one group. */
export function spelledAs(groups: readonly Group[]): Spelled | undefined {
  const letters = groups.map(lettersOf);
  const joined = letters.every((text) => text !== undefined) ? letters.join('') : undefined;
  const ways = joined === undefined ? [] : syllablesIn(joined).filter((way) => way.length > 1);
  const conditions: Condition[] = ways.map((way) => all(pairsOf(way)));
  const rank = ways.flatMap(pairsOf);
  const [only] = groups.length === 1 && groups[0]!.atoms.length === 1 ? groups : [];
  const text = only?.atoms[0]!.text ?? '';
  const initials =
    text.length >= INITIALS_FROM && text.length <= INITIALS_TO && INITIALS.test(text) ? [initialsMark(text)] : [];
  if (conditions.length + initials.length === 0) return undefined;
  return { condition: any([...conditions, ...initials]), rank: [...rank, ...initials], sounds: ways };
}
