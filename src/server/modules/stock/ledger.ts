import { sql } from 'kysely';
import type { CivilDate } from '../../../shared/dates.ts';
import { citationOf } from '../../../shared/policy/ruled.ts';
import type { Citation } from '../../../shared/problems.ts';
import { changesOf, type MovementKind, plus, type Sums } from '../../../shared/stock/movements.ts';
import { stockProblem } from '../../../shared/stock/problems.ts';
import { type Quantity, quantityOf, quantityText } from '../../../shared/stock/quantity.ts';
import { STOCK_UNITS, type StockUnit } from '../../../shared/stock/units.ts';
import type { Tx } from '../../kernel/act.ts';
import { accountOf, type Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { platformsById } from '../identity/index.ts';
import { ruleSetOf } from '../policy/index.ts';

/** For whom something is reserved or away, such as `{ kind: 'request_item', id }`. */
export interface Holder {
  kind: string;
  id: Id;
}

/** A lot as the ledger sees it, under its lock. */
export interface LockedLot {
  id: Id;
  platform: Id;
  number: string;
  unit: StockUnit;
  sums: Sums;
  minimum: Quantity;
  movements: number;
  quality: string;
  expiresOn: CivilDate | null;
  viabilityLimit: Quantity | null;
  viabilityOn: CivilDate | null;
  qualityOn: CivilDate | null;
  closed: boolean;
  revision: number;
}

/**
 * Locks lots for the rest of the transaction, always in the order of their ids: two clerks who want the same lots wait for
 * each other and never stop each other for good.
 * @throws stock.lot_unknown
 */
export async function lockLots(tx: Tx, ids: readonly Id[]): Promise<Map<Id, LockedLot>> {
  const rows = await tx.db
    .selectFrom('stock_lot')
    .selectAll()
    .where('id', 'in', [...new Set(ids)])
    .orderBy('id')
    .forUpdate()
    .execute();
  const lots = new Map(
    rows.map((row): [Id, LockedLot] => [
      row.id,
      {
        id: row.id,
        platform: row.platform_id,
        number: row.number,
        unit: row.unit as StockUnit,
        sums: {
          onHand: quantityOf(row.on_hand),
          reserved: quantityOf(row.reserved),
          away: quantityOf(row.away),
        },
        minimum: quantityOf(row.minimum),
        movements: row.movements,
        quality: row.quality,
        expiresOn: row.expires_on,
        viabilityLimit: row.viability_limit === null ? null : quantityOf(row.viability_limit),
        viabilityOn: row.viability_on,
        qualityOn: row.quality_on,
        closed: row.closed,
        revision: row.revision,
      },
    ]),
  );
  const missing = ids.find((id) => !lots.has(id));
  if (missing !== undefined) throw stockProblem('stock.lot_unknown', { lot: missing });
  return lots;
}

export interface Movement {
  kind: MovementKind;
  quantity: Quantity;
  on: CivilDate;
  holder?: Holder | undefined;
  key?: string | undefined;
  reason?: string | undefined;
  detail?: Readonly<Record<string, unknown>> | undefined;
}

/** Units of a lot in both languages, as the texts of refusals want them. */
export const unitTexts = (unit: StockUnit) => ({ unit_zh: STOCK_UNITS[unit].zh, unit_en: STOCK_UNITS[unit].en });

/**
 * Writes one movement into the ledger and its sums into the lot, which the caller has locked; `lot` then stands as after it.
 * @throws stock.later_than_today | stock.below_zero | stock.below_zero_then
 */
export async function book(ctx: Ctx, tx: Tx, lot: LockedLot, movement: Movement): Promise<void> {
  const { kind, quantity, on, holder } = movement;
  if (on > ctx.today) throw stockProblem('stock.later_than_today', { date: on, today: ctx.today });
  const change = changesOf(kind, quantity);
  const after = plus(lot.sums, change);
  if (after.onHand < 0n || after.reserved < 0n || after.away < 0n || after.reserved > after.onHand)
    throw stockProblem(
      'stock.below_zero',
      {
        number: lot.number,
        on_hand: quantityText(lot.sums.onHand),
        reserved: quantityText(lot.sums.reserved),
        asked: quantityText(quantity),
        ...unitTexts(lot.unit),
      },
      await holdingsRule(ctx, tx, lot),
    );
  if (change.onHand < 0n && on < ctx.today) await checkPast(ctx, tx, lot, { change: change.onHand, on });
  lot.movements += 1;
  lot.sums = after;
  await tx.db
    .insertInto('stock_movement')
    .values({
      lot_id: lot.id,
      seq: lot.movements,
      kind,
      quantity: quantityText(quantity),
      on_hand_change: quantityText(change.onHand),
      reserved_change: quantityText(change.reserved),
      away_change: quantityText(change.away),
      on_hand_after: quantityText(after.onHand),
      reserved_after: quantityText(after.reserved),
      away_after: quantityText(after.away),
      on_date: on,
      at: ctx.now,
      holder_kind: holder?.kind ?? null,
      holder_id: holder?.id ?? null,
      step_key: movement.key ?? null,
      account_id: accountOf(ctx.actor),
      actor_name: ctx.actor.kind === 'anonymous' ? '' : ctx.actor.name,
      reason: movement.reason ?? null,
      detail: JSON.stringify(movement.detail ?? {}),
    })
    .execute();
  await tx.db
    .updateTable('stock_lot')
    .set({
      on_hand: quantityText(after.onHand),
      reserved: quantityText(after.reserved),
      away: quantityText(after.away),
      movements: lot.movements,
    })
    .where('id', '=', lot.id)
    .execute();
}

/**
 * What is dated back must not make an earlier day's holding negative (NAT-10.3): the days from then on are gone through.
 * @throws stock.below_zero_then
 */
async function checkPast(
  ctx: Ctx,
  tx: Tx,
  lot: LockedLot,
  { change, on }: { change: Quantity; on: CivilDate },
): Promise<void> {
  const { rows } = await sql<{ day: CivilDate; held: string }>`
    select day, held from (
      select d.day, (select coalesce(sum(m.on_hand_change), 0) from stock_movement m
        where m.lot_id = ${lot.id} and m.on_date <= d.day) as held
      from (select ${on}::date as day union select on_date from stock_movement where lot_id = ${lot.id} and on_date > ${on}::date) d
    ) t order by held, day limit 1`.execute(tx.db);
  const least = rows[0]!;
  const left = quantityOf(least.held) + change;
  if (left < 0n)
    throw stockProblem(
      'stock.below_zero_then',
      { number: lot.number, date: least.day, left: quantityText(left), ...unitTexts(lot.unit) },
      await holdingsRule(ctx, tx, lot),
    );
}

/** The article behind a refusal to hold less than nothing: of the first programme of the lot's platform that has one. */
async function holdingsRule(ctx: Ctx, tx: Tx, lot: LockedLot): Promise<{ cite?: Citation }> {
  const platform = (await platformsById(tx.db, [lot.platform])).get(lot.platform);
  for (const { rule_set } of platform?.programmes ?? []) {
    const set = ruleSetOf(ctx, rule_set);
    if (set.catalogue?.holdings) return { cite: citationOf(set, set.catalogue.holdings) };
  }
  return {};
}
