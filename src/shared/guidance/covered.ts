import type { Bilingual } from '../i18n.ts';

/** How far a clause is served. */
export const COVERED = ['covered', 'missing', 'later', 'not_built', 'nothing_to_do'] as const;
export type Covered = (typeof COVERED)[number];

export const COVERED_WORDS: Readonly<Record<Covered, Bilingual>> = {
  covered: { zh: '已落实', en: 'covered' },
  missing: { zh: '尚未落实', en: 'missing' },
  later: { zh: '之后提供', en: 'later' },
  not_built: { zh: '所属部分尚未建成', en: 'its part is not built yet' },
  nothing_to_do: { zh: '无须落实', en: 'nothing to do' },
};
