import type { Id } from '../../kernel/ids.ts';

/** What a record gives to search: facets and texts by role. Search knows nothing of resource types. */
export interface SearchDocument {
  id: Id;
  type: string;
  platformId: Id;
  /** Codes, GB/T 13745. */
  disciplines: readonly string[];
  /** GB/T 2260, six digits. */
  region: string | null;
  access: string;
  /** 0 to 9999. */
  year: number | null;
  /** 0 for a record nobody used yet; one more for every doubling of its use: log2(1 + uses). */
  popularity: number;
  /** Instant. */
  publishedAt: string;
  /** The text that sorts, in any script; its order is that of pinyin. */
  sortTitle: string;
  texts: SearchTexts;
}

/** Texts by what they are. What matches in a title counts most, in `text` least. */
export interface SearchTexts {
  /** Titles, in all languages. */
  titles: readonly string[];
  /** Names of varieties, breeds, taxa, instruments. */
  names: readonly string[];
  /** Numbers and identifiers as written. */
  codes: readonly string[];
  keywords: readonly string[];
  /** Descriptions and everything else, each on its own: no phrase reaches over two of them. */
  text: readonly string[];
}
