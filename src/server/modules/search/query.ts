import { type Atom, atomsOf } from './atoms.ts';
import { abbreviatedMark, onlyAbbreviatedMark } from './binomials.ts';
import { chunksOf, clip, type Group, groupsOf, wholeOf, wordOf } from './codes.ts';
import { all, any, type Condition, within } from './condition.ts';
import { type Folded, foldWithSource } from './fold.ts';
import { wordsOf } from './jieba.ts';
import { EXACT_MAX, FACET_NAMES, filterMarks, NONE_MARK } from './marks.ts';
import { bigramsOf, coveringParts, type Segment, segmentsOf } from './segments.ts';
import { spelledAs, spelledTogether } from './sound-terms.ts';
import { type Span, spansOf } from './spans.ts';
import { STOP_HAN, STOP_WORDS } from './stop-words.ts';
import { withSynonyms } from './synonym-terms.ts';
import { PLAIN, type FieldMeaning, type Vocabulary } from './vocabulary.ts';

/** Something of a query that can be dropped: a word, a code, a Latin name, a phrase, an exclusion. */
export interface Term {
  /** As written, with its place in the query. */
  text: string;
  start: number;
  end: number;
  excluded: boolean;
  condition: Condition;
  /** Lexemes that count for the rank. */
  rank: readonly string[];
  /** Lexemes of synonyms, which count for less. */
  lesser: readonly string[];
  /** Ways of reading it as pinyin, syllable by syllable. */
  sounds: readonly (readonly string[])[];
  /** What is marked in a hit: Chinese wherever it stands, others as whole words. */
  han: readonly string[];
  words: readonly string[];
}

/** What of a query was left aside. */
export type QueryNote = { code: 'too_long'; limit: number } | { code: 'too_many_terms'; limit: number };

export interface Query {
  /** The query as far as it is read. */
  text: string;
  terms: readonly Term[];
  /** All of it without separators, to find exact titles, names and numbers; undefined when that is not asked for. */
  whole: string | undefined;
  notes: readonly QueryNote[];
}

export const QUERY_MAX = 200;
export const TERMS_MAX = 20;

/** Reads what a user typed. Any text is a query; an empty one asks for everything. */
export function parseQuery(input: string, vocabulary: Vocabulary = PLAIN): Query {
  const notes: QueryNote[] = [];
  const given = input.trim();
  const text = given.length > QUERY_MAX ? given.slice(0, QUERY_MAX).replace(/[\ud800-\udbff]$/, '') : given;
  if (text !== given) notes.push({ code: 'too_long', limit: QUERY_MAX });
  const spans = spansOf(text, (name) => vocabulary.fieldOf(name, '') !== undefined);
  const found = spans.flatMap((span) => spanTerms(span, vocabulary).map((term) => moved(term, text, span)));
  const telling = found.filter((term) => term.excluded || !isStop(term));
  const terms = telling.some((term) => !term.excluded) ? telling : found;
  if (terms.length > TERMS_MAX) notes.push({ code: 'too_many_terms', limit: TERMS_MAX });
  const [only] = spans;
  const plain =
    spans.length === 1 && !only!.excluded && only!.field === undefined
      ? wholeOf(atomsOf(foldWithSource(only!.text).text))
      : '';
  return {
    text,
    terms: terms.slice(0, TERMS_MAX),
    whole: plain !== '' && plain.length <= EXACT_MAX ? plain : undefined,
    notes,
  };
}

function spanTerms(span: Span, vocabulary: Vocabulary): Unplaced[] {
  const meaning = span.field === undefined ? undefined : vocabulary.fieldOf(span.field, span.text);
  const end = span.text.length;
  if (meaning?.kind === 'filter') return [{ ...NOTHING, start: 0, end, condition: filterCondition(meaning) }];
  const folded = foldWithSource(span.text);
  const atoms = atomsOf(folded.text);
  if (atoms.length === 0) return [];
  const plain = span.phrase ? [phraseTerm(folded, atoms)] : termsOf(folded, atoms);
  // Who leaves something out, or quotes it, means just that.
  const terms = span.excluded || span.phrase ? plain : withSynonyms(plain, folded, vocabulary.synonyms, termsOfText);
  const placed = meaning ? terms.map((term) => inField(term, meaning)) : terms;
  return span.excluded ? [{ ...NOTHING, start: 0, end, condition: all(placed.map((term) => term.condition)) }] : placed;
}

function filterCondition({ filters }: Extract<FieldMeaning, { kind: 'filter' }>): Condition {
  const marks = FACET_NAMES.flatMap((name) => filterMarks(filters, name) ?? []);
  return any(marks.length > 0 ? marks : [NONE_MARK]);
}

