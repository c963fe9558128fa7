import { addDays, type CivilDate } from '../dates.ts';
import type { Bilingual } from '../i18n.ts';
import type { RuleSet } from '../policy/rule-set.ts';
import type { PERMIT_STANDINGS } from './codes.ts';

/** What decides whether a permit stands on a day. */
export interface PermitTerm {
  from: CivilDate;
  until: CivilDate | null;
  /** First day on which it stands no more, taken back or revoked. */
  endedOn: CivilDate | null;
}

export const stands = ({ from, until, endedOn }: PermitTerm, on: CivilDate): boolean =>
  from <= on && (until === null || until >= on) && (endedOn === null || endedOn > on);

/** @param soon days before its end from which it counts as ending soon */
export function permitStanding(
  { from, until, endedOn }: PermitTerm,
  on: CivilDate,
  soon: number,
): keyof typeof PERMIT_STANDINGS {
  if (endedOn !== null && endedOn <= on) return 'ended';
  if (from > on) return 'not_yet';
  if (until === null) return 'valid';
  if (until < on) return 'expired';
  return addDays(on, soon) >= until ? 'expiring' : 'valid';
}

/** An English name as the beginning of a line. */
export const capital = (en: string): string => en.charAt(0).toUpperCase() + en.slice(1);

export interface PermitKind {
  id: string;
  name: Bilingual;
  of: 'requester' | 'platform';
}

/** Kinds of permits that rule sets ask for. */
export function permitKindsOf(sets: readonly Pick<RuleSet, 'sharing'>[]): PermitKind[] {
  const kinds = new Map<string, PermitKind>();
  for (const set of sets)
    for (const { value } of set.sharing?.special ?? [])
      for (const { kind, name, of } of value.permits)
        if (!kinds.has(kind)) kinds.set(kind, { id: kind, name: { zh: name.zh, en: capital(name.en) }, of });
  return [...kinds.values()];
}
