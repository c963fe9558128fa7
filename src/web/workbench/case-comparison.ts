import type { Lang } from '../../shared/i18n.ts';
import { defused } from '../../shared/imports/formulas.ts';

/** One row of a comparison: what is compared, and what each case says to it. */
export interface ComparedRow {
  group: string;
  label: string;
  cells: readonly string[];
  /** Never alike, and that says nothing: a number, a day of opening. */
  own?: boolean;
  /** A cell's colour repeats its word: met, not met, to be judged. */
  tones?: readonly (string | undefined)[];
}

/** Whether the cases do not say the same. */
export const differs = ({ cells, own }: ComparedRow): boolean => own !== true && new Set(cells).size > 1;

/** The comparison as CSV for spreadsheet programs: marked as UTF-8, nothing in it runs as a formula. */
export function comparisonCsv(
  rows: readonly ComparedRow[],
  heads: { group: string; item: string; differs: string; titles: readonly string[] },
): Blob {
  const lines = [
    [heads.group, heads.item, ...heads.titles, heads.differs],
    ...rows.map((row) => [row.group, row.label, ...row.cells, differs(row) ? heads.differs : '']),
  ];
  const text = lines.map((line) => line.map((cell) => quoted(defused(cell))).join(',')).join('\r\n');
  return new Blob([`\uFEFF${text}\r\n`], { type: 'text/csv; charset=utf-8' });
}

const quoted = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** Rows over the union of what the cases have, in the order in which it first comes. */
export function unionRows<T>(
  group: string,
  cases: readonly (readonly T[])[],
  of: { id: (one: T) => string; label: (one: T) => string; text: (one: T) => string; tone?: (one: T) => string },
): ComparedRow[] {
  const labels = new Map<string, string>();
  for (const items of cases)
    for (const one of items) if (!labels.has(of.id(one))) labels.set(of.id(one), of.label(one));
  return [...labels].flatMap(([id, label]) => {
    const found = cases.map((items) => items.find((one) => of.id(one) === id));
    const cells = found.map((one) => (one === undefined ? '–' : of.text(one) || '–'));
    // What none of them says is not worth a row.
    if (cells.every((cell) => cell === '–')) return [];
    const tones = of.tone && found.map((one) => (one === undefined ? undefined : of.tone!(one)));
    return [{ group, label, cells, ...(tones && { tones }) }];
  });
}

export const listText = (items: readonly string[], lang: Lang): string => items.join(lang === 'en' ? ', ' : '、');
