import type { Bilingual } from '../../../shared/i18n.ts';
import { pick } from '../../../shared/i18n.ts';
import { Problem } from '../../../shared/problems.ts';
import { LOT_COLUMNS, type LotColumnId, NEEDED_COLUMNS } from '../../../shared/stock/lot-columns.ts';
import { stockProblem } from '../../../shared/stock/problems.ts';
import { stockRoutes } from '../../../shared/stock/routes.ts';
import { FORMS, STOCK_UNITS } from '../../../shared/stock/units.ts';
import { act } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import { parseInput } from '../../kernel/http/mount.ts';
import type { Id } from '../../kernel/ids.ts';
import { type RecordHead, recordsNumbered } from '../catalogue/index.ts';
import type { PlatformRecord } from '../identity/index.ts';
import {
  type CellFault,
  codeOf,
  problemFaults,
  readFaults,
  readSmallTable,
  refusedTable,
  type TableRow,
  underHeading,
} from '../imports/index.ts';
import { ownPlatform } from './access.ts';
import { lockLots } from './ledger.ts';
import { insertLot, writeTest } from './lot-write.ts';

const MOST_ROWS = 2000;
const ROWS_SHOWN = 200;

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
  const refused: { row: TableRow; faults: CellFault[] }[] = [];
  for (const { row, cells } of rows) {
    const faults = row.faults.length > 0 ? readFaults(ctx, row, headings) : await takeRow(ctx, taking, cells);
    if (faults.length > 0) refused.push({ row, faults: faults.map((fault) => underHeading(fault, columns)) });
  }
  return {
    taken: rows.length - refused.length,
    refused: refused.length,
    rows: refused.slice(0, ROWS_SHOWN).map(({ row, faults }) => ({ row: row.row, faults })),
    refused_table: refused.length === 0 ? null : refusedTable(headings, refused),
  };
}

async function readTable(ctx: Ctx, file: Id) {
  const label = { zh: '批次', en: 'lots' };
  const table = await readSmallTable<LotColumnId>(ctx, file, { label, columns: LOT_COLUMNS, most: MOST_ROWS });
  if (NEEDED_COLUMNS.some((needed) => !table.columns.some(({ field }) => field === needed)))
    throw stockProblem('stock.table_unknown');
  if (table.tooLong) throw stockProblem('stock.table_too_long', { limit: MOST_ROWS });
  return table;
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

interface Taking {
  platform: PlatformRecord;
  records: ReadonlyMap<string, readonly RecordHead[]>;
  stores: ReadonlyMap<string, Id>;
  tryOnly: boolean;
  /** Lot numbers of the table so far. */
  numbers: Set<string>;
}

/** @returns what is wrong; nothing: it is taken */
async function takeRow(ctx: Ctx, taking: Taking, cells: Cells): Promise<CellFault[]> {
  const fault = (column: LotColumnId, text: Bilingual): CellFault[] => [{ column, message: pick(text, ctx.lang) }];
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
    if (cause instanceof Problem)
      return problemFaults(ctx, cause, (path) => path.replace(/^percent$/, 'viability'), COLUMN_OF[cause.code] ?? null);
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
