import { type RawBuilder, sql, type SqlBool } from 'kysely';
import { z } from 'zod';
import type { CivilDate } from '../../../shared/dates.ts';
import { pick } from '../../../shared/i18n.ts';
import { lotCode, lotIdIn } from '../../../shared/stock/lot-code.ts';
import { MOVEMENTS, type MovementKind } from '../../../shared/stock/movements.ts';
import { stockProblem } from '../../../shared/stock/problems.ts';
import { quantityOf, quantityText } from '../../../shared/stock/quantity.ts';
import type { lotView } from '../../../shared/stock/schemas.ts';
import { FORMS, STOCK_UNITS } from '../../../shared/stock/units.ts';
import {
  EXPIRY_NOTICE_DAYS,
  offeredOf,
  QUALITIES,
  unfitnessOf,
  type Warning,
  WARNING_IDS,
  WARNINGS,
  warningsOf,
} from '../../../shared/stock/warnings.ts';
import type { Ctx } from '../../kernel/context.ts';
import { page, readCursor } from '../../kernel/cursor.ts';
import type { Id } from '../../kernel/ids.ts';
import { recordHeads } from '../catalogue/index.ts';
import { contains, platformsById } from '../identity/index.ts';
import { keptPlatforms, ownPlatform, ownPlatformById } from './access.ts';
import { type Lot, lotOf, type LotRow } from './lots.ts';

/** The rules of `warningsOf` (shared/stock/warnings) as conditions on `stock_lot l`. */
const CONDITIONS: Readonly<Record<Warning, (today: CivilDate) => RawBuilder<SqlBool>>> = {
  shortage: () => sql`l.on_hand < l.minimum`,
  failed: () => sql`l.on_hand > 0 and l.quality = 'failed'`,
  expired: (today) => sql`l.on_hand > 0 and l.expires_on < ${today}::date`,
  expiring: (today) =>
    sql`l.on_hand > 0 and l.expires_on >= ${today}::date and l.expires_on <= ${today}::date + ${sql.lit(EXPIRY_NOTICE_DAYS)}`,
  viability_low: () => sql`l.on_hand > 0 and l.viability < l.viability_limit`,
  viability_due: (today) => sql`l.on_hand > 0 and l.viability_due <= ${today}::date`,
};

export const warned = (warning: Warning | 'any', today: CivilDate): RawBuilder<SqlBool> =>
  sql`(not l.closed and (${
    warning === 'any'
      ? sql.join(
          WARNING_IDS.map((id) => CONDITIONS[id](today)),
          sql` or `,
        )
      : CONDITIONS[warning](today)
  }))`;

export type LotView = z.input<typeof lotView>;

const labelOf = <K extends string>(table: Readonly<Record<K, { zh: string; en: string }>>, id: K, ctx: Ctx) => ({
  id,
  label: pick(table[id], ctx.lang),
});

/** Lots as their pages show them, with what they name read at once. */
export async function viewLots(ctx: Ctx, rows: readonly LotRow[]): Promise<LotView[]> {
  const lots = rows.map(lotOf);
  const platforms = await platformsById(
    ctx.db,
    lots.map(({ platform }) => platform),
  );
  const heads = await recordHeads(
    ctx.db,
    lots.map(({ resource }) => resource),
  );
  const named = await namesOf(ctx, rows);
  return lots.map((lot) => {
    const platform = platforms.get(lot.platform)!;
    const head = heads.get(lot.resource);
    const { row } = lot;
    return {
      id: lot.id,
      number: lot.number,
      code: lotCode(lot.id),
      platform: {
        code: platform.code,
        name: ctx.lang === 'en' ? (platform.name_en ?? platform.name_zh) : platform.name_zh,
      },
      resource: { id: lot.resource, title: head?.title ?? '', local_number: head?.localNumber ?? null },
      form: labelOf(FORMS, lot.form, ctx),
      unit: labelOf(STOCK_UNITS, lot.unit, ctx),
      ...figuresOf(ctx, lot),
      store: row.store_id === null ? null : { id: row.store_id, name: named.stores.get(row.store_id) ?? '' },
      shelf: row.shelf,
      box: row.box,
      position: row.position,
      origin:
        row.origin_lot_id === null ? null : { id: row.origin_lot_id, number: named.lots.get(row.origin_lot_id) ?? '' },
      made_on: row.made_on,
      expires_on: row.expires_on,
      quality: labelOf(QUALITIES, row.quality as keyof typeof QUALITIES, ctx),
      quality_on: row.quality_on,
      viability: lot.viability === null ? null : quantityText(lot.viability),
      viability_on: row.viability_on,
      viability_due: row.viability_due,
      viability_limit: lot.viabilityLimit === null ? null : quantityText(lot.viabilityLimit),
      note: row.note,
      closed: lot.closed,
      warnings: warningsOf(lot, ctx.today).map((id) => labelOf(WARNINGS, id, ctx)),
      revision: row.revision,
    };
  });
}

function figuresOf(ctx: Ctx, lot: Lot) {
  const unfit = unfitnessOf(lot, ctx.today);
  return {
    on_hand: quantityText(lot.sums.onHand),
    reserved: quantityText(lot.sums.reserved),
    away: quantityText(lot.sums.away),
    minimum: quantityText(lot.minimum),
    available: quantityText(offeredOf(lot, ctx.today)),
    unfit: unfit ? pick(unfit, ctx.lang) : null,
  };
}

