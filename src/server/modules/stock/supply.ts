import { stockProblem } from '../../../shared/stock/problems.ts';
import { inUnit, type Quantity, quantityOf, quantityText, readQuantity } from '../../../shared/stock/quantity.ts';
import { STOCK_UNITS, type StockUnit } from '../../../shared/stock/units.ts';
import { offeredOf, type Supply, supplyOf } from '../../../shared/stock/warnings.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import type { Holder } from './ledger.ts';
import type { Held, LotQuantity } from './holds.ts';
import { unitTexts } from './ledger.ts';
import { type Lot, lotOf } from './lots.ts';

type Reading = Pick<Ctx, 'db' | 'today'>;

/** Open lots of resources, those to be given first at the head: what expires first, then what is oldest. */
export async function openLots({ db }: Pick<Ctx, 'db'>, resources: readonly Id[]): Promise<Lot[]> {
  if (resources.length === 0) return [];
  const rows = await db
    .selectFrom('stock_lot')
    .selectAll()
    .where('resource_id', 'in', [...new Set(resources)])
    .where('closed', '=', false)
    .orderBy((eb) => eb.fn.coalesce('expires_on', eb.val('9999-12-31')))
    .orderBy((eb) => eb.fn.coalesce('made_on', eb.val('9999-12-31')))
    .orderBy('id')
    .execute();
  return rows.map(lotOf);
}

/** What there is of a resource to give, unit by unit, exact units of one family put together. */
export interface ResourceSupply {
  supply: Supply;
  /** Decimals; units with nothing to give left out. */
  available: { unit: StockUnit; quantity: string }[];
}

/** What may be asked for of resources that have lots; the others are left out: nothing is known of them. */
export async function suppliesOf(ctx: Reading, resources: readonly Id[]): Promise<Map<Id, ResourceSupply>> {
  const byResource = new Map<Id, Lot[]>();
  for (const lot of await openLots(ctx, resources))
    byResource.set(lot.resource, [...(byResource.get(lot.resource) ?? []), lot]);
  return new Map(
    [...byResource].map(([resource, lots]) => [
      resource,
      { supply: supplyOf(lots, ctx.today), available: availableOf(lots, ctx.today) },
    ]),
  );
}

/** Those of some resources of which their platform keeps, or kept, lots: the ledger answers for them. */
export async function ledgered({ db }: Pick<Ctx, 'db'>, resources: readonly Id[]): Promise<Set<Id>> {
  if (resources.length === 0) return new Set();
  const rows = await db
    .selectFrom('stock_lot')
    .select('resource_id')
    .distinct()
    .where('resource_id', 'in', [...new Set(resources)])
    .execute();
  return new Set(rows.map(({ resource_id }) => resource_id));
}

export function availableOf(lots: readonly Lot[], today: string): ResourceSupply['available'] {
  const sums = new Map<StockUnit, Quantity>();
  for (const lot of lots) {
    const offered = offeredOf(lot, today);
    if (offered === 0n) continue;
    const like = [...sums.keys()].find((unit) => inUnit(offered, lot.unit, unit) !== undefined) ?? lot.unit;
    sums.set(like, (sums.get(like) ?? 0n) + inUnit(offered, lot.unit, like)!);
  }
  return [...sums].map(([unit, quantity]) => ({ unit, quantity: quantityText(quantity) }));
}

/**
 * Lots from which a quantity of a resource can be given, as lines for `reserve`. Only a proposal: nothing is locked, and
 * `reserve` looks again.
 * @throws stock.not_enough_of_resource with what there is | stock.quantity_refused
 */
export async function chooseLots(
  ctx: Reading,
  asked: { resource: Id; quantity: string; unit: StockUnit },
): Promise<LotQuantity[]> {
  const whole = readQuantity(asked.quantity, asked.unit);
  if (typeof whole === 'string' || whole === 0n)
    throw stockProblem('stock.quantity_refused', { quantity: asked.quantity, ...unitTexts(asked.unit) });
  const lots = await openLots(ctx, [asked.resource]);
  let left: Quantity = whole;
  const lines: LotQuantity[] = [];
  for (const lot of lots) {
    const offered = inUnit(offeredOf(lot, ctx.today), lot.unit, asked.unit);
    if (left === 0n || offered === undefined || offered === 0n) continue;
    const part = offered < left ? offered : left;
    const quantity = inUnit(part, asked.unit, lot.unit);
    if (quantity === undefined || (STOCK_UNITS[lot.unit].whole && quantity % 1_000_000n !== 0n)) continue;
    lines.push({ lot: lot.id, quantity: quantityText(quantity) });
    left -= part;
  }
  if (left === 0n) return lines;
  const there = availableOf(lots, ctx.today);
  const words = (lang: 'zh' | 'en', none: string): string =>
    there.map(({ unit, quantity }) => `${quantity} ${STOCK_UNITS[unit][lang]}`).join(lang === 'zh' ? '、' : ', ') ||
    none;
  throw stockProblem(
    'stock.not_enough_of_resource',
    {
      asked: quantityText(whole),
      ...unitTexts(asked.unit),
      there_zh: words('zh', '无'),
      there_en: words('en', 'nothing'),
    },
    { more: { available: there } },
  );
}

export interface HeldLot extends Held {
  number: string;
  unit: StockUnit;
  resource: Id;
}

/** What holders have now, by holder's id; inside `act` give `{ db: tx.db }`. */
export async function heldBy(
  { db }: Pick<Ctx, 'db'>,
  kind: Holder['kind'],
  ids: readonly Id[],
): Promise<Map<Id, HeldLot[]>> {
  const held = new Map<Id, HeldLot[]>();
  if (ids.length === 0) return held;
  const rows = await db
    .selectFrom('stock_hold as h')
    .innerJoin('stock_lot as l', 'l.id', 'h.lot_id')
    .select(['h.holder_id', 'h.lot_id', 'h.reserved', 'h.away', 'l.number', 'l.unit', 'l.resource_id'])
    .where('h.holder_kind', '=', kind)
    .where('h.holder_id', 'in', [...new Set(ids)])
    .orderBy('h.lot_id')
    .execute();
  for (const row of rows)
    held.set(row.holder_id, [
      ...(held.get(row.holder_id) ?? []),
      {
        lot: row.lot_id,
        reserved: quantityText(quantityOf(row.reserved)),
        away: quantityText(quantityOf(row.away)),
        number: row.number,
        unit: row.unit as StockUnit,
        resource: row.resource_id,
      },
    ]);
  return held;
}
