import type { ImportFaultCode } from '../../../shared/imports/faults.ts';

/** What the reader has to say of a row or one of its cells. */
export interface ReadFault {
  /** Index of the column; null: the whole row. */
  column: number | null;
  severity: 'error' | 'warning';
  code: ImportFaultCode;
  params: Readonly<Record<string, string | number>>;
}

/** One row of a table as a spreadsheet program counts: the first row of the file is 1, empty ones count. */
export interface TableRow {
  row: number;
  cells: string[];
  /** By column, what is no text: numbers, several values. */
  values?: Readonly<Record<number, unknown>>;
  faults: ReadFault[];
}

export const isBlank = (row: TableRow): boolean =>
  row.faults.length === 0 && row.cells.every((cell) => cell.trim() === '');