async function namesOf({ db }: Ctx, rows: readonly LotRow[]) {
  const storeIds = rows.flatMap(({ store_id }) => store_id ?? []);
  const lotIds = rows.flatMap(({ origin_lot_id }) => origin_lot_id ?? []);
  const stores =
    storeIds.length === 0
      ? []
      : await db.selectFrom('stock_store').select(['id', 'name']).where('id', 'in', storeIds).execute();
  const lots =
    lotIds.length === 0
      ? []
      : await db.selectFrom('stock_lot').select(['id', 'number']).where('id', 'in', lotIds).execute();
  return {
    stores: new Map(stores.map(({ id, name }) => [id, name])),
    lots: new Map(lots.map(({ id, number }) => [id, number])),
  };
}

export interface LotsAsked {
  platform?: string | undefined;
  resource?: Id | undefined;
  store?: Id | undefined;
  warning?: Warning | 'any' | undefined;
  state: 'open' | 'closed' | 'all';
  q: string;
  limit: number;
  cursor?: string | undefined;
}

export async function listLots(ctx: Ctx, { limit, cursor, ...asked }: LotsAsked) {
  const after = readCursor(asked, cursor, z.tuple([z.string().regex(/^\d{1,19}$/)]));
  const where: RawBuilder<SqlBool>[] = [keptPlatforms(ctx, 'l.platform_id')];
  if (after) where.push(sql`l.id < ${after[0]}`);
  if (asked.platform !== undefined) where.push(sql`l.platform_id = ${(await ownPlatform(ctx, asked.platform)).id}`);
  if (asked.resource !== undefined) where.push(sql`l.resource_id = ${asked.resource}`);
  if (asked.store !== undefined) where.push(sql`l.store_id = ${asked.store}`);
  if (asked.warning !== undefined) where.push(warned(asked.warning, ctx.today));
  if (asked.state !== 'all') where.push(sql`l.closed = ${asked.state === 'closed'}`);
  if (asked.q !== '') {
    const scanned = lotIdIn(asked.q);
    where.push(scanned === undefined ? contains('l.number', asked.q) : sql`l.id = ${scanned}`);
  }
  const { rows } = await sql<LotRow>`select l.* from stock_lot l
    where ${sql.join(where, sql` and `)} order by l.id desc limit ${limit + 1}`.execute(ctx.db);
  const { items, next } = page(asked, rows, limit, ({ id }) => [id]);
  return { items: await viewLots(ctx, items), next };
}

async function ownLot(ctx: Ctx, id: Id): Promise<LotRow> {
  const row = await ctx.db.selectFrom('stock_lot').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw stockProblem('stock.lot_unknown', { lot: id });
  await ownPlatformById(ctx, ctx.db, row.platform_id);
  return row;
}

/** @throws stock.lot_unknown | kernel.not_allowed */
export async function viewLot(ctx: Ctx, id: Id): Promise<LotView> {
  return (await viewLots(ctx, [await ownLot(ctx, id)]))[0]!;
}

/** @throws stock.lot_unknown | kernel.not_allowed */
export async function readLot(ctx: Ctx, id: Id) {
  const row = await ownLot(ctx, id);
  const tests = await ctx.db
    .selectFrom('stock_test')
    .selectAll()
    .where('lot_id', '=', id)
    .orderBy('on_date', 'desc')
    .orderBy('id', 'desc')
    .limit(100)
    .execute();
  const offspring = await ctx.db
    .selectFrom('stock_lot')
    .select(['id', 'number'])
    .where('origin_lot_id', '=', id)
    .orderBy('id')
    .limit(100)
    .execute();
  const [whole] = await viewLots(ctx, [row]);
  return {
    ...whole!,
    movements: row.movements,
    offspring,
    tests: tests.map((test) => ({
      id: test.id,
      kind: test.kind as 'viability' | 'quality',
      kind_label:
        test.kind === 'viability'
          ? pick({ zh: '活力检测', en: 'Viability test' }, ctx.lang)
          : pick({ zh: '质量检查', en: 'Quality check' }, ctx.lang),
      on: test.on_date,
      percent: test.percent === null ? null : quantityText(quantityOf(test.percent)),
      passed: test.passed,
      note: test.note,
      by: test.actor_name,
    })),
  };
}

/** The ledger of a lot, newest first. @throws stock.lot_unknown | kernel.not_allowed */
export async function listMovements(
  ctx: Ctx,
  id: Id,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
) {
  await ownLot(ctx, id);
  const after = readCursor({ lot: id }, cursor, z.tuple([z.number().int()]));
  let query = ctx.db
    .selectFrom('stock_movement')
    .selectAll()
    .where('lot_id', '=', id)
    .orderBy('seq', 'desc')
    .limit(limit + 1);
  if (after) query = query.where('seq', '<', after[0]);
  const { items, next } = page({ lot: id }, await query.execute(), limit, ({ seq }) => [seq]);
  return {
    items: items.map((row) => {
      const kind = row.kind as MovementKind;
      const { from, to } = row.detail as { from?: string; to?: string };
      return {
        seq: row.seq,
        kind,
        kind_label: pick(MOVEMENTS[kind], ctx.lang),
        quantity: quantityText(quantityOf(row.quantity)),
        on_hand_after: quantityText(quantityOf(row.on_hand_after)),
        reserved_after: quantityText(quantityOf(row.reserved_after)),
        away_after: quantityText(quantityOf(row.away_after)),
        on: row.on_date,
        at: row.at,
        by: row.actor_name,
        holder: row.holder_id === null ? null : { kind: row.holder_kind!, id: row.holder_id },
        reason: row.reason,
        from: from ?? null,
        to: to ?? null,
      };
    }),
    next,
  };
}
