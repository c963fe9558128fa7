import { regionPrefix } from '../identity/codes.ts';
import { type Role, ROLES, type ScopeKind, WHOLE_INSTANCE } from '../identity/roles.ts';
import { readWho } from '../policy/procedure-who.ts';

/**
 * Where a case lies, as a word: `city_department|programme|guangzhou`, `expert|account|123`. A case carries the desks of
 * those who may act and of those who may see it; a person sits at the desks of their grants. Who may do what is then
 * the intersection of two sets, the same for one case and, in SQL, for many.
 */
export type Desk = string;

/** What decides on whose desks a case lies. */
export interface CasePlace {
  programme: string;
  procedure: string;
  platform: string | null;
  /** Organisations: host and supervising department of the subject. */
  host: string | null;
  supervising: string | null;
  region: string | null;
  opener: string | null;
  assigned: readonly { role: string; account: string }[];
}

const desk = (who: string, kind: string, id: string): Desk => `${who}|${kind}|${id}`;

/** The desks that a who of the table means for a case; none for the program. */
export function desksOf(text: string, place: CasePlace): Desk[] {
  const who = readWho(text);
  switch (who?.kind) {
    case 'role':
      return ROLES[who.role].scopes.flatMap((kind) => scopeDesks(who.role, kind, place));
    case 'assigned':
      return place.assigned
        .filter(({ role }) => role === who.role)
        .map(({ account }) => desk(who.role, 'account', account));
    case 'delegate':
      return [desk(who.role, 'delegate', `${place.programme}/${place.procedure}`)];
    case 'opener':
      return place.opener === null ? [] : [desk('opener', 'account', place.opener)];
    case 'anyone':
      return [desk('anyone', 'account', '*')];
    // No account sits there.
    case 'outside':
    case 'clock':
    case 'sub_cases':
    case undefined:
      return [];
  }
}

function scopeDesks(role: Role, kind: ScopeKind, place: CasePlace): Desk[] {
  const at = (id: string | null): Desk[] => (id === null ? [] : [desk(role, kind, id)]);
  switch (kind) {
    case 'platform':
      return at(place.platform);
    case 'organisation':
      return at(role === 'supervising_clerk' ? place.supervising : place.host);
    case 'programme':
      return at(place.programme);
    case 'region':
      return place.region === null ? [] : [2, 4, 6].map((length) => desk(role, kind, place.region!.slice(0, length)));
    case 'instance':
      return at(WHOLE_INSTANCE);
  }
}

interface Seat {
  account: string;
  roles: readonly { role: Role; scopeKind: ScopeKind; scopeId: string }[];
  /** Commissions of the person's organisation: programme and procedures. */
  commissions: readonly { role: string; programme: string; procedures: readonly string[] }[];
}

/** The desks at which a person sits. */
export function desksOfPerson({ account, roles, commissions }: Seat): Set<Desk> {
  const found = new Set<Desk>([desk('anyone', 'account', '*'), desk('opener', 'account', account)]);
  for (const { role, scopeKind, scopeId } of roles) {
    found.add(desk(role, scopeKind, scopeKind === 'region' ? regionPrefix(scopeId) : scopeId));
    found.add(desk(role, 'account', account));
  }
  for (const { role, programme, procedures } of commissions)
    if (roles.some((held) => held.role === role && (held.scopeKind !== 'programme' || held.scopeId === programme)))
      for (const procedure of procedures) found.add(desk(role, 'delegate', `${programme}/${procedure}`));
  return found;
}

export const desksOfAll = (whos: readonly string[], place: CasePlace): Desk[] => [
  ...new Set(whos.flatMap((who) => desksOf(who, place))),
];
