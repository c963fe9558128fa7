import { type RawBuilder, sql, type SqlBool } from 'kysely';
import { z } from 'zod';
import { catalogueProblem } from '../../../shared/catalogue/problems.ts';
import type { ResourceType } from '../../../shared/catalogue/resource-type.ts';
import { MEMBER_STATE_LABELS, PLATFORM_KINDS, regionPrefix } from '../../../shared/identity/codes.ts';
import { type Bilingual, pick } from '../../../shared/i18n.ts';
import type { Ctx } from '../../kernel/context.ts';
import { page, readCursor } from '../../kernel/cursor.ts';
import type { Id } from '../../kernel/ids.ts';
import {
  countProvinces,
  findPlatform,
  platformNameOf,
  type PlatformRecord,
  platformsById,
  platformsOfProgramme,
  selectPlatforms,
} from '../identity/index.ts';
import { ruleSetOf } from '../policy/index.ts';
import { parseQuery, searchIds } from '../search/index.ts';
import { hasAvailable } from './available-list.ts';
import { goesIntoArchive } from './archive-plan.ts';
import { type Count, publishedCounts, sumBy } from './counts.ts';
import { regionLabel } from './labels.ts';
import { platformContact } from './view.ts';
import { platformName } from './view-parts.ts';

const DEFAULT_NAME: Bilingual = { zh: '科技资源共享网', en: 'Science and Technology Resource Sharing Network' };
const NEWEST = 8;
const LARGEST = 12;

/** Types in their own order with what is published of each. */
const typeCounts = ({ services, lang }: Ctx, counts: readonly Count[]) => {
  const sums = sumBy(counts, ({ type }) => type);
  return [...services.types.values()].map((type: ResourceType) => ({
    id: type.id,
    label: pick(type.label, lang),
    about: pick(type.about, lang),
    standard: [type.standard.name, type.standard.edition].filter((part) => part !== '').join(' '),
    count: sums.get(type.id) ?? 0,
  }));
};

export const listResourceTypes = async (ctx: Ctx) => ({ items: typeCounts(ctx, await publishedCounts(ctx)) });

/** What a portal's first page shows. */
export async function portalSummary(ctx: Ctx, asked: { programme?: string | undefined }) {
  const programme = asked.programme ?? ctx.programme;
  const members = programme === undefined ? undefined : await platformsOfProgramme(ctx.db, programme);
  const within = members && new Set(members.map(({ id }) => id));
  const counts = (await publishedCounts(ctx)).filter(({ platformId }) => !within || within.has(platformId));
  const byPlatform = sumBy(counts, ({ platformId }) => platformId);
  const largest = [...byPlatform].toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).slice(0, LARGEST);
  const known = members
    ? new Map(members.map((member) => [member.id, member]))
    : await platformsById(
        ctx.db,
        largest.map(([id]) => id),
      );
  const ruleSet = members?.[0]?.programmes.find((member) => member.programme === programme)?.rule_set;
  return {
    name: pick(ruleSet === undefined ? DEFAULT_NAME : ruleSetOf(ctx, ruleSet).catalogue.portal_name.value, ctx.lang),
    total: counts.reduce((sum, { count }) => sum + count, 0),
    types: typeCounts(ctx, counts).filter(({ count }) => count > 0),
    platforms: largest.flatMap(([id, count]) => {
      const platform = known.get(id);
      return platform ? [{ ...summaryOf(ctx, platform), count }] : [];
    }),
    platform_count: byPlatform.size,
    newest: await newestOf(ctx, within && [...within]),
  };
}

const summaryOf = (ctx: Ctx, platform: PlatformRecord) => ({
  code: platform.code,
  name: platformName(ctx.lang, platform),
  region_label: platform.region_code === null ? null : regionLabel(ctx, platform.region_code),
  demo: platform.demo,
});

async function newestOf(ctx: Ctx, within: Id[] | undefined) {
  const filters = within ? { within: within.length > 0 ? within : ['0'] } : {};
  const { ids } = await searchIds(ctx.db, {
    query: parseQuery(''),
    filters,
    sort: 'newest',
    limit: NEWEST,
    facets: false,
  });
  if (ids.length === 0) return [];
  const { rows } = await sql<{ id: Id; title: string; type: string; platform_name: string; published_at: string }>`
    select r.id, r.title, r.type, ${platformNameOf('r.platform_id', ctx.lang)} as platform_name, r.published_at
    from resource r where r.id = any(${ids}::bigint[])`.execute(ctx.db);
  return rows
    .toSorted((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id))
    .map(({ type, ...row }) => {
      const known = ctx.services.types.get(type);
      return { ...row, type_label: known ? pick(known.label, ctx.lang) : type };
    });
}

