import { DECIDERS } from '../identity/administration.ts';
import type { Role } from '../identity/roles.ts';

/** The deciding authority and those it commissions; within which programme, the server's access rules say. */
export const POOL_KEEPERS: readonly Role[] = [...DECIDERS, 'third_party_agency'];
