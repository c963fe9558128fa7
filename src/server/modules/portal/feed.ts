import type { PortalApi } from '../../../web/portal/api.ts';
import { searchMessages } from '../../../web/portal/search-messages.ts';
import { feedPath, readSearch, searchPath } from '../../../web/portal/search-state.ts';
import { hrefTo, type Site } from '../../../web/portal/site.ts';
import { pick, translator } from '../../../shared/i18n.ts';
import { accreditationMessages } from '../../../web/portal/accreditation-messages.ts';
import { element, leaf, type Xml, XML_HEAD } from '../interchange/index.ts';

export interface Feed {
  xml: string;
  /** Instant of the newest entry. */
  updated: string;
}

/** Entries of a feed. Readers come back often; what is older they have. */
const ENTRIES = 50;
/** Before anything was published: a feed without entries has a date all the same. */
const NEVER = '1970-01-01T00:00:00.000Z';

/** Feeds beside that of a search, by their address within the site. */
export const FEEDS: Readonly<Record<string, (api: PortalApi, site: Site) => Promise<Feed>>> = {
  '/notices.atom': async (api, site) => {
    const { items } = await api.listNotices({ query: { ...within(site), limit: ENTRIES } });
    const entries = items.map(({ id, title, published_at, first, last, programme_name }) => ({
      id,
      title: pick(title, site.lang),
      at: published_at,
      author: pick(programme_name, site.lang),
      summary: `${first} – ${last}`,
    }));
    return plainFeed(site, '/notices', translator(accreditationMessages, site.lang)('noticesTitle'), entries);
  },
  '/calls.atom': async (api, site) => {
    const { items } = await api.listCalls({ query: { ...within(site), limit: ENTRIES } });
    const entries = items.map(({ id, title, published_at, first, last, authority }) => ({
      id,
      title,
      at: published_at,
      author: pick(authority, site.lang),
      summary: `${first ?? ''} – ${last ?? ''}`,
    }));
    return plainFeed(site, '/calls', translator(accreditationMessages, site.lang)('callsTitle'), entries);
  },
};

const within = ({ programme }: Site): { programme?: string } => (programme ? { programme: programme.id } : {});

interface Entry {
  id: string;
  title: string;
  at: string;
  author: string;
  summary: string;
}

/** Entries that each have a page below one address of the site. */
function plainFeed(site: Site, path: string, title: string, entries: readonly Entry[]): Feed {
  const address = (of: string): string => `${site.origin}${hrefTo(site, of)}`;
  const updated = entries.reduce((newest, { at }) => (at > newest ? at : newest), NEVER);
  const xml = element('feed', { xmlns: 'http://www.w3.org/2005/Atom', 'xml:lang': site.lang }, [
    leaf('id', address(`${path}.atom`)),
    leaf('title', `${title} · ${site.name}`),
    leaf('updated', updated),
    element('author', {}, leaf('name', site.name)),
    element('link', { rel: 'self', type: 'application/atom+xml', href: address(`${path}.atom`) }),
    element('link', { rel: 'alternate', type: 'text/html', href: address(path) }),
    ...entries.map((entry): Xml =>
      element('entry', {}, [
        leaf('id', `${site.origin}${path}/${entry.id}`),
        leaf('title', entry.title),
        element('link', { rel: 'alternate', type: 'text/html', href: address(`${path}/${entry.id}`) }),
        leaf('published', entry.at),
        leaf('updated', entry.at),
        element('author', {}, leaf('name', entry.author)),
        leaf('summary', entry.summary),
      ]),
    ),
  ]);
  return { xml: XML_HEAD + xml, updated };
}

/** The newest published records of a search as Atom (RFC 4287). @throws ApiError as the search page does */
export async function searchFeed(api: PortalApi, site: Site, search: string): Promise<Feed> {
  const state = readSearch(new URLSearchParams(search));
  const programme = site.programme ? { programme: site.programme.id } : {};
  const { items } = await api.searchResources({
    query: { ...programme, q: state.q, ...state.filters, sort: 'newest', limit: ENTRIES },
  });
  const t = translator(searchMessages, site.lang);
  const address = (path: string): string => `${site.origin}${hrefTo(site, path)}`;
  // A record is the same on every network: its address names none, and stays.
  const recordAddress = (id: string): string =>
    `${site.origin}${hrefTo({ lang: site.lang, base: '' }, `/resources/${id}`)}`;
  const self = address(feedPath(state));
  const updated = items.reduce((newest, { published_at: at }) => (at > newest ? at : newest), NEVER);
  const heading = state.q === '' ? t('title') : t('titleFor', { q: state.q });
  const entries = items.map((hit): Xml => {
    const title = (site.lang === 'en' ? hit.title_en : null) ?? hit.title;
    return element('entry', {}, [
      leaf('id', `${site.origin}/resources/${hit.id}`),
      leaf('title', title),
      element('link', { rel: 'alternate', type: 'text/html', href: recordAddress(hit.id) }),
      leaf('published', hit.published_at),
      leaf('updated', hit.published_at),
      element('author', {}, leaf('name', hit.platform.name)),
      element('category', { term: hit.type, label: hit.type_label }),
      leaf('summary', hit.excerpt),
    ]);
  });
  const xml = element('feed', { xmlns: 'http://www.w3.org/2005/Atom', 'xml:lang': site.lang }, [
    leaf('id', self),
    leaf('title', `${heading} · ${site.name}`),
    leaf('updated', updated),
    element('author', {}, leaf('name', site.name)),
    element('link', { rel: 'self', type: 'application/atom+xml', href: self }),
    element('link', { rel: 'alternate', type: 'text/html', href: address(searchPath({ ...state, sort: 'newest' })) }),
    ...entries,
  ]);
  return { xml: XML_HEAD + xml, updated };
}
