import { all, any } from './condition.ts';
import type { Folded } from './fold.ts';
import type { Unplaced } from './query.ts';
import { synonymKey, type Synonyms } from './synonyms.ts';

/** Words of a query that together are one term of the list: 水稻 稻瘟病, Oryza sativa. */
const WORDS_MAX = 5;
const OTHERS_MAX = 12;

/** Terms that the list knows also ask for their synonyms; the longest stretch of words counts. */
export function withSynonyms(
  terms: readonly Unplaced[],
  { text, from, to }: Folded,
  synonyms: Synonyms,
  termsOfText: (text: string) => Unplaced[],
): Unplaced[] {
  if (synonyms.size === 0) return [...terms];
  // `start` and `end` count in the original; the key is made of the folded text.
  const foldedBetween = (start: number, end: number): string => {
    const first = from.findIndex((at) => at >= start);
    const last = to.findLastIndex((at) => at <= end);
    return text.slice(first, last + 1);
  };
  const widened: Unplaced[] = [];
  for (let index = 0; index < terms.length;) {
    let count = Math.min(WORDS_MAX, terms.length - index);
    let others: readonly string[] | undefined;
    for (; count > 0; count--) {
      others = synonyms.get(synonymKey(foldedBetween(terms[index]!.start, terms[index + count - 1]!.end)));
      if (others) break;
    }
    const taken = terms.slice(index, index + Math.max(1, count));
    widened.push(...(others ? [widenedTerm(taken, others.slice(0, OTHERS_MAX).map(termsOfText))] : taken));
    index += taken.length;
  }
  return widened;
}

const allOf = (terms: readonly Unplaced[]) => all(terms.map(({ condition }) => condition));

function widenedTerm(taken: readonly Unplaced[], others: readonly Unplaced[][]): Unplaced {
  const every = [...taken, ...others.flat()];
  return {
    start: taken[0]!.start,
    end: taken.at(-1)!.end,
    condition: any([allOf(taken), ...others.map(allOf)]),
    rank: taken.flatMap(({ rank }) => rank),
    lesser: others.flat().flatMap(({ rank }) => rank),
    sounds: taken.flatMap(({ sounds }) => sounds),
    han: every.flatMap(({ han }) => han),
    words: every.flatMap(({ words }) => words),
  };
}
