import type { PortalApi } from './api.ts';
import { ApiError } from '../ui/api.ts';
import type { Loaded } from './page.ts';
import { pages } from './pages.ts';
import type { Site } from './site.ts';

/**
 * Finds the page of an address and loads its data.
 * @param path within the site
 * @param search with its question mark, or ''
 */
export async function load(api: PortalApi, site: Site, path: string, search: string): Promise<Loaded> {
  for (const page of pages) {
    const match = page.path.exec(path);
    if (!match) continue;
    const params = Object.fromEntries(Object.entries(match.groups ?? {}).map(([k, v]) => [k, decoded(v)]));
    try {
      const [{ data, status = 200 }] = await Promise.all([
        page.load({ api, site, params, query: new URLSearchParams(search) }),
        page.ready?.(),
      ]);
      return { page: page.name, path, search, status, data };
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause;
      return { page: undefined, path, search, status: cause.status, problem: cause.body };
    }
  }
  return { page: undefined, path, search, status: 404 };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
