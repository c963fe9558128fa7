import { sql } from 'kysely';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { desksOfActor, seenBy } from './access.ts';

export interface YearOfCases {
  year: number;
  /** Null: still open. */
  outcome: string | null;
  count: number;
  /** Ended by the last day of the clock. */
  in_time: number;
}

interface Asked {
  procedure: string;
  clock: string;
  programme: string | undefined;
  /** Ends that do not count. */
  except: readonly string[];
}

/**
 * Cases of a procedure by the year they were opened in (in China) and how they ended, and the median of calendar days to the end.
 * In an installation that is live, trial cases do not count.
 */
export async function casesByYear(ctx: Ctx, { procedure, clock, programme, except }: Asked) {
  const cases = sql`
    select extract(year from c.opened_at at time zone 'Asia/Shanghai')::int as year, c.outcome, c.data ->> 'kind' as kind, c.id,
      (c.closed_at at time zone 'Asia/Shanghai')::date as ended, (c.opened_at at time zone 'Asia/Shanghai')::date as begun
    from proc_case c where c.procedure = ${procedure} and (not c.trial or ${ctx.services.config.mode === 'trial'})
      and (c.outcome is null or c.outcome <> all(${[...except]}::text[]))
      and ${programme === undefined ? sql`true` : sql`c.programme_id = ${programme}`}`;
  const { rows: years } = await sql<YearOfCases>`
    with found as (${cases}) select year, outcome, count(*)::int as count,
      count(*) filter (where ended <= (select max(k.last_date) from case_clock k where k.case_id = found.id and k.clock = ${clock}))::int as in_time
    from found group by year, outcome order by year desc, outcome limit 500`.execute(ctx.db);
  const { rows: medians } = await sql<{ year: number; days: number }>`
    with found as (${cases}) select year, percentile_cont(0.5) within group (order by ended - begun)::float8 as days
    from found where ended is not null group by year`.execute(ctx.db);
  const { rows: kinds } = await sql<{ kind: string; count: number }>`
    with found as (${cases}) select kind, count(*)::int as count from found where kind is not null
    group by kind order by 2 desc, 1 limit 50`.execute(ctx.db);
  return { years, medians: new Map(medians.map(({ year, days }) => [year, days])), kinds };
}

/** Cases of a procedure that the caller sees, by how they ended; null: open, of which some are past their last day. */
export async function casesByEnd(
  ctx: Ctx,
  { procedure, programme, platform }: { procedure: string; programme: string; platform: Id | undefined },
): Promise<{ outcome: string | null; count: number; overdue: number }[]> {
  const { rows } = await sql<{ outcome: string | null; count: number; overdue: number }>`
    select c.outcome, count(*)::int as count, count(*) filter (where c.closed_at is null and c.due < ${ctx.today}::date)::int as overdue
    from proc_case c where c.procedure = ${procedure} and c.programme_id = ${programme}
      and ${platform === undefined ? sql`true` : sql`c.platform_id = ${platform}`} and ${seenBy(await desksOfActor(ctx))}
    group by c.outcome`.execute(ctx.db);
  return rows;
}
