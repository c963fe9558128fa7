import type { Role } from '../identity/roles.ts';

/** Those who look after a platform's records. */
export const EDITORS = ['platform_staff', 'platform_head', 'host_admin'] as const satisfies readonly Role[];
/** Those who may take a published record off the catalogue. */
export const GUARDIANS = [
  ...EDITORS,
  'portal_operator',
  'city_department',
  'province_department',
  'national_ministry',
] as const satisfies readonly Role[];
