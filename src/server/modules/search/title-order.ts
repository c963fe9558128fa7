import { atomsOf } from './atoms.ts';
import { fold } from './fold.ts';

/**
 * Titles in the order of their pinyin. Each character is replaced by its rank in the pinyin collation that comes with
 * the runtime (ICU), so that the database sorts plain bytes (`collate "C"`) and needs no Chinese collation of its own.
 */
const FIRST = 0x4e00;
const LAST = 0x9fff;
const KEY_MAX = 120;

let ranks: Uint16Array | undefined;
function rankTable(): Uint16Array {
  const { compare } = new Intl.Collator('zh-u-co-pinyin');
  const characters = Array.from({ length: LAST - FIRST + 1 }, (_, index) => String.fromCharCode(FIRST + index));
  const table = new Uint16Array(characters.length);
  characters.sort(compare).forEach((character, rank) => (table[character.charCodeAt(0) - FIRST] = rank));
  return table;
}

function hanKey(text: string): string {
  ranks ??= rankTable();
  let key = '';
  for (const character of text) {
    const code = character.charCodeAt(0);
    key += code >= FIRST && code <= LAST ? String.fromCharCode(FIRST + ranks[code - FIRST]!) : character;
  }
  return key;
}

/** Digits with their count before them: 9 sorts before 10. */
const numberKey = (digits: string): string => {
  const bare = digits.replace(/^0+(?=\d)/, '');
  return String.fromCharCode(0x30 + Math.min(bare.length, 9)) + bare;
};

/** What a title sorts by: without punctuation, numbers by value, Latin before Chinese. */
export function titleKey(title: string): string {
  const key = atomsOf(fold(title.slice(0, KEY_MAX * 2)))
    .map(({ kind, text, glue }, index) => {
      const piece = kind === 'han' ? hanKey(text) : kind === 'number' ? numberKey(text) : text;
      return index > 0 && glue !== 'none' && kind !== 'han' ? ` ${piece}` : piece;
    })
    .join('');
  return key.slice(0, KEY_MAX).replace(/[\ud800-\udbff]$/, '');
}
