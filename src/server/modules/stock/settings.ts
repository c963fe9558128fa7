import { sql } from 'kysely';
import { pick } from '../../../shared/i18n.ts';
import type { SettingInput, Shown } from '../../../shared/stock/keeping-schemas.ts';
import { WARNING_IDS, WARNINGS } from '../../../shared/stock/warnings.ts';
import { act, checkRevision } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { ReadDb } from '../../kernel/db/open.ts';
import type { Id } from '../../kernel/ids.ts';
import { ownPlatform } from './access.ts';
import { warned } from './lot-view.ts';
import { storesOf } from './stores.ts';

const UNSET = { shown: 'answer', fewest_resources: null, fewest_because: null, revision: 0 };

async function settingOf(db: ReadDb, platform: Id) {
  const row = await db.selectFrom('stock_setting').selectAll().where('platform_id', '=', platform).executeTakeFirst();
  const { shown, ...rest } = row ?? UNSET;
  return { ...rest, shown: shown as Shown };
}

/** Resources of a platform with something on hand. */
async function heldResources({ db }: Pick<Ctx, 'db'>, platform: Id): Promise<number> {
  const { rows } = await sql<{ n: string }>`
    select count(distinct resource_id) as n from stock_lot where platform_id = ${platform} and on_hand > 0`.execute(db);
  return Number(rows[0]!.n);
}

/** @throws stock.platform_unknown | kernel.not_allowed */
export async function readSetting(ctx: Ctx, code: string) {
  const platform = await ownPlatform(ctx, code);
  const { shown, fewest_resources, fewest_because, revision } = await settingOf(ctx.db, platform.id);
  return { shown, fewest_resources, fewest_because, revision, held_resources: await heldResources(ctx, platform.id) };
}

/** @throws stock.platform_unknown | kernel.not_allowed | kernel.stale_version */
export async function changeSetting(
  ctx: Ctx,
  { platform: code, revision, ...given }: SettingInput & { platform: string; revision: number },
) {
  const platform = await ownPlatform(ctx, code);
  await act(ctx, { action: 'stock.setting.change', subject: { kind: 'platform', id: platform.id } }, async (tx) => {
    checkRevision(revision, await settingOf(tx.db, platform.id));
    const columns = {
      shown: given.shown,
      fewest_resources: given.fewest_resources ?? null,
      fewest_because: given.fewest_because ?? null,
      revision: revision + 1,
    };
    await tx.db
      .insertInto('stock_setting')
      .values({ platform_id: platform.id, ...columns })
      .onConflict((conflict) => conflict.column('platform_id').doUpdateSet(columns))
      .execute();
  });
  return readSetting(ctx, code);
}

/** @throws stock.platform_unknown | kernel.not_allowed */
export async function readWarnings(ctx: Ctx, code: string) {
  const platform = await ownPlatform(ctx, code);
  const columns = WARNING_IDS.map((id) => sql`count(*) filter (where ${warned(id, ctx.today)}) as ${sql.ref(id)}`);
  const { rows } = await sql<Record<string, string>>`
    select ${sql.join(columns)} from stock_lot l where l.platform_id = ${platform.id}`.execute(ctx.db);
  const { fewest_resources: fewest, fewest_because: because } = await settingOf(ctx.db, platform.id);
  const held = fewest === null ? 0 : await heldResources(ctx, platform.id);
  return {
    lots: WARNING_IDS.map((id) => ({
      id,
      label: pick(WARNINGS[id], ctx.lang),
      count: Number(rows[0]![id]),
    })).filter(({ count }) => count > 0),
    stores: (await storesOf(ctx, platform.id)).filter(({ full, closed }) => full && !closed),
    fewest: fewest !== null && held < fewest ? { held, fewest, because } : null,
  };
}
