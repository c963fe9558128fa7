import { type CitedName, looksPersonal, nameInOrder } from '../../../../shared/catalogue/citation-names.ts';
import { parseIdentifier } from '../../../../shared/catalogue/identifiers.ts';
import { civilDateAt } from '../../../../shared/dates.ts';
import type { OpenRecord } from '../../catalogue/index.ts';
import {
  kindOf,
  describedAs,
  identifiersOf,
  issuedOn,
  langOf,
  languagesOf,
  makersOf,
  type Named,
  relationsOf,
} from '../described.ts';
import { listOf, mappedTo, termsOf, valuesOf, wordsOf } from '../mapped.ts';
import { element, leaf, wrapped, type Xml } from '../xml.ts';
import {
  dataciteDate,
  dataciteRights,
  geoLocations,
  RELATION_TYPES,
  relatedItem,
  RESOURCE_TYPES,
} from './datacite-parts.ts';

const STANDARD = 'datacite';
export const DATACITE_NAMESPACE = 'http://datacite.org/schema/kernel-4';
export const DATACITE_SCHEMA = 'https://schema.datacite.org/meta/kernel-4.7/metadata.xsd';

/** DataCite Metadata Schema 4.7. */
export function datacite(record: OpenRecord): Xml {
  const { type, platform, fields } = record;
  const [first, ...others] = identifiersOf(record).filter(({ scheme }) => scheme === 'doi' || scheme === 'cstr');
  const own = first ? { kind: first.scheme.toUpperCase(), text: first.value } : { kind: 'URL', text: record.address };
  const kind = kindOf(record);
  const general = RESOURCE_TYPES.has(kind) ? kind : 'Other';
  const publisher = valuesOf(record, STANDARD, 'publisher')[0] ?? platform.name_zh;
  return element(
    'resource',
    {
      xmlns: DATACITE_NAMESPACE,
      'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
      'xsi:schemaLocation': `${DATACITE_NAMESPACE} ${DATACITE_SCHEMA}`,
    },
    [
      leaf('identifier', own.text, { identifierType: own.kind }),
      wrapped(
        'creators',
        makersOf(record).map((name) => person('creator', name)),
      ),
      wrapped('titles', titles(record)),
      leaf('publisher', publisher, { 'xml:lang': langOf(publisher) }),
      leaf('publicationYear', issuedOn(record).slice(0, 4)),
      leaf('resourceType', type.label.zh, { resourceTypeGeneral: general }),
      wrapped('subjects', subjects(record)),
      wrapped('contributors', contributors(record)),
      wrapped('dates', dates(record)),
      leaf('language', languagesOf(record)[0]),
      wrapped('alternateIdentifiers', alternates(record, own.kind)),
      wrapped('relatedIdentifiers', [...others.map((other) => related(other, 'IsIdenticalTo')), ...relatedTo(record)]),
      wrapped(
        'sizes',
        wordsOf(record, STANDARD, 'size').map((text) => leaf('size', text)),
      ),
      wrapped(
        'formats',
        wordsOf(record, STANDARD, 'format').map((text) => leaf('format', text)),
      ),
      leaf('version', valuesOf(record, STANDARD, 'version')[0] ?? String(record.version)),
      wrapped('rightsList', dataciteRights(record)),
      wrapped('descriptions', [
        leaf('description', describedAs(record), { descriptionType: 'Abstract', 'xml:lang': 'zh' }),
        leaf('description', listOf(fields['description_en'])[0], { descriptionType: 'Abstract', 'xml:lang': 'en' }),
      ]),
      wrapped('geoLocations', geoLocations(record)),
      wrapped('relatedItems', relatedItem(record)),
      wrapped('fundingReferences', valuesOf(record, STANDARD, 'fundingReference').map(fundingReference)),
    ],
  );
}

const titles = ({ title, titleEn }: OpenRecord): Xml[] => [
  leaf('title', title, { 'xml:lang': langOf(title) }),
  leaf('title', titleEn, { titleType: 'TranslatedTitle', 'xml:lang': 'en' }),
];

