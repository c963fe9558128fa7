import { type RawBuilder, sql, type SqlBool } from 'kysely';
import { z } from 'zod';
import { type Bilingual, type Lang, pick } from '../../../shared/i18n.ts';
import { sumsOf, yuanText } from '../../../shared/stock/fees.ts';
import { stockProblem } from '../../../shared/stock/problems.ts';
import {
  CHANNELS,
  COST_ITEMS,
  SERVICE_CLASSES,
  SERVICE_KINDS,
  SERVICE_MODES,
  SERVICE_STATES,
  type ServiceState,
  USER_GROUPS,
} from '../../../shared/stock/service-codes.ts';
import { serviceContent, type ServiceContent, type serviceView } from '../../../shared/stock/service-schemas.ts';
import type { Ctx } from '../../kernel/context.ts';
import { page, readCursor } from '../../kernel/cursor.ts';
import type { Id } from '../../kernel/ids.ts';
import { type RecordHead, recordHeads } from '../catalogue/index.ts';
import { findPlatform, type PlatformRecord, platformsById } from '../identity/index.ts';
import { keptPlatforms, ownPlatform, ownPlatformById } from './access.ts';
import { flagTexts, lacksOf, priceRulesOf } from './service-rules.ts';

const labelled = <K extends string>(table: Readonly<Record<K, Bilingual>>, id: K, lang: Lang) => ({
  id,
  label: pick(table[id], lang),
});
const platformName = (platform: PlatformRecord, lang: Lang): string =>
  lang === 'en' ? (platform.name_en ?? platform.name_zh) : platform.name_zh;
const platformLink = (platform: PlatformRecord, lang: Lang) => ({
  code: platform.code,
  name: platformName(platform, lang),
});
const titles = (content: ServiceContent, heads: ReadonlyMap<Id, RecordHead>, lang: Lang) =>
  content.resources.flatMap((id) => {
    const head = heads.get(id);
    return head ? [{ id, title: (lang === 'en' ? head.titleEn : null) ?? head.title, state: head.state }] : [];
  });

interface VersionRow {
  id: Id;
  platform_id: Id;
  version: number;
  content: unknown;
  published_at: string;
}

function view(
  ctx: Ctx,
  row: VersionRow,
  platform: PlatformRecord,
  heads: ReadonlyMap<Id, RecordHead>,
): z.input<typeof serviceView> {
  const { lang } = ctx;
  const content = serviceContent.parse(row.content);
  const kind = SERVICE_KINDS[content.kind];
  return {
    id: row.id,
    version: row.version,
    platform: platformLink(platform, lang),
    kind: labelled(SERVICE_KINDS, content.kind, lang),
    within: labelled(SERVICE_CLASSES, kind.within, lang),
    name: (lang === 'en' ? content.name_en : null) ?? content.name_zh,
    description: lang === 'en' && content.description_en !== '' ? content.description_en : content.description_zh,
    modes: content.modes.map((id) => labelled(SERVICE_MODES, id, lang)),
    channel: labelled(CHANNELS, content.channel, lang),
    user_groups: content.user_groups.map((id) => labelled(USER_GROUPS, id, lang)),
    basic: content.basic,
    conditions: content.conditions,
    response_days: content.response_days ?? null,
    contact: {
      person: content.contact.person ?? null,
      phone: content.contact.phone ?? null,
      email: content.contact.email ?? null,
    },
    fees: content.fees.map((fee) => {
      const { cost, fiscal } = sumsOf(fee);
      return {
        name: fee.name,
        unit: fee.unit,
        price_fen: fee.price_fen,
        price: yuanText(fee.price_fen),
        cost: yuanText(cost),
        fiscal: yuanText(fiscal),
        costs: fee.costs.map((one) => ({
          item: labelled(COST_ITEMS, one.item, lang),
          cost: yuanText(one.fen),
          fiscal: yuanText(one.fiscal_fen),
          evidence: one.evidence,
        })),
      };
    }),
    free: content.fees.every(({ price_fen }) => price_fen === 0),
    rule: priceRulesOf(ctx, platform)[0]?.cite ?? null,
    process: content.process.map(({ name, days, text }) => ({ name, days: days ?? null, text })),
    resources: titles(content, heads, lang).filter(({ state }) => state === 'published'),
    types: content.types.flatMap((id) => {
      const type = ctx.services.types.get(id);
      return type ? [{ id, label: pick(type.label, lang) }] : [];
    }),
    published_at: row.published_at,
  };
}

