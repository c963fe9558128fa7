import { note, type Notes, shown } from './check-value-notes.ts';
import { isPlaceholder, narrow } from './check-value-text.ts';
import type { FieldSpec } from './resource-type.ts';

const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d{1,3})?$/i;
const GROUPED = /^[+-]?\d{1,3}(?:[, ']\d{3})+(?:\.\d+)?$/;
const WITH_UNIT = /^([+-]?[\d.][\d., ']*?)\s*([^\d., '][^\d]*)$/;

/** A unit in its spellings, for values such as “35 米” in a field in metres. */
const UNITS = [
  ['m', '米', 'metre', 'metres', 'meters'],
  ['km', '千米', '公里'],
  ['cm', '厘米'],
  ['mm', '毫米'],
  ['°c', '摄氏度', '度', 'c'],
  ['kg', '千克', '公斤'],
  ['g', '克'],
  ['%', 'percent'],
  ['ml', '毫升'],
  ['cny', '元', '人民币元'],
  ['万元', '万'],
];
const unitKey = (unit: string): string => unit.normalize('NFKC').toLowerCase().replace(/[\s.]/g, '');

function isUnit(given: string, wanted: string): boolean {
  const [a, b] = [unitKey(given), unitKey(wanted)];
  return a === b || UNITS.some((names) => names.includes(a) && names.includes(b));
}

/** A number in its usual spellings: 1,234.5, 1 234, １２, 35 m; undefined for anything else. */
export function parseNumber(given: string, unit?: string): number | undefined {
  if (NUMBER.test(given)) return finite(given);
  if (given.length > 60) return undefined;
  let text = narrow(given);
  if (NUMBER.test(text)) return finite(text);
  const parts = unit === undefined ? null : WITH_UNIT.exec(text);
  if (parts && isUnit(parts[2]!, unit!)) text = parts[1]!;
  if (GROUPED.test(text)) return finite(text.replace(/[, ']/g, ''));
  return NUMBER.test(text) ? finite(text) : undefined;
}

function finite(text: string): number | undefined {
  const value = Number(text);
  return Number.isFinite(value) ? value + 0 : undefined;
}

/** Reads an integer or decimal within the field's bounds. */
export function readNumber(field: FieldSpec, given: string | number, notes: Notes): number | undefined {
  const parsed = typeof given === 'number' ? given : parseNumber(given, field.unit);
  if (parsed === undefined || !Number.isFinite(parsed)) {
    note(notes, 'error', 'record.not_a_number', { given: shown(String(given)) });
    return undefined;
  }
  // -0 and 0 are one number, but not for a comparison of records.
  const value = parsed === 0 ? 0 : parsed;
  if (field.kind === 'integer' && !Number.isInteger(value)) {
    note(notes, 'error', 'record.not_an_integer', { given: shown(String(given)) });
    return undefined;
  }
  const [min, max] = [field.min ?? -Number.MAX_SAFE_INTEGER, field.max ?? Number.MAX_SAFE_INTEGER];
  if (value < min || value > max) {
    note(notes, 'error', 'record.out_of_range', { given: shown(String(given)), range: rangeInWords(field, min, max) });
    return undefined;
  }
  return value;
}

const rangeInWords = (field: FieldSpec, min: number, max: number): string => {
  if (field.min !== undefined && field.max === undefined) return `≥ ${min}`;
  if (field.max !== undefined && field.min === undefined) return `≤ ${max}`;
  return `${min} … ${max}`;
};

const YES = /^(?:是|有|对|√|✓|✔|yes|y|true|t|1|1\.0)$/i;
const NO = /^(?:否|无|没有|不|×|✗|✘|no|n|false|f|0|0\.0)$/i;

export function readBoolean(given: string | boolean, notes: Notes): boolean | undefined {
  if (typeof given === 'boolean') return given;
  const text = narrow(given);
  if (YES.test(text)) return true;
  if (NO.test(text)) return false;
  if (isPlaceholder(given, false)) note(notes, 'warning', 'record.placeholder', { given });
  else note(notes, 'error', 'record.not_a_boolean', { given: shown(given) });
  return undefined;
}
