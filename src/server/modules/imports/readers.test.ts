import { randomBytes } from 'node:crypto';
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { type CellValue, writeXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stringify } from 'csv-stringify/sync';
import { LIMITS } from './limits.ts';
import { countCsvRows, readCsv } from './read-csv.ts';
import { fileBytes } from './encoding.ts';
import { findTable, openTable, type TableType } from './table.ts';
import type { TableRow } from './table-row.ts';

const TYPE: TableType = {
  label: '作物种质',
  fields: [
    { id: 'ACCENUMB', label: { zh: '种质编号', en: 'Accession number' }, aliases: ['统一编号'] },
    { id: 'ACCENAME', label: { zh: '种质名称', en: 'Accession name' } },
    { id: 'ELEVATION', label: { zh: '海拔', en: 'Elevation' } },
    { id: 'ACQDATE', label: { zh: '入库日期', en: 'Acquisition date' } },
  ],
};

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'keyuan-readers-'))));
afterAll(() => rm(folder, { recursive: true, force: true }));

let files = 0;
async function fileOf(bytes: string | Uint8Array, name = 'table.csv'): Promise<{ path: string; name: string }> {
  const path = join(folder, `${files++}-${name}`);
  await writeFile(path, bytes);
  return { path, name };
}

async function readAll(
  bytes: string | Uint8Array,
  name?: string,
): Promise<{ headings: string[]; format: string; rows: TableRow[]; encoding?: string | undefined }> {
  const file = await fileOf(bytes, name);
  const { layout } = await findTable(file, TYPE);
  const rows: TableRow[] = [];
  for await (const row of (await openTable(file, layout)).rows()) rows.push(row);
  return { headings: layout.headings, format: layout.format, rows, encoding: layout.text?.encoding };
}

const cellsOf = (rows: readonly TableRow[]): string[][] => rows.map(({ cells }) => cells);
const faultsOf = (rows: readonly TableRow[]): [number, string][] =>
  rows.flatMap(({ row, faults }) => faults.map(({ code }): [number, string] => [row, code]));

