import { LANGUAGES } from '../../shared/i18n.ts';
import { hrefTo, useSite } from './site.ts';

/** What of a query makes another page of it: the rest is a way of looking at the same one. */
const CANONICAL_QUERY = ['q', 'type', 'platform', 'discipline', 'region', 'access', 'year', 'version'];

/** The page's one address in each language, from settings and never from the request's host. */
export function HeadLinks({ path, search }: { path: string; search: string }) {
  const site = useSite();
  const query = new URLSearchParams(
    [...new URLSearchParams(search)].filter(([name]) => CANONICAL_QUERY.includes(name)),
  );
  const tail = query.size === 0 ? '' : `?${query.toString()}`;
  // A record, a platform, a notice or an entry is the same on every network: its address is the one without a network.
  const base = /^\/(resources|platforms|notices|calls|register)\/./.test(path) ? '' : site.base;
  const address = (lang: (typeof LANGUAGES)[number]): string => `${site.origin}${hrefTo({ lang, base }, path)}${tail}`;
  return (
    <>
      <link rel="canonical" href={address(site.lang)} />
      {LANGUAGES.map((lang) => (
        <link key={lang} rel="alternate" hrefLang={lang} href={address(lang)} />
      ))}
      <link rel="alternate" hrefLang="x-default" href={address('zh-CN')} />
      <meta property="og:site_name" content={site.name} />
    </>
  );
}