export interface ServicesAsked {
  platform?: string | undefined;
  resource?: Id | undefined;
  kind?: string | undefined;
  mode?: string | undefined;
  group?: string | undefined;
  limit: number;
  cursor?: string | undefined;
}

/** Services on offer, those of a platform by its code, in the order they were first written. */
export async function listServices(ctx: Ctx, { limit, cursor, ...asked }: ServicesAsked) {
  const after = readCursor(asked, cursor, z.tuple([z.string().regex(/^\d{1,19}$/)]));
  const where: RawBuilder<SqlBool>[] = [sql`s.state = 'published'`];
  if (after) where.push(sql`s.id > ${after[0]}`);
  if (asked.platform !== undefined) {
    const platform = await findPlatform(ctx.db, asked.platform);
    if (!platform) throw stockProblem('stock.platform_unknown', { code: asked.platform });
    where.push(sql`s.platform_id = ${platform.id}`);
  }
  if (asked.resource !== undefined) where.push(await forResource(ctx, asked.resource));
  if (asked.kind !== undefined) where.push(sql`v.content ->> 'kind' = ${asked.kind}`);
  if (asked.mode !== undefined) where.push(sql`v.content -> 'modes' @> ${JSON.stringify([asked.mode])}::jsonb`);
  if (asked.group !== undefined) where.push(sql`v.content -> 'user_groups' @> ${JSON.stringify([asked.group])}::jsonb`);
  const { rows } = await sql<VersionRow>`
    select s.id, s.platform_id, v.version, v.content, v.published_at
    from service s join service_version v on v.service_id = s.id and v.version = s.version
    where ${sql.join(where, sql` and `)} order by s.id limit ${limit + 1}`.execute(ctx.db);
  const { items, next } = page(asked, rows, limit, ({ id }) => [id]);
  return { items: await views(ctx, items), next };
}

/** For a resource itself, or for all of its type at its platform. */
async function forResource({ db }: Ctx, id: Id): Promise<RawBuilder<SqlBool>> {
  const head = (await recordHeads(db, [id])).get(id);
  if (head?.state !== 'published') return sql`false`;
  return sql`s.id in (select service_id from service_link where platform_id = ${head.platform}
    and ((kind = 'resource' and target = ${id}) or (kind = 'type' and target = ${head.type})))`;
}

async function views(ctx: Ctx, rows: readonly VersionRow[]) {
  const platforms = await platformsById(
    ctx.db,
    rows.map(({ platform_id }) => platform_id),
  );
  const heads = await recordHeads(
    ctx.db,
    rows.flatMap(({ content }) => serviceContent.parse(content).resources),
  );
  return rows.map((row) => view(ctx, row, platforms.get(row.platform_id)!, heads));
}

/** @throws stock.service_unknown */
export async function readService(ctx: Ctx, id: Id, version?: number) {
  const { rows } = await sql<VersionRow & { current: number }>`
    select s.id, s.platform_id, s.version as current, v.version, v.content, v.published_at
    from service s join service_version v on v.service_id = s.id
    where s.id = ${id} and s.state = 'published' order by v.version desc`.execute(ctx.db);
  const shown = rows.find((row) => row.version === (version ?? row.current));
  if (!shown) throw stockProblem('stock.service_unknown');
  const [whole] = await views(ctx, [shown]);
  return { ...whole!, versions: rows.map((row) => ({ version: row.version, published_at: row.published_at })) };
}

interface WorkRow {
  id: Id;
  platform_id: Id;
  state: string;
  content: unknown;
  version: number;
  changed: boolean;
  revision: number;
  ended_reason: string | null;
}

