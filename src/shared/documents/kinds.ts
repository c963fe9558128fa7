import type { Bilingual } from '../i18n.ts';

/** Kinds of documents of the product's own; papers of cases have the kinds of their rule set, DOC-17. */
export const RECEIPT = {
  id: 'receipt',
  label: { zh: '回执', en: 'Receipt' } satisfies Bilingual,
} as const;
