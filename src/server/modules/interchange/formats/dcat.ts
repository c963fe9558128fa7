import { nameInOrder } from '../../../../shared/catalogue/citation-names.ts';
import { displayValues } from '../../../../shared/catalogue/display.ts';
import type { FieldSpec } from '../../../../shared/catalogue/resource-type.ts';
import type { OpenRecord } from '../../catalogue/index.ts';
import {
  kindOf,
  relationsOf,
  citeAs,
  describedAs,
  identifiersOf,
  issuedOn,
  langOf,
  languagesOf,
  licenceOf,
  makersOf,
  readIdentifier,
} from '../described.ts';
import { listOf, mappedTo, valuesOf, wordsOf } from '../mapped.ts';
import { type Node, PREFIXES, type Value, webIri } from '../rdf/graph.ts';
import { accessRight, bytes, date, frequency, languages, mediaType, node, text, web } from '../rdf/words.ts';
import { spatialOf, temporalOf } from './dcat-coverage.ts';

const STANDARD = 'dcat';

/** Data are a `dcat:Dataset`; whatever else the catalogue holds is a `dcat:Resource` (DCAT 3, 6.4). */
export const isDataset = (record: OpenRecord): boolean => kindOf(record) === 'Dataset';
export const dcatIri = ({ address }: Pick<OpenRecord, 'address'>): string => `${address}#resource`;

const tagged = (value: string | null | undefined): Value[] => (value ? text(value, langOf(value)) : []);
const agent = (name: string): Node => node(['foaf:Agent'], { 'foaf:name': tagged(name) });

/** A record after DCAT-AP 3. */
export function dcatRecord(record: OpenRecord): Node {
  const { fields, type } = record;
  const value = (term: string): string | undefined => valuesOf(record, STANDARD, term)[0];
  return node(
    [isDataset(record) ? 'dcat:Dataset' : 'dcat:Resource'],
    {
      'dct:title': [...tagged(record.title), ...text(record.titleEn, 'en')],
      'dct:description': [...tagged(describedAs(record)), ...text(listOf(fields['description_en'])[0], 'en')],
      'dct:identifier': text(citeAs(record)),
      'adms:identifier': identifiersOf(record).map(({ display }) =>
        node(['adms:Identifier'], { 'skos:notation': [{ text: display, datatype: 'xsd:string' }] }),
      ),
      'dct:type': [
        node(['skos:Concept'], { 'skos:prefLabel': [...text(type.label.zh, 'zh'), ...text(type.label.en, 'en')] }),
      ],
      'dcat:keyword': [...valuesOf(record, STANDARD, 'dcat:keyword'), ...ownSubjects(record)].flatMap(tagged),
      'dcat:theme': themes(record),
      'dct:creator': makersOf(record).map((name) => agent(nameInOrder(name))),
      'dct:contributor': valuesOf(record, STANDARD, 'dct:contributor').map(agent),
      'dct:publisher': [publisher(record)],
      'dcat:contactPoint': [contact(record)],
      'dct:issued': date(issuedOn(record)),
      'dct:created': date(value('dct:created')),
      'dct:modified': modified(record),
      'dcat:version': text(value('dcat:version') ?? String(record.version)),
      'dct:language': languages(languagesOf(record)),
      'dcat:landingPage': [node(['foaf:Document'], {}, record.address)],
      'dct:accessRights': [accessRight(record.access)],
      'dct:rights': valuesOf(record, STANDARD, 'dct:rights').map(rightsStatement),
      'dct:license': isDataset(record) ? [] : licences(record),
      'dct:spatial': spatialOf(record),
      'dct:temporal': temporalOf(record),
      'dct:accrualPeriodicity': frequency(value('dct:accrualPeriodicity')),
      'dct:provenance': valuesOf(record, STANDARD, 'dct:provenance').map((words) =>
        node(['dct:ProvenanceStatement'], { 'rdfs:label': tagged(words) }),
      ),
      ...relations(record),
      'dcat:distribution': isDataset(record) ? distributions(record) : [],
    },
    dcatIri(record),
  );
}

/** Subjects of the platform's own scheme have no address: they count as keywords. */
const ownSubjects = (record: OpenRecord): string[] =>
  mappedTo(record, STANDARD, 'dcat:theme').flatMap(({ field, values }) => (field.kind === 'discipline' ? [] : values));