const workOf = (ctx: Ctx, row: WorkRow, platform: PlatformRecord, heads: ReadonlyMap<Id, RecordHead>) => {
  const content = serviceContent.parse(row.content);
  const state = row.state as ServiceState;
  return {
    id: row.id,
    platform: platformLink(platform, ctx.lang),
    state,
    state_label: pick(SERVICE_STATES[state], ctx.lang),
    version: row.version,
    changed: row.changed,
    revision: row.revision,
    content,
    resources: titles(content, heads, ctx.lang),
    lacks: lacksOf(content).map((lack) => ({ path: lack.path, message: pick(lack, ctx.lang) })),
    flags: flagTexts(ctx, platform, content, ctx.lang),
    ended_reason: row.ended_reason,
  };
};

/** @throws stock.service_unknown | kernel.not_allowed */
export async function readServiceWork(ctx: Ctx, id: Id) {
  const row = await ctx.db.selectFrom('service').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw stockProblem('stock.service_unknown');
  const platform = await ownPlatformById(ctx, ctx.db, row.platform_id);
  return workOf(ctx, row, platform, await recordHeads(ctx.db, serviceContent.parse(row.content).resources));
}

export async function listServiceWork(
  ctx: Ctx,
  {
    limit,
    cursor,
    ...asked
  }: { platform?: string | undefined; state?: string | undefined; limit: number; cursor?: string | undefined },
) {
  const after = readCursor(asked, cursor, z.tuple([z.string().regex(/^\d{1,19}$/)]));
  let query = ctx.db
    .selectFrom('service as s')
    .selectAll()
    .where(keptPlatforms(ctx, 's.platform_id'))
    .orderBy('s.id', 'desc')
    .limit(limit + 1);
  if (after) query = query.where('s.id', '<', after[0]);
  if (asked.platform !== undefined)
    query = query.where('s.platform_id', '=', (await ownPlatform(ctx, asked.platform)).id);
  if (asked.state !== undefined) query = query.where('s.state', '=', asked.state);
  const { items, next } = page(asked, await query.execute(), limit, ({ id }) => [id]);
  const platforms = await platformsById(
    ctx.db,
    items.map(({ platform_id }) => platform_id),
  );
  const heads = await recordHeads(
    ctx.db,
    items.flatMap(({ content }) => serviceContent.parse(content).resources),
  );
  return { items: items.map((row) => workOf(ctx, row, platforms.get(row.platform_id)!, heads)), next };
}

/** A service as it was offered, for the modules above: a request keeps its version. */
export interface OfferedService {
  id: Id;
  platform: Id;
  version: number;
  content: ServiceContent;
  /** It can still be asked for. */
  offered: boolean;
}

/** A service, in its last published version unless another is named. */
export interface ServiceNamed {
  id: Id;
  version?: number | null | undefined;
}

/** Services by name and version, in the order asked; undefined where there is none. */
export async function offeredServices(
  { db }: Pick<Ctx, 'db'>,
  named: readonly ServiceNamed[],
): Promise<(OfferedService | undefined)[]> {
  if (named.length === 0) return [];
  const { rows } = await sql<VersionRow & { state: string; current: number }>`
    select s.id, s.platform_id, s.state, s.version as current, v.version, v.content, v.published_at
    from service s join service_version v on v.service_id = s.id
    where s.id = any(${named.map(({ id }) => id)}::bigint[])
      and (v.version = s.version or v.version = any(${named.map(({ version }) => version ?? 0)}::int[]))`.execute(db);
  return named.map(({ id, version }) => {
    const row = rows.find((one) => one.id === id && one.version === (version ?? one.current));
    return (
      row && {
        id: row.id,
        platform: row.platform_id,
        version: row.version,
        content: serviceContent.parse(row.content),
        offered: row.state === 'published',
      }
    );
  });
}

/** @param version the last published one unless told */
export const offeredService = async (
  ctx: Pick<Ctx, 'db'>,
  id: Id,
  version?: number,
): Promise<OfferedService | undefined> => (await offeredServices(ctx, [{ id, version }]))[0];

/** Services on offer of a platform, how many. */
export async function countServices({ db }: Pick<Ctx, 'db'>, platform: Id): Promise<number> {
  const { rows } = await sql<{ n: string }>`
    select count(*) as n from service where platform_id = ${platform} and state = 'published'`.execute(db);
  return Number(rows[0]!.n);
}
