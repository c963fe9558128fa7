import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify';
import { type Cell, writeXlsx, writeXlsxStream } from 'hucre/xlsx';
import type { ResourceType } from '../../../shared/catalogue/resource-type.ts';
import { listCell } from '../../../shared/imports/cell-list.ts';
import { type Lang, pick } from '../../../shared/i18n.ts';
import { faultText } from '../../../shared/imports/fault-text.ts';
import { ADDED_COLUMNS, isAddedColumn } from '../../../shared/imports/mapping.ts';
import { importsProblem } from '../../../shared/imports/problems.ts';
import type { ReadDb } from '../../kernel/db/open.ts';
import type { Download } from '../../kernel/http/mount.ts';
import type { FileStore } from '../../kernel/files.ts';
import { defused } from '../../../shared/imports/formulas.ts';
import { type Batch, type KeptFault, listFaults } from './store.ts';
import { openTable } from './table.ts';
import type { TableRow } from './table-row.ts';

/** Up to so many rows a workbook carries marks and notes on the cells at fault; beyond it is written as a stream. */
const MARKED_ROWS = 5000;
const PAGE = 2000;

export interface RefusedSource {
  db: ReadDb;
  files: FileStore;
  types: ReadonlyMap<string, ResourceType>;
  lang: Lang;
}

/**
 * The refused rows in a file of the same kind: the row's number and what is wrong, then the columns of the original. It is
 * made by reading the original again beside the kept faults, both as streams. Imported again, the two columns are passed over.
 */
export async function refusedFile(source: RefusedSource, batch: Batch): Promise<Download> {
  if (batch.kept_errors === 0) throw importsProblem('imports.nothing_refused');
  const stem = batch.file_name.replace(/\.[^.]{1,5}$/, '').slice(0, 100);
  const { format } = batch.layout;
  // Of an archive come its records as a table, with what was joined to them.
  const ending = format === 'dwca' ? 'csv' : format;
  const name = `${stem}-${pick({ zh: '退回', en: 'refused' }, source.lang)}.${ending}`;
  if (format === 'jsonl')
    return { bytes: Readable.from(jsonLines(source, batch)), name, mediaType: 'application/x-ndjson; charset=utf-8' };
  if (format === 'xlsx') {
    return {
      bytes: await workbookOf(source, batch),
      name,
      mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    };
  }
  return {
    bytes: textOf(source, batch),
    name,
    mediaType: format === 'tsv' ? 'text/tab-separated-values; charset=utf-8' : 'text/csv; charset=utf-8',
  };
}

interface RefusedRow {
  row: number;
  cells: string[];
  values: NonNullable<TableRow['values']>;
  faults: KeptFault[];
  reasons: string;
}

/** Reasons cell by cell: “第3列 海拔：…”. */
function reasonsOf(faults: readonly KeptFault[], lang: Lang): string {
  return faults
    .map(({ column, heading, field, code, params }) => {
      const text = faultText(code, params, lang);
      const name = heading ?? field;
      if (column === null) return name === null ? text : lang === 'en' ? `${name}: ${text}` : `${name}：${text}`;
      return lang === 'en' ? `Column ${column + 1} ${name ?? ''}: ${text}` : `第${column + 1}列 ${name ?? ''}：${text}`;
    })
    .join(lang === 'en' ? '; ' : '；');
}

async function* refusedRows({ db, files, types, lang }: RefusedSource, batch: Batch): AsyncGenerator<RefusedRow> {
  const table = await openTable({ path: files.pathOf(batch.sha256), name: batch.file_name }, batch.layout);
  const rows = table.rows();
  const cellsOfRow = severalAsCells(batch, types.get(batch.type));
  try {
    for await (const [row, faults] of faultsByRow(db, batch)) {
      const found = await rowAt(rows, row);
      if (!found) return;
      yield {
        row,
        cells: cellsOfRow(found),
        values: found.values ?? {},
        faults,
        reasons: reasonsOf(faults, lang),
      };
    }
  } finally {
    await rows.return(undefined);
  }
}

/** Several values of an archive's row in one cell, so that the field they go to takes them as it did. */
function severalAsCells({ layout, mapping }: Batch, type: ResourceType | undefined): (row: TableRow) => string[] {
  if (layout.format !== 'dwca') return ({ cells }) => cells;
  const fields = layout.headings.map((heading) => type?.byId.get(mapping[heading] ?? ''));
  return ({ cells, values = {} }) =>
    cells.map((cell, index) => {
      const several = values[index];
      const field = fields[index];
      if (!Array.isArray(several) || !field) return cell;
      return field.many ? listCell(several as string[], field.separator) : String(several[0]);
    });
}

