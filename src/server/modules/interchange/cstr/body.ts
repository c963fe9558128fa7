import { type CitedName, citedNames, looksPersonal } from '../../../../shared/catalogue/citation-names.ts';
import { parseIdentifier } from '../../../../shared/catalogue/identifiers.ts';
import { civilDateAt, isCivilDate } from '../../../../shared/dates.ts';
import type { FieldSpec } from '../../../../shared/catalogue/resource-type.ts';
import type { OpenRecord } from '../../catalogue/index.ts';
import { langOf, licenceOf, languagesOf } from '../described.ts';
import { fieldInWords, listOf, valuesOf } from '../mapped.ts';
import type { CstrReference } from './reference.ts';

const STANDARD = 'cstr';

/** Fields that registration wants and the record lacks; of a group with a choice the first stands for it. */
export function missingFor({ required, day_fields }: CstrReference, { type, fields }: OpenRecord): FieldSpec[] {
  const known = (id: string): FieldSpec[] => [type.byId.get(id)].flatMap((field) => field ?? []);
  const groups = required.map((group) => group.flatMap(known)).filter((group) => group.length > 0);
  return [
    ...groups.filter((group) => group.every(({ id }) => fields[id] === undefined)).map((group) => group[0]!),
    ...day_fields.flatMap(known).filter(({ id }) => fields[id] !== undefined && !isCivilDate(String(fields[id]))),
  ];
}

const names = (text: string) => [{ lang: langOf(text), name: text }];

function creator(name: CitedName) {
  const text = name.kind === 'parted' ? `${name.given} ${name.family}` : name.name;
  return name.kind === 'parted' || (name.han && looksPersonal(name.name))
    ? { type: '1', person: { names: names(text) } }
    : { type: '2', affiliation: { names: names(text) } };
}

/** 1 online, 2 offline, 3 other; the first way given. */
const CHANNELS: Readonly<Record<string, string>> = { online: '1', offline: '2', other: '3' };

/**
 * One entry of a registration batch, version 3 of the registry's interface. Members whose code lists are not public
 * (contribution types, relations, kinds of funding) are left out rather than guessed.
 */
export function registrationEntry(record: OpenRecord, identifier: string, typeCode: string): Record<string, unknown> {
  const { fields, platform } = record;
  const creators = citedNames(listOf(fields['creators']));
  const makers = creators.length > 0 ? creators : citedNames(listOf(fields['provider_name']));
  const keywords = valuesOf(record, STANDARD, 'keywords');
  const others = valuesOf(record, STANDARD, 'alternative_identifiers').flatMap((text) => {
    const { scheme, normalized, valid } = parseIdentifier(text);
    return valid ? [{ type: ALTERNATIVE[scheme] ?? 'Other', identifier: normalized }] : [];
  });
  const licence = licenceOf(record);
  const entry: Record<string, unknown> = {
    identifier,
    titles: [
      { lang: langOf(record.title), name: record.title },
      ...(record.titleEn ? [{ lang: 'en', name: record.titleEn }] : []),
    ],
    creators: makers.map(creator),
    publisher: {
      names: [...names(platform.name_zh), ...(platform.name_en ? [{ lang: 'en', name: platform.name_en }] : [])],
    },
    publish_date: listOf(fields['publication_date'])[0] ?? civilDateAt(record.publishedAt),
    descriptions: valuesOf(record, STANDARD, 'descriptions').map((description) => ({
      lang: langOf(description),
      description,
    })),
    keywords: (['zh', 'en'] as const).flatMap((lang) => {
      const keyword = keywords.filter((word) => langOf(word) === lang);
      return keyword.length > 0 ? [{ lang, keyword }] : [];
    }),
    subjects: [{ standard_gbt: valuesOf(record, STANDARD, 'subjects') }].filter(
      ({ standard_gbt }) => standard_gbt.length > 0,
    ),
    language: languagesOf(record)[0],
    alternative_identifiers: others,
    rights: licence ? [{ license: licence.code, description: fieldInWords(record, 'license') }] : [],
    funders: valuesOf(record, STANDARD, 'funders').map((proj_name) => ({ proj_name })),
    version: listOf(fields['version_label'])[0],
    urls: [record.address],
    resource_type: typeCode,
    ...(typeCode === '11' && { type: '1' }),
    cstr_state: record.access === 'closed' ? '1' : '2',
    share_method: {
      channel: CHANNELS[listOf(fields['share_channel'])[0] ?? ''] ?? '3',
      range: record.access === 'open' ? '2' : '1',
    },
  };
  return Object.fromEntries(
    Object.entries(entry).filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0)),
  );
}

const ALTERNATIVE: Readonly<Record<string, string>> = {
  doi: 'DOI',
  handle: 'Handle',
  ark: 'ARK',
  url: 'URL',
  urn: 'URN',
};
