import { type Atom, atomsOf } from './atoms.ts';
import { chunksOf, clip, groupsOf, pairsOf, piecesOf, wordOf } from './codes.ts';
import { fold } from './fold.ts';
import { partsOf, wordsOf } from './jieba.ts';
import { spelledIn } from './pinyin.ts';
import { bigramsOf, segmentsOf } from './segments.ts';
import { STOP_HAN, STOP_WORDS } from './stop-words.ts';

/** PostgreSQL's weights of a place in a tsvector; D is written as nothing. */
export type Weight = 'A' | 'B' | 'C' | '';

/** How a text is indexed. */
export interface Role {
  weight: Weight;
  /** Every pair of neighbouring characters, so that parts of unknown names are found. */
  bigrams: boolean;
  /** Every single character too. */
  singles: boolean;
  /** How it sounds: pinyin and initials. */
  spelled: boolean;
}

/** Limits of a tsvector: places up to 16383, 256 of them a word, 1 MB in all (some is left for overhead). */
const PLACE_MAX = 16_383;
const PLACES_MAX = 255;
const BYTES_MAX = 900_000;
const PLACE_BYTES = 2;
const ENTRY_BYTES = 8;
/** Characters of one document that are read; what comes later is not found. */
export const READ_MAX = 200_000;
/** Between two texts, so that no phrase reaches over. */
const GAP = 20;

interface Entry {
  places: number[];
  weights: Weight[];
}

/** Collects the words of a document and writes them as a tsvector. */
export function createVector() {
  const entries = new Map<string, Entry>();
  let bytes = 0;
  let base = 0;
  let left = READ_MAX;

  const entryOf = (word: string): Entry | undefined => {
    const known = entries.get(word);
    if (known) return known;
    const size = Buffer.byteLength(word) + ENTRY_BYTES;
    if (bytes + size > BYTES_MAX) return undefined;
    bytes += size;
    const entry: Entry = { places: [], weights: [] };
    entries.set(word, entry);
    return entry;
  };

  const add = (word: string, place: number, weight: Weight): void => {
    const at = Math.min(base + place + 1, PLACE_MAX);
    const entry = entryOf(word);
    if (!entry || entry.places.length >= PLACES_MAX || bytes + PLACE_BYTES > BYTES_MAX) return;
    if (entry.places.at(-1) === at) return;
    bytes += PLACE_BYTES;
    entry.places.push(at);
    entry.weights.push(weight);
  };

  return {
    /** A word without a place: it is found, and does not count for rank. */
    mark: (word: string): void => void entryOf(word),
    text(source: string, role: Role): void {
      const folded = fold(source.length > left ? source.slice(0, left) : source);
      left -= Math.min(left, source.length);
      const atoms = atomsOf(folded);
      for (const atom of atoms) if (atom.kind === 'han') addHan(atom, role, add);
      addGroups(atoms, role, add);
      const last = atoms.at(-1);
      if (last) base += last.place + last.text.length + GAP;
    },
    /** In the input form of PostgreSQL. */
    literal(): string {
      let written = '';
      for (const [word, { places, weights }] of entries) {
        written += written === '' ? quoteLexeme(word) : ` ${quoteLexeme(word)}`;
        for (let index = 0; index < places.length; index++)
          written += (index === 0 ? ':' : ',') + places[index] + weights[index];
      }
      return written;
    },
  };
}

type Add = (word: string, place: number, weight: Weight) => void;

function addHan({ text: run, place }: Atom, { weight, bigrams, singles, spelled }: Role, add: Add): void {
  const words = wordsOf(run);
  for (const { text, at } of words) {
    if (weight !== '' || !STOP_HAN.has(text)) add(clip(text), place + at, weight);
    for (const part of partsOf(text)) add(part.text, place + at + part.at, weight);
  }
  if (spelled) for (const { text, at } of spelledIn(run, words)) add(text, place + at, weight);
  if (singles) eachCharacter(run, (character, at) => add(character, place + at, weight));
  // Where words are short and few, pairs of everything; in long texts only of what the dictionary may not know.
  const stretches = bigrams ? [{ text: run, at: 0 }] : segmentsOf(words).filter(({ text }) => text.length > 2);
  for (const { text, at } of stretches)
    for (const pair of bigramsOf(text)) add(pair.text, place + at + pair.at, weight);
}

function eachCharacter(text: string, use: (character: string, at: number) => void): void {
  let at = 0;
  for (const character of text) {
    use(character, at);
    at += character.length;
  }
}

function addGroups(atoms: readonly Atom[], role: Role, add: Add): void {
  const isStop = (word: string): boolean => role.weight === '' && STOP_WORDS.has(word);
  for (const group of groupsOf(atoms)) {
    for (const atom of group.atoms) {
      const word = wordOf(atom);
      if (!isStop(word)) add(word, atom.place, role.weight);
      if (atom.kind === 'number') for (const piece of piecesOf(atom.text)) add(piece, atom.place, role.weight);
    }
    if (group.atoms.length === 1) continue;
    for (const { joined, place } of pairsOf(group)) add(joined, place, role.weight);
    for (const chunk of chunksOf(group)) if (chunk.words.length > 1) add(chunk.joined, chunk.place, role.weight);
    add(group.whole, group.place, role.weight);
  }
}

export const quoteLexeme = (word: string): string =>
  /['\\]/.test(word) ? `'${word.replace(/['\\]/g, '$&$&')}'` : `'${word}'`;
