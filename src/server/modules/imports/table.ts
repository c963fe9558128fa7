import type { FieldSpec } from '../../../shared/catalogue/resource-type.ts';
import { isAddedColumn, type Mapping, suggestMapping } from '../../../shared/imports/mapping.ts';
import { importsProblem } from '../../../shared/imports/problems.ts';
import type { IMPORT_FORMATS } from '../../../shared/imports/routes.ts';
import { openArchive } from './archive.ts';
import { detectEncoding, fileBytes } from './encoding.ts';
import { type Encoding, type FileKind, kindOf } from './file-kind.ts';
import { type ArchiveLayout, findInArchive } from './find-archive.ts';
import { LIMITS } from './limits.ts';
import { countCsvRows, detectDelimiter, readCsv, type TextLayout } from './read-csv.ts';
import { type JoinRemark, readArchive } from './read-archive.ts';
import { countLines, jsonKeys, readJsonLines } from './read-json-lines.ts';
import { readSheet, statedRows } from './read-xlsx.ts';
import { isBlank, type TableRow } from './table-row.ts';
import { isWorkbook, openWorkbook, type Workbook } from './workbook.ts';
import { openZip } from './zip-entries.ts';

/** A stored file with the name it was sent under. */
export interface TableFile {
  path: string;
  name: string;
}

/** How a table lies in its file: found once, kept with the batch, so that a resumed import reads the same. */
export interface Layout {
  format: (typeof IMPORT_FORMATS)[number];
  text?: TextLayout;
  sheet?: string;
  lines?: { encoding: Encoding };
  archive?: ArchiveLayout & { kind: 'zip' | 'gzip' };
  headingRow: number;
  headings: string[];
}

export interface TableType {
  label: string;
  fields: readonly Pick<FieldSpec, 'id' | 'label' | 'aliases' | 'map'>[];
}

export interface FoundTable {
  layout: Layout;
  sheets: string[];
}

/**
 * Finds the table in a file: its kind, encoding, separator, sheet and heading row. The heading is the row, among the first
 * ones of the sheets, that names the most fields (or all columns of a given mapping).
 *
 * @param options.sheet reads this sheet only
 */
export async function findTable(
  file: TableFile,
  type: TableType,
  options: { mapping?: Mapping | undefined; sheet?: string | undefined } = {},
): Promise<FoundTable> {
  const found = await kindOf(file.path);
  const score = scoreOf(type, options.mapping);
  if (found.kind === 'gzip' || (found.kind === 'zip' && !isWorkbook(await openZip(file.path))))
    return { layout: await archiveLayout(file, found.kind), sheets: [] };
  if (found.kind === 'zip') return findInWorkbook(file, type, score, options.sheet);
  const encoding = await encodingOf(file, found);
  if (found.kind === 'json_lines') return { layout: await linesLayout(file, type, encoding), sheets: [] };
  const bytes = fileBytes(file.path);
  const text: TextLayout = { encoding, delimiter: await detectDelimiter(bytes, encoding, file.name) };
  const best = bestRow(await firstRows(readCsv(bytes, text)), score);
  if (!best) throw noHeading(type);
  return { layout: { format: text.delimiter === '\t' ? 'tsv' : 'csv', text, ...heading(best.row) }, sheets: [] };
}

const encodingOf = async (file: TableFile, found: FileKind): Promise<Encoding> =>
  ('encoding' in found ? found.encoding : undefined) ?? detectEncoding(fileBytes(file.path));

async function archiveLayout(file: TableFile, kind: 'zip' | 'gzip'): Promise<Layout> {
  const { layout, headings } = await findInArchive(await openArchive(file.path, kind));
  return { format: 'dwca', archive: { ...layout, kind }, headingRow: layout.records.headerLines, headings };
}

async function linesLayout(file: TableFile, type: TableType, encoding: Encoding): Promise<Layout> {
  const headings = await jsonKeys(fileBytes(file.path), encoding);
  if (headings.length === 0) throw noHeading(type);
  return { format: 'jsonl', lines: { encoding }, headingRow: 0, headings };
}

async function findInWorkbook(
  file: TableFile,
  type: TableType,
  score: Score,
  wanted: string | undefined,
): Promise<FoundTable> {
  const workbook = await openWorkbook(file.path);
  const sheets = workbook.sheets.map(({ name }) => name);
  let best: { sheet: string; row: TableRow; score: number } | undefined;
  for (const sheet of wanted === undefined ? sheets : [wanted]) {
    const found = bestRow(await firstRows(readSheet(workbook, sheet)), score);
    if (found && (!best || found.score > best.score)) best = { sheet, ...found };
  }
  if (!best) throw noHeading(type);
  return { layout: { format: 'xlsx', sheet: best.sheet, ...heading(best.row) }, sheets };
}

