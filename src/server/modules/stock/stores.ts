import { type RawBuilder, sql, type SqlBool } from 'kysely';
import type { z } from 'zod';
import { pick } from '../../../shared/i18n.ts';
import {
  CAPACITY_UNITS,
  type CapacityUnit,
  type StoreInput,
  type storeView,
} from '../../../shared/stock/keeping-schemas.ts';
import { stockProblem } from '../../../shared/stock/problems.ts';
import { quantityOf, quantityText } from '../../../shared/stock/quantity.ts';
import { act, checkRevision, type Tx } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { ownPlatform, ownPlatformById } from './access.ts';

export type StoreView = z.input<typeof storeView>;

interface Row {
  id: Id;
  platform_id: Id;
  name: string;
  capacity: string | null;
  capacity_unit: string | null;
  used: string | null;
  lots: string;
  warn_percent: number;
  temperature_min: string | null;
  temperature_max: string | null;
  humidity_max: string | null;
  note: string | null;
  closed: boolean;
  revision: number;
}

const selectStores = async ({ db }: Pick<Ctx, 'db'>, where: RawBuilder<SqlBool>): Promise<Row[]> =>
  (
    await sql<Row>`select s.*, (select count(*) from stock_lot l where l.store_id = s.id and l.on_hand > 0) as lots
      from stock_store s where ${where} order by s.closed, s.name`.execute(db)
  ).rows;

const plain = (text: string | null): string | null => (text === null ? null : quantityText(quantityOf(text)));

/** Per mille of the capacity, exactly, cut; null where one of both is not known. */
function permille(row: Row): number | null {
  const used = usedOf(row);
  if (row.capacity === null || used === null) return null;
  return Number((quantityOf(used) * 1000n) / quantityOf(row.capacity));
}

const usedOf = ({ capacity_unit, used, lots }: Row): string | null => (capacity_unit === 'place' ? lots : used);

function viewOf(ctx: Ctx, row: Row): StoreView {
  const share = permille(row);
  const unit = row.capacity_unit as CapacityUnit | null;
  return {
    id: row.id,
    name: row.name,
    capacity: plain(row.capacity),
    capacity_unit: unit && { id: unit, label: pick(CAPACITY_UNITS[unit], ctx.lang) },
    used: plain(usedOf(row)),
    lots: Number(row.lots),
    percent: share === null ? null : share / 10,
    warn_percent: row.warn_percent,
    full: share !== null && share >= row.warn_percent * 10,
    temperature_min: plain(row.temperature_min),
    temperature_max: plain(row.temperature_max),
    humidity_max: plain(row.humidity_max),
    note: row.note,
    closed: row.closed,
    revision: row.revision,
  };
}

/** @throws stock.platform_unknown | kernel.not_allowed */
export async function listStores(ctx: Ctx, code: string): Promise<StoreView[]> {
  const platform = await ownPlatform(ctx, code);
  return storesOf(ctx, platform.id);
}

export const storesOf = async (ctx: Ctx, platform: Id): Promise<StoreView[]> =>
  (await selectStores(ctx, sql`s.platform_id = ${platform}`)).map((row) => viewOf(ctx, row));

async function readStore(ctx: Ctx, id: Id): Promise<StoreView> {
  const [row] = await selectStores(ctx, sql`s.id = ${id}`);
  if (!row) throw stockProblem('stock.store_unknown');
  return viewOf(ctx, row);
}

const columnsOf = (given: StoreInput) => ({
  name: given.name,
  capacity: given.capacity ?? null,
  capacity_unit: given.capacity_unit ?? null,
  used: given.capacity_unit === 'place' ? null : (given.used ?? null),
  warn_percent: given.warn_percent,
  temperature_min: given.temperature_min ?? null,
  temperature_max: given.temperature_max ?? null,
  humidity_max: given.humidity_max ?? null,
  note: given.note ?? null,
});

async function checkName(tx: Tx, platform: Id, name: string, own?: Id): Promise<void> {
  const other = await tx.db
    .selectFrom('stock_store')
    .select('id')
    .where('platform_id', '=', platform)
    .where('name', '=', name)
    .executeTakeFirst();
  if (other && other.id !== own) throw stockProblem('stock.store_taken', { name });
}

/** @throws stock.platform_unknown | kernel.not_allowed | stock.store_taken */
export async function createStore(ctx: Ctx, { platform: code, ...given }: StoreInput & { platform: string }) {
  const platform = await ownPlatform(ctx, code);
  const id = await act(
    ctx,
    { action: 'stock.store.create', detail: { platform: code, name: given.name } },
    async (tx) => {
      await checkName(tx, platform.id, given.name);
      const made = await ctx.services.ids.next(tx.db);
      tx.on('stock_store', made);
      await tx.db
        .insertInto('stock_store')
        .values({ id: made, platform_id: platform.id, ...columnsOf(given) })
        .execute();
      return made;
    },
  );
  return readStore(ctx, id);
}

/** @throws stock.store_unknown | kernel.not_allowed | kernel.stale_version | stock.store_taken | stock.store_in_use */
export async function changeStore(
  ctx: Ctx,
  id: Id,
  { revision, closed, ...given }: StoreInput & { revision: number; closed: boolean },
) {
  await act(ctx, { action: 'stock.store.change', subject: { kind: 'stock_store', id } }, async (tx) => {
    const row = await tx.db.selectFrom('stock_store').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
    if (!row) throw stockProblem('stock.store_unknown');
    await ownPlatformById(ctx, tx.db, row.platform_id);
    checkRevision(revision, row);
    await checkName(tx, row.platform_id, given.name, id);
    if (closed) {
      const [now] = await selectStores({ db: tx.db }, sql`s.id = ${id}`);
      const count = Number(now!.lots);
      if (count > 0) throw stockProblem('stock.store_in_use', { name: row.name, count });
    }
    await tx.db
      .updateTable('stock_store')
      .set({ ...columnsOf(given), closed, revision: revision + 1 })
      .where('id', '=', id)
      .execute();
  });
  return readStore(ctx, id);
}
