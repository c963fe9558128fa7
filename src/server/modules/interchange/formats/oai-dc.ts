import { nameInOrder } from '../../../../shared/catalogue/citation-names.ts';
import type { OpenRecord } from '../../catalogue/index.ts';
import {
  kindOf,
  describedAs,
  identifiersOf,
  issuedOn,
  langOf,
  languagesOf,
  licenceOf,
  makersOf,
  readIdentifier,
  relationsOf,
} from '../described.ts';
import { fieldInWords, listOf, valuesOf, wordsOf } from '../mapped.ts';
import { element, leaf, type Xml } from '../xml.ts';

/** Simple Dublin Core (DCMES 1.1) as OAI-PMH asks of everybody. */
export function oaiDc(record: OpenRecord): Xml {
  const { fields, platform, type } = record;
  const texts = (name: string, values: readonly (string | undefined)[]): Xml[] =>
    values.map((text) => leaf(`dc:${name}`, text));
  const inLang = (name: string, text: string | null | undefined): Xml =>
    text ? leaf(`dc:${name}`, text, { 'xml:lang': langOf(text) }) : '';
  const licence = licenceOf(record);
  return element(
    'oai_dc:dc',
    {
      'xmlns:oai_dc': 'http://www.openarchives.org/OAI/2.0/oai_dc/',
      'xmlns:dc': 'http://purl.org/dc/elements/1.1/',
      'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
      'xsi:schemaLocation':
        'http://www.openarchives.org/OAI/2.0/oai_dc/ http://www.openarchives.org/OAI/2.0/oai_dc.xsd',
    },
    [
      inLang('title', record.title),
      inLang('title', record.titleEn),
      ...texts('creator', makersOf(record).map(nameInOrder)),
      ...[...new Set(wordsOf(record, 'datacite', 'subject'))].map((text) => inLang('subject', text)),
      inLang('description', describedAs(record)),
      inLang('description', listOf(fields['description_en'])[0]),
      ...texts('publisher', [platform.name_zh]),
      ...texts('contributor', [...valuesOf(record, 'datacite', 'contributor'), listOf(fields['provider_name'])[0]]),
      ...texts('date', [issuedOn(record)]),
      ...texts('type', [kindOf(record), type.label.zh]),
      ...texts('format', wordsOf(record, 'datacite', 'format')),
      ...texts('identifier', [record.address, ...identifiersOf(record).map(({ url, display }) => url ?? display)]),
      ...texts('language', languagesOf(record)),
      ...texts(
        'relation',
        relationsOf(record).map(({ text }) => readIdentifier(text)?.url ?? text),
      ),
      ...texts('coverage', [fieldInWords(record, 'region'), ...wordsOf(record, 'datacite', 'geoLocationPlace')]),
      ...texts('rights', [
        licence?.address ?? undefined,
        fieldInWords(record, 'license'),
        fieldInWords(record, 'share_scope'),
      ]),
    ],
  );
}
