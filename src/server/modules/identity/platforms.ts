import { sql, type SqlBool } from 'kysely';
import { z } from 'zod';
import type { InputOf } from '../../../shared/contract.ts';
import { ADMINISTRATION } from '../../../shared/identity/administration.ts';
import { MEMBER_STATE_LABELS, PLATFORM_KINDS, regionPrefix } from '../../../shared/identity/codes.ts';
import type { registerRoutes } from '../../../shared/identity/register-routes.ts';
import type { platformView } from '../../../shared/identity/schemas.ts';
import { ROLE_IDS } from '../../../shared/identity/roles.ts';
import type { Ctx } from '../../kernel/context.ts';
import { page, readCursor } from '../../kernel/cursor.ts';
import type { Id } from '../../kernel/ids.ts';
import { mayOnPlatform, platformCondition } from './access.ts';
import { contains, every } from './like.ts';
import { mayPlaceAnywhere } from './placing.ts';
import { platformOf, type PlatformRecord, selectPlatforms } from './platform-record.ts';
import { type PortalProgramme, portalProgrammes } from './portal-programmes.ts';

export type PlatformView = z.input<typeof platformView>;

const named = (id: Id | null, name: string | null) => (name === null ? null : { id, name });

function actionsOn(ctx: Ctx, platform: PlatformRecord, programmes: readonly PortalProgramme[]): string[] {
  const actions: string[] = [];
  if (mayOnPlatform(ctx, platform, ADMINISTRATION.edit_platforms)) actions.push('update');
  if (mayOnPlatform(ctx, platform, ADMINISTRATION.create_platforms)) actions.push('update_register');
  const all = programmes.map(({ id }) => id);
  if (mayPlaceAnywhere(ctx, platform, all)) actions.push('place');
  return actions;
}

function viewOf(ctx: Ctx, record: PlatformRecord, programmes: readonly PortalProgramme[]): PlatformView {
  const { host_id, host_name, supervising_id, supervising_name, region, ...rest } = record;
  return {
    ...rest,
    kind_label: PLATFORM_KINDS[record.kind],
    host: named(host_id, host_name),
    supervising: named(supervising_id, supervising_name),
    region_label: region,
    programmes: record.programmes.map((member) => ({
      ...member,
      name: programmes.find(({ id }) => id === member.programme)!.name,
      state_label: MEMBER_STATE_LABELS[member.state],
    })),
    actions: actionsOn(ctx, record, programmes),
  };
}

/** Platforms by code. */
export async function listPlatforms(ctx: Ctx, query: InputOf<typeof registerRoutes.listPlatforms>['query']) {
  const { limit, cursor, ...asked } = query;
  const after = readCursor(asked, cursor, z.tuple([z.string()]));
  const where = every([
    asked.q !== '' &&
      sql<SqlBool>`(${contains('p.name_zh', asked.q)} or ${contains('p.name_en', asked.q)} or ${contains('p.code', asked.q)})`,
    asked.programme !== undefined &&
      sql<SqlBool>`p.id in (select platform_id from platform_programme where programme_id = ${asked.programme})`,
    asked.kind !== undefined && sql<SqlBool>`p.kind = ${asked.kind}`,
    asked.region !== undefined && sql<SqlBool>`p.region_code like ${`${regionPrefix(asked.region)}%`}`,
    asked.host !== undefined && sql<SqlBool>`p.host_id = ${asked.host}`,
    asked.state !== undefined && sql<SqlBool>`p.state = ${asked.state}`,
    asked.mine === 'true' && platformCondition(ctx, ROLE_IDS, 'p.id'),
    after && sql<SqlBool>`lower(p.code) > ${after[0]}`,
  ]);
  const rows = await selectPlatforms(ctx.db, where, sql`order by lower(p.code) limit ${limit + 1}`);
  const { items, next } = page(asked, rows, limit, (row) => [row.code.toLowerCase()]);
  const programmes = await portalProgrammes(ctx);
  return { items: items.map((item) => viewOf(ctx, item, programmes)), next };
}

/** @throws identity.platform_unknown */
export async function readPlatform(ctx: Ctx, ref: string): Promise<PlatformView> {
  const record = await platformOf(ctx.db, ref);
  return viewOf(ctx, record, await portalProgrammes(ctx));
}