function inField(term: Unplaced, { within: weights, types }: Extract<FieldMeaning, { kind: 'text' }>): Unplaced {
  const condition = within(term.condition, weights);
  const marks = types === undefined ? undefined : filterMarks({ type: types }, 'type');
  return { ...term, condition: marks === undefined ? condition : all([condition, any(marks)]) };
}

function termsOfText(text: string): Unplaced[] {
  const folded = foldWithSource(text);
  return termsOf(folded, atomsOf(folded.text));
}

export type Unplaced = Omit<Term, 'text' | 'excluded'>;
const NOTHING = { rank: [], lesser: [], sounds: [], han: [], words: [] };

const moved = (term: Unplaced, text: string, { start: by, excluded, field, phrase }: Span): Term => {
  // The name of a field belongs to the term, so that leaving it out leaves nothing behind.
  const start = field === undefined ? term.start + by : by - field.length - (phrase ? 2 : 1);
  const end = term.end + by + (field !== undefined && phrase ? 1 : 0);
  return { ...term, start, end, text: text.slice(start, end), excluded };
};

const isStop = (term: Term): boolean =>
  typeof term.condition === 'string' && (STOP_WORDS.has(term.condition) || STOP_HAN.has(term.condition));

/** Terms of plain text, in order. */
function termsOf(folded: Folded, atoms: readonly Atom[]): Unplaced[] {
  const han = atoms.filter((atom) => atom.kind === 'han').flatMap((atom) => hanTerms(folded, atom));
  const others = latinTerms(folded, groupsOf(atoms));
  return [...han, ...others].sort((a, b) => a.start - b.start);
}

const sourceOf = ({ from, to }: Folded, start: number, end: number): { start: number; end: number } => ({
  start: from[start]!,
  end: to[end - 1]!,
});

function hanTerms(folded: Folded, atom: Atom): Unplaced[] {
  const segments = segmentsOf(wordsOf(atom.text));
  // A run of nothing but stop words is still asked for.
  const asked: Segment[] =
    segments.length > 0 ? segments : [{ text: atom.text, at: 0, words: [{ text: atom.text, at: 0 }] }];
  // Pairs over the borders of words let contiguous titles rank first.
  const pairs = bigramsOf(atom.text).map(({ text }) => text);
  return asked.map((segment, index) => ({
    ...sourceOf(folded, atom.at + segment.at, atom.at + segment.at + segment.text.length),
    condition: segmentCondition(segment),
    rank: [...segment.words.map(({ text }) => clip(text)), ...(index === 0 ? pairs : [])],
    lesser: [],
    sounds: [],
    han: [segment.text, ...segment.words.map(({ text }) => text).filter((text) => text.length > 1)],
    words: [],
  }));
}

function segmentCondition({ text, words }: Segment): Condition {
  if (text.length <= 2) return text;
  const whole = clip(text);
  const pairs = all(bigramsOf(text).map((pair) => pair.text));
  // Single characters far from each other say nothing: 绿, 疆 and 菌 are no 绿疆菌.
  if (words.length > 1)
    return words.some((word) => word.text.length > 1)
      ? any([whole, all(words.map((word) => clip(word.text))), pairs])
      : any([whole, pairs]);
  const parts = coveringParts(text);
  return any([whole, pairs, ...(parts.length > 0 ? [all(parts)] : [])]);
}

/** Words, codes, Latin names and pinyin. A genus and its epithet are one term, so that either form finds the other. */
function latinTerms(folded: Folded, groups: readonly Group[]): Unplaced[] {
  const terms: Unplaced[] = [];
  for (let index = 0; index < groups.length;) {
    const group = groups[index]!;
    const binomial = binomialOf(folded.text, group, groups[index + 1]);
    const spelled = spelledTogether(groups, index);
    const count = Math.max(binomial?.spansNext ? 2 : 1, spelled);
    const taken = groups.slice(index, index + count);
    const named = binomial && count <= (binomial.spansNext ? 2 : 1) ? binomial.term : undefined;
    const bare = named ?? (taken.length === 1 ? groupTerm(group) : joinedTerm(taken));
    terms.push({ ...sourceOf(folded, group.at, taken.at(-1)!.end), ...orSpelled(bare, taken, spelled) });
    index += count;
  }
  return terms;
}

function joinedTerm(groups: readonly Group[]): Bare {
  const terms = groups.map(groupTerm);
  return {
    condition: all(terms.map(({ condition }) => condition)),
    rank: terms.flatMap(({ rank }) => rank),
    lesser: [],
    sounds: [],
    han: [],
    words: terms.flatMap(({ words }) => words),
  };
}

