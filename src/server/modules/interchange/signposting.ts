import { RECORD_FORMS } from '../../../shared/interchange/formats.ts';
import type { OpenRecord } from '../catalogue/index.ts';
import { citeAs, kindOf, licenceOf } from './described.ts';
import { listOf, valuesOf } from './mapped.ts';
import { webIri } from './rdf/graph.ts';

/** A typed link of a record's page (FAIR Signposting, level 1 and 2; RFC 8288). */
export interface SignpostLink {
  rel: string;
  href: string;
  type?: string;
  profile?: string;
}

/** Links beyond these would swell the header; the linkset has them all. */
const ITEMS = 10;

const TYPES: Readonly<Record<string, string>> = {
  Dataset: 'Dataset',
  Software: 'SoftwareSourceCode',
  Text: 'CreativeWork',
  JournalArticle: 'ScholarlyArticle',
};

export function linksOf(record: OpenRecord): SignpostLink[] {
  const { address, fields } = record;
  const licence = licenceOf(record)?.address;
  const items = [...valuesOf(record, 'dcat', 'dcat:landingPage'), ...valuesOf(record, 'dcat', 'dcat:endpointURL')];
  const orcids = listOf(fields['creators']).flatMap((name) => /\b(?:\d{4}-){3}\d{3}[\dX]\b/.exec(name)?.[0] ?? []);
  return [
    { rel: 'cite-as', href: citeAs(record) },
    { rel: 'type', href: 'https://schema.org/AboutPage' },
    { rel: 'type', href: `https://schema.org/${TYPES[kindOf(record)] ?? 'CreativeWork'}` },
    ...orcids.map((orcid) => ({ rel: 'author', href: `https://orcid.org/${orcid}` })),
    ...(licence ? [{ rel: 'license', href: licence }] : []),
    ...(record.access === 'closed' ? [] : items).flatMap((item) => {
      const href = webIri(item);
      return href === undefined ? [] : [{ rel: 'item', href }];
    }),
    ...RECORD_FORMS.filter(({ metadata }) => metadata).map((form) => ({
      rel: 'describedby',
      href: `${address}?format=${form.id}`,
      type: form.mediaType,
      ...('profile' in form && { profile: form.profile }),
    })),
  ];
}

const linkText = ({ rel, href, type, profile }: SignpostLink): string =>
  [
    // Headers are ASCII.
    `<${href.replace(/[^\x21-\x7e]/g, encodeURIComponent)}>`,
    `rel="${rel}"`,
    ...(type === undefined ? [] : [`type="${type}"`]),
    ...(profile === undefined ? [] : [`profile="${profile}"`]),
  ].join('; ');

/** The Link header of a record's page. */
export function linkHeader(record: OpenRecord): string {
  const links = linksOf(record);
  const items = links.filter(({ rel }) => rel === 'item');
  const few = items.length > ITEMS ? links.filter(({ rel }) => rel !== 'item') : links;
  const linkset = { rel: 'linkset', href: `${record.address}?format=linkset`, type: 'application/linkset+json' };
  return [...few, linkset].map(linkText).join(', ');
}

/** The Link header of a form of the record: back to its page. */
export const describesHeader = (address: string): string => `<${address}>; rel="describes"; type="text/html"`;

/** All links of the page, and of its forms back to it (RFC 9264). */
export function linksetOf(record: OpenRecord): { linkset: Record<string, unknown>[] } {
  const own: Record<string, unknown[]> = {};
  const back: Record<string, unknown>[] = [];
  for (const { rel, ...target } of linksOf(record)) {
    own[rel] = [...(own[rel] ?? []), target];
    if (rel === 'describedby')
      back.push({ anchor: target.href, describes: [{ href: record.address, type: 'text/html' }] });
  }
  return { linkset: [{ anchor: record.address, ...own }, ...back] };
}
