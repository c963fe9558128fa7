import { sql } from 'kysely';
import { dayOf, isWorking, type WorkCalendar } from '../../../shared/calendar/work-calendar.ts';
import { addDays, type CivilDate } from '../../../shared/dates.ts';
import type { Id } from '../../kernel/ids.ts';
import { calendarOf } from '../calendar/index.ts';
import type { AnswerRow, AnswerTimes } from '../service-records/index.ts';

interface Row {
  platform: Id;
  created_on: CivilDate;
  answered_on: CivilDate | null;
  state: string;
  fulfilled: number;
  counted: number;
}

/** How parts of requests received in a period were answered, for the figures of services; wholly cancelled ones are left out. */
export const answerTimes: AnswerTimes = async (ctx, { platforms, from, to }) => {
  const { rows } = await sql<Row>`
    select p.platform_id as platform, p.created_on, (p.answered_at at time zone 'Asia/Shanghai')::date as answered_on, p.state,
      count(*) filter (where i.state in ('fulfilled', 'received', 'returned'))::int as fulfilled,
      count(*) filter (where i.state <> 'cancelled')::int as counted
    from request_part p join request_item i on i.part_id = p.id
    where p.platform_id = any(${[...platforms]}::bigint[]) and p.created_on between ${from}::date and ${to}::date
    group by p.id`.execute(ctx.db);
  const calendar = await calendarOf(ctx);
  return rows
    .filter(({ counted }) => counted > 0)
    .map((row) => ({
      platform: row.platform,
      days: row.answered_on === null ? null : workingDays(calendar, row.created_on, row.answered_on),
      outcome: outcomeOf(row),
    }));
};

/** Substituted items are not given, what stands in their place is an item of its own. */
function outcomeOf({ state, fulfilled, counted }: Row): AnswerRow['outcome'] {
  if (state !== 'closed') return null;
  if (fulfilled === 0) return 'refused';
  return fulfilled === counted ? 'fulfilled' : 'partly';
}

/** Working days after a day up to another, that one included; the day of receipt is not counted. */
function workingDays(calendar: WorkCalendar, from: CivilDate, to: CivilDate): number {
  let count = 0;
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) if (isWorking(dayOf(calendar, day))) count++;
  return count;
}
