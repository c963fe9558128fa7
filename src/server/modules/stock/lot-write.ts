import type { z } from 'zod';
import { MOVEMENTS } from '../../../shared/stock/movements.ts';
import { stockProblem } from '../../../shared/stock/problems.ts';
import { quantityOf, quantityText, readQuantity } from '../../../shared/stock/quantity.ts';
import type { byHand, LotContent, LotPlace, lotTest, NewLot } from '../../../shared/stock/schemas.ts';
import type { StockUnit } from '../../../shared/stock/units.ts';
import { act, checkRevision, type Tx } from '../../kernel/act.ts';
import { accountOf, type Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { recordHeads } from '../catalogue/index.ts';
import type { PlatformRecord } from '../identity/index.ts';
import { ownPlatform, ownPlatformById } from './access.ts';
import { book, type LockedLot, lockLots, unitTexts } from './ledger.ts';
import { placeWords } from './places.ts';

/** @throws stock.quantity_refused */
function quantityIn(text: string, unit: StockUnit) {
  const read = readQuantity(text, unit);
  if (typeof read === 'string') throw stockProblem('stock.quantity_refused', { quantity: text, ...unitTexts(unit) });
  return read;
}

const contentColumns = (content: LotContent, unit: StockUnit) => ({
  form: content.form,
  minimum: quantityText(quantityIn(content.minimum, unit)),
  origin_lot_id: content.origin_lot ?? null,
  made_on: content.made_on ?? null,
  expires_on: content.expires_on ?? null,
  viability_limit: content.viability_limit ?? null,
  viability_due: content.viability_due ?? null,
  note: content.note ?? null,
});

const placeColumns = (place: LotPlace) => ({
  store_id: place.store ?? null,
  shelf: place.shelf ?? null,
  box: place.box ?? null,
  position: place.position ?? null,
});

async function checkReferences(tx: Tx, platform: Id, { store, origin_lot }: LotPlace & Partial<LotContent>) {
  if (store) {
    const found = await tx.db
      .selectFrom('stock_store')
      .select('platform_id')
      .where('id', '=', store)
      .executeTakeFirst();
    if (found?.platform_id !== platform) throw stockProblem('stock.store_unknown');
  }
  if (origin_lot) {
    const found = await tx.db
      .selectFrom('stock_lot')
      .select('platform_id')
      .where('id', '=', origin_lot)
      .executeTakeFirst();
    if (found?.platform_id !== platform) throw stockProblem('stock.lot_unknown', { lot: origin_lot });
  }
}

/**
 * Writes a new lot with what is taken in with it.
 * @throws stock.resource_unknown | stock.number_taken | stock.store_unknown | stock.lot_unknown | stock.quantity_refused |
 *   stock.later_than_today
 */
export async function insertLot(ctx: Ctx, tx: Tx, platform: PlatformRecord, given: NewLot): Promise<Id> {
  const record = (await recordHeads(tx.db, [given.resource])).get(given.resource);
  if (record?.platform !== platform.id || record.state === 'withdrawn') throw stockProblem('stock.resource_unknown');
  await checkReferences(tx, platform.id, given);
  const quantity = quantityIn(given.quantity, given.unit);
  const id = await ctx.services.ids.next(tx.db);
  const number = given.number ?? `L${id}`;
  const { numInsertedOrUpdatedRows } = await tx.db
    .insertInto('stock_lot')
    .values({
      id,
      platform_id: platform.id,
      resource_id: given.resource,
      number,
      unit: given.unit,
      ...contentColumns(given, given.unit),
      ...placeColumns(given),
      demo: platform.demo,
      created_at: ctx.now,
    })
    .onConflict((conflict) => conflict.columns(['platform_id', 'number']).doNothing())
    .executeTakeFirst();
  if (numInsertedOrUpdatedRows === 0n) throw stockProblem('stock.number_taken', { number });
  const lot = (await lockLots(tx, [id])).get(id)!;
  if (quantity > 0n) await book(ctx, tx, lot, { kind: given.taken_in, quantity, on: given.on ?? ctx.today });
  return id;
}

/** @throws stock.platform_unknown | kernel.not_allowed | with `insertLot` */
export async function createLot(ctx: Ctx, given: NewLot): Promise<Id> {
  const platform = await ownPlatform(ctx, given.platform);
  return act(ctx, { action: 'stock.lot.create', detail: { platform: platform.code, unit: given.unit } }, async (tx) => {
    const id = await insertLot(ctx, tx, platform, given);
    tx.on('stock_lot', id);
    return id;
  });
}

/** Does something with a lot of one's own platform, under its lock. @throws stock.lot_unknown | kernel.not_allowed */
function onLot(ctx: Ctx, id: Id, verb: string, change: (tx: Tx, lot: LockedLot) => Promise<void>): Promise<void> {
  return act(ctx, { action: `stock.lot.${verb}`, subject: { kind: 'stock_lot', id } }, async (tx) => {
    const lot = (await lockLots(tx, [id])).get(id)!;
    await ownPlatformById(ctx, tx.db, lot.platform);
    await change(tx, lot);
  });
}

const setLot = (tx: Tx, lot: LockedLot, columns: Record<string, unknown>) =>
  tx.db
    .updateTable('stock_lot')
    .set({ ...columns, revision: lot.revision + 1 })
    .where('id', '=', lot.id)
    .execute();

/** @throws kernel.stale_version */
export const changeLot = (ctx: Ctx, id: Id, { revision, ...content }: LotContent & { revision: number }) =>
  onLot(ctx, id, 'change', async (tx, lot) => {
    checkRevision(revision, lot);
    await checkReferences(tx, lot.platform, content);
    await setLot(tx, lot, contentColumns(content, lot.unit));
  });

/** Puts a lot elsewhere; the ledger keeps both places. @throws kernel.stale_version | stock.store_unknown */
export const moveLot = (ctx: Ctx, id: Id, { revision, ...place }: LotPlace & { revision: number }) =>
  onLot(ctx, id, 'move', async (tx, lot) => {
    checkRevision(revision, lot);
    await relocate(ctx, tx, lot, place);
  });

/** The same inside another act. @throws stock.store_unknown */
export async function relocate(ctx: Ctx, tx: Tx, lot: LockedLot, place: LotPlace, reason?: string): Promise<void> {
  await checkReferences(tx, lot.platform, place);
  const from = await placeWords(tx.db, lot.id);
  await setLot(tx, lot, placeColumns(place));
  const to = await placeWords(tx.db, lot.id);
  await book(ctx, tx, lot, { kind: 'moved', quantity: lot.sums.onHand, on: ctx.today, reason, detail: { from, to } });
}

/** Movements that need a reason: what leaves the stock without a holder. */
const REASONED = ['spoilt', 'discarded'];

/**
 * Books what happened in the store.
 * @throws stock.reason_needed | stock.below_zero | stock.below_zero_then | stock.later_than_today | stock.quantity_refused
 */
export const bookByHand = (ctx: Ctx, id: Id, { kind, quantity, on, reason }: z.output<typeof byHand>) =>
  onLot(ctx, id, 'book', async (tx, lot) => {
    const { zh, en } = MOVEMENTS[kind];
    if (reason === '' && REASONED.includes(kind))
      throw stockProblem('stock.reason_needed', { action_zh: zh, action_en: en });
    const read = quantityIn(quantity, lot.unit);
    if (read === 0n) throw stockProblem('stock.quantity_refused', { quantity, ...unitTexts(lot.unit) });
    await book(ctx, tx, lot, { kind, quantity: read, on: on ?? ctx.today, reason: reason === '' ? undefined : reason });
  });

/** Books the difference between what was counted and what the ledger says; nothing where there is none. */
export async function correct(ctx: Ctx, tx: Tx, lot: LockedLot, counted: string, reason: string): Promise<void> {
  const difference = quantityIn(counted, lot.unit) - lot.sums.onHand;
  if (difference === 0n) return;
  await book(ctx, tx, lot, {
    kind: difference > 0n ? 'corrected_up' : 'corrected_down',
    quantity: difference > 0n ? difference : -difference,
    on: ctx.today,
    reason,
  });
}

/** Corrects a lot to what was counted by hand. @throws stock.reason_needed | stock.below_zero | kernel.stale_version */
export const correctLot = (ctx: Ctx, id: Id, given: { movements: number; counted: string; reason: string }) =>
  onLot(ctx, id, 'correct', async (tx, lot) => {
    // What was counted belongs to the ledger as it stood then: a movement since makes it another count.
    checkRevision(given.movements, { revision: lot.movements });
    if (given.reason === '') throw stockProblem('stock.reason_needed', { action_zh: '更正', action_en: 'Correction' });
    await correct(ctx, tx, lot, given.counted, given.reason);
  });

/** @throws stock.test_incomplete | stock.later_than_today */
export const recordTest = (ctx: Ctx, id: Id, given: z.output<typeof lotTest>) =>
  onLot(ctx, id, 'test', (tx, lot) => writeTest(ctx, tx, lot, given));

/** The same inside another act. An older test than the last one is kept, and the lot stands by the later. */
export async function writeTest(ctx: Ctx, tx: Tx, lot: LockedLot, given: z.output<typeof lotTest>): Promise<void> {
  const on = given.on ?? ctx.today;
  if (on > ctx.today) throw stockProblem('stock.later_than_today', { date: on, today: ctx.today });
  const viability = given.kind === 'viability';
  if (viability ? typeof given.percent !== 'string' : given.passed === undefined)
    throw stockProblem('stock.test_incomplete');
  const limit = lot.viabilityLimit;
  const passed = viability ? limit === null || quantityOf(given.percent!) >= limit : given.passed!;
  await tx.db
    .insertInto('stock_test')
    .values({
      id: await ctx.services.ids.next(tx.db),
      lot_id: lot.id,
      kind: given.kind,
      on_date: on,
      percent: given.percent ?? null,
      passed,
      note: given.note === '' ? null : given.note,
      account_id: accountOf(ctx.actor),
      actor_name: ctx.actor.kind === 'anonymous' ? '' : ctx.actor.name,
      at: ctx.now,
    })
    .execute();
  const last = viability ? lot.viabilityOn : lot.qualityOn;
  if (last !== null && on < last) return;
  await setLot(
    tx,
    lot,
    viability
      ? { viability: given.percent, viability_on: on, viability_due: given.next ?? null }
      : { quality: passed ? 'passed' : 'failed', quality_on: on },
  );
}

/** Ends a lot that holds nothing, or opens it again. @throws stock.still_there | kernel.stale_version */
export const closeLot = (ctx: Ctx, id: Id, { revision, closed }: { revision: number; closed: boolean }) =>
  onLot(ctx, id, closed ? 'close' : 'reopen', async (tx, lot) => {
    checkRevision(revision, lot);
    if (closed && (lot.sums.onHand > 0n || lot.sums.away > 0n))
      throw stockProblem('stock.still_there', {
        number: lot.number,
        on_hand: quantityText(lot.sums.onHand),
        away: quantityText(lot.sums.away),
        ...unitTexts(lot.unit),
      });
    await setLot(tx, lot, { closed });
  });
