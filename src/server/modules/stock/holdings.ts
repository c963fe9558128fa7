import { sql } from 'kysely';
import type { CivilDate } from '../../../shared/dates.ts';
import { pick } from '../../../shared/i18n.ts';
import { quantityOf, quantityText } from '../../../shared/stock/quantity.ts';
import { STOCK_UNITS, type StockUnit } from '../../../shared/stock/units.ts';
import { WARNINGS } from '../../../shared/stock/warnings.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { recordHeads } from '../catalogue/index.ts';
import { ownPlatform } from './access.ts';
import { grouped } from './grouped.ts';
import { warned } from './lot-view.ts';

const ISSUES_SHOWN = 200;

interface Held {
  resource_id: Id;
  unit: StockUnit;
  quantity: string;
  lots: string;
}

/** What lots held at the end of a day, by resource and unit: the ledger gives it for any day (NAT-10.3). */
const heldOn = async ({ db }: Ctx, platform: Id, on: CivilDate): Promise<Held[]> =>
  (
    await sql<Held>`
      select l.resource_id, l.unit, sum(h.quantity) as quantity, count(*) as lots from (
        select m.lot_id, sum(m.on_hand_change) as quantity from stock_movement m
        join stock_lot x on x.id = m.lot_id and x.platform_id = ${platform}
        where m.on_date <= ${on}::date group by m.lot_id having sum(m.on_hand_change) > 0) h
      join stock_lot l on l.id = h.lot_id group by l.resource_id, l.unit`.execute(db)
  ).rows;

/** @throws stock.platform_unknown | kernel.not_allowed */
export async function readHoldings(
  ctx: Ctx,
  { platform: code, on = ctx.today }: { platform: string; on?: CivilDate | undefined },
) {
  const platform = await ownPlatform(ctx, code);
  const held = await heldOn(ctx, platform.id, on);
  const heads = await recordHeads(
    ctx.db,
    held.map(({ resource_id }) => resource_id),
  );
  const groups = grouped(held, ({ resource_id, unit }) => `${heads.get(resource_id)?.type ?? ''} ${unit}`);
  return {
    on,
    resources: new Set(held.map(({ resource_id }) => resource_id)).size,
    lots: held.reduce((sum, { lots }) => sum + Number(lots), 0),
    holdings: [...groups]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, rows]) => {
        const [type, unit] = key.split(' ') as [string, StockUnit];
        const spec = ctx.services.types.get(type);
        return {
          type,
          type_label: spec ? pick(spec.label, ctx.lang) : type,
          unit,
          unit_label: pick(STOCK_UNITS[unit], ctx.lang),
          quantity: quantityText(rows.reduce((sum, { quantity }) => sum + quantityOf(quantity), 0n)),
          lots: rows.reduce((sum, { lots }) => sum + Number(lots), 0),
          resources: new Set(rows.map(({ resource_id }) => resource_id)).size,
        };
      }),
    years: await yearsOf(ctx, platform.id, on),
    quality: await qualityOf(ctx, platform.id),
  };
}

/** What came and went in each year up to a day. */
async function yearsOf(ctx: Ctx, platform: Id, on: CivilDate) {
  const { rows } = await sql<{ year: number; unit: StockUnit; added: string; taken: string; new_lots: string }>`
    select extract(year from m.on_date)::int as year, l.unit,
      sum(greatest(m.on_hand_change, 0)) as added, sum(greatest(-m.on_hand_change, 0)) as taken,
      count(*) filter (where m.seq = 1) as new_lots
    from stock_movement m join stock_lot l on l.id = m.lot_id
    where l.platform_id = ${platform} and m.on_date <= ${on}::date
    group by 1, l.unit order by 1 desc, l.unit`.execute(ctx.db);
  return [...grouped(rows, ({ year }) => year)].map(([year, ofYear]) => ({
    year,
    new_lots: ofYear.reduce((sum, row) => sum + Number(row.new_lots), 0),
    rows: ofYear.map(({ unit, added, taken }) => ({
      unit,
      unit_label: pick(STOCK_UNITS[unit], ctx.lang),
      added: quantityText(quantityOf(added)),
      taken: quantityText(quantityOf(taken)),
      change: quantityText(quantityOf(added) - quantityOf(taken)),
    })),
  }));
}

/** Quality issues now: lots that failed their check, and those whose viability is below its limit (HB-8.3). */
async function qualityOf(ctx: Ctx, platform: Id) {
  const [failed, low] = [warned('failed', ctx.today), warned('viability_low', ctx.today)];
  const { rows: counts } = await sql<{ failed: string; low: string }>`
    select count(*) filter (where ${failed}) as failed, count(*) filter (where ${low}) as low
    from stock_lot l where l.platform_id = ${platform}`.execute(ctx.db);
  const { rows } = await sql<{ id: Id; number: string; failed: boolean }>`
    select l.id, l.number, ${failed} as failed from stock_lot l
    where l.platform_id = ${platform} and (${failed} or ${low}) order by l.id limit ${ISSUES_SHOWN}`.execute(ctx.db);
  return {
    failed: Number(counts[0]!.failed),
    viability_low: Number(counts[0]!.low),
    lots: rows.map(({ id, number, failed: isFailed }) => ({
      id,
      number,
      issue: pick(isFailed ? WARNINGS.failed : WARNINGS.viability_low, ctx.lang),
    })),
  };
}
