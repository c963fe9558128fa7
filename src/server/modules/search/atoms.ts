/**
 * The smallest pieces a folded text is made of: runs of Chinese characters, of letters, and numbers, each with
 * what lies between it and the piece before.
 */
export type AtomKind = 'han' | 'letters' | 'number';

/**
 * What separates an atom from the one before: nothing (AS1), a connector (GB/T), one space, a full stop with a space
 * (O. sativa), or anything more.
 */
export type Glue = 'none' | 'tight' | 'space' | 'stop' | 'break';

export interface Atom {
  kind: AtomKind;
  text: string;
  glue: Glue;
  /** Offset in the folded text. */
  at: number;
  /** Place for distances, from 0: like `at`, but whatever lies between two atoms counts as one. */
  place: number;
}

const CONNECTORS = new Set("-_/.:·'’‐‑–+&@".split(''));

/** Classes of characters; 0 is not known yet. */
const OTHER = 1;
const HAN = 2;
const LETTER = 3;
const GREEK = 4;
const DIGIT = 5;

function classify(character: string): number {
  if (/[\p{Script=Han}〇々]/u.test(character) && /[\p{L}\p{N}々]/u.test(character)) return HAN;
  if (/\p{Script=Greek}/u.test(character) && /\p{L}/u.test(character)) return GREEK;
  if (/[\p{L}\p{M}]/u.test(character)) return LETTER;
  return /\p{N}/u.test(character) ? DIGIT : OTHER;
}

const classes = new Uint8Array(0x10000);
function classAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code >= 0xd800 && code <= 0xdfff) {
    const point = text.codePointAt(at)!;
    return point > 0xffff ? classify(String.fromCodePoint(point)) : OTHER;
  }
  return (classes[code] ||= classify(String.fromCharCode(code)));
}
const widthAt = (text: string, at: number): number => (text.codePointAt(at)! > 0xffff ? 2 : 1);

const KINDS: Readonly<Record<number, AtomKind>> = {
  [HAN]: 'han',
  [LETTER]: 'letters',
  [GREEK]: 'letters',
  [DIGIT]: 'number',
};

function glueOf(between: string): Glue {
  if (between === '') return 'none';
  if (between.length === 1 && CONNECTORS.has(between)) return 'tight';
  if (between === '. ') return 'stop';
  return /^\s$/.test(between) ? 'space' : 'break';
}

/** Cuts a folded text. Numbers keep their points: 1.398 is one atom. */
export function atomsOf(text: string): Atom[] {
  const atoms: Atom[] = [];
  let end = 0;
  let place = 0;
  for (let at = 0; at < text.length;) {
    const kind = classAt(text, at);
    if (kind === OTHER) {
      at += widthAt(text, at);
      continue;
    }
    const start = at;
    do at += widthAt(text, at);
    while (at < text.length && (classAt(text, at) === kind || (kind === DIGIT && pointInNumber(text, at))));
    if (start > end) place += 1;
    atoms.push({
      kind: KINDS[kind]!,
      text: text.slice(start, at),
      glue: glueOf(text.slice(end, start)),
      at: start,
      place,
    });
    place += at - start;
    end = at;
  }
  return atoms;
}

const pointInNumber = (text: string, at: number): boolean =>
  text[at] === '.' && at + 1 < text.length && classAt(text, at + 1) === DIGIT;
