import { checkRecord } from '../../../shared/catalogue/check-record.ts';
import type { CheckedRecord } from '../../../shared/catalogue/checked-record.ts';
import type { ResourceType } from '../../../shared/catalogue/resource-type.ts';
import type { CivilDate } from '../../../shared/dates.ts';
import type { Column, Constants } from './columns.ts';
import { fused } from '../../../shared/imports/formulas.ts';
import type { Fault } from './store.ts';
import type { TableRow } from './table-row.ts';
import type { Layout } from './table.ts';

/** How rows of a file become records of a type. */
export interface RowPlan {
  type: ResourceType;
  columns: readonly Column[];
  constants: Constants;
  format: Layout['format'];
  today: CivilDate;
}

/** A row that was looked at: its record, unless something is wrong with it, and all that is to be said of it. */
export interface CheckedRow {
  row: number;
  record: CheckedRecord | undefined;
  faults: Fault[];
}

/** Checks rows one by one; what takes a look at other rows or records is done when they are written. */
export function rowChecker(plan: RowPlan): (row: TableRow) => CheckedRow {
  const filled = plan.columns.filter((column): column is Column & { field: string } => column.field !== null);
  const columnOf = new Map(filled.map(({ field, index }) => [field, index]));
  const fieldOf = new Map(filled.map(({ field, index }) => [index, field]));
  const textOf = plan.format === 'xlsx' ? (cell: string) => cell : fused;
  return ({ row, cells, faults: read }) => {
    const faults: Fault[] = read
      .filter(({ column }) => column === null || fieldOf.has(column))
      .map((fault) => ({ row, ...fault, field: fault.column === null ? null : fieldOf.get(fault.column)! }));
    // A row whose cells are not where they belong would only give more faults that are none.
    if (faults.some(({ severity, column }) => severity === 'error' && column === null))
      return { row, record: undefined, faults };
    const given: Record<string, string> = { ...plan.constants };
    for (const { field, index } of filled) {
      const text = textOf(cells[index] ?? '');
      if (text.trim() !== '' || !Object.hasOwn(given, field)) given[field] = text;
    }
    const outcome = checkRecord(plan.type, given, { today: plan.today });
    for (const fault of outcome.faults) faults.push({ row, ...fault, column: columnAt(columnOf, fault.field) });
    return { row, record: faults.some(isError) ? undefined : outcome.record, faults };
  };
}

const isError = ({ severity }: Fault): boolean => severity === 'error';

export const columnAt = (columnOf: ReadonlyMap<string, number>, field: string | null): number | null =>
  field === null ? null : (columnOf.get(field) ?? null);
