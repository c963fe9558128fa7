import type { Role } from '../identity/roles.ts';

/** Who commissions others to act in procedures of their programme. */
export const COMMISSIONERS: readonly Role[] = ['city_department', 'province_department', 'national_ministry'];
/** Roles that act by commission. */
export const DELEGATES: readonly Role[] = ['third_party_agency'];
