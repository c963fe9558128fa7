import type { EventKind } from '../../../shared/sharing/codes.ts';
import type { ItemStep, Side } from '../../../shared/sharing/item-states.ts';
import type { Tx } from '../../kernel/act.ts';
import { accountOf, type Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';

export interface NewEvent {
  kind: EventKind | ItemStep;
  side: Side;
  item?: Id | undefined;
  text?: string | undefined;
  detail?: Readonly<Record<string, unknown>> | undefined;
}

/** Writes a line of the story of a part. @returns its id */
export async function tell(ctx: Ctx, tx: Tx, part: Id, event: NewEvent): Promise<Id> {
  const row = await eventRow(ctx, tx, part, event);
  await tx.db.insertInto('request_event').values(row).execute();
  return row.id;
}

export async function eventRow(ctx: Ctx, tx: Tx, part: Id, event: NewEvent) {
  return {
    id: await ctx.services.ids.next(tx.db),
    part_id: part,
    item_id: event.item ?? null,
    at: ctx.now,
    kind: event.kind,
    by_platform: event.side === 'platform',
    account_id: accountOf(ctx.actor),
    account_name: ctx.actor.kind === 'anonymous' ? '' : ctx.actor.name,
    text: event.text ?? '',
    detail: JSON.stringify(event.detail ?? {}),
  };
}
