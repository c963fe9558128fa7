import { z } from 'zod';
import { addDays, type CivilDate, isCivilDate } from '../dates.ts';
import { ruled } from './ruled.ts';

export const bilingual = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
export const civilDate = z
  .string()
  .refine(isCivilDate, { error: '不是存在的日期 not a date that exists (YYYY-MM-DD)' })
  .meta({ format: 'date' });

/** Another instrument this one names: the one it replaces, or the one that governs what it does not. */
const otherInstrument = z.strictObject({ title: bilingual, document_no: z.string().nullable().default(null) });

/**
 * `policies/<id>/instrument.yaml`: one dated version of a regulation.
 * `issued_on` is null where the text does not give it: an administrator enters it for the programme.
 */
export const instrumentSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  /** Name of this version, unique among those of the id; a case is pinned to it. */
  version: z.string().regex(/^[0-9a-z][0-9a-z.-]{0,30}$/),
  title: bilingual,
  document_no: z.string().nullable(),
  status: z.enum(['draft', 'in_force', 'expired', 'superseded']),
  issuers: z.array(bilingual).min(1),
  issued_on: civilDate.nullable(),
  /** First day: a date of its own, or the day of issue. */
  in_force: ruled(z.union([z.literal('issue_date'), civilDate])),
  /** Years it lasts; null where the text sets no end. */
  validity: ruled(z.number().int().positive().nullable()),
  /** Last day of a term of N years from its first day: the day before the anniversary, or the anniversary (AMB-X-08). */
  term_end: ruled(z.enum(['day_before', 'anniversary'])),
  /** Last day where it was repealed or replaced before its term ended. */
  ended_on: civilDate.nullable().default(null),
  /** Rule set of another jurisdiction it follows and adapts. */
  adapts: z.string().optional(),
  /** Others may take it over and change it. */
  may_be_adapted: ruled(z.boolean()).optional(),
  legal_basis: ruled(z.array(otherInstrument)).optional(),
  supersedes: ruled(z.array(otherInstrument)).optional(),
  /** Instruments that govern what this one leaves open. */
  fallback: ruled(z.array(otherInstrument)).optional(),
  /** Who interprets it; absent where the text names nobody. */
  interpreters: ruled(z.array(bilingual)).optional(),
  official_link: z.url().nullable().default(null),
});

export type Instrument = z.output<typeof instrumentSchema>;

/** Days before the end from which an instrument counts as expiring. */
export const EXPIRY_WARNING_DAYS = 180;

/** First and last day of an instrument, both inclusive; null: not known, or without end. */
export interface Validity {
  from: CivilDate | null;
  until: CivilDate | null;
}

/** The same day `years` later; 28 February where there is no 29th (AMB-X-09). */
function yearsLater(date: CivilDate, years: number): CivilDate {
  const later = `${String(Number(date.slice(0, 4)) + years).padStart(4, '0')}${date.slice(4)}`;
  const exists: boolean = isCivilDate(later);
  return exists ? later : `${later.slice(0, 8)}28`;
}

/** First and last day. @param issuedOn date of issue an administrator entered, where the rule set has none */
export function validityOf(instrument: Instrument, issuedOn?: CivilDate | null): Validity {
  const from =
    instrument.in_force.value === 'issue_date' ? (instrument.issued_on ?? issuedOn ?? null) : instrument.in_force.value;
  return { from, until: instrument.ended_on ?? endOf(instrument, from) };
}

function endOf({ validity, term_end }: Instrument, from: CivilDate | null): CivilDate | null {
  if (from === null || validity.value === null) return null;
  const anniversary = yearsLater(from, validity.value);
  // From 29 February both readings end on 28 February.
  if (term_end.value === 'anniversary' || from.slice(8) !== anniversary.slice(8)) return anniversary;
  return addDays(anniversary, -1);
}

export type Standing = 'undated' | 'not_yet' | 'in_force' | 'expiring' | 'expired';

/** How an instrument stands on a day. */
export function standingOn({ from, until }: Validity, date: CivilDate): Standing {
  if (from === null) return 'undated';
  if (date < from) return 'not_yet';
  if (until === null) return 'in_force';
  if (date > until) return 'expired';
  return addDays(date, EXPIRY_WARNING_DAYS) > until ? 'expiring' : 'in_force';
}
