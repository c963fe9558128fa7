import type { ImportNoteCode } from '../../../shared/imports/faults.ts';
import type { Archive } from './archive.ts';
import type { PartField } from './descriptor.ts';
import { localName } from '../../../shared/imports/extension-places.ts';
import { type ArchiveLayout, hasKeyColumn, type PartLayout } from './find-archive.ts';
import { buildJoinIndex, type JoinIndex } from './join-index.ts';
import { LIMITS } from './limits.ts';
import { readCsv } from './read-csv.ts';
import { isBlank, type TableRow } from './table-row.ts';

/** What turned out while the tables were joined. */
export interface JoinRemark {
  code: ImportNoteCode;
  params: Record<string, string | number>;
}

/**
 * The records of an archive as rows under the headings of its layout; where an extension has several rows for one, the cell
 * has several values. @param told gets what is to be said of the whole at the end
 */
export async function* readArchive(
  archive: Archive,
  layout: ArchiveLayout,
  told: (remark: JoinRemark) => void = () => undefined,
): AsyncGenerator<TableRow> {
  const { records, joined } = layout;
  const indexes: JoinIndex[] = [];
  try {
    for (const part of joined) indexes.push(await buildJoinIndex(part.path, keyedRows(archive, part)));
    for await (const row of rowsOf(archive, records)) {
      const id = records.key === null ? undefined : row.cells[records.key]?.trim();
      yield joinedRow(layout, row, (index) => (id === undefined || id === '' ? [] : indexes[index]!.rowsOf(id)));
    }
    joined.forEach(({ rowType }, i) => {
      const rows = indexes[i]!.unused();
      if (rows > 0) told({ code: 'note.rows_unjoined', params: { extension: localName(rowType), rows } });
    });
  } finally {
    for (const index of indexes) index.close();
  }
}

async function* rowsOf(archive: Archive, part: PartLayout): AsyncGenerator<TableRow> {
  const needed = 1 + Math.max(part.key ?? -1, ...part.fields.map(({ index }) => index ?? -1));
  for await (const row of readCsv(archive.bytes(part.path, LIMITS.table), part.text)) {
    if (row.row <= part.headerLines || isBlank(row)) continue;
    const found = row.cells.length;
    if (row.faults.length > 0 || found >= needed) yield row;
    else
      yield {
        ...row,
        faults: [
          { column: null, severity: 'error', code: 'import.ragged_row', params: { found, expected: part.width } },
        ],
      };
  }
}

async function* keyedRows(archive: Archive, part: PartLayout): AsyncGenerator<{ id: string; cells: string[] }> {
  for await (const { cells } of rowsOf(archive, part))
    yield {
      id: cells[part.key ?? 0]?.trim() ?? '',
      cells: part.fields.map(({ index }) => (index === null ? '' : (cells[index] ?? ''))),
    };
}

const known = new WeakMap<PartLayout, ReadonlySet<number>>();

/** Columns for which the archive says what parts several values: a cell without it is one value, whatever else is in it. */
function partedColumns({ records, joined }: Pick<ArchiveLayout, 'records' | 'joined'>): ReadonlySet<number> {
  const found = known.get(records);
  if (found) return found;
  const key: (PartField | undefined)[] = hasKeyColumn(records) ? [undefined] : [];
  const columns = [...records.fields, ...key, ...joined.flatMap(({ fields }) => fields)];
  const parted = new Set(columns.flatMap((field, index) => (field && field.split !== null ? [index] : [])));
  known.set(records, parted);
  return parted;
}

function joinedRow(
  { records, joined }: ArchiveLayout,
  { row, cells, faults }: TableRow,
  others: (index: number) => string[][],
): TableRow {
  const columns: string[][] = records.fields.map((field) =>
    valuesOf(field, field.index === null ? '' : (cells[field.index] ?? '')),
  );
  if (hasKeyColumn(records)) columns.push([cells[records.key!] ?? '']);
  joined.forEach(({ fields }, i) => {
    const found = others(i);
    fields.forEach((field, column) => {
      const values = found.flatMap((other) => valuesOf(field, other[column] ?? ''));
      columns.push([...new Set(values)]);
    });
  });
  const parted = partedColumns({ records, joined });
  const several = columns.flatMap((values, index) =>
    values.length > 1 || (values.length === 1 && parted.has(index)) ? [[index, values] as const] : [],
  );
  return {
    row,
    cells: columns.map((values) => values.join(' | ')),
    ...(several.length > 0 && { values: Object.fromEntries(several) }),
    faults,
  };
}

function valuesOf({ fallback, split }: PartField, cell: string): string[] {
  const text = cell.trim() === '' ? (fallback ?? '') : cell;
  if (text.trim() === '') return [];
  if (split === null || !text.includes(split)) return [text];
  return text.split(split).filter((part) => part.trim() !== '');
}
