export { type Correction, correctionsFor } from './corrections.ts';
export type { SearchDocument, SearchTexts } from './document.ts';
export { excerptOf, highlightRanges } from './highlight.ts';
export { hintsFor } from './hints.ts';
export { compareIndex, indexedIds, optimiseIndex, removeFromIndex, writeIndex } from './index-rows.ts';
export type { FacetName, SearchFilters } from './marks.ts';
export { matching } from './matching.ts';
export { parseQuery, type Query } from './query.ts';
export { type IndexEntry, type PreparedRow, prepareRow } from './row.ts';
export { searchIds, type SearchRequest, type SearchResult } from './search-ids.ts';
export {
  beginShadow,
  dropShadow,
  exchangeShadow,
  fillShadow,
  followChanges,
  indexShadow,
  lockIndex,
  optimiseShadow,
  shadowExists,
  takeChanges,
} from './shadow.ts';
export { suggest } from './suggest.ts';
export { readSynonyms, type Synonyms } from './synonyms.ts';
export { countTerms, termsToCount } from './tend-terms.ts';
export type { TermKind } from './terms.ts';
export type { FieldMeaning, Vocabulary } from './vocabulary.ts';
