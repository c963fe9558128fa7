import { parse } from 'csv-parse/sync';
import { readXlsx, writeXlsx } from 'hucre/xlsx';
import { csvOf } from './import-desk.ts';

type Kind = 'csv' | 'tsv' | 'xlsx';

/** A table as a file of a kind. */
export async function tableOf(kind: Kind, rows: readonly (readonly string[])[]): Promise<Buffer> {
  if (kind !== 'xlsx') return Buffer.from(csvOf(rows, kind === 'csv' ? ',' : '\t'));
  return Buffer.from(await writeXlsx({ sheets: [{ name: '数据', rows: rows.map((row) => [...row]) }] }));
}

/** The cells of such a file, read by another library than the product's own readers. */
export async function cellsOf(kind: Kind, bytes: Buffer): Promise<string[][]> {
  if (kind !== 'xlsx')
    return parse(bytes, { bom: true, delimiter: kind === 'csv' ? ',' : '\t', relax_column_count: true });
  const { sheets } = await readXlsx(bytes);
  return sheets[0]!.rows.map((row) => row.map((value) => (value === null ? '' : String(value))));
}
