import { createHash } from 'node:crypto';
import type { CivilDate } from '../../../shared/dates.ts';
import {
  availableOf,
  changesOf,
  type MovementKind,
  MOVEMENTS,
  plus,
  type Sums,
} from '../../../shared/stock/movements.ts';
import { stockProblem } from '../../../shared/stock/problems.ts';
import { type Quantity, quantityOf, quantityText, readQuantity } from '../../../shared/stock/quantity.ts';
import { unfitnessOf } from '../../../shared/stock/warnings.ts';
import type { Tx } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { book, type Holder, type LockedLot, lockLots, unitTexts } from './ledger.ts';

/** So much of a lot, as a decimal in the lot's unit. */
export interface LotQuantity {
  lot: Id;
  quantity: string;
}

/** A step of somebody's dealing with lots: all of its lines are taken or none. */
export interface StockStep {
  /**
   * Names the step, unique over all steps ever, such as `request_item:17:send:2`. The same step again, after a crash or by a
   * double click, changes nothing and gives the same answer.
   */
  key: string;
  /** The platform whose lots they are; lots of another are refused as unknown. */
  platform: Id;
  holder: Holder;
  lines: readonly LotQuantity[];
  /** Civil date it counts from; today unless told, never later. */
  on?: CivilDate | undefined;
  reason?: string | undefined;
}

/** What the holder has of each lot after the step, as decimals in the lot's unit. */
export interface Held {
  lot: Id;
  reserved: string;
  away: string;
}

type Step = (ctx: Ctx, tx: Tx, step: StockStep) => Promise<Held[]>;

/**
 * Keeps something of one or several lots for a holder.
 * @throws stock.not_enough with `available` | stock.lot_unfit | stock.lot_unknown | stock.quantity_refused |
 *   stock.key_of_another; with every step
 */
export const reserve: Step = (ctx, tx, step) => take(ctx, tx, 'reserved', step);
/** Gives up what was reserved, in whole or part. @throws stock.not_held, also with the steps below */
export const release: Step = (ctx, tx, step) => take(ctx, tx, 'released', step);
/** Sends what was reserved, in whole or part. */
export const send: Step = (ctx, tx, step) => take(ctx, tx, 'sent', step);
/** Takes back what was sent, in whole or part. */
export const receiveBack: Step = (ctx, tx, step) => take(ctx, tx, 'returned', step);
/** What was sent is used up, or was given for good. */
export const consume: Step = (ctx, tx, step) => take(ctx, tx, 'consumed', step);
/** What was sent is lost. */
export const lose: Step = (ctx, tx, step) => take(ctx, tx, 'lost', step);

async function take(ctx: Ctx, tx: Tx, kind: MovementKind, step: StockStep): Promise<Held[]> {
  return once(ctx, tx, kind, step, async () => {
    const lots = await lockLots(
      tx,
      step.lines.map(({ lot }) => lot),
    );
    const held = await heldOf(tx, step.holder, [...lots.keys()]);
    for (const line of step.lines) {
      const lot = lots.get(line.lot)!;
      if (lot.platform !== step.platform) throw stockProblem('stock.lot_unknown', { lot: line.lot });
      const quantity = positive(line.quantity, lot);
      const had = held.get(lot.id) ?? { onHand: 0n, reserved: 0n, away: 0n };
      check(ctx, kind, lot, had, quantity);
      const { key, holder, reason } = step;
      await book(ctx, tx, lot, { kind, quantity, on: step.on ?? ctx.today, holder, key, reason });
      const now = plus(had, changesOf(kind, quantity));
      held.set(lot.id, now);
      await keepHold(tx, holder, lot.id, now);
    }
    return [...held].map(([lot, { reserved, away }]) => ({
      lot,
      reserved: quantityText(reserved),
      away: quantityText(away),
    }));
  });
}

