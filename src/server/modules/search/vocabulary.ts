import type { SearchFilters } from './marks.ts';
import type { Weights } from './condition.ts';
import type { Synonyms } from './synonyms.ts';

/** What a name before a colon means: words in some kinds of text (of some types of records), or a filter. */
export type FieldMeaning =
  | { kind: 'text'; within: Weights; types?: readonly string[] }
  | { kind: 'filter'; filters: SearchFilters };

/** What a reader of queries knows besides the dictionary. */
export interface Vocabulary {
  synonyms: Synonyms;
  /** @param value as typed, without quotation marks; undefined when the name means nothing, and is then a word like others */
  fieldOf: (name: string, value: string) => FieldMeaning | undefined;
}

/** Knows nothing: for queries that the program makes. */
export const PLAIN: Vocabulary = { synonyms: new Map(), fieldOf: () => undefined };
