import type { Role } from './roles.ts';

const SYSTEM = ['system_administrator'] as const satisfies readonly Role[];
const SECURITY = ['security_administrator'] as const satisfies readonly Role[];

/** The three administrators kept apart (GB/T 22239-2019, 8.1.5), who need a second factor in live use. */
export const ADMINISTRATORS = [
  'system_administrator',
  'security_administrator',
  'auditor',
] as const satisfies readonly Role[];

/** Roles that decide which platforms a programme lists. */
export const DECIDERS = [
  'city_department',
  'province_department',
  'national_ministry',
] as const satisfies readonly Role[];

/**
 * What may be done in the administration area, and by whom. The coarse gate of the routes and the entries that
 * the browser shows are both this table; within which scope, the server's access rules say.
 */
export const ADMINISTRATION = {
  list_accounts: [...ADMINISTRATORS, 'host_admin'],
  invite_accounts: [...SYSTEM, 'host_admin'],
  edit_accounts: [...SYSTEM, 'host_admin'],
  unlock_accounts: SECURITY,
  reset_second_factors: SECURITY,
  list_grants: [...ADMINISTRATORS, 'host_admin'],
  give_grants: [...SECURITY, 'host_admin'],
  edit_organisations: SYSTEM,
  create_platforms: SYSTEM,
  edit_platforms: [...SYSTEM, 'host_admin', 'platform_head'],
  place_platforms: [...SYSTEM, ...DECIDERS, 'supervising_clerk', 'portal_operator'],
  edit_programmes: SYSTEM,
  edit_calendar: SYSTEM,
  read_mail: SYSTEM,
  read_audit: ['auditor'],
} as const satisfies Record<string, readonly Role[]>;

export type AdministrationAction = keyof typeof ADMINISTRATION;

/** The entries somebody with these roles gets. */
export const administrationOf = (roles: readonly Role[]): AdministrationAction[] =>
  (Object.keys(ADMINISTRATION) as AdministrationAction[]).filter((action) =>
    ADMINISTRATION[action].some((role) => roles.includes(role)),
  );
