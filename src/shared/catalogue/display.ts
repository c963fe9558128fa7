import { type Lang, pick } from '../i18n.ts';
import type { CodeList, FieldSpec, FieldValue, RecordFields, ResourceType } from './resource-type.ts';

const labelOf = (list: CodeList | undefined, value: string, lang: Lang): string | undefined => {
  const entry = list?.get(value);
  return entry && (pick(entry, lang) || entry.value);
};

/**
 * A value as people read it, one text per value: codes in words, dates with hyphens, long numbers in groups. The unit is not in it.
 */
export function displayValues(
  type: ResourceType,
  field: FieldSpec,
  value: FieldValue | undefined,
  lang: Lang,
): string[] {
  if (value === undefined) return [];
  const values: readonly (string | number | boolean)[] = Array.isArray(value)
    ? value
    : [value as string | number | boolean];
  return values.map((item) => displayOne(type, field, item, lang)).filter((text) => text !== '');
}

function displayOne(type: ResourceType, field: FieldSpec, value: string | number | boolean, lang: Lang): string {
  if (typeof value === 'boolean') return pick(value ? { zh: '是', en: 'Yes' } : { zh: '否', en: 'No' }, lang);
  const text = String(value);
  const { kind } = field;
  if ((kind === 'integer' || kind === 'decimal') && typeof value === 'number') return grouped(text);
  if (kind === 'code') return labelOf(type.lists.get(field.codes ?? ''), text, lang) ?? text;
  if (kind === 'country') return labelOf(type.references.country, text, lang) ?? text;
  if (kind === 'region') return regionInWords(type.references.region, text, lang);
  if (kind === 'discipline') return disciplineInWords(type.references.discipline, text, lang);
  return kind === 'mcpd_date' ? mcpdInWords(text) : text;
}

/** 6,200,000; numbers below 10,000 stay as they are, as years are among them. */
const grouped = (text: string): string => {
  const [whole = '', ...fraction] = text.split('.');
  return /^-?\d{5,}$/.test(whole) ? [whole.replace(/\d(?=(?:\d{3})+$)/g, '$&,'), ...fraction].join('.') : text;
};

/** 1982-09 for 198209--. */
const mcpdInWords = (text: string): string =>
  text.replace(/^(\d{4})(\d\d|--)(\d\d|--)$/, (_, year: string, month: string, day: string) =>
    [year, month, day].filter((part) => part !== '--' && part !== '00').join('-'),
  );

/** 湖北省武汉市; where the list does not hold the city, 浙江省（330100）. */
function regionInWords(list: CodeList | undefined, code: string, lang: Lang): string {
  const province = code.endsWith('0000') ? undefined : labelOf(list, `${code.slice(0, 2)}0000`, lang);
  const city = code.endsWith('00') ? undefined : labelOf(list, `${code.slice(0, 4)}00`, lang);
  const own = labelOf(list, code, lang);
  if (own === undefined) return inBrackets(city ?? province, code, lang);
  const names = [...new Set([province, city, own].filter((name) => name !== undefined))];
  return lang === 'en' ? names.toReversed().join(', ') : names.join('');
}

/** A code of the second or third level of GB/T 13745 by the name of its first level. */
const disciplineInWords = (list: CodeList | undefined, code: string, lang: Lang): string =>
  labelOf(list, code, lang) ?? inBrackets(labelOf(list, code.slice(0, 3), lang), code, lang);

const inBrackets = (name: string | undefined, code: string, lang: Lang): string =>
  name === undefined ? code : lang === 'en' ? `${name} (${code})` : `${name}（${code}）`;

/** Whether a field applies to a record: what it hangs on has one of the values asked for. */
export function whenHolds(field: FieldSpec, fields: RecordFields): boolean {
  if (!field.when) return true;
  const value = fields[field.when.field];
  return hasOneOf(value, field.when.in);
}

export function hasOneOf(value: FieldValue | undefined, wanted: readonly string[]): boolean {
  if (value === undefined) return false;
  return Array.isArray(value) ? value.some((item) => wanted.includes(String(item))) : wanted.includes(String(value));
}

/** The unit of a field in words of a language. */
export const unitOf = ({ unit, unit_en }: Pick<FieldSpec, 'unit' | 'unit_en'>, lang: Lang): string | undefined =>
  lang === 'en' ? (unit_en ?? unit) : unit;