/** Disciplines of GB/T 13745; the address of each is the search for it here. */
const themes = (record: OpenRecord): Node[] =>
  mappedTo(record, STANDARD, 'dcat:theme').flatMap(({ field, values }) => {
    if (field.kind !== 'discipline') return [];
    return values.map((code) => {
      const known = record.type.references.discipline?.get(code);
      const label = known
        ? [...text(known.zh, 'zh'), ...text(known.en, 'en')]
        : text(fieldValue(record, field, code), 'zh');
      const address = `${new URL(record.address).origin}/search?discipline=${code.slice(0, 3)}#${code}`;
      return node(['skos:Concept'], { 'skos:prefLabel': label, 'skos:notation': text(code) }, address);
    });
  });

const fieldValue = ({ type }: OpenRecord, field: FieldSpec, value: string): string =>
  displayValues(type, field, value, 'zh-CN')[0] ?? value;

/** Relations by the property each field names; `dct:relation` where it names none. */
function relations(record: OpenRecord): Record<string, Value[]> {
  const found: Record<string, Value[]> = {};
  for (const { field, text: stated } of relationsOf(record)) {
    const term = field.map?.[STANDARD] ?? '';
    const property = term.split(':')[0]! in PREFIXES ? term : 'dct:relation';
    const targets = web([readIdentifier(stated)?.url ?? '']);
    found[property] = [
      ...(found[property] ?? []),
      ...(property === 'foaf:page' ? targets.map(({ iri }) => node(['foaf:Document'], {}, iri)) : targets),
    ];
  }
  return found;
}

export const platformIri = ({ address, platform }: OpenRecord): string =>
  `${new URL(address).origin}/platforms/${platform.code}#platform`;

const publisher = (record: OpenRecord): Node =>
  node(
    ['foaf:Agent', 'foaf:Organization'],
    {
      'foaf:name': [...tagged(record.platform.name_zh), ...text(record.platform.name_en, 'en')],
      'foaf:homepage': web([record.platform.homepage ?? '']),
    },
    platformIri(record),
  );

/** Readers want `vcard:Kind` said, though an organisation is one. */
function contact({ fields, platform }: OpenRecord): Node {
  const name = listOf(fields['service_name'])[0];
  const email = listOf(fields['service_email'])[0] ?? (name === undefined ? platform.contact.email : undefined);
  const phone = listOf(fields['service_phone'])[0] ?? (name === undefined ? platform.contact.phone : undefined);
  return node(['vcard:Kind', 'vcard:Organization'], {
    'vcard:fn': tagged(name ?? platform.name_zh),
    'vcard:hasEmail': email !== undefined && /^[\w.+-]+@[\w.-]+$/.test(email) ? [{ iri: `mailto:${email}` }] : [],
    'vcard:hasTelephone':
      phone !== undefined && /^[+\d][\d -]+$/.test(phone) ? [{ iri: `tel:${phone.replaceAll(' ', '')}` }] : [],
  });
}

function modified(record: OpenRecord): Value[] {
  const own = date(valuesOf(record, STANDARD, 'dct:modified')[0]);
  return own.length > 0 ? own : [{ text: record.updatedAt, datatype: 'xsd:dateTime' }];
}

const rightsStatement = (words: string): Node => node(['dct:RightsStatement'], { 'rdfs:label': tagged(words) });

function licences(record: OpenRecord): Node[] {
  const licence = licenceOf(record);
  if (!licence) return [];
  const label = { 'rdfs:label': wordsOf(record, STANDARD, 'dct:license').flatMap(tagged) };
  return [node(['dct:LicenseDocument'], label, licence.address ?? undefined)];
}

/** One for every address the data can be had at. */
function distributions(record: OpenRecord): Node[] {
  const pages = valuesOf(record, STANDARD, 'dcat:landingPage').map((address) => ({ address, title: undefined }));
  const services = valuesOf(record, STANDARD, 'dcat:endpointURL').map((address) => ({ address, title: '接口' }));
  return [...pages, ...services].flatMap(({ address, title }) => {
    const iri = webIri(address);
    if (iri === undefined) return [];
    return [
      node(['dcat:Distribution'], {
        'dcat:accessURL': [{ iri }],
        'dct:title': text(title, 'zh'),
        'dct:license': licences(record),
        'dct:format': title === undefined ? valuesOf(record, STANDARD, 'dct:format').slice(0, 1).map(mediaType) : [],
        'dcat:byteSize': title === undefined ? bytes(valuesOf(record, STANDARD, 'dcat:byteSize')[0]) : [],
      }),
    ];
  });
}
