import { sharingProblem } from '../../../shared/sharing/problems.ts';
import type { NewShipment, receiptInput } from '../../../shared/sharing/schemas.ts';
import type { z } from 'zod';
import { inUnit, quantityOf, quantityText, readQuantity } from '../../../shared/stock/quantity.ts';
import { STOCK_UNITS, type StockUnit } from '../../../shared/stock/units.ts';
import { act, type Tx } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { consume, type LotQuantity, send } from '../stock/index.ts';
import { demandBy } from './access.ts';
import { quantityIn } from './decide.ts';
import { demandDeliverable } from './deliverable.ts';
import { tell } from './events.ts';
import { awayOf, type Item, itemIn, lockPart, type Part, touchPart } from './part-lock.ts';
import { reservedOf } from './item-view.ts';
import { demandFit, saveItem } from './item-change.ts';
import { after, lotsOf, stockStep } from './stock-steps.ts';
import { tellOther } from './talk.ts';

/** Without a lot where the platform keeps none. */
interface PackedLine {
  lot: Id | null;
  number: string | null;
  quantity: string;
  unit: string;
}

/**
 * Sends reserved material: all of it, or an instalment.
 * @throws kernel.not_allowed | kernel.stale_version | sharing.step_not_now | sharing.more_than_reserved, what
 *   `demandDeliverable` refuses, and what the stock does
 */
export const shipItems = (ctx: Ctx, id: Id, given: NewShipment) =>
  act(ctx, { action: 'sharing.request.ship', subject: { kind: 'request_part', id } }, async (tx) => {
    const part = await lockPart(ctx, tx, id, given.revision);
    demandBy(part, 'platform');
    const items = given.lines.map(({ item }) => itemIn(part, item));
    for (const item of items) demandFit(item, 'ship');
    await demandDeliverable(ctx, tx, part, items);
    const shipment = await insertShipment(ctx, tx, part, given);
    for (const [n, { quantity }] of given.lines.entries()) {
      const item = items[n]!;
      const packed = await packedOf(tx, item, quantity);
      if (!item.offLedger)
        await send(ctx, tx, {
          ...stockStep({ part, item }, 'send', packed as (PackedLine & LotQuantity)[]),
          ...(given.sent_on && { on: given.sent_on }),
        });
      await tx.db
        .insertInto('request_shipment_line')
        .values(
          packed.map((line) => ({
            shipment_id: shipment.id,
            item_id: item.id,
            lot_id: line.lot,
            lot_number: line.number,
            quantity: line.quantity,
            unit: line.unit,
          })),
        )
        .execute();
      const sent = quantityText(item.sent + quantityIn(quantity, item.unit!));
      await saveItem(tx, item.id, { sent, state: 'sent', steps: item.row.steps + 1 });
    }
    await tell(ctx, tx, id, {
      kind: 'shipped',
      side: 'platform',
      text: [`#${shipment.number}`, given.carrier, given.tracking, given.cold_chain].filter(Boolean).join(' · '),
    });
    await touchPart(ctx, tx, part, 'platform');
    await tellOther(ctx, tx, part, {
      side: 'platform',
      occasion: `shipped:${shipment.id}`,
      subject: { zh: `申请 ${part.row.number} 已发货`, en: `Request ${part.row.number} was shipped` },
      body: {
        zh: `第 ${shipment.number} 次发货。收到后请确认。${given.carrier ?? ''} ${given.tracking ?? ''}`,
        en: `Shipment ${shipment.number}. Please confirm when it arrives. ${given.carrier ?? ''} ${given.tracking ?? ''}`,
      },
    });
  });

async function insertShipment(ctx: Ctx, tx: Tx, part: Part, given: NewShipment): Promise<{ id: Id; number: number }> {
  const id = await ctx.services.ids.next(tx.db);
  const { number } = await tx.db
    .selectFrom('request_shipment')
    .select(({ fn }) => fn.count<string>('id').as('number'))
    .where('part_id', '=', part.id)
    .executeTakeFirstOrThrow();
  await tx.db
    .insertInto('request_shipment')
    .values({
      id,
      part_id: part.id,
      number: Number(number) + 1,
      sent_on: given.sent_on ?? ctx.today,
      carrier: given.carrier ?? null,
      tracking: given.tracking ?? null,
      cold_chain: given.cold_chain ?? null,
      note: given.note ?? null,
      delivery: part.request.delivery === null ? null : JSON.stringify(part.request.delivery),
    })
    .execute();
  return { id, number: Number(number) + 1 };
}

/** What is taken of which reserved lot. @throws sharing.more_than_reserved */
async function packedOf(tx: Tx, item: Item, text: string): Promise<PackedLine[]> {
  const unit = item.unit!;
  let left = quantityIn(text, unit);
  const lots = await lotsOf(tx, item);
  const lines: PackedLine[] = [];
  if (item.offLedger && left <= reservedOf(item, [])) {
    lines.push({ lot: null, number: null, quantity: quantityText(left), unit });
    left = 0n;
  }
  for (const lot of lots) {
    const reserved = inUnit(quantityOf(lot.reserved), lot.unit, unit) ?? 0n;
    const taken = reserved < left ? reserved : left;
    const inLot = taken === 0n ? undefined : inUnit(taken, unit, lot.unit);
    if (inLot === undefined) continue;
    lines.push({ lot: lot.lot, quantity: quantityText(inLot), number: lot.number, unit: lot.unit });
    left -= taken;
  }
  if (left > 0n)
    throw sharingProblem('sharing.more_than_reserved', {
      title: item.title,
      left: quantityText(reservedOf(item, lots)),
      quantity: text,
      unit_zh: STOCK_UNITS[unit].zh,
      unit_en: STOCK_UNITS[unit].en,
    });
  return lines;
}

