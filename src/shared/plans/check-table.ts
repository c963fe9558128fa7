import { isCivilDate } from '../dates.ts';
import type { Citation } from '../problems.ts';
import { planFault, type PlanFault } from './faults.ts';
import { isMonth, type PlanPeriods } from './periods.ts';
import type { PlanColumn, PlanShape, PlanTable } from './shape.ts';
import { isBlank, numberOf, percentText, type PlanRow, type PlanValues, rowsAt, shareText } from './values.ts';

interface At {
  path: string;
  row: number;
  cite: Citation;
  /** A check that the text does not ask for. */
  house: Citation;
}

/** What is wrong with the rows of a table. */
export function checkTable(shape: PlanShape, table: PlanTable, values: PlanValues, cite: Citation): PlanFault[] {
  const house: Citation = { ...cite, basis: 'house' };
  const rows = rowsAt(values, table.path);
  const at = (row: number): At => ({ path: table.path, row, cite, house });
  const few =
    !table.rows && rows.length < table.min_rows
      ? [planFault('rows_few', { path: table.path, cite }, { name: table.name, least: table.min_rows })]
      : [];
  const given = table.rows ? table.rows.flatMap((known, n) => blankRow(table, known.name, rows[n], at(n))) : [];
  return [
    ...few,
    ...given,
    ...rows.flatMap((row, n) => (isBlank(row) ? [] : checkRow(shape, table, row, at(n)))),
    ...outsideReference(shape.periods, table, rows, { path: table.path, cite }),
  ];
}

function blankRow(table: PlanTable, name: { zh: string; en: string }, row: PlanRow | undefined, at: At): PlanFault[] {
  if (row && !isBlank(row)) return [];
  return table.columns.some(({ required }) => required === 'yes') ? [planFault('row_blank', at, { row: name })] : [];
}

function checkRow({ periods }: PlanShape, table: PlanTable, row: PlanRow, at: At): PlanFault[] {
  return table.columns.flatMap((column): PlanFault[] => {
    if (column.kind === 'share') return checkShare(column, row, at);
    const cell = row[column.id];
    if (cell === undefined) return missing(column, row, at);
    return [...wrongCell(column, cell, at), ...outsidePlan(column, cell, periods, at)];
  });
}

function missing(column: PlanColumn, row: PlanRow, at: At): PlanFault[] {
  if (column.required === 'no') return [];
  if (column.when && !column.when.is.includes(row[column.when.column] ?? '')) return [];
  const says = { row: at.row + 1, name: column.name };
  return column.required === 'yes'
    ? [planFault('cell_blank', at, says)]
    : [planFault('cell_blank', { ...at, cite: at.house, level: 'flag' }, says)];
}

function wrongCell(column: PlanColumn, cell: string, at: At): PlanFault[] {
  const says = { name: column.name, given: cell.slice(0, 40) };
  switch (column.kind) {
    case 'number':
    case 'money': {
      const number = numberOf(cell);
      if (number === undefined) return [planFault('no_number', at, says)];
      return number < 0 ? [planFault('out_of_range', at, { ...says, min: 0, max: '10^15' })] : [];
    }
    case 'date':
      return isCivilDate(cell) ? [] : [planFault('no_date', at, says)];
    case 'month':
      return isMonth(cell) || isCivilDate(cell) ? [] : [planFault('no_month', at, says)];
    case 'choice':
      return column.options?.some(({ id }) => id === cell) ? [] : [planFault('no_choice', at, says)];
    case 'text':
    case 'value':
    case 'share':
      return [];
  }
}

function outsidePlan(column: PlanColumn, cell: string, { plan }: PlanPeriods, at: At): PlanFault[] {
  if (column.within !== 'plan_period' || !plan || !(isMonth(cell) || isCivilDate(cell))) return [];
  const month = cell.slice(0, 7);
  if (month >= plan.from && month <= plan.to) return [];
  return [planFault('outside_plan', at, { given: cell, from: plan.from, to: plan.to })];
}

function checkShare(column: PlanColumn, row: PlanRow, at: At): PlanFault[] {
  const { part, of } = column.share!;
  // Shares of a sum are never more than all of it.
  if (of === undefined || row[part] === undefined) return [];
  if (row[of] === undefined) return [planFault('share_no_base', { ...at, cite: at.house, level: 'flag' })];
  const share = shareText(row[part], row[of]);
  return share !== undefined && Number(share) > 100 ? [planFault('share_over', at, { share })] : [];
}

/** Columns whose days lie in the reference period. */
const dated = (table: PlanTable): PlanColumn | undefined =>
  table.columns.find(({ within }) => within === 'reference_period');

/** Rows that count for the reference period; all of them where the table has no such days. */
export function countedRows({ reference }: PlanPeriods, table: PlanTable, rows: readonly PlanRow[]): PlanRow[] {
  const column = dated(table);
  if (!column || !reference) return [...rows];
  return rows.filter((row) => {
    const day = row[column.id];
    return day !== undefined && day >= reference.from && day <= reference.to;
  });
}

function outsideReference(
  periods: PlanPeriods,
  table: PlanTable,
  rows: readonly PlanRow[],
  at: { path: string; cite: Citation },
): PlanFault[] {
  const { reference } = periods;
  const column = dated(table);
  if (!column || !reference) return [];
  const counted = new Set(countedRows(periods, table, rows));
  const outside = rows.filter((row) => isCivilDate(row[column.id] ?? '') && !counted.has(row)).length;
  if (outside === 0) return [];
  const { from, to, label } = reference;
  return [planFault('outside_reference', { ...at, level: 'flag' }, { count: outside, label, from, to })];
}

/** Text of a computed cell: percent, or nothing while it cannot be computed. */
export function computedCell(column: PlanColumn, row: PlanRow, rows: readonly PlanRow[]): string {
  const { part, of } = column.share!;
  if (of !== undefined) return shareText(row[part], row[of]) ?? '';
  const sum = rows.reduce((total, one) => total + (numberOf(one[part] ?? '') ?? 0), 0);
  const own = numberOf(row[part] ?? '');
  return own === undefined || sum <= 0 ? '' : percentText(own / sum);
}

/** How often each value of a choice stands in the counted rows: the numbers of `count`, or the rows. */
export function sumsByChoice(
  periods: PlanPeriods,
  table: PlanTable,
  rows: readonly PlanRow[],
): { name: { zh: string; en: string }; sum: number }[] {
  const choice = table.columns.find(({ kind }) => kind === 'choice');
  const number = table.columns.find(({ kind }) => kind === 'number');
  if (!choice || !dated(table)) return [];
  const counted = countedRows(periods, table, rows);
  return (choice.options ?? []).map(({ id, name }) => ({
    name,
    sum: counted
      .filter((row) => row[choice.id] === id)
      .reduce((sum, row) => sum + (number ? (numberOf(row[number.id] ?? '') ?? 0) : 1), 0),
  }));
}