describe('text tables', () => {
  test('byte order mark, quotes, quoted newlines, empty lines: rows are counted as a spreadsheet program does', async () => {
    const { rows, headings, format } = await readAll(
      '\ufeff种质编号,种质名称\r\nA1,"甲 ""优"" 系"\r\n\r\nA2,"两\n行"\r\n',
    );
    expect(headings).toEqual(['种质编号', '种质名称']);
    expect(format).toBe('csv');
    expect(rows.map(({ row, cells }) => [row, ...cells])).toEqual([
      [2, 'A1', '甲 "优" 系'],
      [4, 'A2', '两\n行'],
    ]);
  });

  test('tab and semicolon are found by the heading', async () => {
    expect(await readAll('ACCENUMB\tACCENAME\nA1\t甲, 乙\n')).toMatchObject({
      format: 'tsv',
      rows: [{ cells: ['A1', '甲, 乙'] }],
    });
    expect(await readAll('ACCENUMB;ACCENAME\nA1;甲, 乙\n')).toMatchObject({
      format: 'csv',
      rows: [{ cells: ['A1', '甲, 乙'] }],
    });
  });

  test('ragged rows are faults of their rows, the others are read', async () => {
    const { rows } = await readAll('ACCENUMB,ACCENAME\nA1,甲\nA2\nA3,乙,丙\nA4,丁,,\n');
    expect(faultsOf(rows)).toEqual([
      [3, 'import.ragged_row'],
      [4, 'import.ragged_row'],
    ]);
    expect(rows[1]!.faults[0]!.params).toEqual({ found: 1, expected: 2 });
    expect(rows).toHaveLength(4);
  });

  test('a title above the heading is passed over', async () => {
    expect(await readAll('某某库资源清单,\n种质编号,种质名称\nA1,甲\n')).toMatchObject({
      headings: ['种质编号', '种质名称'],
      rows: [{ row: 3 }],
    });
  });

  test('GB18030, UTF-16 with and without mark are read as what they are', async () => {
    const text = '种质编号,种质名称\nA1,小麦地方品种红蚂蚱\nA2,水稻品种桂花黄\n';
    // GB 18030 bytes of the text above, made by iconv: nothing in Node writes them.
    const gb = Buffer.from(
      'd6d6d6cab1e0bac52cd6d6d6cac3fbb3c60a41312cd0a1c2f3b5d8b7bdc6b7d6d6baecc2ecf2c60a41322ccbaeb5bec6b7d6d6b9f0bba8bbc60a',
      'hex',
    );
    const expected = [
      ['A1', '小麦地方品种红蚂蚱'],
      ['A2', '水稻品种桂花黄'],
    ];
    const read = await readAll(gb);
    expect(read.encoding).toBe('gb18030');
    expect(cellsOf(read.rows)).toEqual(expected);
    expect(cellsOf((await readAll(Buffer.from(`\ufeff${text}`, 'utf16le'))).rows)).toEqual(expected);
    expect(cellsOf((await readAll(Buffer.from(`\ufeff${text}`, 'utf16le').swap16())).rows)).toEqual(expected);
    expect(cellsOf((await readAll(Buffer.from('ACCENUMB,ACCENAME\nA1,Red fife wheat\n', 'utf16le'))).rows)).toEqual([
      ['A1', 'Red fife wheat'],
    ]);
  });

  test('bytes of no known encoding are refused with the line they are in', async () => {
    const latin = Buffer.from('ACCENUMB,ACCENAME\nA1,ok\nA2,Arachis hypog\xe9a, caf\xe9\n', 'latin1');
    await expect(readAll(latin)).rejects.toMatchObject({ code: 'imports.encoding_unknown', params: { line: 3 } });
  });

  test('other files are told by their content whatever their name', async () => {
    await expect(readAll('%PDF-1.7 …', 'x.csv')).rejects.toMatchObject({
      code: 'imports.other_format',
      params: { format: 'PDF' },
    });
    await expect(readAll(Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'x.xlsx')).rejects.toMatchObject({
      code: 'imports.other_format',
    });
    await expect(readAll('<!doctype html><table>', 'x.csv')).rejects.toMatchObject({ code: 'imports.other_format' });
    await expect(readAll('', 'x.csv')).rejects.toMatchObject({ code: 'imports.empty_file' });
    await expect(readAll('甲,乙\n1,2\n', 'x.csv')).rejects.toMatchObject({ code: 'imports.no_heading' });
    const sheet = await writeXlsx({ sheets: [{ name: 'S', rows: [['ACCENUMB'], ['A1']] }] });
    expect(await readAll(sheet, 'named.csv')).toMatchObject({ format: 'xlsx', rows: [{ cells: ['A1'] }] });
  });

  test('a cell of 10 MB is refused with its row and the limit, and the next rows are read', async () => {
    const long = 'x'.repeat(10 * 1024 ** 2);
    for (const cell of [long, `"${long}"`, `"${'""'.repeat(3 * 1024 ** 2)}"`, `"${'y,\n'.repeat(1024 ** 2)}"`]) {
      const { rows } = await readAll(`ACCENUMB,ACCENAME\r\nA1,甲\r\nA2,${cell}\r\nA3,丙\r\n`);
      expect(rows.map(({ row }) => row)).toEqual([2, 3, 4]);
      expect(rows[1]!.faults).toMatchObject([{ code: 'import.row_too_long', params: { limit: LIMITS.record } }]);
      expect(rows[2]!.cells).toEqual(['A3', '丙']);
    }
  });

  test('one line of 100 MB takes no more memory than a short one', async () => {
    const file = await fileOf('ACCENUMB,ACCENAME\nA1,');
    const handle = await open(file.path, 'a');
    const block = Buffer.alloc(1024 ** 2, 'z');
    for (let i = 0; i < 100; i++) await handle.write(block);
    await handle.write('\nA2,乙\n');
    await handle.close();
    const { layout } = await findTable(file, TYPE);
    const before = process.memoryUsage().arrayBuffers + process.memoryUsage().heapUsed;
    let most = 0;
    const rows: TableRow[] = [];
    for await (const row of (await openTable(file, layout)).rows()) {
      rows.push(row);
      most = Math.max(most, process.memoryUsage().arrayBuffers + process.memoryUsage().heapUsed);
    }
    expect(faultsOf(rows)).toEqual([[2, 'import.row_too_long']]);
    expect(rows[1]!.cells).toEqual(['A2', '乙']);
    expect(most - before).toBeLessThan(60 * 1024 ** 2);
  });

  test('a quotation mark that is never closed is a fault of its row', async () => {
    const { rows } = await readAll('ACCENUMB,ACCENAME\nA1,甲\nA2,"乙\nA3,丙\n');
    expect(faultsOf(rows)).toEqual([[3, 'import.quote_not_closed']]);
    // Far from the end of the file the reader finds back to the rows behind it.
    const far = await readAll(
      `ACCENUMB,ACCENAME\nA1,"never closed ${'x'.repeat(2 * LIMITS.record)}\nA2,"quoted"\nA3,丙\n`,
    );
    expect(faultsOf(far.rows)).toEqual([[2, 'import.row_too_long']]);
    expect(far.rows.at(-1)!.cells).toEqual(['A3', '丙']);
  });

  test('what a proper writer writes comes back, whatever the texts and wherever the chunks end', async () => {
    const cell = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('"', '""', ',', '\n', '\r\n', '\r', ' ', "'", '="1"', '行\n"二"'),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 20 }),
        fc.constantFrom('\n', '\r\n'),
        async (table, end) => {
          const text = stringify([['a', 'b', 'c'], ...table], { record_delimiter: end, quoted: true });
          const file = await fileOf(text);
          const read: string[][] = [];
          const layout = { encoding: 'utf-8', delimiter: ',' } as const;
          for await (const { cells } of readCsv(fileBytes(file.path), layout)) read.push(cells);
          expect(read.slice(1)).toEqual(table.map((row) => row.map((value) => Buffer.from(value).toString())));
          expect(await countCsvRows(fileBytes(file.path), layout)).toBe(read.length);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('workbooks', () => {
  const sheetOf = (rows: CellValue[][], cells: Record<string, object> = {}): Promise<Uint8Array> =>
    writeXlsx({ sheets: [{ name: '数据', rows, cells: new Map(Object.entries(cells)) }] });

  test('numbers and dates are the text a curator sees', async () => {
    const book = await sheetOf(
      [
        ['种质编号', '海拔（米）', '入库日期', '种质名称'],
        [1.398, 1204.5, new Date('2004-03-24T00:00:00Z'), true],
        [12, 0.1 + 0.2, new Date('1999-12-31T00:00:00Z'), 12345678901],
        [1.1, -3, '19991200', 'ZDM00012'],
      ],
      {
        '2,0': { value: 12, style: { numFmt: '00000' } },
        '3,0': { value: 1.1, style: { numFmt: '0.00' } },
        '1,1': { value: 1204.5678, style: { numFmt: '0.0' } },
      },
    );
    expect(cellsOf((await readAll(book)).rows)).toEqual([
      ['1.398', '1204.5678', '2004-03-24', 'TRUE'],
      ['00012', '0.3', '1999-12-31', '12345678901'],
      ['1.10', '-3', '19991200', 'ZDM00012'],
    ]);
  });

  test('a formula gives its saved result with a warning; without one, and for error values, the cell is at fault', async () => {
    const book = await sheetOf(
      [
        ['ACCENUMB', 'ACCENAME', 'ELEVATION'],
        ['A1', '甲', 10],
        ['A2', '乙', 20],
        ['A3', '丙', 30],
      ],
      {
        '1,2': { value: null, formula: 'SUM(1,9)', formulaResult: 10 },
        '2,2': { value: null, formula: 'SUM(1,9)' },
      },
    );
    const { rows } = await readAll(book);
    expect(rows[0]).toMatchObject({
      cells: ['A1', '甲', '10'],
      faults: [{ column: 2, severity: 'warning', code: 'import.formula_result' }],
    });
    expect(rows[1]!.faults).toMatchObject([{ column: 2, severity: 'error', code: 'import.formula_empty' }]);
    expect(rows[2]!.faults).toEqual([]);
    const parts = {
      'xl/worksheets/sheet1.xml': (xml: string) =>
        xml.replace(/<c r="C4"[^>]*>.*?<\/c>/, '<c r="C4" t="e"><v>#N/A</v></c>'),
    };
    expect((await readAll(await rewritten(book, parts))).rows[2]!.faults).toMatchObject([
      { column: 2, code: 'import.cell_error', params: { value: '#N/A' } },
    ]);
  });

  test('the sheet whose heading names fields is taken, below merged titles, and empty rows at its end are none', async () => {
    const book = await writeXlsx({
      sheets: [
        { name: '说明', rows: [['填写说明'], ['请按模板填写']] },
        {
          name: '清单',
          rows: [
            ['示范库资源清单', null, null],
            ['种质编号', '种质名称', '备注栏'],
            ['A1', '甲', 'x'],
            [null, '', '  '],
            [null],
            ['A2', '乙'],
          ],
          merges: [{ startRow: 0, startCol: 0, endRow: 0, endCol: 2 }],
        },
      ],
    });
    const file = await fileOf(book, 'x.xlsx');
    const { layout, sheets } = await findTable(file, TYPE);
    expect(sheets).toEqual(['说明', '清单']);
    expect(layout).toMatchObject({ sheet: '清单', headingRow: 2, headings: ['种质编号', '种质名称', '备注栏'] });
    expect((await readAll(book)).rows.map(({ row }) => row)).toEqual([3, 6]);
    await expect(findTable(file, TYPE, { sheet: '没有' })).rejects.toMatchObject({ code: 'imports.sheet_unknown' });
  });

  test('damaged workbooks and bombs are refused, not the end of the program', async () => {
    const good = await sheetOf([['ACCENUMB'], ['A1']]);
    await expect(readAll(good.subarray(0, good.length - 30))).rejects.toMatchObject({
      code: 'imports.damaged',
    });
    const parts = { 'xl/worksheets/sheet1.xml': (xml: string) => `<!DOCTYPE x [<!ENTITY a "aaaa">]>${xml}` };
    await expect(readAll(await rewritten(good, parts))).rejects.toMatchObject({ code: 'imports.xml_dtd' });
    const huge = { 'xl/styles.xml': () => `<styleSheet>${' '.repeat(LIMITS.part + 1)}</styleSheet>` };
    await expect(readAll(await rewritten(good, huge))).rejects.toMatchObject({ code: 'imports.part_too_large' });
    const strings = {
      'xl/sharedStrings.xml': () =>
        `<sst>${Array.from({ length: 1600 }, () => `<si><t>${randomBytes(700).toString('hex')}${'甲'.repeat(30_000)}</t></si>`).join('')}</sst>`,
    };
    const withStrings = await rewritten(
      await writeXlsx({ sheets: [{ name: 'a', rows: [['ACCENUMB'], ['A1']] }], stringMode: 'shared' }),
      strings,
    );
    await expect(readAll(withStrings)).rejects.toMatchObject({
      code: 'imports.part_too_large',
      params: { part: 'sharedStrings' },
    });
  });
});

/** The same workbook with some parts rewritten: an archive made anew, as no spreadsheet program writes what is needed here. */
async function rewritten(book: Uint8Array, change: Record<string, (xml: string) => string>): Promise<Uint8Array> {
  const { openZip, unpackText } = await import('./zip-entries.ts');
  const archive = await openZip((await fileOf(book, 'x.xlsx')).path);
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const name of archive.entries.keys()) {
    const text = (await unpackText(archive, name))!;
    const plain = Buffer.from(change[name]?.(text) ?? text);
    const packed = deflateRawSync(plain);
    const label = Buffer.from(name);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(8, 8);
    local.writeUInt32LE(packed.length, 18);
    local.writeUInt32LE(plain.length, 22);
    local.writeUInt16LE(label.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt32LE(plain.length, 24);
    entry.writeUInt16LE(label.length, 28);
    entry.writeUInt32LE(offset, 42);
    locals.push(local, label, packed);
    directory.push(entry, label);
    offset += 30 + label.length + packed.length;
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(archive.entries.size, 8);
  end.writeUInt16LE(archive.entries.size, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, ...directory, end]);
}
