import type { NewLot } from '../../shared/stock/schemas.ts';
import { act } from '../kernel/act.ts';
import type { App } from '../app.ts';
import { type Ctx, systemActor } from '../kernel/context.ts';
import type { Id } from '../kernel/ids.ts';
import { heldBy, type StockStep } from '../modules/stock/index.ts';
import { createLot } from '../modules/stock/lot-write.ts';
import type { Held } from '../modules/stock/holds.ts';

/** A record of a platform, straight into the table: what it says is none of the ledger's business. */
export async function addRecord(app: App, platform: Id, number: string, more: { type?: string } = {}): Promise<Id> {
  const { db } = app.services.storage;
  const id = await app.services.ids.next(db);
  const at = '2026-01-01T00:00:00Z';
  await db
    .insertInto('resource')
    .values({
      id,
      platform_id: platform,
      type: more.type ?? 'germplasm_crop',
      local_key: number,
      state: 'published',
      title: `示范种质 ${number}`,
      fields: '{}',
      access: 'open',
      funding: 'fiscal',
      quality: 50,
      created_at: at,
      updated_at: at,
      confirmed_at: at,
      published_at: at,
    })
    .execute();
  const type = more.type ?? 'germplasm_crop';
  await db.insertInto('resource_key').values({ platform_id: platform, type, key: number, resource_id: id }).execute();
  return id;
}

export const contextOf = (app: App): Ctx => app.contextOf(systemActor('test'));

/** A lot of seeds unless told otherwise. */
export const addLot = (
  app: App,
  lot: Pick<NewLot, 'platform' | 'resource' | 'quantity'> & Partial<NewLot>,
): Promise<Id> => createLot(contextOf(app), { form: 'seed', unit: 'seed', minimum: '0', taken_in: 'in', ...lot });

/** One step in a transaction of its own, as the module above makes it. */
export const inAct = (
  app: App,
  step: StockStep,
  run: (ctx: Ctx, tx: Parameters<Parameters<typeof act>[2]>[0], step: StockStep) => Promise<Held[]>,
): Promise<Held[]> => {
  const ctx = contextOf(app);
  return act(ctx, { action: 'test.stock.step' }, (tx) => run(ctx, tx, step));
};

export const heldOf = async (app: App, holder: Id) =>
  ((await heldBy(contextOf(app), 'request_item', [holder])).get(holder) ?? []).map(({ number, reserved, away }) => ({
    number,
    reserved,
    away,
  }));

export const sumsOf = async (app: App, lot: Id) => {
  const row = await app.services.storage.db
    .selectFrom('stock_lot')
    .select(['on_hand', 'reserved', 'away'])
    .where('id', '=', lot)
    .executeTakeFirstOrThrow();
  return [row.on_hand, row.reserved, row.away].map(Number);
};
