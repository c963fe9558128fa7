import type { Atom } from './atoms.ts';
import { STOP_WORDS } from './stop-words.ts';

/** Atoms of letters and numbers that are written as one: GB/T 30523-2023, CGMCC1.1, PI 355278, α-amylase. */
export interface Group {
  atoms: readonly Atom[];
  at: number;
  end: number;
  place: number;
  /** Everything without what separates it: gbt30523-2023 gives gbt305232023. */
  whole: string;
}

const PREFIX_MAX = 12;
const NUMBER_WORDS = new Set(['no', 'nr', 'num']);
const GREEK: Readonly<Record<string, string>> = {
  α: 'alpha',
  β: 'beta',
  γ: 'gamma',
  δ: 'delta',
  ε: 'epsilon',
  ζ: 'zeta',
  η: 'eta',
  θ: 'theta',
  ι: 'iota',
  κ: 'kappa',
  λ: 'lambda',
  μ: 'mu',
  ν: 'nu',
  ξ: 'xi',
  ο: 'omicron',
  π: 'pi',
  ρ: 'rho',
  σ: 'sigma',
  ς: 'sigma',
  τ: 'tau',
  υ: 'upsilon',
  φ: 'phi',
  χ: 'chi',
  ψ: 'psi',
  ω: 'omega',
};

/** The word an atom stands for: a single Greek letter is its name, so that α-amylase and alpha-amylase are one. */
export const wordOf = (atom: Atom): string => clip((Object.hasOwn(GREEK, atom.text) && GREEK[atom.text]) || atom.text);

const WORD_MAX = 64;
/** A word's first characters: longer ones are no words, and PostgreSQL stops at 2046 bytes. */
export const clip = (word: string): string => {
  if (word.length <= WORD_MAX) return word;
  return word.slice(0, word.codePointAt(WORD_MAX - 1)! > 0xffff ? WORD_MAX - 1 : WORD_MAX);
};

const isNumberWord = (atom: Atom | undefined, next: Atom | undefined): boolean =>
  atom !== undefined && NUMBER_WORDS.has(atom.text) && next?.kind === 'number' && next.glue !== 'break';

/** Short Latin letters before a number: the prefix of a code, as in PI 355278 and GB/T 30523. */
const isPrefix = (atoms: readonly Atom[]): boolean =>
  atoms.every(({ kind, text }) => kind === 'letters' && /^[a-z]+$/.test(text) && !STOP_WORDS.has(text)) &&
  atoms.reduce((length, { text }) => length + text.length, 0) <= PREFIX_MAX;

/** Groups of the atoms that are not Chinese. `CGMCC No. 1.1` is the same group as `CGMCC 1.1`. */
export function groupsOf(atoms: readonly Atom[]): Group[] {
  const groups: Group[] = [];
  let open: Atom[] = [];
  const close = (): void => {
    const first = open[0];
    const last = open.at(-1);
    if (first && last)
      groups.push({
        atoms: open,
        at: first.at,
        end: last.at + last.text.length,
        place: first.place,
        whole: clip(open.map(wordOf).join('')),
      });
    open = [];
  };
  let skipped = false;
  atoms.forEach((atom, index) => {
    if (atom.kind === 'han') return close();
    const before = open.at(-1);
    if (before && before.kind === 'letters' && isNumberWord(atom, atoms[index + 1]) && atom.glue !== 'break') {
      skipped = true;
      return;
    }
    const joins = before !== undefined && (skipped || joinsTo(open, atom));
    skipped = false;
    if (!joins) close();
    open.push(atom);
  });
  close();
  return groups;
}

function joinsTo(open: readonly Atom[], atom: Atom): boolean {
  if (atom.glue === 'none' || atom.glue === 'tight') return true;
  return atom.glue === 'space' && atom.kind === 'number' && isPrefix(open);
}

/** A written-together stretch of a group: A0006, j00001. */
export interface Chunk {
  words: readonly string[];
  joined: string;
  place: number;
}

export function chunksOf(group: Group): Chunk[] {
  const chunks: Atom[][] = [];
  for (const atom of group.atoms) {
    const last = chunks.at(-1);
    if (last && atom.glue === 'none') last.push(atom);
    else chunks.push([atom]);
  }
  return chunks.map((atoms) => ({
    words: atoms.map(wordOf),
    joined: clip(atoms.map(wordOf).join('')),
    place: atoms[0]!.place,
  }));
}

/** Pieces of a pointed number that may be looked for alone: 00123 of 00001.00123. */
export const piecesOf = (number: string): string[] =>
  number.includes('.')
    ? number
        .split('.')
        .filter((piece) => piece.length >= 3)
        .map(clip)
    : [];

/** Letters directly followed by a number within a group, joined: as1.398. */
export function* pairsOf(group: Group): Generator<{ joined: string; place: number }> {
  for (const [index, atom] of group.atoms.entries()) {
    const next = group.atoms[index + 1];
    if (next && atom.kind === 'letters' && next.kind === 'number')
      yield { joined: clip(wordOf(atom) + wordOf(next)), place: atom.place };
  }
}

/** All of a text without what separates it, to compare wholes. */
export const wholeOf = (atoms: readonly Atom[]): string => atoms.map((atom) => atom.text).join('');
