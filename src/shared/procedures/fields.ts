import { isCivilDate } from '../dates.ts';
import type { ProcedureField } from '../policy/procedures.ts';
import type { FieldFault } from '../problems.ts';
import { isCheckRows, isMarks } from './check-rows.ts';
import { fieldFaults } from './field-faults.ts';

const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d$/;
const ID = /^\d{1,19}$/;
const DEFAULT_LENGTH = { text: 500, long_text: 20_000, accounts: 200 } as const;

export const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  (typeof value === 'string' && value.trim() === '') ||
  (Array.isArray(value) && value.length === 0);

type Wrong = {
  [K in keyof typeof fieldFaults]: { code: K; params?: Readonly<Record<string, string | number>> };
}[keyof typeof fieldFaults];

const isLike = (pattern: RegExp, value: unknown): boolean => typeof value === 'string' && pattern.test(value);

/** What is wrong with a value that is there. */
function wrongWith(field: ProcedureField, value: unknown): Wrong | undefined {
  switch (field.type) {
    case 'text':
    case 'long_text':
      return wrongText(field.max_length ?? DEFAULT_LENGTH[field.type], value);
    case 'number':
      return wrongNumber(field, value);
    case 'date':
      return typeof value === 'string' && isCivilDate(value) ? undefined : { code: 'procedures.field.no_date' };
    case 'time':
      return isLike(TIME, value) ? undefined : { code: 'procedures.field.no_time' };
    case 'boolean':
      return typeof value === 'boolean' ? undefined : { code: 'procedures.field.no_boolean' };
    case 'choice':
      return isChoice(field, value) ? undefined : { code: 'procedures.field.no_choice' };
    case 'file':
      return isLike(ID, value) ? undefined : { code: 'procedures.field.no_file' };
    case 'accounts':
      return wrongAccounts(field, value);
    case 'marks':
    case 'checks':
    case 'figures':
      return wrongShape(field.type, value);
  }
}

function wrongText(most: number, value: unknown): Wrong | undefined {
  if (typeof value !== 'string') return { code: 'procedures.field.no_text' };
  const length = [...value].length;
  return length > most ? { code: 'procedures.field.too_long', params: { most, length } } : undefined;
}

const isChoice = ({ choices = {} }: ProcedureField, value: unknown): boolean =>
  typeof value === 'string' && Object.hasOwn(choices, value);

function wrongNumber({ min, max }: ProcedureField, value: unknown): Wrong | undefined {
  if (typeof value !== 'number' || !Number.isFinite(value)) return { code: 'procedures.field.no_number' };
  if (min !== undefined && value < min) return { code: 'procedures.field.too_small', params: { min } };
  if (max !== undefined && value > max) return { code: 'procedures.field.too_large', params: { max } };
  return undefined;
}

function wrongAccounts(field: ProcedureField, value: unknown): Wrong | undefined {
  const known = Array.isArray(value) && value.every((id) => typeof id === 'string' && ID.test(id));
  if (!known || new Set(value).size !== value.length) return { code: 'procedures.field.no_accounts' };
  const most = field.max_length ?? DEFAULT_LENGTH.accounts;
  return value.length > most ? { code: 'procedures.field.too_many', params: { most } } : undefined;
}

/** What each figure has to be is the matter of criteria.yaml (`readFigures`). */
const isFigures = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length <= 500;

const SHAPES = {
  figures: [isFigures, 'procedures.field.no_figures'],
  marks: [isMarks, 'procedures.field.no_marks'],
  checks: [isCheckRows, 'procedures.field.no_checks'],
} as const;

function wrongShape(type: keyof typeof SHAPES, value: unknown): Wrong | undefined {
  const [fits, code] = SHAPES[type];
  return fits(value) ? undefined : { code };
}

interface Asked {
  fields: Readonly<Record<string, ProcedureField>>;
  /** Fields that may be given. */
  allowed: readonly string[];
  /** Fields that must be. */
  needed: readonly string[];
}

/** What is wrong with entered values: unknown or missing ones, and wrong ones. @param at path that leads to them */
export function checkFields(asked: Asked, values: Readonly<Record<string, unknown>>, at: string): FieldFault[] {
  const faults: FieldFault[] = [];
  const add = (id: string, { code, params = {} }: Wrong): void => {
    const label = asked.fields[id]?.label;
    const text = fieldFaults[code];
    const fill = (part: string): string => part.replace(/\{(\w+)\}/g, (_, name: string) => String(params[name]));
    faults.push({
      path: `${at}.${id}`,
      code,
      zh: `${label?.zh ?? id}：${fill(text.zh)}`,
      en: `${label?.en ?? id}: ${fill(text.en)}`,
    });
  };
  for (const [id, value] of Object.entries(values)) {
    const field = asked.fields[id];
    if (!field || !asked.allowed.includes(id)) add(id, { code: 'procedures.field.unknown' });
    else if (!isEmpty(value)) {
      const wrong = wrongWith(field, value);
      if (wrong) add(id, wrong);
    }
  }
  for (const id of asked.needed) if (isEmpty(values[id])) add(id, { code: 'procedures.field.missing' });
  return faults;
}
