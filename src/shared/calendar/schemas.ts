import { z } from 'zod';
import { civilDate } from '../identity/schemas.ts';
import { citationView } from '../citation.ts';
import { PERIOD_KINDS, PERIOD_UNITS, type PeriodUnit } from './period.ts';
import { FESTIVAL_YEARS } from './statutory-days.ts';
import { DAY_KINDS } from './work-calendar.ts';

const bilingual = z.object({ zh: z.string(), en: z.string() });

/** The largest count that may be asked for, by unit. */
export const LARGEST_COUNT: Readonly<Record<PeriodUnit, number>> = {
  working_day: 1000,
  day: 3660,
  month: 600,
  year: 50,
};

const yearNumber = z.coerce.number().int().min(FESTIVAL_YEARS.first).max(FESTIVAL_YEARS.last);
export const yearParam = z.object({ year: yearNumber });

/** Start of a period: a date of the years whose festival days are known. */
const startDate = civilDate.refine(
  (date) => date >= `${FESTIVAL_YEARS.first}-01-01` && date <= `${FESTIVAL_YEARS.last}-12-31`,
  {
    params: {
      zh: `应在 ${FESTIVAL_YEARS.first} 年至 ${FESTIVAL_YEARS.last} 年之间`,
      en: `must lie in ${FESTIVAL_YEARS.first} to ${FESTIVAL_YEARS.last}`,
    },
  },
);

const flag = z.stringbool({ truthy: ['true', '1', 'yes'], falsy: ['false', '0', 'no'] }).optional();
const count = z
  .string()
  .regex(/^\s*-?\d{1,9}\s*$/, { error: 'whole number' })
  .transform(Number)
  .pipe(z.int().min(1));

export const clockQuery = z
  .object({
    from: startDate.describe('day of the event, in Beijing time'),
    count: count.optional().describe('without `clock`: how many units'),
    unit: z.enum(PERIOD_UNITS).optional(),
    kind: z.enum(PERIOD_KINDS).optional().describe('`term_plaque`, `term_instrument`: terms of validity (AMB-X-08)'),
    programme: z.string().max(60).optional().describe('programme or rule set whose way of counting holds'),
    clock: z.string().max(60).optional().describe('a clock of that rule set, in place of count, unit and kind'),
    start_counts: flag.describe('whether the day of the event is day 1'),
    roll_over: flag.describe('whether a last day off moves to the next working day'),
  })
  .superRefine(({ count: asked, unit, kind, clock }, check) => {
    const fault = (path: string, zh: string, en: string): void =>
      check.addIssue({ code: 'custom', path: [path], params: { zh, en } });
    if (clock !== undefined) return;
    if (asked === undefined) fault('count', '请填写数量', 'is needed');
    if (unit === undefined) return fault('unit', '请选择单位', 'is needed');
    const largest = LARGEST_COUNT[unit];
    if (asked !== undefined && asked > largest) fault('count', `不能超过 ${largest}`, `must not be above ${largest}`);
    if (unit === 'working_day' && kind !== undefined && kind !== 'period')
      fault('kind', '有效期不以工作日计算', 'a term of validity is not counted in working days');
  });

const dayView = z.object({
  date: z.string(),
  kind: z.enum(DAY_KINDS),
  name: bilingual.optional().describe('the holiday behind a day off or a make-up working day'),
});

const noticeView = z.object({
  year: z.number().int(),
  notice: z.string().nullable().describe('number of the notice'),
  issued_on: z.string().nullable(),
  link: z.string().nullable(),
});

export const clockView = z
  .object({
    from: z.string(),
    first: z.string().describe('first counted day'),
    end: z.string().describe('last day: until 24:00, Beijing time'),
    due: z.string().describe('last day before it moved off a day off'),
    provisional: z.boolean().describe('it rests on a year whose arrangement is not known yet'),
    missing_years: z.array(z.number().int()),
    count: z.number().int(),
    unit: z.enum(PERIOD_UNITS),
    kind: z.enum(PERIOD_KINDS),
    start_counts: z.boolean(),
    roll_over: z.boolean(),
    clipped: z.boolean().describe('the month has no such day: its last one stands in (民法典 202)'),
    days: z.array(
      dayView.extend({
        part: z.enum(['start', 'counted', 'off', 'due', 'passed', 'last']),
        number: z.number().int().optional(),
      }),
    ),
    notices: z.array(noticeView).describe('notices of the years it runs through, as far as known'),
    cite: citationView.nullable().describe('the rule of the programme'),
  })
  .meta({ id: 'Clock' });

export const calendarYearSummary = noticeView
  .extend({
    revision: z.number().int(),
    source: z.enum(['package', 'entered']),
    days_off: z.number().int(),
    make_up_days: z.number().int(),
    loaded_at: z.string(),
  })
  .meta({ id: 'CalendarYearSummary' });

export const calendarYearView = z
  .object({
    year: z.number().int(),
    known: z.boolean().describe('false: no notice is loaded, festival days of the law stand in'),
    revision: z.number().int().describe('0 while none is loaded'),
    notice: z.string().nullable(),
    issued_on: z.string().nullable(),
    link: z.string().nullable(),
    source: z.enum(['package', 'entered']).nullable(),
    loaded_at: z.string().nullable(),
    days: z.array(dayView).describe('days off the weekly pattern, in order'),
    working_days: z.array(z.number().int()).length(12).describe('working days of each month'),
  })
  .meta({ id: 'CalendarYear' });

export const calendarYearInput = z.object({
  notice: z.string().trim().min(1).max(100).describe('number of the notice'),
  issued_on: civilDate.nullish(),
  link: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .nullish(),
  table: z
    .string()
    .min(1)
    .max(100_000)
    .describe(
      'CSV or lines `date or date..date, off|make_up, name`; or JSON with `days` of date, kind or isOffDay, name',
    ),
});

export const calendarPreview = z
  .object({
    year: z.number().int(),
    revision: z.number().int(),
    days_off: z.number().int(),
    make_up_days: z.number().int(),
    changes: z
      .array(
        z.object({
          date: z.string(),
          before: z.enum(DAY_KINDS),
          after: z.enum(DAY_KINDS),
          name: bilingual.optional(),
        }),
      )
      .describe('days that become something else than they count as now'),
  })
  .meta({ id: 'CalendarPreview' });

/** A named period of a rule set. */
const clockRuleView = z.object({
  id: z.string(),
  label: bilingual,
  from: bilingual.nullable().describe('the event it runs from'),
  count: z.number().int().nullable().describe('null: its days come with the act that starts it'),
  unit: z.enum(PERIOD_UNITS).nullable(),
  kind: z.enum(PERIOD_KINDS),
  up_to: z.boolean().describe('the longest that may be set'),
  cite: citationView,
});

const recurringView = z.object({
  id: z.string(),
  label: bilingual,
  next: z.string().nullable().describe('its next date; null where it comes every so often from an own start'),
  rest_day: z.boolean().describe('the next date is a day off; it does not move (AMB-X-07)'),
  every: z.number().int().nullable(),
  unit: z.enum(['month', 'year']).nullable(),
  cite: citationView,
});

export const clocksView = z
  .object({ programme: z.string(), clocks: z.array(clockRuleView), recurring: z.array(recurringView) })
  .meta({ id: 'Clocks', description: 'Periods and recurring deadlines of a rule set, each with its article' });
