import { stringify } from 'csv-stringify/sync';
import { type Bilingual, pick } from '../../../shared/i18n.ts';
import { faultText } from '../../../shared/imports/fault-text.ts';
import { defused } from '../../../shared/imports/formulas.ts';
import { ADDED_COLUMNS, suggestMapping } from '../../../shared/imports/mapping.ts';
import type { Problem } from '../../../shared/problems.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { dataColumns, findTable, openTable } from './table.ts';
import type { TableRow } from './table-row.ts';
import { findFile } from './upload.ts';

/** A column of a table that a module takes in; headings may be the id, a label or an alias. */
export interface TableColumn<K extends string = string> {
  id: K;
  label: Bilingual;
  aliases?: readonly string[];
}

export interface CellFault {
  column: string | null;
  message: string;
}

export interface SmallTable<K extends string> {
  headings: string[];
  columns: { index: number; heading: string; field: K }[];
  rows: { row: TableRow; cells: Partial<Record<K, string>> }[];
  /** It has more rows than were read. */
  tooLong: boolean;
}

/** Reads a table of at most so many rows into memory. @throws kernel.file_unknown | imports.* where the file cannot be read */
export async function readSmallTable<K extends string>(
  ctx: Ctx,
  file: Id,
  { label, columns: known, most }: { label: Bilingual; columns: readonly TableColumn<K>[]; most: number },
): Promise<SmallTable<K>> {
  const stored = await findFile(ctx, file);
  const table = { path: ctx.services.files.pathOf(stored.sha256), name: stored.name };
  const fields = known.map(({ id, label: text, aliases }) => ({
    id,
    label: { ...text },
    aliases: [...(aliases ?? [])],
  }));
  const { layout } = await findTable(table, { label: pick(label, ctx.lang), fields });
  const { mapping } = suggestMapping(fields, layout.headings);
  const columns = dataColumns(layout.headings).flatMap(({ index, heading }) => {
    const field = mapping[heading] as K | null;
    return field ? [{ index, heading, field }] : [];
  });
  const rows: SmallTable<K>['rows'] = [];
  for await (const row of (await openTable(table, layout)).rows()) {
    if (rows.length === most) return { headings: layout.headings, columns, rows, tooLong: true };
    const cells = columns.flatMap(({ index, field }) => {
      const text = (row.cells[index] ?? '').trim();
      return text === '' ? [] : [[field, text] as const];
    });
    rows.push({ row, cells: Object.fromEntries(cells) as Partial<Record<K, string>> });
  }
  return { headings: layout.headings, columns, rows, tooLong: false };
}

/** What the reader found wrong with a row, under the headings of its cells. */
export const readFaults = (ctx: Ctx, { faults }: TableRow, headings: readonly string[]): CellFault[] =>
  faults.map(({ column, code, params }) => ({
    column: column === null ? null : (headings[column] ?? null),
    message: faultText(code, params, ctx.lang),
  }));

/** A fault of a field under the heading of its column. */
export const underHeading = (fault: CellFault, columns: readonly { heading: string; field: string }[]): CellFault => ({
  ...fault,
  column: columns.find(({ field }) => field === fault.column)?.heading ?? fault.column,
});

/** A refusal as faults of fields. @param columnOf the field a path of the body is about */
export const problemFaults = (
  ctx: Ctx,
  problem: Problem,
  columnOf: (path: string) => string,
  column: string | null = null,
): CellFault[] =>
  problem.extras.errors?.map((error) => ({
    column: columnOf(error.path.replace(/^body\./, '')),
    message: pick(error, ctx.lang),
  })) ?? [{ column, message: problem.text(ctx.lang) }];

/** The refused rows as they came, with number and reasons in front: corrected, it is taken in again. */
export const refusedTable = (
  headings: readonly string[],
  refused: readonly { row: TableRow; faults: readonly CellFault[] }[],
): string =>
  stringify(
    [
      [ADDED_COLUMNS.row, ADDED_COLUMNS.faults, ...headings],
      ...refused.map(({ row, faults }) => [
        String(row.row),
        faults.map(({ column, message }) => (column === null ? message : `${column}：${message}`)).join('；'),
        ...row.cells.map(defused),
      ]),
    ],
    { bom: true, record_delimiter: '\r\n' },
  );

/** The id of a code given by its id or either of its labels; the text itself where there is none. */
export function codeOf(table: Readonly<Record<string, Bilingual>>, text: string | undefined): string | undefined {
  const low = text?.toLowerCase();
  return (
    Object.entries(table).find(([id, { zh, en }]) => [id, zh, en].some((name) => name.toLowerCase() === low))?.[0] ??
    text
  );
}
