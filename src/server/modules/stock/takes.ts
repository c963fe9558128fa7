import { z } from 'zod';
import { type Bilingual, pick } from '../../../shared/i18n.ts';
import { lotIdIn } from '../../../shared/stock/lot-code.ts';
import { stockProblem } from '../../../shared/stock/problems.ts';
import { quantityText, readQuantity } from '../../../shared/stock/quantity.ts';
import type { StockUnit } from '../../../shared/stock/units.ts';
import { act, checkRevision, type Tx } from '../../kernel/act.ts';
import { accountOf, type Ctx } from '../../kernel/context.ts';
import { page, readCursor } from '../../kernel/cursor.ts';
import type { ReadDb } from '../../kernel/db/open.ts';
import type { Id } from '../../kernel/ids.ts';
import { platformsById } from '../identity/index.ts';
import { ownPlatform, ownPlatformById } from './access.ts';
import { unitTexts } from './ledger.ts';
import type { LotRow } from './lots.ts';

const STATES: Readonly<Record<string, Bilingual>> = {
  open: { zh: '进行中', en: 'Under way' },
  booked: { zh: '已记账', en: 'Booked' },
  dropped: { zh: '已放弃', en: 'Given up' },
};
type TakeState = 'open' | 'booked' | 'dropped';

const selectTakes = (db: ReadDb) =>
  db
    .selectFrom('stock_take as t')
    .leftJoin('stock_store as s', 's.id', 't.store_id')
    .selectAll('t')
    .select('s.name as store_name')
    .select((eb) =>
      eb
        .selectFrom('stock_take_line as l')
        .select((sub) => sub.fn.countAll<string>().as('n'))
        .whereRef('l.take_id', '=', 't.id')
        .as('seen'),
    );
export type TakeRow = Awaited<ReturnType<ReturnType<typeof selectTakes>['executeTakeFirstOrThrow']>>;

async function viewTakes(ctx: Ctx, rows: readonly TakeRow[]) {
  const platforms = await platformsById(
    ctx.db,
    rows.map(({ platform_id }) => platform_id),
  );
  return rows.map((row) => {
    const platform = platforms.get(row.platform_id)!;
    return {
      id: row.id,
      state: row.state as TakeState,
      state_label: pick(STATES[row.state]!, ctx.lang),
      platform: {
        code: platform.code,
        name: ctx.lang === 'en' ? (platform.name_en ?? platform.name_zh) : platform.name_zh,
      },
      store: row.store_id === null ? null : { id: row.store_id, name: row.store_name ?? '' },
      shelf: row.shelf,
      opened_at: row.opened_at,
      ended_at: row.ended_at,
      seen: Number(row.seen),
      revision: row.revision,
    };
  });
}

/** @throws stock.take_unknown | kernel.not_allowed */
export async function ownTake(ctx: Ctx, db: ReadDb, id: Id): Promise<TakeRow> {
  const row = await selectTakes(db).where('t.id', '=', id).executeTakeFirst();
  if (!row) throw stockProblem('stock.take_unknown');
  await ownPlatformById(ctx, db, row.platform_id);
  return row;
}

export const viewTake = async (ctx: Ctx, id: Id) => (await viewTakes(ctx, [await ownTake(ctx, ctx.db, id)]))[0]!;

export async function listTakes(
  ctx: Ctx,
  { platform: code, limit, cursor }: { platform: string; limit: number; cursor?: string | undefined },
) {
  const platform = await ownPlatform(ctx, code);
  const after = readCursor({ code }, cursor, z.tuple([z.string().regex(/^\d{1,19}$/)]));
  let query = selectTakes(ctx.db)
    .where('t.platform_id', '=', platform.id)
    .orderBy('t.id', 'desc')
    .limit(limit + 1);
  if (after) query = query.where('t.id', '<', after[0]);
  const { items, next } = page({ code }, await query.execute(), limit, ({ id }) => [id]);
  return { items: await viewTakes(ctx, items), next };
}

/** @throws stock.platform_unknown | kernel.not_allowed | stock.store_unknown */
export async function openTake(
  ctx: Ctx,
  { platform: code, store, shelf }: { platform: string; store?: Id | undefined; shelf?: string | undefined },
): Promise<Id> {
  const platform = await ownPlatform(ctx, code);
  return act(ctx, { action: 'stock.take.open', detail: { platform: code } }, async (tx) => {
    if (store !== undefined) {
      const found = await tx.db
        .selectFrom('stock_store')
        .select('platform_id')
        .where('id', '=', store)
        .executeTakeFirst();
      if (found?.platform_id !== platform.id) throw stockProblem('stock.store_unknown');
    }
    const id = await ctx.services.ids.next(tx.db);
    tx.on('stock_take', id);
    await tx.db
      .insertInto('stock_take')
      .values({
        id,
        platform_id: platform.id,
        store_id: store ?? null,
        shelf: shelf ?? null,
        opened_by: accountOf(ctx.actor),
        opened_at: ctx.now,
      })
      .execute();
    return id;
  });
}