function person(role: 'creator' | 'contributor', name: CitedName, attributes: Record<string, string> = {}): Xml {
  const personal = name.kind === 'parted' || (name.han && looksPersonal(name.name));
  return element(role, attributes, [
    leaf(`${role}Name`, nameInOrder(name), { nameType: personal ? 'Personal' : 'Organizational' }),
    ...(name.kind === 'parted' ? [leaf('givenName', name.given), leaf('familyName', name.family)] : []),
  ]);
}

const subjects = (record: OpenRecord): Xml[] =>
  (termsOf(record.type, STANDARD).get('subject') ?? []).flatMap((field) =>
    wordsOf({ ...record, fields: { [field.id]: record.fields[field.id]! } }, STANDARD, 'subject').map((text) =>
      leaf('subject', text, {
        'xml:lang': langOf(text),
        ...(field.kind === 'discipline' && { subjectScheme: 'GB/T 13745' }),
      }),
    ),
  );

/** `contributor` alone is of no kind in particular, `contributor/Producer` of that kind. */
const contributors = (record: OpenRecord): Xml[] =>
  [...termsOf(record.type, STANDARD).keys()]
    .filter((term) => term === 'contributor' || term.startsWith('contributor/'))
    .flatMap((term) => {
      const contributorType = term.split('/')[1] ?? 'Other';
      return valuesOf(record, STANDARD, term).map((name) =>
        element('contributor', { contributorType }, leaf('contributorName', name)),
      );
    });

/** Two fields under one term are the start and the end of a span. */
function dates(record: OpenRecord): Xml[] {
  const own = [...termsOf(record.type, STANDARD).keys()]
    .filter((term) => term.startsWith('date/'))
    .map((term) =>
      leaf('date', dataciteDate(valuesOf(record, STANDARD, term)), { dateType: term.slice('date/'.length) }),
    );
  return [
    leaf('date', issuedOn(record), { dateType: 'Issued' }),
    ...own,
    leaf('date', civilDateAt(record.updatedAt), { dateType: 'Updated', dateInformation: 'metadata' }),
  ];
}

const alternates = (record: OpenRecord, kind: string): Xml[] => [
  ...(kind === 'URL' ? [] : [leaf('alternateIdentifier', record.address, { alternateIdentifierType: 'URL' })]),
  ...mappedTo(record, STANDARD, 'alternateIdentifier').flatMap(({ field, values }) =>
    values.map((text) => {
      const { scheme, valid } = parseIdentifier(text);
      return leaf('alternateIdentifier', text, {
        alternateIdentifierType: valid && scheme !== 'unknown' ? (RELATED[scheme] ?? field.label.en) : field.label.en,
      });
    }),
  ),
];

/** Our schemes as relatedIdentifierType. */
const RELATED: Readonly<Record<string, string>> = {
  cstr: 'CSTR',
  doi: 'DOI',
  handle: 'Handle',
  ark: 'ARK',
  urn: 'URN',
  url: 'URL',
};

const related = ({ scheme, value }: Pick<Named, 'scheme' | 'value'>, relationType: string, info?: string): Xml =>
  leaf('relatedIdentifier', value, {
    relatedIdentifierType: RELATED[scheme],
    relationType,
    relationTypeInformation: info,
  });

/** What has no relation of DataCite's is `Other` (new in 4.7); a text that is no identifier has no place here. */
const relatedTo = (record: OpenRecord): Xml[] =>
  relationsOf(record).flatMap(({ relation: stated, label, text }) => {
    // Parents of a breed or variety are what it is derived from.
    const relation = stated === 'HasParent' ? 'IsDerivedFrom' : stated;
    const { scheme, normalized, valid } = parseIdentifier(text);
    if (!valid || RELATED[scheme] === undefined) return [];
    const known = relation !== undefined && RELATION_TYPES.has(relation);
    return [related({ scheme, value: normalized }, known ? relation : 'Other', known ? undefined : label.en)];
  });

/** Projects are given as one text; who funds them is not told apart, and DataCite has a word for that. */
const fundingReference = (project: string): Xml =>
  element('fundingReference', {}, [leaf('funderName', '(:unav)'), leaf('awardTitle', project)]);
