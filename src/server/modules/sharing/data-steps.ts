import { sharingProblem } from '../../../shared/sharing/problems.ts';
import type { ItemStepInput } from '../../../shared/sharing/schemas.ts';
import { dataFiles } from '../catalogue/index.ts';
import { demandDeliverable } from './deliverable.ts';
import { demandFit, type ItemChange, type Stepping } from './item-change.ts';

/** Opens data for the requester. @throws sharing.no_files, and what `demandDeliverable` refuses */
export async function provideData({ ctx, tx, part, item }: Stepping): Promise<ItemChange> {
  await demandDeliverable(ctx, tx, part, [item]);
  const { files } = await dataFiles({ ...ctx, db: tx.db }, item.row.resource_id!);
  if (files.length === 0) throw sharingProblem('sharing.no_files', { title: item.title });
  return { awaits_from: ctx.today };
}

/**
 * Takes every link to the data back. What was taken already stays fulfilled, as its service record says; no further taking.
 * @throws sharing.step_not_now where that was done before
 */
export async function revokeData(
  { ctx, tx, item }: Stepping,
  { reason }: Extract<ItemStepInput, { step: 'settle' | 'cancel' | 'wait' | 'revoke' }>,
): Promise<ItemChange> {
  if (item.row.taken_back_at !== null) demandFit({ ...item, state: 'declined' }, 'revoke');
  await tx.db.updateTable('request_link').set({ revoked_at: ctx.now }).where('item_id', '=', item.id).execute();
  return item.state === 'fulfilled'
    ? { reason, taken_back_at: ctx.now }
    : { reason, state: 'declined', awaits_from: null };
}
