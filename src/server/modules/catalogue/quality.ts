import { sql } from 'kysely';
import { GUARDIANS } from '../../../shared/catalogue/routes.ts';
import { pick } from '../../../shared/i18n.ts';
import type { Ctx } from '../../kernel/context.ts';
import { demand } from './access.ts';
import { platformByCode, rulesOf } from './platform-rules.ts';
import { overdueBefore } from './work-list.ts';

/** How good a platform's published records are: complete, identified, confirmed in time. */
export async function readQuality(ctx: Ctx, code: string) {
  const platform = await platformByCode(ctx.db, code);
  demand(ctx, platform, GUARDIANS);
  const days = rulesOf(ctx, platform).updateIntervalDays.value;
  const { rows } = await sql<{
    type: string;
    published: string;
    identified: string;
    complete: string;
    overdue: string;
    points: string;
  }>`
    select r.type, count(*) as published, coalesce(sum(r.quality), 0) as points,
      count(*) filter (where exists (select 1 from resource_identifier i where i.resource_id = r.id and i.scheme = 'cstr')) as identified,
      count(*) filter (where r.quality = 100) as complete,
      count(*) filter (where r.confirmed_at < ${overdueBefore(ctx, days)}) as overdue
    from resource r where r.platform_id = ${platform.id} and r.state = 'published' group by r.type order by r.type`.execute(
    ctx.db,
  );
  const sum = (name: 'published' | 'identified' | 'complete' | 'overdue' | 'points'): number =>
    rows.reduce((total, row) => total + Number(row[name]), 0);
  const average = (points: number, of: number): number => (of === 0 ? 0 : Math.round((10 * points) / of) / 10);
  return {
    published: sum('published'),
    identified: sum('identified'),
    complete: sum('complete'),
    overdue: sum('overdue'),
    interval_days: days,
    average: average(sum('points'), sum('published')),
    types: rows.map(({ type, published, complete, points }) => {
      const known = ctx.services.types.get(type);
      return {
        type,
        label: known ? pick(known.label, ctx.lang) : type,
        published: Number(published),
        complete: Number(complete),
        average: average(Number(points), Number(published)),
      };
    }),
  };
}
