/**
 * Dates of law are civil dates in Asia/Shanghai, written YYYY-MM-DD and never held in a `Date`.
 * Instants are ISO 8601 strings in UTC.
 */
export type CivilDate = string;
export type Instant = string;

const CIVIL = /^(\d{4})-(\d{2})-(\d{2})$/;
const daysIn = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

/** Whether a text is a date that exists: 2024-02-29 is one, 2023-02-29 and 20200230 are not. */
export function isCivilDate(text: string): text is CivilDate {
  const match = CIVIL.exec(text);
  if (!match) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
}

const shanghai = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** The civil date in Asia/Shanghai at an instant. */
export const civilDateAt = (instant: Instant): CivilDate => shanghai.format(new Date(instant));

const shanghaiClock = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Asia/Shanghai',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

/** The time of the day in Asia/Shanghai at an instant, HH:MM:SS. */
export const timeOfDay = (instant: Instant): string => shanghaiClock.format(new Date(instant));

/** Adds days to a civil date. */
export function addDays(date: CivilDate, days: number): CivilDate {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  return new Date(Date.UTC(year, month - 1, day + days)).toISOString().slice(0, 10);
}

/** Days from one civil date to another; below zero where the second lies before the first. */
export const daysBetween = (from: CivilDate, to: CivilDate): number => (Date.parse(to) - Date.parse(from)) / 86_400_000;

/** The corresponding day so many months later, or the last day of its month where there is none (民法典 202). */
export function addMonths(date: CivilDate, months: number): CivilDate {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  const last = daysIn(first.getUTCFullYear(), first.getUTCMonth() + 1);
  return `${first.toISOString().slice(0, 8)}${String(Math.min(day, last)).padStart(2, '0')}`;
}
