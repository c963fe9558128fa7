export type { SearchDocument, SearchTexts } from './document.ts';
