import { z } from 'zod';
import type { CivilDate } from '../dates.ts';
import type { Bilingual } from '../i18n.ts';

const bilingual = z.object({ zh: z.string(), en: z.string() });
const cite = z.object({ policy: z.string(), article: z.string(), clause: z.string(), basis: z.enum(['law', 'house']) });

/** A decision that the register rests on (NAT-7.2): without one nothing in it changes. */
export const decision = z.object({
  type: bilingual,
  number: z.string().nullable(),
  on: z.string(),
  /** Who signed; nobody where a term ran out by itself. */
  signatories: z.array(bilingual),
  cite: cite.nullable(),
});
export type RegisterDecision = z.output<typeof decision>;

/** Admitted without review: what it rests on. */
export const directGround = z.object({ recognised_on: z.string(), cite: cite.nullable() });

export const STANDINGS = ['valid', 'to_come', 'lapsed', 'ended'] as const;
export type RegisterStanding = (typeof STANDINGS)[number];

export const STANDING_LABELS: Readonly<Record<RegisterStanding, Bilingual>> = {
  valid: { zh: '有效', en: 'Valid' },
  to_come: { zh: '尚未生效', en: 'Not yet in force' },
  lapsed: { zh: '已到期', en: 'Lapsed' },
  ended: { zh: '已终止', en: 'Ended' },
};

interface Termed {
  status: string;
  term_first: CivilDate | null;
  term_last: CivilDate | null;
}

/** How an entry stands on a day: by its term, whether or not anything has been done at its end yet (GZ-14.1). */
export function standingOfEntry({ status, term_first, term_last }: Termed, day: CivilDate): RegisterStanding {
  if (status !== 'valid') return status === 'lapsed' ? 'lapsed' : 'ended';
  if (term_last !== null && term_last < day) return 'lapsed';
  return term_first !== null && term_first > day ? 'to_come' : 'valid';
}
