import { useEffect, useSyncExternalStore } from 'react';
import type { Lang } from '../../shared/i18n.ts';

const PREFIX = /^(\/en)?\/workbench/;

export const langOf = (pathname: string): Lang => (pathname.startsWith('/en/') ? 'en' : 'zh-CN');

/** Where the reader is: the path within the workbench and what stands behind the question mark. */
export interface Place {
  path: string;
  query: URLSearchParams;
}

/** Asked before the page is left; resolves true when it may be. */
type Guard = () => Promise<boolean>;

const listeners = new Set<() => void>();
const guards = new Set<Guard>();
let shown = location.href;

const pathOf = (href: string): string => new URL(href).pathname.replace(PREFIX, '') || '/';

/** The address of a page of the workbench in the language of this one. */
export const hrefOf = (to: string): string =>
  `${PREFIX.exec(location.pathname)?.[0] ?? '/workbench'}${to === '/' ? '' : to}`;

/** The same page in the other language. */
export const inLanguage = (lang: Lang): string =>
  `${lang === 'en' ? '/en' : ''}/workbench${location.pathname.replace(PREFIX, '')}${location.search}`;

const announce = (): void => {
  shown = location.href;
  for (const listener of listeners) listener();
};

const mayLeave = async (): Promise<boolean> => {
  for (const guard of guards) if (!(await guard())) return false;
  return true;
};

export async function go(to: string, how: 'push' | 'replace' = 'push'): Promise<void> {
  const target = new URL(hrefOf(to), location.href).href;
  const leaves = pathOf(target) !== pathOf(shown);
  if (leaves && !(await mayLeave())) return;
  history[how === 'push' ? 'pushState' : 'replaceState'](null, '', target);
  announce();
  if (leaves) arrive();
}

/** A new page begins at its top, and those who do not see it are told by the focus. */
function arrive(): void {
  scrollTo({ top: 0, behavior: 'instant' });
  document.getElementById('main')?.focus({ preventScroll: true });
}

addEventListener('popstate', () => {
  const target = location.href;
  if (pathOf(target) === pathOf(shown) || guards.size === 0) return announce();
  // The browser has gone already: come back, ask, and go again when the answer is yes.
  history.pushState(null, '', shown);
  void mayLeave().then((may) => {
    if (!may) return;
    history.pushState(null, '', target);
    announce();
  });
});

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export function usePlace(): Place {
  const href = useSyncExternalStore(subscribe, () => shown);
  return { path: pathOf(href), query: new URL(href).searchParams };
}

/** Keeps the page from being left while `active`; `ask` decides about steps within the workbench. */
export function useGuard(active: boolean, ask: Guard): void {
  useEffect(() => {
    if (!active) return;
    const onUnload = (event: BeforeUnloadEvent): void => event.preventDefault();
    guards.add(ask);
    addEventListener('beforeunload', onUnload);
    return () => {
      guards.delete(ask);
      removeEventListener('beforeunload', onUnload);
    };
  }, [active, ask]);
}

/** The current query with some values changed; empty ones go, and so does the place in the list. */
export function withQuery(query: URLSearchParams, changes: Readonly<Record<string, string | undefined>>): string {
  const next = new URLSearchParams(query);
  next.delete('cursor');
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined || value === '') next.delete(name);
    else next.set(name, value);
  }
  const text = next.toString();
  return text === '' ? '' : `?${text}`;
}
