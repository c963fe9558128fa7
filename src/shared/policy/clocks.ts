import { z } from 'zod';
import { COUNTING, PERIOD_KINDS, PERIOD_UNITS, type PeriodRule, type WholeRule } from '../calendar/period.ts';
import { YEARLY_DATE } from '../calendar/yearly-date.ts';
import { ruled } from './ruled.ts';

const clockId = z.string().regex(/^[a-z][a-z0-9_]*$/);
const label = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
const count = z.number().int().positive();
/** Days before the last one on which those concerned are reminded. */
const reminders_days = z.array(count).default([]);

const period = z.strictObject({
  count,
  unit: z.enum(PERIOD_UNITS),
  /** A term of validity ends by AMB-X-08 and does not roll over. */
  kind: z.enum(PERIOD_KINDS).default('period'),
  /** The day of the event is day 1; without it as `counting` says. */
  start_counts: z.boolean().optional(),
  /** A last day off moves to the next working day; without it as `counting` says. */
  roll_over: z.boolean().optional(),
  /** The longest that may be set: the act that starts it may set a shorter one. */
  up_to: z.boolean().default(false),
});

/**
 * A period from an event. `dated`: its first and last day come with the act that starts it.
 * What its end does stands with the procedure that runs it.
 */
const clock = ruled(z.union([period, z.strictObject({ dated: z.literal(true) })])).extend({
  label,
  /** The event, in words: 公示发布, 受理. */
  from: label.optional(),
  reminders_days,
});

/** `policies/<id>/clocks.yaml`: every period, recurring deadline and window of a rule set, by id. */
export const clocksTheme = z
  .strictObject({
    /** How periods are counted that do not say it themselves (AMB-X-01, AMB-X-07). */
    counting: ruled(z.strictObject({ start_counts: z.boolean(), roll_over: z.boolean() })).optional(),
    clocks: z.record(clockId, clock),
    /** Deadlines that come again: on a date of every year, which does not roll over, or every so often. */
    recurring: z
      .record(
        clockId,
        ruled(
          z.union([
            z.strictObject({ on: z.string().regex(YEARLY_DATE) }),
            z.strictObject({ every: count, unit: z.enum(['month', 'year']) }),
          ]),
        ).extend({ label, reminders_days }),
      )
      .default({}),
    /** Spans before the end of a clock in which something may or must be done. */
    windows: z
      .record(
        clockId,
        ruled(z.strictObject({ count, unit: z.enum(['day', 'month']), before_end_of: clockId })).extend({ label }),
      )
      .default({}),
  })
  .superRefine(({ clocks, windows }, ctx) => {
    for (const [id, { value }] of Object.entries(windows))
      if (!(value.before_end_of in clocks))
        ctx.addIssue({
          code: 'custom',
          path: ['windows', id, 'value', 'before_end_of'],
          message: `没有名为“${value.before_end_of}”的期间 no clock ${value.before_end_of}`,
        });
  });

export type ClocksTheme = z.output<typeof clocksTheme>;
export type ClockRule = ClocksTheme['clocks'][string];

/** How a clock counts; undefined for a dated one. @param setCount a shorter count where the clock has `up_to` */
export function periodRuleOf(
  theme: Pick<ClocksTheme, 'counting'>,
  clock: Pick<ClockRule, 'value'>,
  setCount?: number,
): WholeRule | undefined {
  if ('dated' in clock.value) return undefined;
  const { count: longest, unit, kind, start_counts, roll_over, up_to } = clock.value;
  return {
    count: up_to && setCount !== undefined ? Math.min(setCount, longest) : longest,
    unit,
    ...countingOf(theme, kind, { startCounts: start_counts, rollOver: roll_over }),
  };
}

/** Ways of counting of a rule set for a kind of period: its own word, else its `counting`, else the house's. */
export function countingOf(
  theme: Pick<ClocksTheme, 'counting'> | undefined,
  kind: PeriodRule['kind'] = 'period',
  own: Pick<PeriodRule, 'startCounts' | 'rollOver'> = {},
): Omit<WholeRule, 'count' | 'unit'> {
  const general = kind === 'period' ? theme?.counting?.value : undefined;
  return {
    kind,
    startCounts: own.startCounts ?? general?.start_counts ?? COUNTING[kind].startCounts,
    rollOver: own.rollOver ?? general?.roll_over ?? COUNTING[kind].rollOver,
  };
}
