import { EDITORS } from '../catalogue/people.ts';
import type { Role } from '../identity/roles.ts';

/** Those who write a platform's service records. */
export const KEEPERS = EDITORS;

/** Those who may withhold a rating from the public, with a reason: never the platform that was rated. */
export const MODERATORS = [
  'portal_operator',
  'city_department',
  'province_department',
  'national_ministry',
] as const satisfies readonly Role[];

/** Those who read the records and figures of platforms they look after or supervise. */
export const READERS = [
  ...KEEPERS,
  ...MODERATORS,
  'supervising_clerk',
  'district_clerk',
  'finance_department',
  'third_party_agency',
  'auditor',
] as const satisfies readonly Role[];
