import type { ItemStepInput } from '../../../shared/sharing/schemas.ts';
import { demandDeliverable } from './deliverable.ts';
import type { ItemChange, Stepping } from './steps.ts';

/** Opens restricted data for the requester. */
export async function provideData({ ctx, tx, part, item }: Stepping): Promise<ItemChange> {
  await demandDeliverable(ctx, tx, part, [item]);
  return {};
}

/** Takes every link to the data back. */
export async function revokeData(
  { ctx, tx, item }: Stepping,
  { reason }: Extract<ItemStepInput, { step: 'settle' | 'cancel' | 'wait' | 'revoke' }>,
): Promise<ItemChange> {
  await tx.db.updateTable('request_link').set({ revoked_at: ctx.now }).where('item_id', '=', item.id).execute();
  return { reason };
}
