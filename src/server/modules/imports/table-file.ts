import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify';
import { writeXlsxStream } from 'hucre/xlsx';
import { defused } from '../../../shared/imports/formulas.ts';
import type { Download } from '../../kernel/http/mount.ts';

/** Rows of texts as a file, written while they are read. Formulas are defused in CSV; a workbook's columns are texts. */
export function tableFile(
  name: string,
  format: 'csv' | 'xlsx',
  headings: readonly string[],
  rows: AsyncIterable<string[]>,
): Download {
  if (format === 'csv') {
    async function* lines(): AsyncGenerator<string[]> {
      yield headings.map(defused);
      for await (const row of rows) yield row.map(defused);
    }
    const source = Readable.from(lines());
    const writer = stringify({ bom: true, record_delimiter: '\r\n' });
    source.on('error', (cause) => writer.destroy(cause)).pipe(writer);
    return { bytes: writer, name: `${name}.csv`, mediaType: 'text/csv; charset=utf-8' };
  }
  // Text columns keep 00012 and 1.10.
  const columns = headings.map((header) => ({ header, width: 16, style: { numFmt: '@' } }));
  const sheet = { name: 'Keyuan', columns, freezePane: { rows: 1 } };
  return {
    bytes: Readable.fromWeb(writeXlsxStream(rows, sheet) as Parameters<typeof Readable.fromWeb>[0]),
    name: `${name}.xlsx`,
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  };
}
