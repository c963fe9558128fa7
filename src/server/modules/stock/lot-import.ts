import { stringify } from 'csv-stringify/sync';
import type { Bilingual } from '../../../shared/i18n.ts';
import { pick } from '../../../shared/i18n.ts';
import { faultText } from '../../../shared/imports/fault-text.ts';
import { defused } from '../../../shared/imports/formulas.ts';
import { ADDED_COLUMNS, suggestMapping } from '../../../shared/imports/mapping.ts';
import { Problem } from '../../../shared/problems.ts';
import { LOT_COLUMNS, type LotColumn, type LotColumnId, NEEDED_COLUMNS } from '../../../shared/stock/lot-columns.ts';
import { stockProblem } from '../../../shared/stock/problems.ts';
import { stockRoutes } from '../../../shared/stock/routes.ts';
import { FORMS, STOCK_UNITS } from '../../../shared/stock/units.ts';
import { act } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import { parseInput } from '../../kernel/http/mount.ts';
import type { Id } from '../../kernel/ids.ts';
import { type RecordHead, recordsNumbered } from '../catalogue/index.ts';
import type { PlatformRecord } from '../identity/index.ts';
import { dataColumns, findFile, findTable, openTable, type TableRow, type TableType } from '../imports/index.ts';
import { ownPlatform } from './access.ts';
import { lockLots } from './ledger.ts';
import { insertLot, writeTest } from './lot-write.ts';

const MOST_ROWS = 2000;
const ROWS_SHOWN = 200;

interface Fault {
  column: string | null;
  message: string;
}
type Cells = Partial<Record<LotColumnId, string>>;

class TriedOnly extends Error {}

/**
 * Takes in lots from a table: every good row at once, each for itself; the others come back with what is wrong.
 * @throws stock.platform_unknown | kernel.not_allowed | kernel.file_unknown | stock.table_unknown | stock.table_too_long |
 *   imports.* where the file cannot be read
 */
export async function importLots(ctx: Ctx, given: { platform: string; file: Id; try_only: boolean }) {
  const platform = await ownPlatform(ctx, given.platform);
  const { headings, columns, rows } = await readTable(ctx, given.file);
  const numbers = rows.flatMap(({ cells }) => cells.resource ?? []);
  const records = await recordsNumbered(ctx.db, platform.id, numbers);
  const stores = await storesByName(ctx, platform.id);
  const taking: Taking = { platform, records, stores, tryOnly: given.try_only, numbers: new Set() };
  const refused: { row: TableRow; faults: Fault[] }[] = [];
  for (const { row, cells } of rows) {
    const faults = row.faults.length > 0 ? readFaults(ctx, row, headings) : await takeRow(ctx, taking, cells);
    if (faults.length > 0) refused.push({ row, faults: faults.map((fault) => named(fault, columns)) });
  }
  return {
    taken: rows.length - refused.length,
    refused: refused.length,
    rows: refused.slice(0, ROWS_SHOWN).map(({ row, faults }) => ({ row: row.row, faults })),
    refused_table: refused.length === 0 ? null : refusedTable(headings, refused),
  };
}

async function readTable(ctx: Ctx, id: Id) {
  const file = await findFile(ctx, id);
  const table = { path: ctx.services.files.pathOf(file.sha256), name: file.name };
  const fields = LOT_COLUMNS.map((column: LotColumn) => ({
    id: column.id,
    label: { ...column.label },
    aliases: [...(column.aliases ?? [])],
  }));
  const type: TableType = { label: pick({ zh: '批次', en: 'lots' }, ctx.lang), fields };
  const { layout } = await findTable(table, type);
  const { mapping } = suggestMapping(type.fields, layout.headings);
  const columns = dataColumns(layout.headings).flatMap(({ index, heading }) => {
    const field = mapping[heading] as LotColumnId | null;
    return field ? [{ index, heading, field }] : [];
  });
  if (NEEDED_COLUMNS.some((needed) => !columns.some(({ field }) => field === needed)))
    throw stockProblem('stock.table_unknown');
  const rows: { row: TableRow; cells: Cells }[] = [];
  for await (const row of (await openTable(table, layout)).rows()) {
    if (rows.length === MOST_ROWS) throw stockProblem('stock.table_too_long', { limit: MOST_ROWS });
    const cells = columns.flatMap(({ index, field }) => {
      const text = (row.cells[index] ?? '').trim();
      return text === '' ? [] : [[field, text] as const];
    });
    rows.push({ row, cells: Object.fromEntries(cells) as Cells });
  }
  return { headings: layout.headings, columns, rows };
}

