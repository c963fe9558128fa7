import { citationOf } from '../../../shared/policy/ruled.ts';
import { sharingProblem } from '../../../shared/sharing/problems.ts';
import { type ItemStepInput, serviceDone } from '../../../shared/sharing/schemas.ts';
import { offeredService } from '../stock/index.ts';
import { demandDeliverable } from './deliverable.ts';
import { ruleSetById } from './policies.ts';
import { recordDelivery } from './record.ts';
import { demandFit, type ItemChange, type Stepping } from './item-change.ts';

/**
 * The platform says that a service was done, and how much of it; also of data that were given otherwise than by a link. The
 * requester confirms it.
 * @throws sharing.done_incomplete, and what `demandDeliverable` refuses
 */
export async function deliverService(
  { ctx, tx, part, item }: Stepping,
  input: Extract<ItemStepInput, { step: 'deliver' }>,
): Promise<ItemChange> {
  await demandDeliverable(ctx, tx, part, [item]);
  const done = serviceDone.parse(input);
  const { service_id, service_version } = item.row;
  const service =
    service_id === null ? undefined : await offeredService({ db: tx.db }, service_id, service_version ?? undefined);
  const complete = done.quantity !== undefined && done.unit !== undefined;
  if (item.kind === 'service' && service?.content.kind === 'physical' && !complete) {
    const set = ruleSetById(ctx, part.row.policy_id);
    const cite = set?.sharing?.delivery && citationOf(set, set.sharing.delivery);
    throw sharingProblem('sharing.done_incomplete', { title: item.title }, { cite });
  }
  return { done: JSON.stringify(done), awaits_from: ctx.today };
}

/** Makes the service record. Data behind a link are confirmed by being taken. @throws sharing.step_not_now */
export async function confirmService(at: Stepping): Promise<ItemChange> {
  if (at.item.kind === 'data' && at.item.row.done === null) demandFit({ ...at.item, state: 'accepted' }, 'confirm');
  return { service_record_id: await recordDelivery(at, 'request'), awaits_from: null };
}
