import { stateAfter } from '../../../shared/sharing/item-states.ts';
import { sharingProblem } from '../../../shared/sharing/problems.ts';
import type { ItemStepInput } from '../../../shared/sharing/schemas.ts';
import { inUnit, quantityOf, quantityText } from '../../../shared/stock/quantity.ts';
import { STOCK_UNITS } from '../../../shared/stock/units.ts';
import type { Tx } from '../../kernel/act.ts';
import {
  chooseLots,
  heldBy,
  type HeldLot,
  type LotQuantity,
  lose,
  receiveBack,
  release,
  reserve,
  type StockStep,
} from '../stock/index.ts';
import { quantityIn } from './decide.ts';
import { awayOf, type Item } from './part-lock.ts';
import { recordDelivery } from './record.ts';
import type { ItemChange, Stepping } from './item-change.ts';

const HOLDER = 'request_item';

/** Lots something of which is kept for an item or was sent to its requester. */
export const lotsOf = async (tx: Tx, { id }: Item): Promise<HeldLot[]> =>
  (await heldBy({ db: tx.db }, HOLDER, [id])).get(id) ?? [];

/** A step with the stock; its key counts on with the item, so that it is taken once. */
export const stockStep = (
  { part, item }: Pick<Stepping, 'part' | 'item'>,
  name: string,
  lines: readonly LotQuantity[],
  reason?: string,
): StockStep => ({
  key: `request_item:${item.id}:${name}:${item.row.steps + 1}`,
  platform: part.platform.id,
  holder: { kind: HOLDER, id: item.id },
  lines,
  ...(reason !== undefined && reason !== '' && { reason }),
});

/** @throws stock.not_enough | stock.not_enough_of_resource: somebody else got the last of it */
export async function reserveItem({ ctx, tx, part, item }: Stepping): Promise<ItemChange> {
  if (item.offLedger) return {};
  const lines = await chooseLots(
    { db: tx.db, today: ctx.today },
    { resource: item.row.resource_id!, quantity: quantityText(item.granted), unit: item.unit! },
  );
  await reserve(ctx, tx, stockStep({ part, item }, 'reserve', lines));
  return { steps: item.row.steps + 1 };
}

/** Lets go what is kept for an item and not yet sent. */
async function releaseRest({ ctx, tx, part, item }: Stepping, reason = ''): Promise<{ steps: number }> {
  const lines = (await lotsOf(tx, item))
    .filter(({ reserved }) => quantityOf(reserved) > 0n)
    .map(({ lot, reserved }) => ({ lot, quantity: reserved }));
  if (lines.length === 0) return { steps: item.row.steps };
  await release(ctx, tx, stockStep({ part, item }, 'release', lines, reason));
  return { steps: item.row.steps + 1 };
}

export const releaseItem = async (at: Stepping): Promise<ItemChange> => ({
  ...(await releaseRest(at)),
  state: at.item.granted < at.item.asked! ? 'partly' : 'accepted',
});

/** Nothing more will be sent: what was sent is all there is. */
export async function settleItem(
  at: Stepping,
  { reason }: Extract<ItemStepInput, { step: 'settle' | 'cancel' | 'wait' | 'revoke' }>,
): Promise<ItemChange> {
  const { item } = at;
  const change = { ...(await releaseRest(at, reason)), granted: quantityText(item.sent), reason };
  return after(at, { ...item, granted: item.sent }, change, false);
}

/** Gives an item up. What is on its way has to come back; what was not sent is free again at once. */
export async function cancel(
  at: Stepping,
  { reason }: Extract<ItemStepInput, { step: 'settle' | 'cancel' | 'wait' | 'revoke' }>,
): Promise<ItemChange> {
  const { item, tx } = at;
  const note = reason === '' ? {} : { reason };
  if (item.kind !== 'material') {
    await tx.db.updateTable('request_link').set({ revoked_at: at.ctx.now }).where('item_id', '=', item.id).execute();
    return { ...note, state: 'cancelled' };
  }
  const freed = await releaseRest(at, reason);
  if (item.sent === 0n) return { ...note, ...freed, state: 'cancelled' };
  return after(at, { ...item, granted: item.sent }, { ...note, ...freed, granted: quantityText(item.sent) }, true);
}

/** A quantity in the item's unit, spread over lots of which so much is outside. @throws sharing.more_than_away */
async function awayLines(tx: Tx, item: Item, text: string): Promise<{ lines: LotQuantity[]; quantity: bigint }> {
  const unit = item.unit!;
  const quantity = quantityIn(text, unit);
  const lines: LotQuantity[] = [];
  let outside = item.offLedger ? awayOf(item) : 0n;
  let left = item.offLedger && quantity <= outside ? 0n : quantity;
  for (const lot of await lotsOf(tx, item)) {
    const away = inUnit(quantityOf(lot.away), lot.unit, unit) ?? 0n;
    outside += away;
    const taken = away < left ? away : left;
    const inLot = taken === 0n ? undefined : inUnit(taken, unit, lot.unit);
    if (inLot === undefined) continue;
    lines.push({ lot: lot.lot, quantity: quantityText(inLot) });
    left -= taken;
  }
  if (left > 0n)
    throw sharingProblem('sharing.more_than_away', {
      title: item.title,
      left: quantityText(outside),
      quantity: text,
      unit_zh: STOCK_UNITS[unit].zh,
      unit_en: STOCK_UNITS[unit].en,
    });
  return { lines, quantity };
}

type Quantified = Extract<ItemStepInput, { step: 'give_back' | 'lose' }>;

/** @throws sharing.more_than_away */
export async function giveBack(at: Stepping, { quantity: text, reason }: Quantified): Promise<ItemChange> {
  const { ctx, tx, item } = at;
  const { lines, quantity } = await awayLines(tx, item, text);
  if (lines.length > 0) await receiveBack(ctx, tx, stockStep(at, 'return', lines, reason));
  const returned = item.returned + quantity;
  const change = { returned: quantityText(returned), steps: item.row.steps + 1 };
  return after(at, { ...item, returned }, change, item.state === 'returning');
}

/** @throws sharing.more_than_away */
export async function loseItem(at: Stepping, { quantity: text, reason }: Quantified): Promise<ItemChange> {
  const { ctx, tx, item } = at;
  const { lines, quantity } = await awayLines(tx, item, text);
  if (lines.length > 0) await lose(ctx, tx, stockStep(at, 'lose', lines, reason));
  const lost = item.lost + quantity;
  const change = { lost: quantityText(lost), steps: item.row.steps + 1, reason };
  return after(at, { ...item, lost }, change, item.state === 'returning');
}

/** Where an item stands after its quantities changed; what has arrived in full enters the service records, once. */
export async function after(at: Stepping, sums: Item, change: ItemChange, cancelled: boolean): Promise<ItemChange> {
  const state = stateAfter(sums, cancelled);
  const arrived = state === 'fulfilled' || state === 'received';
  if (!arrived || sums.row.service_record_id !== null) return { ...change, state };
  return { ...change, state, service_record_id: await recordDelivery({ ...at, item: sums }, 'request') };
}
