import { ITEM_STATES, ITEM_STEPS, type ItemStep, stepFits } from '../../../shared/sharing/item-states.ts';
import { sharingProblem } from '../../../shared/sharing/problems.ts';
import type { Tx } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import type { Item, ItemRow, Part } from './part-lock.ts';

/** What a step changes of its item. */
export type ItemChange = Partial<
  Pick<
    ItemRow,
    | 'state'
    | 'granted'
    | 'off_ledger'
    | 'awaits_from'
    | 'awaits_reminded_on'
    | 'taken_back_at'
    | 'sent'
    | 'received'
    | 'returned'
    | 'lost'
    | 'reason'
    | 'back_on'
    | 'specification'
    | 'specification_agreed_at'
    | 'steps'
    | 'reminded_on'
    | 'service_record_id'
  >
> & { done?: string };

/** The inside of a step: who, where, on what. */
export interface Stepping {
  ctx: Ctx;
  tx: Tx;
  part: Part;
  item: Item;
}

/** @throws sharing.step_not_now */
export function demandFit(item: Item, step: ItemStep): void {
  if (stepFits(step, item)) return;
  const [state, spec] = [ITEM_STATES[item.state], ITEM_STEPS[step]];
  throw sharingProblem('sharing.step_not_now', {
    title: item.title,
    state_zh: state.zh,
    state_en: state.en,
    step_zh: spec.zh,
    step_en: spec.en,
  });
}

export const saveItem = (tx: Tx, id: Id, change: ItemChange) =>
  tx.db.updateTable('request_item').set(change).where('id', '=', id).execute();
