import type { ResultOf } from '../../shared/contract.ts';
import type { Bilingual } from '../../shared/i18n.ts';
import { SERVICE_KINDS, SERVICE_MODES, USER_GROUPS } from '../../shared/stock/service-codes.ts';
import type { PortalRoutes } from './api.ts';
import type { PageInput } from './page.ts';

export interface ServicesData {
  page: ResultOf<PortalRoutes['listServices'], Blob>;
  asked: Readonly<Record<string, string>>;
}

export const SERVICE_FILTERS = {
  kind: SERVICE_KINDS,
  mode: SERVICE_MODES,
  group: USER_GROUPS,
} as const satisfies Readonly<Record<string, Readonly<Record<string, Bilingual>>>>;

/** Filters of the address; what is no value of a filter is left out. */
export async function loadServices({ api, query }: PageInput): Promise<{ data: ServicesData }> {
  const asked: Record<string, string> = {};
  for (const [name, values] of Object.entries(SERVICE_FILTERS)) {
    const value = query.get(name);
    if (value !== null && value in values) asked[name] = value;
  }
  for (const name of ['platform', 'cursor']) {
    const value = query.get(name);
    if (value !== null && value !== '') asked[name] = value;
  }
  return { data: { page: await api.listServices({ query: { ...asked, limit: 50 } }), asked } };
}
