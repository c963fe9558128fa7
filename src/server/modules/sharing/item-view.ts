import type { z } from 'zod';
import { pick } from '../../../shared/i18n.ts';
import { ITEM_KINDS } from '../../../shared/sharing/codes.ts';
import { ITEM_STATES, ITEM_STEPS, type ItemStep, stepsOf } from '../../../shared/sharing/item-states.ts';
import type { itemView } from '../../../shared/sharing/schemas.ts';
import { SERVICE_KINDS } from '../../../shared/stock/service-codes.ts';
import { inUnit, quantityOf, quantityText } from '../../../shared/stock/quantity.ts';
import { STOCK_UNITS } from '../../../shared/stock/units.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { citationTexts, recordsWithFiles } from '../catalogue/index.ts';
import {
  heldBy,
  type HeldLot,
  offeredServices,
  type OfferedService,
  type ResourceSupply,
  suppliesOf,
} from '../stock/index.ts';
import { type Item, type Part, serviceOf } from './part-lock.ts';
import { doneOf } from './service-done.ts';

interface Around {
  part: Part;
  held: ReadonlyMap<Id, HeldLot[]>;
  supplies: ReadonlyMap<Id, ResourceSupply>;
  /** By item. */
  services: ReadonlyMap<Id, OfferedService>;
  cites: ReadonlyMap<Id, string>;
  withFiles: ReadonlySet<Id>;
}

/** Steps that are taken on a whole parcel, not on one item's button. */
const OF_PARCELS = new Set(['ship', 'receive', 'download']);

/** Nothing is offered that would change nothing: the loan of a gift, the rest of what was sent in full. */
const OF_USE: Partial<Record<ItemStep, (item: Item, files: boolean) => boolean>> = {
  extend: ({ loan }) => loan,
  settle: ({ granted, sent }) => granted > sent,
  provide: (_, files) => files,
  deliver: ({ kind }, files) => kind === 'service' || !files,
  confirm: ({ kind, row }) => kind === 'service' || row.done !== null,
  revoke: ({ row }) => row.taken_back_at === null && row.done === null,
};
const isOfUse = (step: ItemStep, item: Item, files: boolean): boolean => OF_USE[step]?.(item, files) ?? true;

/** The items of a part as its side sees them, with what may be done. */
export async function viewItems(ctx: Ctx, part: Part): Promise<z.input<typeof itemView>[]> {
  const isPlatform = part.sides.includes('platform');
  const held = await heldBy(
    ctx,
    'request_item',
    part.items.map(({ id }) => id),
  );
  const resources = part.items.flatMap(({ row, kind }) => (kind === 'material' ? (row.resource_id ?? []) : []));
  const supplies = isPlatform ? await suppliesOf(ctx, resources) : new Map<Id, ResourceSupply>();
  const served = part.items.filter(({ row }) => row.service_id !== null);
  const offered = await offeredServices(ctx, served.map(serviceOf));
  const services = new Map(served.flatMap(({ id }, n) => (offered[n] ? [[id, offered[n]]] : [])));
  const cites = await citationTexts(
    ctx,
    part.items.filter(isGiven).flatMap(({ row }) => row.resource_id ?? []),
  );
  const withFiles = await recordsWithFiles(
    ctx,
    part.items.flatMap(({ kind, row }) => (kind === 'data' ? (row.resource_id ?? []) : [])),
  );
  return part.items.map((item) => viewItem(ctx, item, { part, held, supplies, services, cites, withFiles }));
}

const isGiven = ({ sent, state }: Item): boolean => sent > 0n || ['sent', 'received', 'fulfilled'].includes(state);

function viewItem(ctx: Ctx, item: Item, around: Around): z.input<typeof itemView> {
  const { part, held, supplies, services, cites } = around;
  const { row } = item;
  const lots = held.get(item.id) ?? [];
  const service = services.get(item.id);
  const files = around.withFiles.has(row.resource_id ?? '');
  const replaced = part.items.find(({ id }) => id === row.instead_of);
  return {
    id: item.id,
    kind: { id: item.kind, label: pick(ITEM_KINDS[item.kind], ctx.lang) },
    state: item.state,
    state_label: pick(ITEM_STATES[item.state], ctx.lang),
    title: item.title,
    resource: row.resource_id,
    service: service ? serviceView(ctx, service) : null,
    quantity: item.asked === null ? null : quantityText(item.asked),
    unit: item.unit === null ? null : { id: item.unit, label: pick(STOCK_UNITS[item.unit], ctx.lang) },
    granted: quantityText(item.granted),
    reserved: quantityText(reservedOf(item, lots)),
    sent: quantityText(item.sent),
    received: quantityText(item.received),
    returned: quantityText(item.returned),
    lost: quantityText(item.lost),
    loan: item.loan,
    back_on: row.back_on,
    loan_overdue: isLoanOverdue(ctx, item),
    note: row.note,
    reason: row.reason,
    instead_of: replaced?.title ?? null,
    specification: row.specification,
    specification_agreed: row.specification_agreed_at !== null,
    done: doneOf(item),
    taken_back: row.taken_back_at !== null,
    record: row.service_record_id,
    available: availableOf(ctx, supplies.get(row.resource_id ?? '')),
    lots: lots.map(({ number, reserved, away, unit }) => ({
      number,
      reserved,
      away,
      unit: pick(STOCK_UNITS[unit], ctx.lang),
    })),
    cite_as: cites.get(row.resource_id ?? '') ?? null,
    off_ledger: item.offLedger,
    recorded: row.service_record_id !== null,
    steps: part.sides
      .flatMap((side) => stepsOf(side, item))
      .filter((id) => !OF_PARCELS.has(id) && isOfUse(id, item, files))
      .map((id) => ({ id, label: pick(ITEM_STEPS[id], ctx.lang), needs_reason: ITEM_STEPS[id].reason })),
  };
}

const serviceView = (ctx: Ctx, { id, content }: OfferedService) => ({
  id,
  name: (ctx.lang === 'en' ? content.name_en : null) ?? content.name_zh,
  custom: SERVICE_KINDS[content.kind].within === 'custom',
});

/** What is kept for an item and not yet sent, in its own unit. */
export function reservedOf({ unit, offLedger, state, granted, sent }: Item, lots: readonly HeldLot[]): bigint {
  if (offLedger) return state === 'reserved' || state === 'sent' ? granted - sent : 0n;
  return lots.reduce((sum, lot) => sum + (inUnit(quantityOf(lot.reserved), lot.unit, unit ?? lot.unit) ?? 0n), 0n);
}

export const isLoanOverdue = ({ today }: Pick<Ctx, 'today'>, { loan, state, row }: Item): boolean =>
  loan && (state === 'sent' || state === 'received') && row.back_on !== null && row.back_on < today;

const availableOf = (ctx: Ctx, supply: ResourceSupply | undefined) =>
  supply?.available.map(({ quantity, unit }) => ({ quantity, unit: pick(STOCK_UNITS[unit], ctx.lang) })) ?? null;
