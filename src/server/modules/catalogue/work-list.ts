import { type RawBuilder, sql, type SqlBool } from 'kysely';
import { z } from 'zod';
import { identifierInWords } from '../../../shared/catalogue/identifiers.ts';
import { STATE_LABELS } from '../../../shared/catalogue/life.ts';
import type { catalogueRoutes } from '../../../shared/catalogue/routes.ts';
import { GUARDIANS } from '../../../shared/catalogue/routes.ts';
import type { InputOf } from '../../../shared/contract.ts';
import { addDays } from '../../../shared/dates.ts';
import { pick } from '../../../shared/i18n.ts';
import type { Ctx } from '../../kernel/context.ts';
import { page, readCursor } from '../../kernel/cursor.ts';
import type { Id } from '../../kernel/ids.ts';
import { platformIds, platformsById, selectPlatforms } from '../identity/index.ts';
import { demand, guardedPlatforms } from './access.ts';
import { platformByCode, rulesOf } from './platform-rules.ts';
import type { ResourceRow } from './store.ts';
import { platformLinkOf } from './view-parts.ts';

export type WorkAsked = InputOf<(typeof catalogueRoutes)['listWork']>['query'];
type Row = Omit<ResourceRow, 'fields'> & { identifier: { scheme: string; value: string } | null };

/** Records of one's platforms, changed last first. */
export async function listWork(ctx: Ctx, { limit, cursor, ...asked }: WorkAsked) {
  const after = readCursor(asked, cursor, z.tuple([z.string(), z.string()]));
  const conditions = await workConditions(ctx, asked);
  if (after) conditions.push(sql`(r.updated_at, r.id) < (${after[0]}, ${after[1]})`);
  const { rows } = await sql<Row>`
    select r.id, r.platform_id, r.type, r.local_key, r.state, r.title, r.has_revision, r.quality, r.updated_at, r.confirmed_at,
      (select jsonb_build_object('scheme', i.scheme, 'value', i.value) from resource_identifier i
        where i.resource_id = r.id and i.scheme in ('cstr', 'doi') order by i.scheme, i.value limit 1) as identifier
    from resource r where ${sql.join(conditions, sql` and `)}
    order by r.updated_at desc, r.id desc limit ${limit + 1}`.execute(ctx.db);
  const { items, next } = page(asked, rows, limit, (row) => [row.updated_at, row.id]);
  const platforms = await platformsById(
    ctx.db,
    items.map(({ platform_id }) => platform_id),
  );
  return {
    items: items.map(({ platform_id, identifier, ...row }) => {
      const type = ctx.services.types.get(row.type);
      return {
        ...row,
        type_label: type ? pick(type.label, ctx.lang) : row.type,
        platform: platformLinkOf(ctx, platforms.get(platform_id)!),
        state_label: pick(STATE_LABELS[row.state], ctx.lang),
        identifier: identifier && identifierInWords(identifier.scheme, identifier.value),
      };
    }),
    next,
  };
}

/** What a list of one's platforms' records asks for, as conditions on `r`. */
export async function workConditions(
  ctx: Ctx,
  asked: Omit<WorkAsked, 'limit' | 'cursor'>,
): Promise<RawBuilder<SqlBool>[]> {
  const conditions: RawBuilder<SqlBool>[] = [guardedPlatforms(ctx, 'r.platform_id')];
  let platformId: Id | undefined;
  if (asked.platform !== undefined) {
    const platform = await platformByCode(ctx.db, asked.platform);
    demand(ctx, platform, GUARDIANS);
    platformId = platform.id;
    conditions.push(sql`r.platform_id = ${platformId}`);
  }
  if (asked.type !== undefined) conditions.push(sql`r.type = ${asked.type}`);
  if (asked.state !== undefined) conditions.push(sql`r.state = ${asked.state}`);
  if (asked.batch !== undefined)
    conditions.push(sql`r.id in (select v.resource_id from resource_version v where v.batch_id = ${asked.batch})`);
  const q = asked.q.trim();
  if (q !== '') conditions.push(sql`(r.title ilike ${`%${escapeLike(q)}%`} or r.local_key = ${q})`);
  if (asked.attention !== undefined) conditions.push(await attentionOf(ctx, asked.attention, platformId));
  return conditions;
}

const escapeLike = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

async function attentionOf(
  ctx: Ctx,
  attention: NonNullable<WorkAsked['attention']>,
  platformId: Id | undefined,
): Promise<RawBuilder<SqlBool>> {
  switch (attention) {
    case 'to_check':
      return sql`(r.state in ('draft', 'checked') or r.has_revision)`;
    case 'revision':
      return sql`r.has_revision`;
    case 'no_identifier':
      return sql`(r.state = 'published' and not exists (
        select 1 from resource_identifier i where i.resource_id = r.id and i.scheme = 'cstr'))`;
    case 'incomplete':
      return sql`(r.quality < 100 and r.state <> 'withdrawn')`;
    case 'overdue':
      return overdueOf(ctx, platformId);
  }
}

/** Records not confirmed within the interval of their platform's rules. */
async function overdueOf(ctx: Ctx, platformId: Id | undefined): Promise<RawBuilder<SqlBool>> {
  const where =
    platformId === undefined
      ? sql<SqlBool>`p.id in (${platformIds(ctx, GUARDIANS)})`
      : sql<SqlBool>`p.id = ${platformId}`;
  const byDays = new Map<number, Id[]>();
  for (const platform of await selectPlatforms(ctx.db, where)) {
    const days = rulesOf(ctx, platform).updateIntervalDays.value;
    byDays.set(days, [...(byDays.get(days) ?? []), platform.id]);
  }
  const ways = [...byDays].map(
    ([days, ids]) => sql`(r.platform_id = any(${ids}::bigint[]) and r.confirmed_at < ${overdueBefore(ctx, days)})`,
  );
  return ways.length === 0 ? sql`false` : sql`(r.state = 'published' and (${sql.join(ways, sql` or `)}))`;
}

/** Records confirmed before this instant are overdue. */
export const overdueBefore = ({ today }: Pick<Ctx, 'today'>, days: number): string =>
  `${addDays(today, -days)}T00:00:00+08:00`;