interface PlatformsAsked {
  q: string;
  programme?: string | undefined;
  region?: string | undefined;
  limit: number;
  cursor?: string | undefined;
}

/** Platforms by code, those without holdings too: the register tells who is there. */
export async function listPlatforms(ctx: Ctx, { limit, cursor, ...asked }: PlatformsAsked) {
  const after = readCursor(asked, cursor, z.tuple([z.string()]));
  const programme = asked.programme ?? ctx.programme;
  const conditions: RawBuilder<SqlBool>[] = [sql`p.state = 'active'`];
  if (after) conditions.push(sql`lower(p.code) > ${after[0]}`);
  if (asked.region !== undefined) conditions.push(sql`p.region_code like ${`${regionPrefix(asked.region)}%`}`);
  const q = asked.q.trim().toLowerCase();
  if (q !== '')
    conditions.push(sql`position(${q} in lower(p.name_zh || ' ' || coalesce(p.name_en, '') || ' ' || p.code)) > 0`);
  const members =
    programme === undefined ? undefined : (await platformsOfProgramme(ctx.db, programme)).map(({ id }) => id);
  if (members) conditions.push(sql`p.id = any(${members}::bigint[])`);
  const rows = await selectPlatforms(
    ctx.db,
    sql<SqlBool>`${sql.join(conditions, sql` and `)}`,
    sql`order by lower(p.code) limit ${limit + 1}`,
  );
  const sums = sumBy(await publishedCounts(ctx), ({ platformId }) => platformId);
  const { items, next } = page(asked, rows, limit, ({ code }) => [code.toLowerCase()]);
  return {
    items: items.map((platform) => ({
      ...summaryOf(ctx, platform),
      name_en: platform.name_en,
      kind_label: pick(PLATFORM_KINDS[platform.kind], ctx.lang),
      host: platform.host_name,
      supervising: platform.supervising_name,
      count: sums.get(platform.id) ?? 0,
      verified: platform.verified,
    })),
    next,
    regions: (await countProvinces(ctx.db, programme)).map(({ code, count }) => ({
      value: code,
      label: regionLabel(ctx, code),
      count,
    })),
    map: ctx.services.map,
  };
}

/** A platform as the public sees it. @throws catalogue.platform_unknown */
export async function readPlatform(ctx: Ctx, code: string) {
  const platform = await findPlatform(ctx.db, code);
  if (!platform || platform.state !== 'active') throw catalogueProblem('catalogue.platform_unknown', { code });
  const counts = (await publishedCounts(ctx)).filter(({ platformId }) => platformId === platform.id);
  return {
    ...summaryOf(ctx, platform),
    id: platform.id,
    name_en: platform.name_en,
    kind_label: pick(PLATFORM_KINDS[platform.kind], ctx.lang),
    summary: (ctx.lang === 'en' ? platform.summary_en : null) ?? platform.summary_zh,
    homepage: platform.homepage,
    host: platform.host_name,
    supervising: platform.supervising_name,
    contact: platformContact(ctx, platform).slice(1),
    programmes: platform.programmes.map((member) => ({
      id: member.programme,
      name: pick(ruleSetOf(ctx, member.rule_set).catalogue.portal_name.value, ctx.lang),
      state: member.state,
      state_label: pick(MEMBER_STATE_LABELS[member.state], ctx.lang),
      recommended_by: member.recommended_by,
      recommended_on: member.recommended_on,
    })),
    has_archive: counts.some(({ type: id, count }) => {
      const type = ctx.services.types.get(id);
      return count > 0 && type !== undefined && goesIntoArchive(type);
    }),
    types: typeCounts(ctx, counts).filter(({ count }) => count > 0),
    count: counts.reduce((sum, { count }) => sum + count, 0),
    has_available: await hasAvailable(ctx, platform),
    source: platform.source,
    verified: platform.verified,
  };
}