function positive(text: string, lot: LockedLot): Quantity {
  const read = readQuantity(text, lot.unit);
  if (typeof read === 'string' || read === 0n)
    throw stockProblem('stock.quantity_refused', { quantity: text, ...unitTexts(lot.unit) });
  return read;
}

function check(ctx: Ctx, kind: MovementKind, lot: LockedLot, had: Sums, quantity: Quantity): void {
  const asked = quantityText(quantity);
  if (kind === 'reserved') {
    const unfit = unfitnessOf(lot, ctx.today);
    if (unfit) throw stockProblem('stock.lot_unfit', { number: lot.number, reason_zh: unfit.zh, reason_en: unfit.en });
    const available = availableOf(lot.sums, lot.minimum);
    if (quantity > available)
      throw stockProblem(
        'stock.not_enough',
        { number: lot.number, asked, available: quantityText(available), ...unitTexts(lot.unit) },
        { more: { lot: lot.id, asked, available: quantityText(available), unit: lot.unit } },
      );
    return;
  }
  const left = plus(had, changesOf(kind, quantity));
  if (left.reserved < 0n || left.away < 0n)
    throw stockProblem('stock.not_held', {
      number: lot.number,
      reserved: quantityText(had.reserved),
      away: quantityText(had.away),
      action_zh: MOVEMENTS[kind].zh,
      action_en: MOVEMENTS[kind].en.toLowerCase(),
      asked,
      ...unitTexts(lot.unit),
    });
}

/** What a holder has of lots, under the locks of those lots. */
async function heldOf(tx: Tx, holder: Holder, lots: readonly Id[]): Promise<Map<Id, Sums>> {
  const rows = await tx.db
    .selectFrom('stock_hold')
    .select(['lot_id', 'reserved', 'away'])
    .where('holder_kind', '=', holder.kind)
    .where('holder_id', '=', holder.id)
    .where('lot_id', 'in', [...lots])
    .orderBy('lot_id')
    .execute();
  return new Map(
    rows.map((row) => [
      row.lot_id,
      { onHand: 0n, reserved: quantityOf(row.reserved), away: quantityOf(row.away) } satisfies Sums,
    ]),
  );
}

async function keepHold(tx: Tx, holder: Holder, lot: Id, { reserved, away }: Sums): Promise<void> {
  const sums = { reserved: quantityText(reserved), away: quantityText(away) };
  await tx.db
    .insertInto('stock_hold')
    .values({ holder_kind: holder.kind, holder_id: holder.id, lot_id: lot, ...sums })
    .onConflict((conflict) => conflict.columns(['holder_kind', 'holder_id', 'lot_id']).doUpdateSet(sums))
    .execute();
}

/** Does a step unless it was done before under its key; a twin that comes at the same moment waits for the first to end. */
async function once(
  ctx: Ctx,
  tx: Tx,
  kind: MovementKind,
  { key, ...asked }: StockStep,
  run: () => Promise<Held[]>,
): Promise<Held[]> {
  const { platform, holder, lines, on, reason } = asked;
  const text = JSON.stringify([
    kind,
    platform,
    holder.kind,
    holder.id,
    lines.map((l) => [l.lot, l.quantity]),
    on,
    reason,
  ]);
  const digest = createHash('sha256').update(text).digest('hex');
  const { numInsertedOrUpdatedRows } = await tx.db
    .insertInto('stock_step')
    .values({ key, digest, answer: '[]', at: ctx.now })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .executeTakeFirst();
  if (numInsertedOrUpdatedRows === 0n) {
    const earlier = await tx.db.selectFrom('stock_step').selectAll().where('key', '=', key).executeTakeFirstOrThrow();
    if (earlier.digest !== digest) throw stockProblem('stock.key_of_another', { key });
    return earlier.answer as Held[];
  }
  const answer = await run();
  await tx.db
    .updateTable('stock_step')
    .set({ answer: JSON.stringify(answer) })
    .where('key', '=', key)
    .execute();
  return answer;
}
