import { atomsOf } from './atoms.ts';
import { groupsOf } from './codes.ts';
import { foldWithSource } from './fold.ts';
import { soundsOf } from './pinyin.ts';
import type { Query } from './query.ts';

export type Range = [start: number, end: number];

/** Longest text that is looked through. */
const LOOKED_AT = 20_000;

/** Where the words of a query stand in a text: offsets in UTF-16 units, sorted, without overlap. */
export function highlightRanges(query: Query, text: string): Range[] {
  const asked = query.terms.filter(({ excluded }) => !excluded);
  const han = [...new Set(asked.flatMap((term) => term.han))].filter((word) => word !== '');
  const words = new Set(asked.flatMap((term) => term.words));
  const ways = asked.flatMap((term) => term.sounds);
  if (han.length === 0 && words.size === 0 && ways.length === 0) return [];
  const folded = foldWithSource(text.slice(0, LOOKED_AT));
  const source = (start: number, end: number): Range => [folded.from[start]!, folded.to[end - 1]!];
  const ranges: Range[] = [];
  const atoms = atomsOf(folded.text);
  for (const atom of atoms) {
    if (atom.kind !== 'han') continue;
    for (const word of han)
      for (let at = atom.text.indexOf(word); at >= 0; at = atom.text.indexOf(word, at + 1))
        ranges.push(source(atom.at + at, atom.at + at + word.length));
    for (const [start, end] of soundingIn(atom.text, ways)) ranges.push(source(atom.at + start, atom.at + end));
  }
  for (const group of groupsOf(atoms)) {
    const first = group.atoms[0]!;
    const last = group.atoms.at(-1)!;
    if (words.has(group.whole)) ranges.push(source(first.at, last.at + last.text.length));
    else
      for (const atom of group.atoms)
        if (words.has(atom.text)) ranges.push(source(atom.at, atom.at + atom.text.length));
  }
  return merged(ranges);
}

/** Where a run sounds as one of the ways says. */
function* soundingIn(run: string, ways: readonly (readonly string[])[]): Generator<Range> {
  if (ways.length === 0) return;
  const sounds = soundsOf(run);
  const characters = Array.from(run);
  const lengthOf = (from: number, to: number): number => characters.slice(from, to).join('').length;
  for (const way of ways)
    for (let at = 0; at + way.length <= sounds.length; at++)
      if (way.every((syllable, index) => sounds[at + index] === syllable))
        yield [lengthOf(0, at), lengthOf(0, at + way.length)];
}

function merged(ranges: Range[]): Range[] {
  const sorted = ranges.toSorted(([a, b], [c, d]) => a - c || b - d);
  const joined: Range[] = [];
  for (const [start, end] of sorted) {
    const last = joined.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else joined.push([start, end]);
  }
  return joined;
}

const ELLIPSIS = '…';

/** The stretch of a text around the first words found, of about a length; the beginning of the first text without any. */
export function excerptOf(query: Query, texts: readonly string[], length: number): { text: string; ranges: Range[] } {
  for (const text of texts) {
    const [first] = highlightRanges(query, text);
    if (first) return cutAround(query, text, first[0], length);
  }
  const [first = ''] = texts;
  return { text: first.length <= length ? first : `${safeEnd(first.slice(0, length))}${ELLIPSIS}`, ranges: [] };
}

function cutAround(query: Query, text: string, at: number, length: number): { text: string; ranges: Range[] } {
  if (text.length <= length) return { text, ranges: highlightRanges(query, text) };
  const wanted = Math.max(0, Math.min(at - Math.floor(length / 4), text.length - length));
  // Not between the halves of a character.
  const start = wanted > 0 && /[\udc00-\udfff]/.test(text[wanted]!) ? wanted - 1 : wanted;
  const cut = safeEnd(text.slice(start, start + length));
  const shown = `${start > 0 ? ELLIPSIS : ''}${cut}${start + cut.length < text.length ? ELLIPSIS : ''}`;
  return { text: shown, ranges: highlightRanges(query, shown) };
}

const safeEnd = (text: string): string => text.replace(/[\ud800-\udbff]$/, '');