/** A stock-taking under its lock, still open. @throws stock.take_unknown | stock.take_over | kernel.not_allowed */
export async function lockTake(ctx: Ctx, tx: Tx, id: Id): Promise<TakeRow> {
  await tx.db.selectFrom('stock_take').select('id').where('id', '=', id).forUpdate().execute();
  const take = await ownTake(ctx, tx.db, id);
  if (take.state !== 'open') throw stockProblem('stock.take_over');
  return take;
}

export interface Scan {
  code: string;
  counted?: string | null | undefined;
}

/**
 * Notes what was scanned, typed or pasted. A lot seen again gets the later count, unless none was made.
 * @throws stock.take_unknown | stock.take_over | kernel.not_allowed
 */
export const scanInTake = (ctx: Ctx, id: Id, scans: readonly Scan[]) =>
  act(
    ctx,
    { action: 'stock.take.scan', subject: { kind: 'stock_take', id }, detail: { scans: scans.length } },
    async (tx) => {
      const take = await lockTake(ctx, tx, id);
      const lots = await lotsScanned(tx, take.platform_id, scans);
      const unknown: string[] = [];
      const refused: { code: string; reason: string }[] = [];
      const seen = new Map<Id, string | null>();
      for (const { code, counted } of scans) {
        const lot = lots.get(code);
        if (!lot) {
          unknown.push(code);
          continue;
        }
        const read = typeof counted === 'string' ? readQuantity(counted, lot.unit as StockUnit) : undefined;
        if (typeof read === 'string') {
          const texts = unitTexts(lot.unit as StockUnit);
          const problem = stockProblem('stock.quantity_refused', { quantity: counted!, ...texts });
          refused.push({ code, reason: problem.text(ctx.lang) });
          continue;
        }
        seen.set(lot.id, read === undefined ? (seen.get(lot.id) ?? null) : quantityText(read));
      }
      for (const [lot_id, counted] of seen)
        await tx.db
          .insertInto('stock_take_line')
          .values({ take_id: id, lot_id, counted, scanned_at: ctx.now, scanned_by: accountOf(ctx.actor) })
          .onConflict((conflict) =>
            conflict
              .columns(['take_id', 'lot_id'])
              .doUpdateSet({ scanned_at: ctx.now, ...(counted !== null && { counted }) }),
          )
          .execute();
      return { seen: seen.size, unknown: [...new Set(unknown)], refused };
    },
  );

async function lotsScanned(tx: Tx, platform: Id, scans: readonly Scan[]): Promise<Map<string, LotRow>> {
  const ids = scans.flatMap(({ code }) => lotIdIn(code) ?? []);
  const numbers = scans.flatMap(({ code }) => (lotIdIn(code) === undefined ? [code] : []));
  const rows = await tx.db
    .selectFrom('stock_lot')
    .selectAll()
    .where('platform_id', '=', platform)
    .where((eb) =>
      eb.or([
        ...(ids.length > 0 ? [eb('id', 'in', ids)] : []),
        ...(numbers.length > 0 ? [eb('number', 'in', numbers)] : []),
      ]),
    )
    .execute();
  const [byId, byNumber] = [new Map(rows.map((row) => [row.id, row])), new Map(rows.map((row) => [row.number, row]))];
  return new Map(
    scans.flatMap(({ code }) => {
      const scanned = lotIdIn(code);
      const row = scanned === undefined ? byNumber.get(code) : byId.get(scanned);
      return row ? [[code, row] as const] : [];
    }),
  );
}

/** @throws stock.take_unknown | stock.take_over | kernel.stale_version | kernel.not_allowed */
export const dropTake = (ctx: Ctx, id: Id, revision: number) =>
  act(ctx, { action: 'stock.take.drop', subject: { kind: 'stock_take', id } }, async (tx) => {
    checkRevision(revision, await lockTake(ctx, tx, id));
    await endTake(ctx, tx, id, 'dropped', revision);
  });

export const endTake = (ctx: Ctx, tx: Tx, id: Id, state: TakeState, revision: number) =>
  tx.db
    .updateTable('stock_take')
    .set({ state, ended_at: ctx.now, revision: revision + 1 })
    .where('id', '=', id)
    .execute();