async function* jsonLines(source: RefusedSource, batch: Batch): AsyncGenerator<string> {
  for await (const { row, reasons, cells, values } of refusedRows(source, batch)) {
    const given = keptColumns(batch).flatMap((index) => {
      const value = values[index] ?? cells[index] ?? '';
      return value === '' ? [] : [[batch.layout.headings[index]!, value] as const];
    });
    const added = { [ADDED_COLUMNS.row]: row, [ADDED_COLUMNS.faults]: reasons };
    yield `${JSON.stringify({ ...added, ...Object.fromEntries(given) })}\n`;
  }
}

async function rowAt(rows: AsyncGenerator<TableRow>, wanted: number): Promise<TableRow | undefined> {
  for (;;) {
    const { value, done } = await rows.next();
    if (done) return undefined;
    if (value.row === wanted) return value;
  }
}

async function* faultsByRow(db: ReadDb, batch: Batch): AsyncGenerator<[number, KeptFault[]]> {
  let after: { row: number; position: number } | undefined;
  let open: [number, KeptFault[]] | undefined;
  for (;;) {
    const page = await listFaults(db, batch.id, { severity: 'error', after, limit: PAGE });
    for (const fault of page) {
      if (open?.[0] !== fault.row) {
        if (open) yield open;
        open = [fault.row, []];
      }
      open[1].push(fault);
    }
    if (page.length < PAGE) break;
    after = page.at(-1)!;
  }
  if (open) yield open;
}

/** Original columns with their places; those of an earlier round of refusals are dropped. */
const keptColumns = ({ layout }: Batch): number[] =>
  layout.headings.flatMap((heading, index) => (isAddedColumn(heading) ? [] : [index]));

const widthOf = (batch: Batch, cells: readonly string[]): number[] => [
  ...keptColumns(batch),
  // Cells beyond the heading are what a ragged row was refused for: they go with it.
  ...cells.slice(batch.layout.headings.length).map((_, i) => batch.layout.headings.length + i),
];

const headingsOf = (batch: Batch): string[] => [
  ADDED_COLUMNS.row,
  ADDED_COLUMNS.faults,
  ...keptColumns(batch).map((index) => batch.layout.headings[index]!),
];
const cellsOf = (batch: Batch, { row, reasons, cells }: RefusedRow): string[] => [
  String(row),
  reasons,
  ...widthOf(batch, cells).map((index) => cells[index] ?? ''),
];

function textOf(source: RefusedSource, batch: Batch): Readable {
  const writer = stringify({ delimiter: batch.layout.text?.delimiter ?? ',', bom: true, record_delimiter: '\r\n' });
  async function* lines(): AsyncGenerator<string[]> {
    yield headingsOf(batch);
    for await (const row of refusedRows(source, batch)) yield cellsOf(batch, row).map(defused);
  }
  const rows = Readable.from(lines());
  rows.on('error', (cause) => writer.destroy(cause)).pipe(writer);
  return writer;
}

async function workbookOf(source: RefusedSource, batch: Batch): Promise<Readable> {
  const columns = headingsOf(batch).map((header, i) => ({
    header,
    width: i === 0 ? 8 : i === 1 ? 60 : 18,
    style: { numFmt: '@' },
  }));
  const sheet = { name: batch.layout.sheet?.slice(0, 31) || 'Sheet1', freezePane: { rows: 1, columns: 2 } };
  if (batch.refused_count > MARKED_ROWS) {
    async function* rows(): AsyncGenerator<string[]> {
      for await (const row of refusedRows(source, batch)) yield cellsOf(batch, row);
    }
    return Readable.fromWeb(writeXlsxStream(rows(), { ...sheet, columns }) as Parameters<typeof Readable.fromWeb>[0]);
  }
  const rows: string[][] = [columns.map(({ header }) => header)];
  const cells = new Map<string, Partial<Cell>>();
  for await (const row of refusedRows(source, batch)) {
    rows.push(cellsOf(batch, row));
    markCells(cells, rows.length - 1, row, { batch, lang: source.lang });
  }
  const bytes = await writeXlsx({
    sheets: [{ ...sheet, columns: columns.map(({ width, style }) => ({ width, style })), rows, cells }],
  });
  return Readable.from([Buffer.from(bytes)]);
}

const AT_FAULT = { fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'FFFDE2E1' } }, numFmt: '@' } as const;

function markCells(
  cells: Map<string, Partial<Cell>>,
  at: number,
  { cells: values, faults }: RefusedRow,
  { batch, lang }: { batch: Batch; lang: Lang },
): void {
  const places = widthOf(batch, values);
  for (const fault of faults) {
    const place = fault.column === null ? -1 : places.indexOf(fault.column);
    if (place === -1) continue;
    const key = `${at},${place + 2}`;
    const earlier = cells.get(key)?.comment?.text;
    const text = faultText(fault.code, fault.params, lang);
    cells.set(key, {
      value: values[fault.column!] ?? '',
      style: AT_FAULT,
      comment: { author: '科源 Keyuan', text: earlier === undefined ? text : `${earlier}\n${text}` },
    });
  }
}