/**
 * Confirms what arrived. What was given for good is then used up, what was lent stays out.
 * @throws kernel.not_allowed | kernel.stale_version | sharing.shipment_unknown | sharing.already_received |
 *   sharing.more_than_away
 */
export const confirmReceipt = (ctx: Ctx, id: Id, shipment: Id, given: z.output<typeof receiptInput>) =>
  act(
    ctx,
    { action: 'sharing.request.receive', subject: { kind: 'request_part', id }, detail: { shipment } },
    async (tx) => {
      const part = await lockPart(ctx, tx, id, given.revision);
      demandBy(part, 'requester');
      const row = await tx.db
        .selectFrom('request_shipment')
        .selectAll()
        .where('id', '=', shipment)
        .where('part_id', '=', id)
        .executeTakeFirst();
      if (!row) throw sharingProblem('sharing.shipment_unknown');
      if (row.received_at !== null) throw sharingProblem('sharing.already_received');
      await receiveShipment(ctx, tx, part, shipment, { given });
      await tell(ctx, tx, id, { kind: 'receipt', side: 'requester', text: `#${row.number}` });
      await touchPart(ctx, tx, part, 'requester');
      await tellOther(ctx, tx, part, {
        side: 'requester',
        occasion: `received:${shipment}`,
        subject: {
          zh: `申请 ${part.row.number} 第 ${row.number} 次发货已收到`,
          en: `Shipment ${row.number} of ${part.row.number} has arrived`,
        },
        body: { zh: '申请人已确认收货。', en: 'The requester has confirmed receipt.' },
      });
    },
  );

/** Books what arrived of a shipment; `assumed`: nobody said so, the days of the rule set are over. */
export async function receiveShipment(
  ctx: Ctx,
  tx: Tx,
  part: Part,
  shipment: Id,
  { given = {}, assumed = false }: { given?: Pick<z.output<typeof receiptInput>, 'lines'>; assumed?: boolean },
): Promise<void> {
  const lines = await tx.db
    .selectFrom('request_shipment_line')
    .selectAll()
    .where('shipment_id', '=', shipment)
    .execute();
  for (const item of part.items) {
    const own = lines.filter(({ item_id }) => item_id === item.id);
    if (own.length > 0) await receiveItem(ctx, tx, part, item, { own, given });
  }
  await tx.db
    .updateTable('request_shipment')
    .set({ received_at: ctx.now, assumed })
    .where('id', '=', shipment)
    .execute();
}

interface Arrival {
  own: readonly { shipment_id: Id; item_id: Id; lot_id: Id | null; quantity: string; unit: string }[];
  given: Pick<z.output<typeof receiptInput>, 'lines'>;
}

/** Nothing may have arrived, half a seed may not. @throws sharing.quantity_refused */
const arrivedOf = (text: string, unit: StockUnit): bigint =>
  readQuantity(text, unit) === 0n ? 0n : quantityIn(text, unit);

async function receiveItem(ctx: Ctx, tx: Tx, part: Part, item: Item, { own, given }: Arrival): Promise<void> {
  if (item.state !== 'sent' && item.state !== 'returning') return;
  const held = new Map((await lotsOf(tx, item)).map((lot) => [lot.lot, lot]));
  const arrived: LotQuantity[] = [];
  let sum = 0n;
  for (const line of own) {
    const said = given.lines?.find((one) => one.item === item.id && (one.lot ?? null) === line.lot_id)?.quantity;
    const lot =
      line.lot_id === null
        ? { unit: item.unit!, away: quantityText(awayOf({ ...item, received: item.received + sum })) }
        : held.get(line.lot_id)!;
    const [sent, away] = [quantityOf(line.quantity), quantityOf(lot.away)];
    // What was taken back or lost on the way meanwhile cannot arrive any more.
    const quantity = said === undefined ? (sent < away ? sent : away) : arrivedOf(said, lot.unit);
    if (quantity > sent || quantity > away)
      throw sharingProblem('sharing.more_than_away', {
        title: item.title,
        left: quantityText(sent < away ? sent : away),
        quantity: quantityText(quantity),
        unit_zh: STOCK_UNITS[lot.unit].zh,
        unit_en: STOCK_UNITS[lot.unit].en,
      });
    await tx.db
      .updateTable('request_shipment_line')
      .set({ received: quantityText(quantity) })
      .where('shipment_id', '=', line.shipment_id)
      .where('item_id', '=', item.id)
      .where('lot_id', 'is not distinct from', line.lot_id)
      .execute();
    if (quantity > 0n && line.lot_id !== null) arrived.push({ lot: line.lot_id, quantity: quantityText(quantity) });
    sum += inUnit(quantity, lot.unit, item.unit!) ?? 0n;
  }
  if (arrived.length > 0 && !item.loan) await consume(ctx, tx, stockStep({ part, item }, 'consume', arrived));
  const received = item.received + sum;
  const change = { received: quantityText(received), steps: item.row.steps + 1 };
  await saveItem(
    tx,
    item.id,
    await after({ ctx, tx, part, item }, { ...item, received }, change, item.state === 'returning'),
  );
}
