import { placeOf } from './place.ts';
import { FEED_PATH } from './search-state.ts';
import type { Site } from './site.ts';

type Go = (path: string, search: string, arrive: () => void) => Promise<void>;

/**
 * Listens for links, GET forms and the back button. Anything it does not understand is left to the browser,
 * and anything that fails becomes an ordinary page load.
 *
 * @returns stops listening
 */
export function navigate(site: Site, go: Go): () => void {
  const bases = site.programmes.map(({ path }) => path);

  const pathWithin = (url: URL): string | undefined => {
    if (
      url.origin !== location.origin ||
      url.searchParams.has('format') ||
      /^\/(api|display|assets|workbench|en\/workbench|cstr|oai|catalog|schemas)(\/|$)/.test(url.pathname)
    )
      return undefined;
    const place = placeOf(url.pathname, bases);
    return place.lang === site.lang && place.base === site.base && place.path !== FEED_PATH ? place.path : undefined;
  };

  const follow = (url: URL, event: Event): void => {
    const path = pathWithin(url);
    if (path === undefined) return;
    event.preventDefault();
    const arrive = (): void => history.pushState(null, '', url);
    go(path, url.search, arrive).then(
      () => settle(url),
      () => location.assign(url),
    );
  };

  const onClick = (event: MouseEvent): void => {
    if (
      event.defaultPrevented ||
      event.button !== 0 ||
      event.metaKey ||
      event.ctrlKey ||
      event.shiftKey ||
      event.altKey
    )
      return;
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (!link || link.target !== '' || link.hasAttribute('download') || link.href === '') return;
    const url = new URL(link.href);
    const samePage = url.pathname === location.pathname && url.search === location.search && url.hash !== '';
    if (!samePage) follow(url, event);
  };

  const onSubmit = (event: SubmitEvent): void => {
    const form = event.target;
    if (event.defaultPrevented || !(form instanceof HTMLFormElement) || form.method !== 'get') return;
    const url = new URL(form.action);
    for (const [name, value] of new FormData(form)) {
      if (typeof value === 'string' && value.trim() !== '') url.searchParams.append(name, value.trim());
    }
    follow(url, event);
  };

  const onPop = (): void => {
    const url = new URL(location.href);
    const path = pathWithin(url);
    if (path === undefined) return location.reload();
    go(path, url.search, () => undefined).catch(() => location.reload());
  };

  document.addEventListener('click', onClick);
  document.addEventListener('submit', onSubmit);
  addEventListener('popstate', onPop);
  return () => {
    document.removeEventListener('click', onClick);
    document.removeEventListener('submit', onSubmit);
    removeEventListener('popstate', onPop);
  };
}

/** After a step: to the top or to the named place, and the reader is told by the focus. */
function settle(url: URL): void {
  const target = url.hash === '' ? null : document.getElementById(decodeURIComponent(url.hash.slice(1)));
  if (target) return target.scrollIntoView();
  scrollTo({ top: 0, behavior: 'instant' });
  document.getElementById('main')?.focus({ preventScroll: true });
}
