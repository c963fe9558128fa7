import { codeReader, countryReader, disciplineReader, regionReader } from './check-value-code.ts';
import { readDate } from './check-value-date.ts';
import { readInterval } from './check-value-interval.ts';
import { readEmail, readIdentifier, readPhone, readUrl } from './check-value-link.ts';
import { note, type Notes, shown } from './check-value-notes.ts';
import { readBoolean, readNumber } from './check-value-number.ts';
import { readCoordinate } from './check-value-place.ts';
import { cleanText, isPlaceholder, lengthOf, narrow } from './check-value-text.ts';
import { createCodeList } from './code-list.ts';
import type { FieldKind, FieldSpec, FieldValue, ResourceType } from './resource-type.ts';

type Scalar = string | number | boolean;

/** Brings what was given for a field into its normal form; undefined where it is empty or cannot be kept. */
export type FieldReader = (given: unknown, notes: Notes) => FieldValue | undefined;

const LONGEST: Readonly<Partial<Record<FieldKind, number>>> = { long_text: 50_000 };
const LONGEST_TEXT = 2000;
const MOST_VALUES = 1000;
/** Beyond this a cell is not even taken apart. */
const LONGEST_CELL = 400_000;

const NUMBERS: ReadonlySet<FieldKind> = new Set(['integer', 'decimal', 'latitude', 'longitude']);
const TEXTS: ReadonlySet<FieldKind> = new Set(['text', 'long_text', 'scientific_name']);
/** Kinds where “无” or “NA” may be a value (none, Namibia): looked up first. */
const LOOKED_UP: ReadonlySet<FieldKind> = new Set(['code', 'country', 'region', 'discipline', 'boolean']);

export function fieldReader(type: ResourceType, field: FieldSpec): FieldReader {
  if (field.forbidden) return forbiddenReader(field.forbidden);
  const read = scalarReader(type, field);
  return field.many ? listReader(field, read) : singleReader(read);
}

/** Nothing of the value is kept, not even in the message. */
function forbiddenReader({ zh, en }: NonNullable<FieldSpec['forbidden']>): FieldReader {
  return (given, notes) => {
    if (typeof given === 'string' && isPlaceholder(given.trim(), false)) return undefined;
    if (Array.isArray(given) ? given.some((one) => one !== '') : String(given).trim() !== '')
      note(notes, 'error', 'record.forbidden', { why_zh: zh, why_en: en });
    return undefined;
  };
}

function singleReader(read: ScalarReader): FieldReader {
  return (given, notes) => {
    if (given === undefined || given === null || given === '') return undefined;
    if (!Array.isArray(given)) return read(given, notes);
    const values = given.filter((value) => value !== null && value !== '');
    if (values.length <= 1) return values.length === 0 ? undefined : read(values[0], notes);
    note(notes, 'error', 'record.too_many_values', { count: values.length, max: 1 });
    return undefined;
  };
}

function listReader(field: FieldSpec, read: ScalarReader): FieldReader {
  const split = splitter(field.separator ?? ';');
  return (given, notes) => {
    if (given === undefined || given === null || given === '') return undefined;
    if (typeof given === 'string' && given.length > LONGEST_CELL) {
      note(notes, 'error', 'record.too_long', { length: given.length, max: LONGEST_CELL });
      return undefined;
    }
    const parts: readonly unknown[] = Array.isArray(given) ? given : typeof given === 'string' ? split(given) : [given];
    if (parts.length > MOST_VALUES) {
      note(notes, 'error', 'record.too_many_values', { count: parts.length, max: MOST_VALUES });
      return undefined;
    }
    const values = new Set<Scalar>();
    for (const part of parts) {
      const value = part === undefined || part === null || part === '' ? undefined : read(part, notes);
      if (value !== undefined) values.add(value);
    }
    return values.size === 0 ? undefined : ([...values] as string[] | number[]);
  };
}

/** Splits at the first of the separators that the text has, whatever its width; lines are values where none is there. */
export function splitter(separators: string): (text: string) => string[] {
  const patterns = [...Array.from(separators, patternOf), /[\r\n]+/];
  return (text) => {
    const pattern = patterns.find((candidate) => candidate.test(text));
    return pattern ? text.split(pattern) : [text];
  };
}

function patternOf(separator: string): RegExp {
  const code = separator.charCodeAt(0);
  const twins = code > 0x20 && code < 0x7f ? separator + String.fromCharCode(code + 0xfee0) : separator;
  // U+037E, the Greek question mark, is a semicolon once the text is in its normal form.
  return new RegExp(`[${(twins + (separator === ';' ? '\u037e' : '')).replace(/[\\\]^-]/g, '\\$&')}]`, 'u');
}

