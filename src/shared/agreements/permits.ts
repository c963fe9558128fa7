import { addDays, type CivilDate } from '../dates.ts';
import type { Bilingual } from '../i18n.ts';
import type { RuleSet } from '../policy/rule-set.ts';
import type { PERMIT_STANDINGS } from './codes.ts';

/** Days before its end from which a permit counts as ending soon. */
const SOON = 30;

export function permitStanding(
  { from, until }: { from: CivilDate; until: CivilDate | null },
  on: CivilDate,
): keyof typeof PERMIT_STANDINGS {
  if (from > on) return 'not_yet';
  if (until === null) return 'valid';
  if (until < on) return 'expired';
  return addDays(on, SOON) > until ? 'expiring' : 'valid';
}

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
      for (const { kind, name, of } of value.permits) if (!kinds.has(kind)) kinds.set(kind, { id: kind, name, of });
  return [...kinds.values()];
}
