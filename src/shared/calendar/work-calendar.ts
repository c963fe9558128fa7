import { addDays, type CivilDate } from '../dates.ts';
import type { Bilingual } from '../i18n.ts';
import { statutoryDays } from './statutory-days.ts';

/** A day that the yearly arrangement takes out of the weekly pattern. */
export interface ArrangedDay {
  date: CivilDate;
  /** `make_up`: a Saturday or Sunday that is worked (调休上班). */
  kind: 'off' | 'make_up';
  /** The holiday it belongs to. */
  name: Bilingual;
}

/** The arrangement of one year. Its days may lie in the last days of the year before. */
export interface CalendarYear {
  year: number;
  /** Number of the notice that set it, 国办发明电〔2025〕7号; null where none is recorded. */
  notice: string | null;
  days: readonly ArrangedDay[];
}

/** What is known of working days; made by {@link workCalendar}. */
export interface WorkCalendar {
  years: ReadonlyMap<number, { notice: string | null }>;
  arranged: ReadonlyMap<CivilDate, ArrangedDay>;
}

export const DAY_KINDS = ['working', 'make_up', 'weekend', 'holiday'] as const;
export type DayKind = (typeof DAY_KINDS)[number];

export interface DayFacts {
  date: CivilDate;
  kind: DayKind;
  /** The holiday behind a day off or a make-up working day. */
  name?: Bilingual;
}

/** A calendar from the arrangements of its years; a later year's word on a December day prevails. */
export function workCalendar(years: Iterable<CalendarYear>): WorkCalendar {
  const sorted = [...years].sort((a, b) => a.year - b.year);
  return {
    years: new Map(sorted.map(({ year, notice }) => [year, { notice }])),
    arranged: new Map(sorted.flatMap(({ days }) => days.map((day): [CivilDate, ArrangedDay] => [day.date, day]))),
  };
}

export const isWorking = (day: DayFacts): boolean => day.kind === 'working' || day.kind === 'make_up';

/**
 * What kind of day a date is. In a year without an arrangement weekends and the festival days of the law
 * are off and nothing is made up (AMB-X-02).
 */
export function dayOf(calendar: WorkCalendar, date: CivilDate): DayFacts {
  const arranged = calendar.arranged.get(date);
  if (arranged) return { date, kind: arranged.kind === 'off' ? 'holiday' : 'make_up', name: arranged.name };
  const year = yearOf(date);
  const festival = calendar.years.has(year) ? undefined : statutoryDays(year).get(date);
  if (festival) return { date, kind: 'holiday', name: festival };
  return { date, kind: isWeekend(date) ? 'weekend' : 'working' };
}

/** The first working day on or after a date. */
export function workingDayFrom(calendar: WorkCalendar, date: CivilDate): CivilDate {
  let day = date;
  while (!isWorking(dayOf(calendar, day))) day = addDays(day, 1);
  return day;
}

/** From this day on the next year's notice may still change a year: 29 December 2018 was made a working day by 2019's. */
const NEXT_YEAR_MAY_CHANGE = '12-28';

/** Years whose arrangement a span of days rests on and which is not known. */
export function missingYears(calendar: WorkCalendar, from: CivilDate, to: CivilDate): number[] {
  const last = yearOf(to) + (to.slice(5) >= NEXT_YEAR_MAY_CHANGE ? 1 : 0);
  const missing: number[] = [];
  for (let year = yearOf(from); year <= last; year++) if (!calendar.years.has(year)) missing.push(year);
  return missing;
}

export const yearOf = (date: CivilDate): number => Number(date.slice(0, 4));

export const isWeekend = (date: CivilDate): boolean => [0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay());
