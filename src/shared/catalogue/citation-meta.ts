import { type CitedRecord, isDataset, numberOf, oneLine, publishedWork, wordsOf } from './cited-record.ts';
import { pageSpan } from './cited-work.ts';
import { type CitedName, citedNames, looksPersonal, nameInOrder } from './citation-names.ts';
import { licenceAddress } from './licences.ts';

/** Meta tags of a record's page: Highwire's `citation_*` as scholarly search engines read them, and Dublin Core. */
export function citationMeta(record: CitedRecord): { name: string; content: string }[] {
  const { title, publisher, english } = wordsOf(record);
  const names = citedNames(record.creators).map(nameInOrder);
  const year = record.year === null ? null : String(record.year);
  const tags: [string, string | null][] = [
    ['citation_title', title],
    ...names.map((name): [string, string] => ['citation_author', name]),
    ...workTags(record, publisher),
    ['citation_publication_date', record.publishedOn?.replaceAll('-', '/') ?? year],
    ['citation_doi', numberOf(record, 'doi')],
    ['citation_language', english ? 'en' : 'zh'],
    ['citation_abstract_html_url', record.address],
    ['DC.title', title],
    ...names.map((name): [string, string] => ['DC.creator', name]),
    ['DC.publisher', publisher],
    ['DC.date', record.publishedOn ?? year],
    ['DC.type', record.dataciteType],
    ['DC.identifier', record.identifier?.display ?? null],
    ['DC.identifier', record.address],
    ['DC.language', english ? 'en' : 'zh-CN'],
  ];
  return tags.flatMap(([name, content]) => (content === null ? [] : [{ name, content: oneLine(content) }]));
}

/** A paper’s journal, volume and pages; the platform publishes everything else. */
function workTags(record: CitedRecord, publisher: string): [string, string | null][] {
  const work = publishedWork(record)?.work;
  if (!work) return [['citation_publisher', publisher]];
  const { first, last } = pageSpan(work.pages);
  return [
    ['citation_journal_title', work.container],
    ['citation_publisher', work.publisher],
    ['citation_volume', work.volume],
    ['citation_issue', work.issue],
    ['citation_firstpage', first],
    ['citation_lastpage', last],
    ['citation_issn', work.issn],
    ['citation_isbn', work.isbn],
  ];
}

const person = (name: CitedName) =>
  name.kind === 'parted'
    ? { '@type': 'Person', name: `${name.given} ${name.family}`, familyName: name.family, givenName: name.given }
    : { '@type': name.han && looksPersonal(name.name) ? 'Person' : 'Organization', name: name.name };

const SCHEMA_TYPES: Readonly<Record<string, string>> = {
  Dataset: 'Dataset',
  Service: 'Service',
  JournalArticle: 'ScholarlyArticle',
};

interface DescribedRecord extends CitedRecord {
  description: string | null;
  keywords: readonly string[];
  type: string;
  /** Id of the code list of licences. */
  license: string | null;
  platformHomepage: string | null;
  /** Region in words. */
  region: string | null;
}

/**
 * schema.org for a record's page: a Dataset, or a Product that is also a CreativeWork, so that a physical resource may
 * say its creators and publisher. Holds only texts, lists and objects; the page escapes `<` when it embeds it.
 */
export function jsonLdOf(record: DescribedRecord): Record<string, unknown> {
  const { title, publisher } = wordsOf(record);
  const names = citedNames(record.creators);
  const kind = publishedWork(record);
  const other = title === oneLine(record.title) ? record.titleEn : record.title;
  const all: Record<string, unknown> = {
    '@context': 'https://schema.org/',
    '@type': kind?.schema ?? SCHEMA_TYPES[record.dataciteType] ?? ['Product', 'CreativeWork'],
    '@id': record.address,
    name: title,
    alternateName: other === null ? null : oneLine(other),
    description: record.description,
    url: record.address,
    identifier: identifierOf(record),
    keywords: record.keywords.length > 0 ? record.keywords : null,
    category: isDataset(record) ? null : record.type,
    isPartOf: kind?.work.container
      ? { '@type': 'Periodical', name: kind.work.container, ...(kind.work.issn !== null && { issn: kind.work.issn }) }
      : null,
    pagination: kind?.work.pages ?? null,
    creator: names.length > 0 ? names.map(person) : null,
    publisher: {
      '@type': 'Organization',
      name: publisher,
      ...(record.platformHomepage && { url: record.platformHomepage }),
    },
    datePublished: record.publishedOn ?? (record.year === null ? null : String(record.year)),
    version: String(record.version),
    license: record.license === null ? null : (licenceAddress(record.license) ?? record.license),
    spatialCoverage: record.region,
    inLanguage: 'zh-CN',
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null && value !== ''));
}

const identifierOf = ({ identifier }: CitedRecord) =>
  identifier && {
    '@type': 'PropertyValue',
    propertyID: identifier.scheme.toUpperCase(),
    value: identifier.display,
    ...(identifier.url !== null && { url: identifier.url }),
  };
