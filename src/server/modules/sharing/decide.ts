import type { CivilDate } from '../../../shared/dates.ts';
import { sharingProblem } from '../../../shared/sharing/problems.ts';
import type { ItemStepInput } from '../../../shared/sharing/schemas.ts';
import { quantityText, readQuantity } from '../../../shared/stock/quantity.ts';
import { STOCK_UNITS, type StockUnit } from '../../../shared/stock/units.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { chooseLots, ledgered } from '../stock/index.ts';
import { readAsked } from './asked.ts';
import { demandAgreed } from './compose.ts';
import { insertItem } from './create.ts';
import { type Item, readItem } from './part-lock.ts';
import type { ItemChange, Stepping } from './item-change.ts';

/** @throws sharing.quantity_refused */
export function quantityIn(text: string, unit: StockUnit): bigint {
  const read = readQuantity(text, unit);
  if (typeof read === 'string' || read === 0n)
    throw sharingProblem('sharing.quantity_refused', {
      quantity: text,
      unit_zh: STOCK_UNITS[unit].zh,
      unit_en: STOCK_UNITS[unit].en,
    });
  return read;
}

/**
 * Says yes to all or a part of what was asked; never to more than can be given.
 * @throws sharing.more_than_asked | stock.not_enough_of_resource with what there is | sharing.not_agreed
 */
export async function accept(
  { ctx, tx, part, item }: Stepping,
  { quantity, back_on, reason }: Extract<ItemStepInput, { step: 'accept' }>,
): Promise<ItemChange> {
  demandAhead(ctx, back_on);
  await demandAgreed(ctx, tx, part, [item], 'accept');
  const note = reason === '' ? {} : { reason };
  if (item.kind !== 'material' || item.asked === null || item.unit === null) return { ...note, state: 'accepted' };
  const granted = quantity === undefined ? item.asked : grantedOf(item, item.unit, quantity);
  const off_ledger = await demandSupply({ db: tx.db, today: ctx.today }, item.row.resource_id!, {
    quantity: quantityText(granted),
    unit: item.unit,
  });
  return {
    ...note,
    off_ledger,
    state: granted < item.asked ? 'partly' : 'accepted',
    granted: quantityText(granted),
    ...(item.loan && back_on !== undefined && { back_on }),
  };
}

/** @throws sharing.back_on_past */
export function demandAhead({ today }: Pick<Ctx, 'today'>, back_on: CivilDate | undefined): void {
  if (back_on !== undefined && back_on < today) throw sharingProblem('sharing.back_on_past', { back_on });
}

/**
 * Whether a resource stands outside the ledger: its platform never kept a lot of it, answers for the quantity itself, and what is
 * sent is booked nowhere but in the request and the service records.
 * @throws stock.not_enough_of_resource where it keeps lots and they do not hold so much
 */
async function demandSupply(
  ctx: Pick<Ctx, 'db' | 'today'>,
  resource: Id,
  asked: { quantity: string; unit: StockUnit },
): Promise<boolean> {
  if (!(await ledgered(ctx, [resource])).has(resource)) return true;
  await chooseLots(ctx, { resource, ...asked });
  return false;
}

function grantedOf({ asked }: Item, unit: StockUnit, quantity: string): bigint {
  const granted = quantityIn(quantity, unit);
  if (granted > asked!)
    throw sharingProblem('sharing.more_than_asked', {
      asked: quantityText(asked!),
      quantity,
      unit_zh: STOCK_UNITS[unit].zh,
      unit_en: STOCK_UNITS[unit].en,
    });
  return granted;
}

/** Offers another resource of the platform in its place; the requester may cancel that. @throws sharing.refused | sharing.not_agreed */
export async function substitute(
  { ctx, tx, part, item }: Stepping,
  { resource, quantity, unit, reason }: Extract<ItemStepInput, { step: 'substitute' }>,
): Promise<ItemChange> {
  const input = {
    kind: item.kind,
    resource,
    quantity: quantity ?? (item.asked === null ? undefined : quantityText(item.asked)),
    unit: unit ?? item.unit ?? undefined,
    loan: item.loan,
    note: '',
  };
  const { items, faults } = await readAsked({ ...ctx, db: tx.db }, [input]);
  const [asked] = items;
  if (asked && asked.platform !== part.platform.id)
    faults.push({
      path: 'body.resource',
      code: 'other_platform',
      zh: '替代品须是本平台的资源',
      en: 'A substitute must be one of the platform’s own',
    });
  if (!asked || faults.length > 0) {
    // The step names its fields itself, not as an item of a new request.
    const errors = faults.map((one) => ({ ...one, path: one.path.replace(/^body\.items\.0/, 'body') }));
    throw sharingProblem('sharing.refused', { count: errors.length }, { errors });
  }
  const off_ledger =
    item.kind === 'material' &&
    (await demandSupply({ db: tx.db, today: ctx.today }, resource, { quantity: input.quantity!, unit: input.unit! }));
  const offered = await insertItem(ctx, tx, part.id, asked, {
    position: part.items.length,
    instead_of: item.id,
    off_ledger,
    state: 'accepted',
    ...(item.kind === 'material' && { granted: input.quantity! }),
  });
  // It stands where its forerunner was accepted: what acceptance asks for is asked of it as well.
  await demandAgreed(ctx, tx, part, [await readItem(tx.db, offered)], 'accept');
  return { reason };
}
