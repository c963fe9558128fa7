import type { Bilingual } from '../i18n.ts';

/** Kinds of documents the product issues, with the word their numbers begin with. */
export const DOCUMENT_KINDS = {
  receipt: { zh: '回执', en: 'Receipt' },
} as const satisfies Readonly<Record<string, Bilingual>>;

export type DocumentKind = keyof typeof DOCUMENT_KINDS;
export const DOCUMENT_KIND_IDS = Object.keys(DOCUMENT_KINDS) as [DocumentKind, ...DocumentKind[]];