const storesByName = async ({ db }: Ctx, platform: Id): Promise<Map<string, Id>> =>
  new Map(
    (
      await db
        .selectFrom('stock_store')
        .select(['id', 'name'])
        .where('platform_id', '=', platform)
        .where('closed', '=', false)
        .execute()
    ).map(({ id, name }) => [name, id]),
  );

const readFaults = (ctx: Ctx, { faults }: TableRow, headings: readonly string[]): Fault[] =>
  faults.map(({ column, code, params }) => ({
    column: column === null ? null : (headings[column] ?? null),
    message: faultText(code, params, ctx.lang),
  }));

/** A fault of a field under the heading of its column. */
const named = (fault: Fault, columns: readonly { heading: string; field: string }[]): Fault => ({
  ...fault,
  column: columns.find(({ field }) => field === fault.column)?.heading ?? fault.column,
});

interface Taking {
  platform: PlatformRecord;
  records: ReadonlyMap<string, readonly RecordHead[]>;
  stores: ReadonlyMap<string, Id>;
  tryOnly: boolean;
  /** Lot numbers of the table so far. */
  numbers: Set<string>;
}

/** The id of a code given by its id or either of its labels; the text itself where there is none. */
function codeOf(table: Readonly<Record<string, Bilingual>>, text: string | undefined): string | undefined {
  const low = text?.toLowerCase();
  return (
    Object.entries(table).find(([id, { zh, en }]) => [id, zh, en].some((name) => name.toLowerCase() === low))?.[0] ??
    text
  );
}

/** @returns what is wrong; nothing: it is taken */
async function takeRow(ctx: Ctx, taking: Taking, cells: Cells): Promise<Fault[]> {
  const fault = (column: LotColumnId, text: Bilingual): Fault[] => [{ column, message: pick(text, ctx.lang) }];
  const found = taking.records.get(cells.resource ?? '') ?? [];
  if (found.length === 0)
    return fault('resource', { zh: '本平台没有这个编号的资源', en: 'The platform has no record of this number' });
  if (found.length > 1)
    return fault('resource', { zh: '几条资源使用这个编号', en: 'Several records have this number' });
  const store = cells.store === undefined ? undefined : taking.stores.get(cells.store);
  if (cells.store !== undefined && store === undefined)
    return fault('store', { zh: '本平台没有这个库位', en: 'The platform has no such store' });
  if (cells.number !== undefined && taking.numbers.has(cells.number))
    return fault('number', { zh: '批次号在表中重复', en: 'The lot number stands in the table twice' });
  const { viability, viability_on, resource: _, store: __, form, unit, ...rest } = cells;
  const body = {
    ...rest,
    platform: taking.platform.code,
    resource: found[0]!.id,
    store,
    form: codeOf(FORMS, form),
    unit: codeOf(STOCK_UNITS, unit),
  };
  try {
    const { body: lot } = parseInput(stockRoutes.createLot, { params: {}, query: {}, body });
    const test =
      viability === undefined
        ? undefined
        : parseInput(stockRoutes.testLot, {
            params: { id: '1' },
            query: {},
            body: { kind: 'viability', percent: viability, on: viability_on, next: rest.viability_due },
          }).body;
    await act(ctx, { action: 'stock.lot.import', detail: { platform: taking.platform.code } }, async (tx) => {
      const id = await insertLot(ctx, tx, taking.platform, lot);
      tx.on('stock_lot', id);
      if (test) await writeTest(ctx, tx, (await lockLots(tx, [id])).get(id)!, test);
      if (taking.tryOnly) throw new TriedOnly();
    });
  } catch (cause) {
    if (cause instanceof Problem) return problemFaults(ctx, cause);
    if (!(cause instanceof TriedOnly)) throw cause;
  }
  if (cells.number !== undefined) taking.numbers.add(cells.number);
  return [];
}

/** Which column a refusal of the ledger is about. */
const COLUMN_OF: Readonly<Record<string, LotColumnId>> = {
  'stock.number_taken': 'number',
  'stock.quantity_refused': 'quantity',
  'stock.later_than_today': 'on',
  'stock.resource_unknown': 'resource',
};

const problemFaults = (ctx: Ctx, problem: Problem): Fault[] =>
  problem.extras.errors?.map((error) => ({
    column: error.path.replace(/^body\./, '').replace(/^percent$/, 'viability'),
    message: pick(error, ctx.lang),
  })) ?? [{ column: COLUMN_OF[problem.code] ?? null, message: problem.text(ctx.lang) }];

/** The refused rows as they came, with number and reasons in front: corrected, it is taken in again. */
const refusedTable = (headings: readonly string[], refused: readonly { row: TableRow; faults: Fault[] }[]): string =>
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
