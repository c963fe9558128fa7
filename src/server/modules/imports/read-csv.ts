import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { countRecords, type Cuts, guardRecords, makeCuts } from './csv-guard.ts';
import { type Bytes, utf8Bytes } from './encoding.ts';
import type { Encoding } from './file-kind.ts';
import { LIMITS } from './limits.ts';
import type { TableRow } from './table-row.ts';

export const DELIMITERS = ['\t', ',', ';'] as const;

export interface TextLayout {
  encoding: Encoding;
  delimiter: string;
  /** What encloses cells: a quotation mark where nothing is said, '' for nothing. */
  quote?: string;
}

/** The rows of a text table, read as a stream; a row that is too long or never ends comes as a fault. */
export async function* readCsv(
  bytes: Bytes,
  { encoding, delimiter, quote = '"' }: TextLayout,
): AsyncGenerator<TableRow> {
  const cuts = makeCuts();
  const guarded = guardRecords(utf8Bytes(bytes, encoding), { delimiter, quote }, LIMITS.record, cuts);
  const parser = parse({
    delimiter,
    quote: quote === '' ? null : quote,
    escape: quote === '' ? null : quote,
    relax_quotes: true,
    relax_column_count: true,
    record_delimiter: ['\r\n', '\n', '\r'],
  });
  const source = Readable.from(guarded, { objectMode: false, highWaterMark: 64 * 1024 });
  source.on('error', (cause) => parser.destroy(cause)).pipe(parser);
  let row = 0;
  try {
    for await (const cells of parser as AsyncIterable<string[]>) yield rowOf(++row, cells, cuts);
  } finally {
    source.destroy();
    parser.destroy();
  }
}

function rowOf(row: number, cells: string[], cuts: Cuts): TableRow {
  const last = cells.at(-1);
  const faults: TableRow['faults'] = [];
  if (last === cuts.tooLong || last === cuts.notClosed) {
    // What was read of it is not worth keeping: the cell that ran over is in it.
    cells = cells.slice(0, -1).map((cell) => cell.slice(0, 200));
    faults.push(
      last === cuts.tooLong
        ? { column: null, severity: 'error', code: 'import.row_too_long', params: { limit: LIMITS.record } }
        : { column: null, severity: 'error', code: 'import.quote_not_closed', params: {} },
    );
  }
  return { row, cells, faults };
}

export const countCsvRows = (bytes: Bytes, { encoding, delimiter, quote = '"' }: TextLayout): Promise<number> =>
  countRecords(utf8Bytes(bytes, encoding), { delimiter, quote });

/**
 * The separator of a text table: the one that stands most often outside quotation marks in its first line. A table of one
 * column has none; then the name decides, a comma for `.csv` and a tab otherwise.
 */
export async function detectDelimiter(bytes: Bytes, encoding: Encoding, name: string): Promise<string> {
  let quoted = false;
  let seen = 0;
  const counts: Record<string, number> = { '\t': 0, ',': 0, ';': 0 };
  const decided = (): string => {
    const top = DELIMITERS.toSorted((a, b) => counts[b]! - counts[a]!)[0]!;
    return counts[top]! > 0 ? top : /\.csv$/i.test(name) ? ',' : '\t';
  };
  for await (const chunk of utf8Bytes(bytes, encoding)) {
    for (const char of chunk.toString('latin1')) {
      const isEnd = !quoted && (char === '\n' || char === '\r');
      if (seen > LIMITS.record || (isEnd && seen > 0)) return decided();
      if (isEnd) continue;
      seen++;
      if (char === '"') quoted = !quoted;
      else if (!quoted && char in counts) counts[char]! += 1;
    }
  }
  return decided();
}
