import { Converter } from 'opencc-js/t2cn';

/**
 * Writing that means the same is made the same: compatibility forms and full width (NFKC), case, traditional
 * characters, accents. Traditional characters are mapped one by one, not by words, so that a part of a text
 * folds to the same as within its whole.
 */
export interface Folded {
  text: string;
  /** For each UTF-16 unit of `text`: where its source begins and ends in the original. */
  from: number[];
  to: number[];
}

const toSimplified = Converter({ from: 't', to: 'cn' });
/** Letters that have no decomposition but are written plainly by most people. */
const PLAIN: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  ı: 'i',
  þ: 'th',
};
/** Scripts whose marks are accents on a letter; elsewhere (Indic, Thai) marks are part of the word. */
const ACCENTED = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]/u;
const MARK = /^\p{M}$/u;
const HAN = /^\p{Script=Han}$/u;
/** Marks that one letter may carry before the rest is dropped. */
const MARKS_MAX = 8;

function foldCluster(cluster: string): string {
  const composed = cluster.normalize('NFKC').toLowerCase();
  const bare = ACCENTED.test(composed)
    ? composed
        .normalize('NFD')
        .replace(/\p{Mn}/gu, '')
        .normalize('NFC')
    : composed;
  let folded = '';
  for (const character of bare)
    folded += PLAIN[character] ?? (HAN.test(character) ? toSimplified(character) : character);
  return folded;
}

/** Folded form of each single unit below the surrogates, filled on demand. */
const singles: (string | undefined)[] = [];
const foldSingle = (code: number): string => (singles[code] ??= foldCluster(String.fromCharCode(code)));

/** Whether a unit belongs to the letter before it: a mark, or a later part of a Korean syllable written in pieces. */
const continuing = new Map<number, boolean>();
function continues(code: number): boolean {
  if (code < 0x300 || (code >= 0x3400 && code <= 0x9fff)) return false;
  let known = continuing.get(code);
  if (known === undefined) {
    known = MARK.test(String.fromCharCode(code)) || (code >= 0x1160 && code <= 0x11ff);
    continuing.set(code, known);
  }
  return known;
}

/** End of the letter with its marks that begins at `start`. */
function clusterEnd(source: string, start: number): number {
  let end = start + (source.codePointAt(start)! > 0xffff ? 2 : 1);
  for (let marks = 0; end < source.length && marks < MARKS_MAX && continues(source.charCodeAt(end)); marks++) end++;
  return end;
}

export function fold(source: string): string {
  let text = '';
  for (let at = 0; at < source.length;) {
    const end = clusterEnd(source, at);
    const code = source.charCodeAt(at);
    text += end === at + 1 ? foldSingle(code) : foldCluster(source.slice(at, end));
    at = end;
  }
  return text;
}

/** As `fold`, keeping where each unit comes from. */
export function foldWithSource(source: string): Folded {
  const folded: Folded = { text: '', from: [], to: [] };
  for (let at = 0; at < source.length;) {
    const end = clusterEnd(source, at);
    const piece = end === at + 1 ? foldSingle(source.charCodeAt(at)) : foldCluster(source.slice(at, end));
    folded.text += piece;
    for (let unit = 0; unit < piece.length; unit++) {
      folded.from.push(at);
      folded.to.push(end);
    }
    at = end;
  }
  return folded;
}
