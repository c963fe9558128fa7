import type { Selectable } from 'kysely';
import type { ItemKind } from '../../../shared/sharing/codes.ts';
import { isOver, type ItemState, type Side } from '../../../shared/sharing/item-states.ts';
import { sharingProblem } from '../../../shared/sharing/problems.ts';
import { quantityOf } from '../../../shared/stock/quantity.ts';
import type { StockUnit } from '../../../shared/stock/units.ts';
import { checkRevision, type Tx } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { ReadDb } from '../../kernel/db/open.ts';
import type { Tables } from '../../kernel/db/tables.ts';
import type { Id } from '../../kernel/ids.ts';
import { type PlatformRecord, platformsById } from '../identity/index.ts';
import { sidesOf } from './access.ts';
import { tell } from './events.ts';

export type PartRow = Selectable<Tables['request_part']>;
export type RequestRow = Selectable<Tables['request']>;
export type ItemRow = Selectable<Tables['request_item']>;

/** An item with its quantities read. */
export interface Item {
  id: Id;
  kind: ItemKind;
  state: ItemState;
  title: string;
  unit: StockUnit | null;
  asked: bigint | null;
  granted: bigint;
  sent: bigint;
  received: bigint;
  returned: bigint;
  lost: bigint;
  loan: boolean;
  /** Its platform keeps no lots of it: the ledger knows nothing of it. */
  offLedger: boolean;
  row: ItemRow;
}

/** What of an item outside the ledger is with its requester or on the way. */
export const awayOf = ({ sent, received, returned, lost, loan }: Item): bigint =>
  sent - returned - lost - (loan ? 0n : received);

export const itemOf = (row: ItemRow): Item => ({
  id: row.id,
  kind: row.kind as ItemKind,
  state: row.state as ItemState,
  title: row.title,
  unit: row.unit as StockUnit | null,
  asked: row.quantity === null ? null : quantityOf(row.quantity),
  granted: quantityOf(row.granted),
  sent: quantityOf(row.sent),
  received: quantityOf(row.received),
  returned: quantityOf(row.returned),
  lost: quantityOf(row.lost),
  loan: row.loan,
  offLedger: row.off_ledger,
  row,
});

/** The service of an item in the version that was asked for. */
export const serviceOf = ({ row }: Item) => ({ id: row.service_id!, version: row.service_version });

/** A part with what belongs to it. */
export interface Part {
  id: Id;
  /** Sides from which the caller sees it; never empty. */
  sides: Side[];
  row: PartRow;
  request: RequestRow;
  platform: PlatformRecord;
  items: Item[];
}

/** @throws sharing.request_unknown */
export async function readPart(ctx: Pick<Ctx, 'actor'>, db: ReadDb, id: Id, locked = false): Promise<Part> {
  const part = await findPart(ctx, db, id, locked);
  // What is nobody's business looks as if it did not exist.
  if (!part || part.sides.length === 0) throw sharingProblem('sharing.request_unknown');
  return part;
}

/** A part whoever asks, `sides` empty for who is on none: the caller decides who may know of it. */
export async function findPart(ctx: Pick<Ctx, 'actor'>, db: ReadDb, id: Id, locked = false): Promise<Part | undefined> {
  const row = await db
    .selectFrom('request_part')
    .selectAll()
    .where('id', '=', id)
    .$if(locked, (query) => query.forUpdate())
    .executeTakeFirst();
  if (!row) return undefined;
  const platform = (await platformsById(db, [row.platform_id])).get(row.platform_id)!;
  const sides = sidesOf(ctx, row, platform);
  const request = await db.selectFrom('request').selectAll().where('id', '=', row.request_id).executeTakeFirstOrThrow();
  const items = await db.selectFrom('request_item').selectAll().where('part_id', '=', id).orderBy('position').execute();
  return { id, sides, row, request, platform, items: items.map(itemOf) };
}

/** A part under its lock. @throws sharing.request_unknown | kernel.stale_version */
export async function lockPart(ctx: Ctx, tx: Tx, id: Id, revision?: number): Promise<Part> {
  const part = await readPart(ctx, tx.db, id, true);
  if (revision !== undefined) demandRevision(part, revision);
  return part;
}

/** @throws kernel.stale_version with where the items stand now */
export const demandRevision = ({ row, items }: Part, revision: number): void =>
  checkRevision(revision, row, { items: items.map(({ id, state }) => ({ id, state })) });

export const readItem = async (db: ReadDb, id: Id): Promise<Item> =>
  itemOf(await db.selectFrom('request_item').selectAll().where('id', '=', id).executeTakeFirstOrThrow());

/** @throws sharing.item_unknown */
export function itemIn(part: Part, id: Id): Item {
  const item = part.items.find((one) => one.id === id);
  if (!item) throw sharingProblem('sharing.item_unknown');
  return item;
}

type PartChange = Partial<Pick<PartRow, 'claimed_by' | 'claimed_name' | 'answered_at' | 'waits_for_requester'>>;

/** Writes a change of a part, its next revision; closes it when nothing of it is open any more. */
export async function touchPart(
  ctx: Ctx,
  tx: Tx,
  { id, row }: Part,
  side: Side,
  change: PartChange = {},
): Promise<void> {
  const states = await tx.db.selectFrom('request_item').select('state').where('part_id', '=', id).execute();
  const over = states.every(({ state }) => isOver(state as ItemState));
  const answered = row.answered_at === null && side === 'platform' ? { answered_at: ctx.now } : {};
  await tx.db
    .updateTable('request_part')
    .set({
      ...answered,
      ...change,
      ...(over && row.state === 'open' && { state: 'closed', closed_at: ctx.now }),
      revision: row.revision + 1,
    })
    .where('id', '=', id)
    .execute();
  if (over && row.state === 'open') await tell(ctx, tx, id, { kind: 'closed', side });
}
