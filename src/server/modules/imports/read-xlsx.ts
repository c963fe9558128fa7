import { importsProblem } from '../../../shared/imports/problems.ts';
import { type NumberLook, numberText } from './cell-text.ts';
import { LIMITS } from './limits.ts';
import { unescapeCell } from './shared-strings.ts';
import type { ReadFault, TableRow } from './table-row.ts';
import type { Workbook } from './workbook.ts';
import { attribute, createXmlScanner } from './xml-scanner.ts';
import { unpack } from './zip-entries.ts';

const PLAIN: NumberLook = { kind: 'plain' };

/**
 * The rows of a sheet, read as a stream. Cells come as the text a curator sees; a formula gives its saved result with a
 * warning, an error value or a formula without result is a fault of its cell.
 */
export async function* readSheet(workbook: Workbook, sheet: string): AsyncGenerator<TableRow> {
  const found = workbook.sheets.find(({ name }) => name === sheet);
  if (!found)
    throw importsProblem('imports.sheet_unknown', {
      sheet,
      sheets: workbook.sheets.map(({ name }) => name).join('、'),
    });
  let rows: TableRow[] = [];
  const scanner = createXmlScanner(sheetHandlers(workbook, (row) => void rows.push(row)));
  const decoder = new TextDecoder();
  for await (const chunk of unpack(workbook.archive, found.part, LIMITS.sheet)) {
    scanner.write(decoder.decode(chunk, { stream: true }));
    const ready = rows;
    rows = [];
    yield* ready;
  }
  scanner.end();
  yield* rows;
}

/** Last row of the sheet by its own account; undefined when it gives none. */
export async function statedRows(workbook: Workbook, sheet: string): Promise<number | undefined> {
  const part = workbook.sheets.find(({ name }) => name === sheet)!.part;
  for await (const chunk of unpack(workbook.archive, part, LIMITS.sheet)) {
    const found = /<(?:\w+:)?dimension[^>]*ref="[A-Z]+\d+:[A-Z]+(\d+)"/.exec(chunk.toString('latin1'));
    return found ? Number(found[1]) : undefined;
  }
  return undefined;
}

interface OpenCell {
  column: number;
  type: string;
  style: number;
  formula: boolean;
  text: string;
}

function sheetHandlers(workbook: Workbook, emit: (row: TableRow) => void): Parameters<typeof createXmlScanner>[0] {
  let row: TableRow | undefined;
  let lastRow = 0;
  let size = 0;
  let cell: OpenCell | undefined;
  /** Whether text now belongs to a cell's value or inline text. */
  let taking = false;
  return {
    open(name, tag) {
      if (name === 'row') {
        const stated = Number(attribute(tag, 'r'));
        // Rows only go down: an import that was killed goes on behind the last row it had done.
        lastRow = Number.isSafeInteger(stated) && stated > lastRow ? stated : lastRow + 1;
        row = { row: lastRow, cells: [], faults: [] };
        size = 0;
      } else if (row && name === 'c') {
        const column = columnOf(attribute(tag, 'r')) ?? row.cells.length;
        cell = {
          column,
          type: attribute(tag, 't') ?? 'n',
          style: Number(attribute(tag, 's') ?? -1),
          formula: false,
          text: '',
        };
      } else if (cell) {
        if (name === 'f') cell.formula = true;
        taking = name === 'v' || name === 't';
      }
    },
    close(name) {
      if (name === 'row' && row) {
        emit(row);
        row = undefined;
      } else if (name === 'c' && cell && row) {
        put(workbook, row, cell);
        cell = undefined;
      }
      taking = false;
    },
    text(text) {
      if (!taking || !cell || !row) return;
      size += text.length;
      if (size <= LIMITS.record) cell.text += text;
      else if (!row.faults.some(({ code }) => code === 'import.row_too_long'))
        row.faults.push({
          column: null,
          severity: 'error',
          code: 'import.row_too_long',
          params: { limit: LIMITS.record },
        });
    },
  };
}

function columnOf(reference: string | undefined): number | undefined {
  if (reference === undefined) return undefined;
  let column = 0;
  for (let i = 0; i < reference.length; i++) {
    const code = reference.charCodeAt(i) & ~32;
    if (code < 65 || code > 90) break;
    column = column * 26 + code - 64;
  }
  return column - 1;
}

function put({ strings, looks, since1904 }: Workbook, row: TableRow, cell: OpenCell): void {
  if (cell.column < 0 || cell.column >= 16_384) throw importsProblem('imports.damaged', { detail: `row ${row.row}` });
  const text = textOf(cell, strings, looks, since1904);
  if (text === '' && !cell.formula) return;
  // Nobody fills cells that far to the right: what stands there is a slip, and the columns between would all be kept.
  if (cell.column >= LIMITS.columns) return;
  while (row.cells.length < cell.column) row.cells.push('');
  row.cells[cell.column] = text;
  const fault = faultOf(cell, text);
  if (fault) row.faults.push(fault);
}

function textOf(
  cell: OpenCell,
  strings: Workbook['strings'],
  looks: readonly NumberLook[],
  since1904: boolean,
): string {
  if (cell.type === 's') return strings.at(Number(cell.text)) ?? '';
  if (cell.type === 'b') return cell.text === '1' || cell.text === 'true' ? 'TRUE' : 'FALSE';
  if (cell.type === 'd') return cell.text.replace(/T00:00:00(\.0+)?Z?$/, '');
  if (cell.type === 'n') return numberText(cell.text, looks[cell.style] ?? PLAIN, since1904);
  return cell.type === 'e' ? cell.text : unescapeCell(cell.text);
}

function faultOf(cell: OpenCell, text: string): ReadFault | undefined {
  if (cell.type === 'e')
    return { column: cell.column, severity: 'error', code: 'import.cell_error', params: { value: text } };
  if (!cell.formula) return undefined;
  // A formula that means to show nothing has an empty text as its result, which is a result.
  if (text === '')
    return cell.type === 'str'
      ? undefined
      : { column: cell.column, severity: 'error', code: 'import.formula_empty', params: {} };
  return {
    column: cell.column,
    severity: 'warning',
    code: 'import.formula_result',
    params: { value: text.slice(0, 100) },
  };
}
