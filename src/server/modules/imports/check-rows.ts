import { checkRecord } from '../../../shared/catalogue/check-record.ts';
import type { CheckedRecord } from '../../../shared/catalogue/checked-record.ts';
import type { ResourceType } from '../../../shared/catalogue/resource-type.ts';
import type { CivilDate } from '../../../shared/dates.ts';
import type { Column, Constants } from './columns.ts';
import { fused } from '../../../shared/imports/formulas.ts';
import type { Fault } from './store.ts';
import type { TableRow } from './table-row.ts';
import type { Layout } from './table.ts';
import { cellList } from '../../../shared/imports/cell-list.ts';

/** How rows of a file become records of a type. */
export interface RowPlan {
  type: ResourceType;
  columns: readonly Column[];
  constants: Constants;
  format: Layout['format'];
  /** Column in which an export says of what type a row is. */
  typeColumn: number;
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
  const isText = plan.format === 'csv' || plan.format === 'tsv';
  const textOf = isText ? fused : (cell: string) => cell;
  const lists = new Set(plan.type.fields.flatMap(({ id, many }) => (many ? [id] : [])));
  return ({ row, cells, values = {}, faults: read }) => {
    const faults: Fault[] = read
      .filter(({ column }) => column === null || fieldOf.has(column))
      .map((fault) => ({ row, ...fault, field: fault.column === null ? null : fieldOf.get(fault.column)! }));
    const stated = cells[plan.typeColumn]?.trim() ?? '';
    if (stated !== '' && stated !== plan.type.id)
      faults.push(wholeRow(row, 'import.other_type', { given: stated.slice(0, 60), type: plan.type.label.zh }));
    // A row whose cells are not where they belong would only give more faults that are none.
    if (faults.some(({ severity, column }) => severity === 'error' && column === null))
      return { row, record: undefined, faults };
    const given: Record<string, unknown> = { ...plan.constants };
    for (const { field, index } of filled) {
      const typed = values[index];
      if (plan.format === 'dwca' && Array.isArray(typed) && typed.length > 1 && !lists.has(field)) {
        given[field] = typed[0];
        faults.push(severalCut(row, { field, index }, typed as string[]));
      } else if (typed !== undefined) given[field] = typed;
      else {
        const text = textOf(cells[index] ?? '');
        if (text.trim() !== '' || !Object.hasOwn(given, field))
          given[field] = lists.has(field) ? (cellList(text) ?? text) : text;
      }
    }
    const outcome = checkRecord(plan.type, given, { today: plan.today });
    for (const fault of outcome.faults) faults.push({ row, ...fault, column: columnAt(columnOf, fault.field) });
    return { row, record: faults.some(isError) ? undefined : outcome.record, faults };
  };
}

const wholeRow = (row: number, code: Fault['code'], params: Fault['params']): Fault => ({
  row,
  severity: 'error',
  field: null,
  column: null,
  code,
  params,
});

const severalCut = (row: number, at: { field: string; index: number }, values: readonly string[]): Fault => ({
  row,
  severity: 'warning',
  field: at.field,
  column: at.index,
  code: 'import.several_cut',
  params: { count: values.length, value: values[0]!.slice(0, 100) },
});

const isError = ({ severity }: Fault): boolean => severity === 'error';

export const columnAt = (columnOf: ReadonlyMap<string, number>, field: string | null): number | null =>
  field === null ? null : (columnOf.get(field) ?? null);
