import type { PageInput } from './page.ts';
import { SERVICE_FILTERS, type ServicesData } from './services.tsx';

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
