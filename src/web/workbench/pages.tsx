import { type ComponentType, lazy } from 'react';

/** A page's path, with `:name` for what it is given, and its component; each group comes when it is first opened. */
interface PageRoute {
  path: string;
  page: ComponentType<Record<string, string>>;
}

const fromModule = <M extends Record<string, unknown>>(load: () => Promise<M>, name: keyof M & string) =>
  lazy(async () => ({ default: (await load())[name] as ComponentType<Record<string, string>> }));

export const PAGES: readonly PageRoute[] = [{ path: '/', page: fromModule(() => import('./home.tsx'), 'HomePage') }];

/** The page at a path with what the path gives it. */
export function pageAt(path: string): { page: PageRoute['page']; given: Record<string, string> } | undefined {
  for (const route of PAGES) {
    const match = new RegExp(`^${route.path.replace(/:(\w+)/g, '(?<$1>[^/]+)')}$`).exec(path);
    if (match) {
      const given = Object.entries(match.groups ?? {}).map(([name, value]) => [name, decodeURIComponent(value)]);
      return { page: route.page, given: Object.fromEntries(given) as Record<string, string> };
    }
  }
  return undefined;
}
