import type { CheckedRecord } from '../../../shared/catalogue/checked-record.ts';
import { displayValues } from '../../../shared/catalogue/display.ts';
import { maskFields } from '../../../shared/catalogue/mask.ts';
import { taxonOf } from '../../../shared/catalogue/record-title.ts';
import type { FieldSpec, FieldValue, RecordFields, ResourceType } from '../../../shared/catalogue/resource-type.ts';
import type { Id } from '../../kernel/ids.ts';
import { type PreparedRow, prepareRow, type SearchDocument, type SearchTexts } from '../search/index.ts';
import { accessOf } from './record-facts.ts';

/** What search needs of a record's platform: plain data, as it also goes to worker threads. */
export interface SearchPlatform {
  id: Id;
  regionCode: string | null;
}

type Content = Pick<CheckedRecord, 'fields' | 'title' | 'titleEn'>;

/** The search row of a record but for its id: all the work of the processor, for any thread. */
export const prepareForSearch = (type: ResourceType, platform: SearchPlatform, record: Content): PreparedRow =>
  prepareRow(documentOf(type, platform, record));

/** What the public may find a record by: its masked content. */
export function documentOf(
  type: ResourceType,
  platform: SearchPlatform,
  { fields: all, title, titleEn }: Content,
): Omit<SearchDocument, 'id' | 'publishedAt'> {
  const { fields } = maskFields(type, all);
  return {
    type: type.id,
    platformId: platform.id,
    disciplines: disciplinesOf(fields),
    region: regionOf(fields, platform),
    access: accessOf(fields),
    year: yearOf(type, fields),
    popularity: 0,
    sortTitle: title,
    texts: textsOf(type, fields, [title, ...(titleEn === undefined ? [] : [titleEn])]),
  };
}

const listOf = (value: FieldValue | undefined): (string | number | boolean)[] =>
  value === undefined ? [] : typeof value === 'object' ? [...value] : [value];

/** First-level subjects of GB/T 13745, by which the catalogue is filtered. */
const disciplinesOf = (fields: RecordFields): string[] => [
  ...new Set(listOf(fields['disciplines']).map((code) => String(code).slice(0, 3))),
];

export const regionOf = (fields: RecordFields, { regionCode }: Pick<SearchPlatform, 'regionCode'>): string | null =>
  typeof fields['region'] === 'string' ? fields['region'] : regionCode;

/** The year by which a record is filtered, from the type's `year_from`. */
export function yearOf(type: ResourceType, fields: RecordFields): number | null {
  for (const id of type.year_from) {
    const year = /^\d{4}/.exec(String(fields[id] ?? ''))?.[0];
    if (year !== undefined && year !== '0000') return Number(year);
  }
  return null;
}

function textsOf(type: ResourceType, fields: RecordFields, titles: string[]): SearchTexts {
  // The species by its two words, also where genus and epithet stand in fields of their own.
  const species = taxonOf(type, fields);
  const names: string[] = species === undefined ? [] : [species];
  const codes: string[] = [];
  const keywords: string[] = [];
  const text: string[] = [];
  // Lists of names (keywords, creators) tell less of a record than a name of its own.
  const into = { name: (field: FieldSpec) => (field.many ? keywords : names), code: () => codes, text: () => text };
  for (const field of type.fields) {
    const role = roleOf(field);
    const value = fields[field.id];
    if (value === undefined || role === 'none' || role === 'title') continue;
    const words = isCoded(field)
      ? [...displayValues(type, field, value, 'zh-CN'), ...displayValues(type, field, value, 'en')]
      : listOf(value).map(String);
    into[role](field).push(...words);
  }
  return { titles, names, codes, keywords, text };
}

const isCoded = ({ kind }: FieldSpec): boolean =>
  kind === 'code' || kind === 'country' || kind === 'region' || kind === 'discipline';

const BY_KIND: Readonly<Partial<Record<FieldSpec['kind'], 'name' | 'code' | 'text'>>> = {
  text: 'text',
  long_text: 'text',
  code: 'text',
  country: 'text',
  region: 'text',
  discipline: 'text',
  scientific_name: 'name',
  identifier: 'code',
};
/** How a field is searched: as a name, as a number, as text, or not at all. */
export const roleOf = (field: FieldSpec): NonNullable<FieldSpec['search']> =>
  field.search ?? BY_KIND[field.kind] ?? 'none';
