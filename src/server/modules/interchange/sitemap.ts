import { baseUrlOf } from '../../kernel/config.ts';
import { kernelProblem } from '../../../shared/kernel/problems.ts';
import type { Ctx } from '../../kernel/context.ts';
import { publicParts, publicPart } from '../catalogue/index.ts';
import { listedPlatforms } from '../identity/index.ts';
import { element, leaf, XML_HEAD, type Xml } from './xml.ts';

/** Addresses of one part, as the protocol allows at most (sitemaps.org). */
const PART = 50_000;
const NAMESPACE = { xmlns: 'http://www.sitemaps.org/schemas/sitemap/0.9' };
const PAGES = ['/', '/platforms', '/services', '/about', '/help', '/accessibility', '/privacy'];

const document = (root: string, entries: readonly Xml[]): Xml => XML_HEAD + element(root, NAMESPACE, entries);

/** The index: one part for the pages of the site, and one for every 50,000 records, named by its first. */
export async function sitemapIndex(ctx: Ctx): Promise<Xml> {
  const base = baseUrlOf(ctx.services.config);
  const parts = await publicParts(ctx, PART);
  return document('sitemapindex', [
    element('sitemap', {}, leaf('loc', `${base}/sitemaps/pages.xml`)),
    ...parts.map(({ first, changed }) =>
      element('sitemap', {}, [leaf('loc', `${base}/sitemaps/${first}.xml`), leaf('lastmod', changed)]),
    ),
  ]);
}

/** @throws kernel.not_found */
export async function sitemapPart(ctx: Ctx, name: string): Promise<Xml> {
  const base = baseUrlOf(ctx.services.config);
  if (name === 'pages.xml') {
    const platforms = (await listedPlatforms(ctx.db)).map(({ code }) => `/platforms/${code}`);
    return document(
      'urlset',
      [...PAGES, ...platforms].slice(0, PART).map((path) => element('url', {}, leaf('loc', base + path))),
    );
  }
  const first = /^(\d{1,18})\.xml$/.exec(name)?.[1];
  const records = first === undefined ? [] : await publicPart(ctx, first, PART);
  if (records.length === 0) throw kernelProblem('kernel.not_found');
  return document(
    'urlset',
    records.map(({ id, changed }) =>
      element('url', {}, [leaf('loc', `${base}/resources/${id}`), leaf('lastmod', changed)]),
    ),
  );
}
