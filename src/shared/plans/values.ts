import { phoneOf } from './phone.ts';
import type { PlanShape, PlanTable } from './shape.ts';
import { fieldAt, NONE, pathsOf, REASON, sectionAt } from './shape.ts';

/** A row of a table: text by column. */
export type PlanRow = Record<string, string>;
/** A text, the mark 无 (`'true'`), a number as it was typed, an address in parts, or the rows of a table. */
export type PlanValue = string | PlanRow[] | PlanRow;
/** What was written, by path. What is blank is not there. */
export type PlanValues = Readonly<Record<string, PlanValue>>;

/** Controls but line feed and tab, lone surrogates, and what is no character at all. */
const ODD = /(?![\n\t])\p{Cc}|\p{Cs}|\p{Noncharacter_Code_Point}/gu;
const MOST_TEXT = 100_000;
const MOST_ROWS = 2000;

/** A text as it is kept: one kind of line end, no characters that no paper can hold. */
export const cleanText = (text: string): string =>
  text
    .slice(0, MOST_TEXT)
    .replaceAll(/\r\n?|\u2028|\u2029/g, '\n')
    .replaceAll(ODD, '')
    .replaceAll(/\uFEFF/g, '');

/** Blank: nothing, or only spaces, among them the ideographic one (U+3000) and those without width. */
export const isBlank = (value: PlanValue | undefined): boolean => {
  if (value === undefined) return true;
  if (typeof value === 'string') return value.replaceAll(/[\s\u200b-\u200f\u2060\ufeff]/gu, '') === '';
  return Array.isArray(value) ? value.every(isBlank) : Object.values(value).every((cell) => isBlank(cell));
};

/** Characters as the form counts them: every one that is not blank, punctuation included (AMB-GZ-46). */
export const countCharacters = (text: string): number =>
  [...text.replaceAll(/[\s\u200b-\u200f\u2060\ufeff]/gu, '')].length;

export interface WrittenFault {
  zh: string;
  en: string;
}

/**
 * What somebody sends for a path, as it is kept. Unknown columns go; a cell is one line.
 * @returns undefined where the path or the kind of value is none of the form's
 */
export function takeValue(shape: PlanShape, path: string, given: unknown): PlanValue | undefined {
  const cover = shape.cover.find((one) => one.path === path);
  if (cover) return coverValue(cover.kind, given);
  const section = sectionAt(shape, path);
  if (!section || !pathsOf(section).includes(path)) return undefined;
  if (path.endsWith(`/${NONE}`))
    return given === true || given === 'true' ? 'true' : given === false || given === '' ? '' : undefined;
  if (path.endsWith(`/${REASON}`)) return typeof given === 'string' ? cleanText(given) : undefined;
  const field = fieldAt(shape, path)!;
  if (field.kind === 'table') return rowsOf(shape, field, given);
  if (typeof given !== 'string') return undefined;
  return field.kind === 'text' ? cleanText(given) : oneLine(given).slice(0, 60);
}

function coverValue(kind: PlanShape['cover'][number]['kind'], given: unknown): PlanValue | undefined {
  if (kind === 'address') return rowOf(given, ['district', 'street', 'number']);
  if (typeof given !== 'string') return undefined;
  // What is no number stays as it was typed, for its fault to be shown.
  return (kind === 'phone' ? phoneOf(given) : undefined) ?? oneLine(given).slice(0, 500);
}

const oneLine = (text: string): string => cleanText(text).replaceAll(/\s+/g, ' ').trim();
const cellText = (text: string): string =>
  cleanText(text)
    .replaceAll(/[ \t]+/g, ' ')
    .trim();

function rowOf(given: unknown, columns: readonly string[]): PlanRow | undefined {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return undefined;
  const cells = Object.entries(given as Record<string, unknown>).flatMap(([column, cell]) =>
    columns.includes(column) && typeof cell === 'string' && cellText(cell) !== ''
      ? [[column, cellText(cell)] as const]
      : [],
  );
  return Object.fromEntries(cells);
}

/** Rows that are given keep their place; of others the blank ones go, and those outside the reference period come last. */
function rowsOf(
  { marker, periods: { reference } }: PlanShape,
  table: PlanTable,
  given: unknown,
): PlanRow[] | undefined {
  if (!Array.isArray(given) || given.length > MOST_ROWS) return undefined;
  const columns = table.columns.filter(({ kind }) => kind !== 'share').map(({ id }) => id);
  const rows = given.map((row) => rowOf(row, columns));
  if (rows.includes(undefined)) return undefined;
  const known = rows as PlanRow[];
  if (!table.rows) {
    const rows = known.filter((row) => !isBlank(row));
    const day = table.columns.find(({ within }) => within === 'reference_period')?.id;
    const outside = (row: PlanRow): boolean =>
      day !== undefined &&
      reference !== undefined &&
      !((row[day] ?? '') >= reference.from && (row[day] ?? '') <= reference.to);
    return [...rows.filter((row) => !outside(row)), ...rows.filter(outside)];
  }
  if (known.length > table.rows.length) return undefined;
  // 无 in a cell that may stay blank is how a blank one is printed.
  return table.rows.map((_, n) =>
    Object.fromEntries(
      Object.entries(known[n] ?? {}).filter(
        ([id, cell]) => cell !== marker || table.columns.find((column) => column.id === id)?.required !== 'no',
      ),
    ),
  );
}

export const textAt = (values: PlanValues, path: string): string => {
  const value = values[path];
  return typeof value === 'string' ? value : '';
};

/** Rows of a table with something in them. */
export const rowsAt = (values: PlanValues, path: string): PlanRow[] => {
  const value = values[path];
  return Array.isArray(value) ? value : [];
};

const FULL_WIDTH = /[０-９．，－＋％]/g;

/** A number as people write it: 5,200; ５２００; 12.5. At most 15 digits and 6 places. @returns undefined where it is none */
export function numberOf(text: string): number | undefined {
  const plain = text
    .replaceAll(FULL_WIDTH, (character) => String.fromCodePoint(character.codePointAt(0)! - 0xfee0))
    .replace(/%$/, '')
    .replaceAll(/(?<=\d),(?=\d{3}(?!\d))/g, '')
    .trim();
  return /^[+-]?\d{1,15}(\.\d{1,6})?$/.test(plain) ? Number(plain) : undefined;
}

/** Percent, cut to two places: never more than it is. */
export const percentText = (share: number): string => String(Math.floor(share * 10_000 + 1e-7) / 100);

/** The mark of 无: the whole section has nothing to say. */
export function saysNone(shape: PlanShape, values: PlanValues, number: string): boolean {
  const section = sectionAt(shape, `${number}/`);
  if (!section || section.fields.length === 0) return false;
  if (section.none === 'mark') return values[`${number}/${NONE}`] === 'true';
  return textAt(values, section.fields[0]!.path).trim() === shape.marker;
}

/** Percent of part in whole, as shown; undefined while one of them is missing. */
export function shareText(
  part: string | undefined,
  whole: string | number | undefined,
  rest = false,
): string | undefined {
  const a = part === undefined ? undefined : numberOf(part);
  const b = typeof whole === 'number' ? whole : whole === undefined ? undefined : numberOf(whole);
  if (a === undefined || b === undefined || b <= 0) return undefined;
  return percentText(rest ? (b - a) / b : a / b);
}
