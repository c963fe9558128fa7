import type { z } from 'zod';
import type { clocksView } from '../../../shared/calendar/schemas.ts';
import type { WorkCalendar } from '../../../shared/calendar/work-calendar.ts';
import { yearlyDate } from '../../../shared/calendar/yearly-date.ts';
import type { CivilDate } from '../../../shared/dates.ts';
import { citationOf } from '../../../shared/policy/ruled.ts';
import type { Ctx } from '../../kernel/context.ts';
import { calendarOf, ruleSetNamed } from './clock.ts';

/** Periods and recurring deadlines of a rule set; none where it has no such theme. @throws calendar.programme_unknown */
export async function readClocks(ctx: Ctx, programme: string): Promise<z.input<typeof clocksView>> {
  const ruleSet = await ruleSetNamed(ctx, programme);
  const calendar = await calendarOf(ctx);
  const { clocks = {}, recurring = {} } = ruleSet.clocks ?? {};
  return {
    programme,
    clocks: Object.entries(clocks).map(([id, clock]) => {
      const period = 'dated' in clock.value ? undefined : clock.value;
      return {
        id,
        label: clock.label,
        from: clock.from ?? null,
        count: period?.count ?? null,
        unit: period?.unit ?? null,
        kind: period?.kind ?? 'period',
        up_to: period?.up_to ?? false,
        cite: citationOf(ruleSet, clock),
      };
    }),
    recurring: Object.entries(recurring).map(([id, rule]) => ({
      id,
      label: rule.label,
      ...('on' in rule.value
        ? { ...nextOf(calendar, rule.value.on, ctx.today), every: null, unit: null }
        : { next: null, rest_day: false, every: rule.value.every, unit: rule.value.unit }),
      cite: citationOf(ruleSet, rule),
    })),
  };
}

/** The date of a yearly deadline that is not over yet. */
function nextOf(calendar: WorkCalendar, on: string, today: CivilDate): { next: CivilDate; rest_day: boolean } {
  const year = Number(today.slice(0, 4));
  const thisYear = yearlyDate(calendar, on, year);
  const { date, restDay } = thisYear.date >= today ? thisYear : yearlyDate(calendar, on, year + 1);
  return { next: date, rest_day: restDay };
}
