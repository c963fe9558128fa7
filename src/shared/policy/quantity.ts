import type { Amount } from './amounts.ts';
import type { Quantity, Where } from './criteria.ts';
import { amountOf } from './amounts.ts';
import type { FigureValues, Row } from './figure-values.ts';

/** What figures come to, as far as they were given: `known` is undefined where none was. */
export interface Total {
  known: Amount | undefined;
  /** Some of it was not given, so that the whole may be more. */
  open: boolean;
}

export function totalOf(of: Quantity, values: FigureValues): Total {
  if (typeof of === 'string') return sumOf([of], [], values);
  if ('sum' in of) return sumOf(of.sum, of.less, values);
  const table = values['sum_of' in of ? of.in : 'max_of' in of ? of.in : of.count_of];
  if (!Array.isArray(table)) return { known: undefined, open: true };
  const rows = table as readonly Row[];
  if ('count_of' in of) return { known: amountOf(rowsWhere(rows, of.where).length), open: false };
  if ('max_of' in of) {
    const most = rows.map((row) => row[of.max_of] as Amount).reduce((a, b) => (a > b ? a : b), 0n);
    return { known: most, open: false };
  }
  const sum = rowsWhere(rows, of.where).reduce((total, row) => total + (row[of.sum_of] as Amount), 0n);
  return { known: sum, open: false };
}

function sumOf(names: readonly string[], less: readonly string[], values: FigureValues): Total {
  const given = names.map((name) => values[name]).filter((value): value is Amount => typeof value === 'bigint');
  if (given.length === 0) return { known: undefined, open: true };
  const taken = less.reduce((total, name) => total + ((values[name] as Amount | undefined) ?? 0n), 0n);
  return { known: given.reduce((a, b) => a + b, 0n) - taken, open: given.length < names.length };
}

/** Rows whose columns have one of the values wanted. */
export const rowsWhere = (rows: readonly Row[], where: Where | undefined): readonly Row[] =>
  where === undefined
    ? rows
    : rows.filter((row) => Object.entries(where).every(([column, wanted]) => wanted.includes(row[column] as string)));

/** Figures that a quantity reads. */
export function figuresOf(of: Quantity): readonly string[] {
  if (typeof of === 'string') return [of];
  if ('sum' in of) return [...of.sum, ...of.less];
  return ['count_of' in of ? of.count_of : of.in];
}
