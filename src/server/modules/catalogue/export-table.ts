import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify';
import { writeXlsxStream } from 'hucre/xlsx';
import type { ExportFormat } from '../../../shared/catalogue/export-formats.ts';
import type {
  FieldKind,
  FieldSpec,
  FieldValue,
  RecordFields,
  ResourceType,
} from '../../../shared/catalogue/resource-type.ts';
import { listCell } from '../../../shared/imports/cell-list.ts';
import { defused } from '../../../shared/imports/formulas.ts';
import { EXPORT_COLUMNS } from '../../../shared/imports/mapping.ts';
import type { Download } from '../../kernel/http/mount.ts';
import type { Id } from '../../kernel/ids.ts';

/** A record on its way out, masked for who asks. */
export interface ExportRow {
  id: Id;
  type: ResourceType;
  /** Code. */
  platform: string;
  fields: RecordFields;
}

export interface ExportTable {
  /** Types that occur: their fields are the columns. */
  types: readonly ResourceType[];
  rows: AsyncIterable<ExportRow>;
  /** File name without its ending. */
  name: string;
}

const MEDIA_TYPES: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  jsonl: 'application/x-ndjson; charset=utf-8',
};

/** The table as a file that the importer reads again to the same records, written as a stream. */
export function exportFile(table: ExportTable, format: ExportFormat): Download {
  return { bytes: WRITERS[format](table), name: `${table.name}.${format}`, mediaType: MEDIA_TYPES[format] };
}

const FACTS = Object.values(EXPORT_COLUMNS);
const factsOf = ({ id, type, platform }: ExportRow): string[] => [id, type.id, platform];

/** Columns of several types: the fields of the first, then what the others have besides. */
function columnsOf(types: readonly ResourceType[]): FieldSpec[] {
  const columns = new Map<string, FieldSpec>();
  // What may not be entered has no column either.
  for (const { fields } of types)
    for (const field of fields) if (!field.forbidden && !columns.has(field.id)) columns.set(field.id, field);
  return [...columns.values()];
}

const WRITERS: Readonly<Record<ExportFormat, (table: ExportTable) => Readable>> = {
  csv({ types, rows }) {
    const columns = columnsOf(types);
    async function* lines(): AsyncGenerator<string[]> {
      yield [...FACTS, ...columns.map(({ id }) => id)];
      for await (const row of rows)
        yield [...factsOf(row), ...columns.map(({ id }) => defused(textOf(row.type.byId.get(id), row.fields[id])))];
    }
    const source = Readable.from(lines());
    // The mark in front lets spreadsheet programs read it as UTF-8.
    const writer = stringify({ bom: true, record_delimiter: '\r\n' });
    source.on('error', (cause) => writer.destroy(cause)).pipe(writer);
    return writer;
  },
  xlsx({ types, rows }) {
    const columns = columnsOf(types);
    async function* lines(): AsyncGenerator<(string | number)[]> {
      for await (const row of rows)
        yield [...factsOf(row), ...columns.map(({ id }) => cellOf(row.type.byId.get(id), row.fields[id]))];
    }
    const heads = [
      ...FACTS.map((header) => ({ header, width: 14, style: { numFmt: '@' } })),
      // Text columns keep 00012 and 1.10, and never run what begins with an equals sign.
      ...columns.map(({ id: header, kind }) => ({
        header,
        width: 18,
        ...(!NUMBERS.has(kind) && { style: { numFmt: '@' } }),
      })),
    ];
    const sheet = { name: 'Keyuan', columns: heads, freezePane: { rows: 1 } };
    return Readable.fromWeb(writeXlsxStream(lines(), sheet) as Parameters<typeof Readable.fromWeb>[0]);
  },
  jsonl({ rows }) {
    async function* lines(): AsyncGenerator<string> {
      for await (const row of rows) {
        const facts = Object.fromEntries(FACTS.map((name, i) => [name, factsOf(row)[i]]));
        yield `${JSON.stringify({ ...facts, ...row.fields })}\n`;
      }
    }
    return Readable.from(lines());
  },
};

const NUMBERS: ReadonlySet<FieldKind> = new Set(['integer', 'decimal', 'latitude', 'longitude']);

function textOf(field: FieldSpec | undefined, value: FieldValue | undefined): string {
  if (value === undefined) return '';
  return typeof value === 'object' ? listCell(value, field?.separator) : String(value);
}

/** Spreadsheet programs keep fifteen digits of a number; what has more goes as text. */
const cellOf = (field: FieldSpec | undefined, value: FieldValue | undefined): string | number =>
  typeof value === 'number' && Number(value.toPrecision(15)) === value ? value : textOf(field, value);