type ScalarReader = (given: unknown, notes: Notes) => Scalar | undefined;

function scalarReader(type: ResourceType, field: FieldSpec): ScalarReader {
  const read = TEXT_READERS[field.kind](field, type);
  const inText = TEXTS.has(field.kind);
  const severalLines = field.kind === 'long_text';
  const longest = NUMBERS.has(field.kind) ? LONGEST_TEXT : (field.max ?? LONGEST[field.kind] ?? LONGEST_TEXT);
  const readTyped = typedReader(field);
  return (given, notes) => {
    const typed = typeof given === 'string' ? given : readTyped(given, notes);
    if (typed === null || typeof typed !== 'string') return typed?.value;
    const text = limited(typed, longest, severalLines, notes);
    if (text === undefined || text === '') return undefined;
    if (!LOOKED_UP.has(field.kind) && isPlaceholder(text, inText)) {
      note(notes, 'warning', 'record.placeholder', { given: text });
      return undefined;
    }
    return read(text, notes);
  };
}

function limited(given: string, longest: number, severalLines: boolean, notes: Notes): string | undefined {
  const tooLong = (length: number): undefined =>
    note(notes, 'error', 'record.too_long', { length, max: longest }) as undefined;
  if (given.length > longest * 4 + 1000) return tooLong(given.length);
  const text = cleanText(given, severalLines, notes);
  if (text.length <= longest) return text;
  const length = lengthOf(text);
  return length > longest ? tooLong(length) : text;
}

/** For values that have a type: the text to be read, or the value in its normal form, or null where it cannot be kept. */
function typedReader(
  field: FieldSpec,
): (given: unknown, notes: Notes) => string | { value: Scalar | undefined } | null {
  return (given, notes) => {
    if (typeof given === 'number' && Number.isFinite(given)) {
      if (field.kind === 'latitude' || field.kind === 'longitude')
        return { value: readCoordinate(field.kind, given, notes) };
      return NUMBERS.has(field.kind) ? { value: readNumber(field, given, notes) } : String(given);
    }
    if (typeof given === 'boolean') return field.kind === 'boolean' ? { value: given } : String(given);
    if (typeof given === 'bigint') return String(given);
    note(notes, 'error', 'record.not_a_value');
    return null;
  };
}

type TextReader = (text: string, notes: Notes) => Scalar | undefined;

const TEXT_READERS: Readonly<Record<FieldKind, (field: FieldSpec, type: ResourceType) => TextReader>> = {
  text: (field, type) => patterned(field, isNumberLike(type, field) ? narrow : undefined),
  long_text: (field) => patterned(field),
  scientific_name: (field) => patterned(field, (text) => narrow(text).replace(/\s+/g, ' ')),
  integer: (field) => (text, notes) => readNumber(field, text, notes),
  decimal: (field) => (text, notes) => readNumber(field, text, notes),
  boolean: () => readBoolean,
  date: () => (text, notes) => readDate('date', text, notes),
  partial_date: () => (text, notes) => readDate('partial_date', text, notes),
  mcpd_date: () => (text, notes) => readDate('mcpd_date', text, notes),
  interval: () => readInterval,
  code: ({ codes = '' }, { lists }) => codeReader(lists.get(codes) ?? createCodeList([])),
  country: (_, { references }) => countryReader(references.country),
  region: (_, { references }) => regionReader(references.region),
  discipline: (_, { references }) => disciplineReader(references.discipline),
  latitude: () => (text, notes) => readCoordinate('latitude', text, notes),
  longitude: () => (text, notes) => readCoordinate('longitude', text, notes),
  url: () => readUrl,
  email: () => readEmail,
  phone: () => readPhone,
  identifier:
    ({ scheme }) =>
    (text, notes) =>
      readIdentifier(scheme, text, notes),
};

/** Numbers and codes in text fields, where the width of letters says nothing. */
const isNumberLike = (type: ResourceType, field: FieldSpec): boolean =>
  field.search === 'code' || type.key.some((alternative) => alternative.includes(field.id));

function patterned(field: FieldSpec, own = (text: string): string => text): TextReader {
  if (field.pattern === undefined) return own;
  const pattern = new RegExp(field.pattern, 'u');
  const help = field.pattern_help ?? { zh: field.pattern, en: field.pattern };
  const severity = field.pattern_soft ? 'warning' : 'error';
  return (given, notes) => {
    const text = own(given);
    if (pattern.test(text)) return text;
    const other = [narrow(text), narrow(text).toUpperCase()].find((spelling) => pattern.test(spelling));
    if (other !== undefined) return other;
    note(notes, severity, 'record.pattern', { given: shown(text), help_zh: help.zh, help_en: help.en });
    return field.pattern_soft ? text : undefined;
  };
}
