import type { Lang } from '../../shared/i18n.ts';

/** Where an address points: which language, which programme, which page. */
export interface Place {
  lang: Lang;
  /** Path of the programme named in the address, '' when none is. */
  base: string;
  /** Path of the page within the site, starting with a slash. */
  path: string;
}

const below = (path: string, prefix: string): boolean => path === prefix || path.startsWith(`${prefix}/`);

/** Reads an address. @param bases paths of the programmes, `/guangzhou` */
export function placeOf(pathname: string, bases: readonly string[]): Place {
  let rest = pathname;
  const lang: Lang = below(rest, '/en') ? 'en' : 'zh-CN';
  if (lang === 'en') rest = rest.slice(3);
  const base = bases.find((candidate) => below(rest, candidate)) ?? '';
  rest = rest.slice(base.length);
  return { lang, base, path: rest === '' ? '/' : rest.length > 1 ? rest.replace(/\/+$/, '') : rest };
}
