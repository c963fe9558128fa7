import type { CivilDate } from '../dates.ts';
import { CHECK_NAMES, type CheckName, parseCheck } from './check-names.ts';
import { note, type Notes } from './check-value-notes.ts';
import { parseDms } from './check-value-place.ts';
import { spanOf } from './check-value-span.ts';
import { cstrParts } from './cstr.ts';
import { whenHolds } from './display.ts';
import { holdsPersonNumber } from './person-number.ts';
import type { FieldSpec, FieldValue, ResourceType } from './resource-type.ts';
import { variantOf } from './type-variant.ts';

/** What a check looks at; it may leave values out. */
export interface Checked {
  readonly type: ResourceType;
  readonly fields: Record<string, FieldValue>;
  readonly today: CivilDate;
  readonly notes: Notes;
}

/** One of the type's checks, ready to run. */
export type RecordCheck = (checked: Checked) => void;

/** An exception without its basis and what tells of single persons are errors; everything else is kept and pointed out. */
export function recordChecks(type: ResourceType): RecordCheck[] {
  return type.checks.flatMap((text) => {
    const named = parseCheck(text);
    if (!named || !(named.name in CHECK_NAMES)) return [];
    const run = CHECKS[named.name as CheckName];
    return [(checked) => run(checked, ...(named.fields as [string, string, string]))];
  });
}

type Run = (checked: Checked, a: string, b: string, c: string) => void;

const CHECKS: Readonly<Record<CheckName, Run>> = {
  both: ({ type, fields, notes }, a, b) => {
    if ((fields[a] === undefined) === (fields[b] === undefined)) return;
    const [filled, empty] = fields[a] === undefined ? [b, a] : [a, b];
    at(notes, filled, 'record.both', otherField(type, empty));
  },
  zero_means_missing: ({ fields, notes }, a, b) => {
    if (fields[a] !== 0 || fields[b] !== 0) return;
    delete fields[a];
    delete fields[b];
    at(notes, a, 'record.coordinates_zero');
  },
  agrees_with_dms: ({ type, fields, notes }, a, b) => {
    const [degrees, dms] = [fields[a], fields[b]];
    const place = typeof degrees === 'number' && typeof dms === 'string' ? parseDms(dms) : undefined;
    if (!place || Math.abs(place.degrees - (degrees as number)) <= place.within) return;
    at(notes, a, 'record.agrees_with_dms', {
      given: degrees as number,
      dms: dms as string,
      degrees: place.degrees,
      ...otherField(type, b),
    });
  },
  in_order: ({ type, fields, notes }, a, b) => {
    const [first, second] = [fields[a], fields[b]];
    if (!isAfter(first, second)) return;
    at(notes, a, typeof first === 'number' ? 'record.in_order_number' : 'record.in_order', {
      given: String(first),
      other_value: String(second),
      ...otherField(type, b),
    });
  },
  not_future: ({ fields, today, notes }, a) => {
    const span = spanOf(fields[a]);
    if (span && span.from > today) at(notes, a, 'record.not_future', { given: String(fields[a]), today });
  },
  wanted: ({ type, fields, notes }, a) => {
    const field = type.byId.get(a);
    if (fields[a] === undefined && field && whenHolds(field, fields)) at(notes, a, 'record.wanted');
  },
  exception_explained: ({ fields, notes }, kind, basis, review) => {
    if (fields[kind] === undefined) return;
    if (fields[basis] === undefined) at(notes, basis, 'record.exception_explained', {}, 'error');
    if (fields[review] === undefined) at(notes, review, 'record.exception_review');
  },
  cstr_type: ({ type, fields, notes }, a) => {
    const [value, expected] = [fields[a], variantOf(type, fields).cstr ?? type.cstr?.code];
    const given = typeof value === 'string' ? cstrParts(`CSTR:${value}`)?.type : undefined;
    if (given && expected && given !== expected) at(notes, a, 'record.cstr_type', { given, expected });
  },
  at_least: ({ type, fields, notes }, a, threshold) => {
    const value = fields[a];
    if (typeof value !== 'number' || value >= Number(threshold)) return;
    at(notes, a, 'record.at_least', { given: value, threshold, unit: unitOf(type.byId.get(a)) });
  },
  group_size: ({ fields, notes }, a, least) => {
    const value = fields[a];
    if (typeof value !== 'number' || value === 0 || value >= Number(least)) return;
    at(notes, a, 'record.group_size', { given: value, least }, 'error');
  },
  no_person_numbers: ({ fields, notes }) => {
    for (const [id, value] of Object.entries(fields))
      if (holdsPersonNumber(value)) at(notes, id, 'record.person_number', {}, 'error');
  },
};

function at(
  notes: Notes,
  field: string,
  code: Parameters<typeof note>[2],
  params: Readonly<Record<string, string | number>> = {},
  severity: 'error' | 'warning' = 'warning',
): void {
  notes.field = field;
  note(notes, severity, code, params);
}

const unitOf = (field: FieldSpec | undefined): string => (field?.unit === undefined ? '' : ` ${field.unit}`);

/** The label of another field for a message, in both languages. */
export const otherField = (type: ResourceType, id: string): { other_zh: string; other_en: string } => {
  const label = type.byId.get(id)?.label;
  return { other_zh: label?.zh ?? id, other_en: label?.en ?? id };
};

/** Numbers by size, dates where every day of the first comes after every day of the second. */
function isAfter(first: FieldValue | undefined, second: FieldValue | undefined): boolean {
  if (typeof first === 'number' && typeof second === 'number') return first > second;
  const [a, b] = [spanOf(first), spanOf(second)];
  return a !== undefined && b !== undefined && a.from > b.to;
}
