import { createContext, useContext } from 'react';
import type { Bilingual, Lang } from '../../shared/i18n.ts';
import type { Display } from '../ui/tokens.ts';

/** A sharing network as the portal shows it. */
export interface Programme {
  id: string;
  name: Bilingual;
  /** Leading authority. */
  authority: Bilingual | undefined;
  /** Rule set it follows. */
  ruleSet: string;
  /** Below this path, `/guangzhou`. */
  path: string;
  host: string | undefined;
  /** Badge: on trial, under a draft, or past its term. */
  mark: Bilingual | undefined;
}

/** Who runs the installation, as the law asks a site to say; each only when it was given. */
export interface Operator {
  name?: Bilingual | undefined;
  /** Filing number with the ministry (ICP备案) and with the police (公安备案). */
  icp?: string | undefined;
  police?: string | undefined;
  email?: string | undefined;
  phone?: string | undefined;
  address?: Bilingual | undefined;
}

/** What every page knows of the site it belongs to. Goes to the browser as it is: nothing secret in it. */
export interface Site {
  lang: Lang;
  /** `https://…` without a slash at the end: from settings, never from the request. */
  origin: string;
  /** Path of the programme, '' on the instance's own pages and where the host tells the programme. */
  base: string;
  name: string;
  programme: Programme | undefined;
  programmes: readonly Programme[];
  operator: Operator;
  account: { name: string } | undefined;
  display: Display;
  trial: boolean;
  /** Percent of the demonstration that has been loaded, while it is. */
  loading: number | undefined;
  /** Titles of the instruments that citations name, by rule set id. */
  instruments: Readonly<Record<string, Bilingual>>;
}

const SiteContext = createContext<Site | undefined>(undefined);
export const SiteProvider = SiteContext.Provider;

export function useSite(): Site {
  const site = useContext(SiteContext);
  if (!site) throw new Error('a portal view outside its site');
  return site;
}

/** The prefix of every address of a site in a language. */
export const prefixOf = (site: Pick<Site, 'base'>, lang: Lang): string => `${lang === 'en' ? '/en' : ''}${site.base}`;

/** The address of a page of the site in its language: `/search` becomes `/en/guangzhou/search`. */
export function hrefTo(site: Pick<Site, 'lang' | 'base'>, path: string): string {
  const prefix = prefixOf(site, site.lang);
  return path === '/' && prefix !== '' ? prefix : `${prefix}${path}`;
}

export const useHref = (): ((path: string) => string) => {
  const site = useSite();
  return (path) => hrefTo(site, path);
};
