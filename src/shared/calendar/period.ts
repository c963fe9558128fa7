import { addDays, addMonths, type CivilDate } from '../dates.ts';
import { type DayFacts, dayOf, isWorking, missingYears, type WorkCalendar, workingDayFrom } from './work-calendar.ts';

export const PERIOD_UNITS = ['working_day', 'day', 'month', 'year'] as const;
export type PeriodUnit = (typeof PERIOD_UNITS)[number];

/** `term_plaque`: the validity of a plaque; `term_instrument`: the life of a regulation (AMB-X-08). */
export const PERIOD_KINDS = ['period', 'term_plaque', 'term_instrument'] as const;
export type PeriodKind = (typeof PERIOD_KINDS)[number];

export interface PeriodRule {
  /** How many units, at least 1. */
  count: number;
  unit: PeriodUnit;
  kind?: PeriodKind | undefined;
  /** Whether the day of the event is day 1; without it as {@link COUNTING} has it for the kind. */
  startCounts?: boolean | undefined;
  /** Whether a last day that is a day off moves to the next working day (民法典 203); without it by the kind. */
  rollOver?: boolean | undefined;
}

/** A rule with nothing left to its kind. */
export type WholeRule = { [K in keyof PeriodRule]-?: Exclude<PeriodRule[K], undefined> };

/** Ways of counting where a rule does not say: AMB-X-01, AMB-X-07, AMB-X-08. */
export const COUNTING: Readonly<Record<PeriodKind, { startCounts: boolean; rollOver: boolean }>> = {
  period: { startCounts: false, rollOver: true },
  term_plaque: { startCounts: false, rollOver: false },
  term_instrument: { startCounts: true, rollOver: false },
};

/**
 * What a day is to a period. `start`: the event, not counted; `counted`: the n-th day; `off`: not counted, a day
 * off; `due`: where the period would end, were it not a day off; `passed`: a further day off before the last day;
 * `last`: the last day of a period in months or years, or after rolling over.
 */
export type DayPart = 'start' | 'counted' | 'off' | 'due' | 'passed' | 'last';

export interface PeriodDay extends DayFacts {
  part: DayPart;
  /** The how-manieth counted day. */
  number?: number;
}

export interface Period {
  from: CivilDate;
  /** First day of the period: the first counted one. */
  first: CivilDate;
  /** The period runs until 24:00 of this day, Beijing time. */
  last: CivilDate;
  /** Last day before rolling over; the same as `last` where nothing rolled. */
  due: CivilDate;
  /** The month of the end has no such day: its last day stands in (AMB-X-09). */
  clipped: boolean;
  /** Years without a known arrangement on which `last` rests, ascending; none: `last` is certain. */
  missingYears: number[];
  provisional: boolean;
  /** Every day counted or passed over, in order; of months and years only the start and the end. */
  days: PeriodDay[];
}

/**
 * A period from the day of an event, in civil dates of Asia/Shanghai (民法典 201 to 203).
 * @throws RangeError when `count` is not a whole number of at least 1
 */
export function periodOf(calendar: WorkCalendar, rule: PeriodRule, from: CivilDate): Period {
  if (!Number.isInteger(rule.count) || rule.count < 1) throw new RangeError(`a period of ${rule.count}`);
  const counting = COUNTING[rule.kind ?? 'period'];
  const startCounts = rule.startCounts ?? counting.startCounts;
  if (rule.unit === 'working_day') return workingDays(calendar, rule.count, startCounts, from);
  const end = plainEnd(rule.count, rule.unit, startCounts, from);
  const last = (rule.rollOver ?? counting.rollOver) ? workingDayFrom(calendar, end.due) : end.due;
  const missing = (rule.rollOver ?? counting.rollOver) ? missingYears(calendar, end.due, last) : [];
  return {
    from,
    first: startCounts ? from : addDays(from, 1),
    last,
    ...end,
    missingYears: missing,
    provisional: missing.length > 0,
    days: [
      ...(rule.unit === 'day'
        ? countedDays(calendar, from, end.due, startCounts, last)
        : [{ ...dayOf(calendar, from), part: 'start' as const }]),
      ...endDays(calendar, end.due, last, rule.unit === 'day'),
    ],
  };
}

function workingDays(calendar: WorkCalendar, count: number, startCounts: boolean, from: CivilDate): Period {
  const days: PeriodDay[] = startCounts ? [] : [{ ...dayOf(calendar, from), part: 'start' }];
  let date = startCounts ? from : addDays(from, 1);
  let first: CivilDate | undefined;
  for (let number = 0; ; date = addDays(date, 1)) {
    const day = dayOf(calendar, date);
    if (!isWorking(day)) {
      days.push({ ...day, part: 'off' });
      continue;
    }
    first ??= date;
    number += 1;
    days.push({ ...day, part: 'counted', number });
    if (number === count) break;
  }
  const missing = missingYears(calendar, days[0]!.date, date);
  return {
    from,
    first,
    last: date,
    due: date,
    clipped: false,
    missingYears: missing,
    provisional: missing.length > 0,
    days,
  };
}

/** The end of a period before any rolling over. */
function plainEnd(
  count: number,
  unit: 'day' | 'month' | 'year',
  startCounts: boolean,
  from: CivilDate,
): { due: CivilDate; clipped: boolean } {
  if (unit === 'day') return { due: addDays(from, startCounts ? count - 1 : count), clipped: false };
  const end = addMonths(from, unit === 'year' ? count * 12 : count);
  const clipped = end.slice(8) !== from.slice(8);
  // Counted from the event's own day it ends the day before the corresponding one; a month's end stands in for both.
  return { due: startCounts && !clipped ? addDays(end, -1) : end, clipped };
}

/** The days of a period in days; its last one is left to {@link endDays} where it rolls over. */
function countedDays(
  calendar: WorkCalendar,
  from: CivilDate,
  due: CivilDate,
  startCounts: boolean,
  last: CivilDate,
): PeriodDay[] {
  const days: PeriodDay[] = startCounts ? [] : [{ ...dayOf(calendar, from), part: 'start' }];
  let number = 1;
  for (let date = startCounts ? from : addDays(from, 1); date <= due; date = addDays(date, 1)) {
    const part = date === due && last !== due ? 'due' : 'counted';
    days.push({ ...dayOf(calendar, date), part, number: number++ });
  }
  return days;
}

/** The due day where it is not the last one, days off passed over, and the last day. */
function endDays(calendar: WorkCalendar, due: CivilDate, last: CivilDate, dueListed: boolean): PeriodDay[] {
  if (due === last) return dueListed ? [] : [{ ...dayOf(calendar, last), part: 'last' }];
  const days: PeriodDay[] = dueListed ? [] : [{ ...dayOf(calendar, due), part: 'due' }];
  for (let date = addDays(due, 1); date < last; date = addDays(date, 1))
    days.push({ ...dayOf(calendar, date), part: 'passed' });
  return [...days, { ...dayOf(calendar, last), part: 'last' }];
}

/** A period counted anew under a changed calendar: a last day already made known may move out, never in (AMB-X-02). */
export function recountedPeriod(
  calendar: WorkCalendar,
  rule: PeriodRule,
  from: CivilDate,
  madeKnown: CivilDate,
): Period & { keptAsMadeKnown: boolean } {
  const period = periodOf(calendar, rule, from);
  const kept = period.last < madeKnown;
  return { ...period, last: kept ? madeKnown : period.last, keptAsMadeKnown: kept };
}