/** Letters that are pinyin also mean what sounds so. */
function orSpelled(term: Bare, groups: readonly Group[], together: number): Bare {
  const parts = together === groups.length ? [spelledAs(groups)] : groups.map((group) => spelledAs([group]));
  const spelled = parts.filter((part) => part !== undefined);
  if (spelled.length < parts.length) return term;
  return {
    ...term,
    condition: any([term.condition, all(spelled.map(({ condition }) => condition))]),
    rank: [...term.rank, ...spelled.flatMap(({ rank }) => rank)],
    sounds: spelled.flatMap(({ sounds }) => sounds),
  };
}

type Bare = Omit<Unplaced, 'start' | 'end'>;

const plainWord = (group: Group | undefined): string | undefined =>
  group?.atoms.length === 1 && group.atoms[0]!.kind === 'letters' ? wordOf(group.atoms[0]!) : undefined;

const EPITHET_MIN = 3;

function binomialOf(
  text: string,
  group: Group,
  next: Group | undefined,
): { term: Bare; spansNext: boolean } | undefined {
  const first = plainWord(group);
  const second = plainWord(next);
  const glue = next?.atoms[0]!.glue;
  if (first !== undefined && second !== undefined && second.length >= EPITHET_MIN) {
    const words = [first, second];
    if (first.length === 1 && glue === 'stop')
      return {
        term: {
          condition: any([abbreviatedMark(first, second), all(words)]),
          rank: words,
          lesser: [],
          sounds: [],
          han: [],
          words,
        },
        spansNext: true,
      };
    if (first.length >= EPITHET_MIN && glue === 'space' && !STOP_WORDS.has(first) && !STOP_WORDS.has(second))
      return {
        term: {
          condition: any([all(words), onlyAbbreviatedMark(first[0]!, second)]),
          rank: words,
          lesser: [],
          sounds: [],
          han: [],
          words,
        },
        spansNext: true,
      };
  }
  const [initial, epithet] = group.atoms;
  if (
    group.atoms.length !== 2 ||
    initial!.text.length !== 1 ||
    epithet!.kind !== 'letters' ||
    text[epithet!.at - 1] !== '.'
  )
    return undefined;
  const bare = groupTerm(group);
  return {
    term: { ...bare, condition: any([abbreviatedMark(initial!.text, epithet!.text), bare.condition]) },
    spansNext: false,
  };
}

function groupTerm(group: Group): Bare {
  const words = group.atoms.map(wordOf);
  if (words.length === 1) return { condition: words[0]!, rank: words, lesser: [], sounds: [], han: [], words };
  const chunks = chunksOf(group);
  const apart = all(
    chunks.map((chunk) => {
      if (chunk.words.length === 1) return chunk.joined;
      // A letter alone is in half of all texts: A0006 is not asked for as A and 0006.
      return chunk.words.some((word) => /^[a-z]$/.test(word)) ? chunk.joined : any([chunk.joined, all(chunk.words)]);
    }),
  );
  const joined = chunks.map((chunk) => chunk.joined);
  const told = words.filter((word) => word.length > 1);
  return {
    ...NOTHING,
    condition: any([group.whole, apart]),
    rank: [...new Set([group.whole, ...joined, ...told])],
    words: [...new Set([group.whole, ...joined, ...told])],
  };
}

/** Exact distances, either by words (anywhere) or by pairs of characters (titles, names, keywords). */
function phraseTerm(folded: Folded, atoms: readonly Atom[]): Unplaced {
  const groups = groupsOf(atoms);
  const others = groups.map((group) => ({ word: group.whole, place: group.place }));
  const runs = atoms.filter((atom) => atom.kind === 'han');
  const chainOf = (cut: (run: string) => readonly { text: string; at: number }[]): Condition => {
    const han = runs.flatMap(({ text, place }) =>
      cut(text).map((word) => ({ word: clip(word.text), place: place + word.at })),
    );
    const chain = [...han, ...others].sort((a, b) => a.place - b.place);
    const telling = chain.filter(({ word }) => !STOP_HAN.has(word) && !STOP_WORDS.has(word));
    const kept = telling.length > 0 ? telling : chain;
    return kept.length === 1 ? kept[0]!.word : { chain: kept };
  };
  const plain = termsOf(folded, atoms);
  return {
    start: 0,
    end: folded.to.at(-1)!,
    condition: any([chainOf(wordsOf), chainOf(coveringPairs)]),
    rank: plain.flatMap((term) => term.rank),
    lesser: [],
    sounds: [],
    han: runs.map((run) => run.text),
    words: plain.flatMap((term) => term.words),
  };
}

/** Every second pair of a run and the last one: at exact distances they say the same as all pairs. */
function coveringPairs(run: string): { text: string; at: number }[] {
  const pairs = bigramsOf(run);
  if (pairs.length === 0) return [{ text: run, at: 0 }];
  return pairs.filter((_, index) => index % 2 === 0 || index === pairs.length - 1);
}
