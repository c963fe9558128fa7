/**
 * The page of this site to which somebody goes back after signing in: `/workbench/sign-in?to=/shortlist?r=1`. Undefined where
 * none is named, or it would lead elsewhere.
 */
export function wayBack({ path, query }: { path: string; query: URLSearchParams }, origin: string): string | undefined {
  const to = query.get('to');
  if (path !== '/sign-in' || to === null || !to.startsWith('/')) return undefined;
  const target = URL.canParse(to, origin) ? new URL(to, origin) : undefined;
  return target?.origin === origin ? `${target.pathname}${target.search}` : undefined;
}