const noHeading = ({ label }: TableType) =>
  importsProblem('imports.no_heading', { rows: LIMITS.headingRows, type: label });

type Score = (headings: readonly string[]) => number;

/** With a mapping, the row that has its columns; else the row that names the most fields. */
function scoreOf({ fields }: TableType, mapping: Mapping | undefined): Score {
  const wanted = mapping && Object.keys(mapping).filter((heading) => mapping[heading] !== null);
  return wanted && wanted.length > 0
    ? (headings) => wanted.filter((heading) => headings.includes(heading)).length
    : (headings) => Object.values(suggestMapping(fields, headings).mapping).filter((field) => field !== null).length;
}

async function firstRows(rows: AsyncGenerator<TableRow>): Promise<TableRow[]> {
  const found: TableRow[] = [];
  for await (const row of rows) {
    if (row.faults.some(({ code }) => code === 'import.row_too_long' || code === 'import.quote_not_closed')) {
      if (found.length === 0) throw importsProblem('imports.heading_too_long', { limit: LIMITS.record });
      break;
    }
    if (!isBlank(row)) found.push(row);
    if (row.row >= LIMITS.headingRows) break;
  }
  return found;
}

function bestRow(rows: readonly TableRow[], score: Score): { row: TableRow; score: number } | undefined {
  let best: { row: TableRow; score: number } | undefined;
  for (const row of rows) {
    const reached = score(headingsOf(row));
    if (reached > (best?.score ?? 0)) best = { row, score: reached };
  }
  return best;
}

const headingsOf = ({ cells }: TableRow): string[] => {
  const headings = cells.slice(0, LIMITS.columns).map((cell) =>
    cell
      .replace(/[\s\p{Cc}]+/gu, ' ')
      .trim()
      .slice(0, 200),
  );
  while (headings.at(-1) === '') headings.pop();
  return headings;
};

const heading = (row: TableRow): Pick<Layout, 'headingRow' | 'headings'> => ({
  headingRow: row.row,
  headings: headingsOf(row),
});

/** A table opened for reading. */
export interface OpenTable {
  /** Rows below the heading; empty ones are left out. */
  rows: () => AsyncGenerator<TableRow>;
  /** Rows below the heading by a quick count or by the sheet's own account; empty ones are counted. */
  count: () => Promise<number | undefined>;
  /** What turned out by the time the rows were read to their end. */
  remarks?: () => readonly JoinRemark[];
}

export async function openTable(file: TableFile, layout: Layout): Promise<OpenTable> {
  const { text, sheet, headingRow, lines, archive } = layout;
  const bytes = fileBytes(file.path);
  if (archive) return openRecords(file, archive);
  if (lines) {
    return {
      rows: () => readJsonLines(bytes, lines.encoding, layout.headings),
      count: () => countLines(bytes, lines.encoding),
    };
  }
  if (text) {
    return {
      rows: () => dataRows(readCsv(bytes, text), layout),
      count: async () => Math.max(0, (await countCsvRows(bytes, text)) - headingRow),
    };
  }
  const workbook: Workbook = await openWorkbook(file.path);
  return {
    rows: () => dataRows(readSheet(workbook, sheet!), layout),
    count: async () => {
      const stated = await statedRows(workbook, sheet!);
      return stated === undefined || stated <= headingRow ? undefined : stated - headingRow;
    },
  };
}

async function openRecords(file: TableFile, layout: NonNullable<Layout['archive']>): Promise<OpenTable> {
  const archive = await openArchive(file.path, layout.kind);
  let remarks: JoinRemark[] = [];
  return {
    rows() {
      remarks = [];
      return readArchive(archive, layout, (remark) => void remarks.push(remark));
    },
    count: () => Promise.resolve(layout.records.rows),
    remarks: () => remarks,
  };
}

async function* dataRows(rows: AsyncGenerator<TableRow>, layout: Layout): AsyncGenerator<TableRow> {
  const expected = layout.headings.length;
  for await (const row of rows) {
    if (row.row <= layout.headingRow || isBlank(row)) continue;
    yield layout.format === 'xlsx' ? row : fitted(row, expected);
  }
}

/** A text row must have a cell for every heading; empty cells behind the last heading do no harm. */
function fitted(row: TableRow, expected: number): TableRow {
  const found = row.cells.length;
  if (row.faults.length > 0) return row;
  if (found < expected || row.cells.slice(expected).some((cell) => cell.trim() !== '')) {
    return {
      ...row,
      faults: [{ column: null, severity: 'error', code: 'import.ragged_row', params: { found, expected } }],
    };
  }
  return row;
}

/** Columns that hold data, by index: headings without the empty ones and those this program added to a file of refused rows. */
export const dataColumns = (headings: readonly string[]): { index: number; heading: string }[] =>
  headings
    .map((heading, index) => ({ index, heading }))
    .filter(({ heading }) => heading !== '' && !isAddedColumn(heading));
