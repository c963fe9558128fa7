import { createElement, type FunctionComponent } from 'react';
import type { ProblemBody } from '../../shared/problems.ts';
import type { PortalApi } from './api.ts';
import type { Site } from './site.ts';

export interface PageInput {
  api: PortalApi;
  site: Site;
  /** Named groups of the page's path. */
  params: Readonly<Record<string, string>>;
  query: URLSearchParams;
}

/** What a page shows, and the status it is served with when that is not 200. */
export interface Outcome<D> {
  data: D;
  status?: number;
}

export interface Page {
  name: string;
  path: RegExp;
  /** Runs on the server for the first HTML, and in the browser when a link is followed. @throws ApiError */
  load: (input: PageInput) => Promise<Outcome<unknown>>;
  View: FunctionComponent<{ data: unknown }>;
  /** Fetches what shows the page, where that does not come with the first visit; before `View` is drawn. */
  ready?: () => Promise<void>;
}

export interface PageParts<D> {
  name: string;
  path: RegExp;
  load: (input: PageInput) => Promise<Outcome<D>>;
  View: FunctionComponent<{ data: D }>;
}

type LazyParts<D> = Omit<PageParts<D>, 'View'> & { view: () => Promise<FunctionComponent<{ data: D }>> };

export const definePage = <D>(parts: PageParts<D>): Page => ({
  ...parts,
  View: parts.View as FunctionComponent<{ data: unknown }>,
});

/** A page whose view is fetched when it is first asked for: forms and tables that few readers open. */
export function defineLazyPage<D>({ view, ...parts }: LazyParts<D>): Page {
  let found: FunctionComponent<{ data: D }> | undefined;
  return {
    ...parts,
    ready: async () => void (found ??= await view()),
    View: ({ data }) => (found === undefined ? null : createElement(found, { data: data as D })),
  };
}

/** A page with its data, or what went wrong: plain data, sent to the browser as it is. */
export interface Loaded {
  /** Name of the page; undefined where the address has none. */
  page: string | undefined;
  /** Path within the site. */
  path: string;
  /** Query as written, with its question mark, or ''. */
  search: string;
  status: number;
  data?: unknown;
  problem?: ProblemBody;
}
