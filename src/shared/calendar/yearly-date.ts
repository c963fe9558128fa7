import { addDays, type CivilDate } from '../dates.ts';
import { dayOf, isWorking, type WorkCalendar } from './work-calendar.ts';

/** A deadline on the same date of every year: `01-31`, or `02-last` for the last day of February. */
export type YearlyDate = string;

export const YEARLY_DATE = /^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]|last)$/;

/**
 * The date in a year. It does not move off a day off (AMB-X-07); `restDay` says that it is one, so that a
 * filing on the next working day can be marked 截止日为休息日.
 */
export function yearlyDate(
  calendar: WorkCalendar,
  yearly: YearlyDate,
  year: number,
): { date: CivilDate; restDay: boolean } {
  const [month, day] = yearly.split('-') as [string, string];
  const next = Number(month) === 12 ? `${year + 1}-01-01` : `${year}-${String(Number(month) + 1).padStart(2, '0')}-01`;
  const date = day === 'last' ? addDays(next, -1) : `${year}-${month}-${day}`;
  return { date, restDay: !isWorking(dayOf(calendar, date)) };
}
