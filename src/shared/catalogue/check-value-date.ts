import { type CivilDate, civilDateAt, isCivilDate } from '../dates.ts';
import { note, type Notes, shown } from './check-value-notes.ts';
import { narrow } from './check-value-text.ts';

/** A date as far as it is known; `unknown` where a text such as 00000000 says that nothing is. */
export interface DateParts {
  year: number;
  month?: number | undefined;
  day?: number | undefined;
}
export type DateProblem = 'form' | 'impossible' | 'ambiguous' | 'unknown';

const LONGEST = 60;
const TIME = /^(.*?[\d日号])[T\s]\s*(\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?)\s*(Z|[+-]\d{2}(?::?\d{2})?)?$/i;
const COMPACT = /^(\d{4})(\d\d|--)(\d\d|--)?$/;
const YEAR_FIRST =
  /^(\d{4})(?:\s*[-/.]\s*|\s*年\s*)(\d{1,2}|--)(?:(?:\s*[-/.]\s*|\s*月\s*)(\d{1,2}|--)\s*[日号]?|\s*月)?$/;
const YEAR = /^(\d{4})\s*年?$/;
const YEAR_LAST = /^(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{4})$/;
const DAY_NAME_YEAR = /^(?:(\d{1,2})(?:st|nd|rd|th)?[\s.-]+)?([a-z]{3,9})\.?,?[\s-]+(\d{4})$/i;
const NAME_DAY_YEAR = /^([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})$/i;
const YEAR_NAME_DAY = /^(\d{4})[\s-]([a-z]{3,9})[\s-](\d{1,2})$/i;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Reads a date in its many spellings, without a time of day. */
export function parseDate(text: string): DateParts | DateProblem {
  if (text.length > LONGEST) return 'form';
  if (/^0{1,8}$/.test(text)) return 'unknown';
  const compact = COMPACT.exec(text) ?? YEAR_FIRST.exec(text);
  if (compact) return parts(compact[1]!, compact[2], compact[3]);
  const year = YEAR.exec(text);
  if (year) return parts(year[1]!);
  const last = YEAR_LAST.exec(text);
  if (last) return dayAndMonth(Number(last[1]), Number(last[2]), last[3]!);
  const [byDay, byName, byYear] = [DAY_NAME_YEAR.exec(text), NAME_DAY_YEAR.exec(text), YEAR_NAME_DAY.exec(text)];
  if (byDay) return named(byDay[3]!, byDay[2]!, byDay[1]);
  if (byName) return named(byName[3]!, byName[1]!, byName[2]);
  return byYear ? named(byYear[1]!, byYear[2]!, byYear[3]) : 'form';
}

const known = (digits: string | undefined): number | undefined =>
  digits === undefined || digits === '--' || Number(digits) === 0 ? undefined : Number(digits);

function parts(yearText: string, monthText?: string, dayText?: string): DateParts | DateProblem {
  const [year, month, day] = [Number(yearText), known(monthText), known(dayText)];
  if (year === 0) return month === undefined && day === undefined ? 'unknown' : 'impossible';
  if (day !== undefined && month === undefined) return 'impossible';
  const date = `${yearText}-${pad(month ?? 1)}-${pad(day ?? 1)}`;
  return isCivilDate(date) ? { year, month, day } : 'impossible';
}

/** 31/12/2020 can only be read one way, 03/02/2020 in two. */
function dayAndMonth(a: number, b: number, year: string): DateParts | DateProblem {
  if (a > 12 && b > 12) return 'impossible';
  if (a <= 12 && b <= 12 && a !== b) return 'ambiguous';
  return parts(year, String(Math.min(a, b)), String(Math.max(a, b)));
}

function named(year: string, name: string, day: string | undefined): DateParts | DateProblem {
  const month = MONTHS.findIndex((start) => name.toLowerCase().startsWith(start)) + 1;
  return month === 0 ? 'form' : parts(year, String(month), day);
}

export const pad = (value: number, width = 2): string => String(value).padStart(width, '0');

/** YYYY, YYYY-MM or YYYY-MM-DD. */
export const isoOf = ({ year, month, day }: DateParts): string =>
  pad(year, 4) + (month === undefined ? '' : `-${pad(month)}`) + (day === undefined ? '' : `-${pad(day)}`);

/** YYYYMMDD with -- for what is not known (MCPD v2.1, “Dates”). */
export const mcpdOf = ({ year, month, day }: DateParts): string =>
  pad(year, 4) + (month === undefined ? '--' : pad(month)) + (day === undefined ? '--' : pad(day));

/** A text taken apart into day and time of day with its zone. */
export function splitTime(text: string): { date: string; time?: string | undefined; zone?: string | undefined } {
  const match = text.length > LONGEST || !text.includes(':') ? null : TIME.exec(text);
  return match ? { date: match[1]!, time: match[2]!.replace(',', '.'), zone: match[3] } : { date: text };
}

/** The civil date of an instant; what has no zone is taken as written. */
function civilDay(text: string): DateParts | DateProblem {
  const { date, time, zone } = splitTime(text);
  const day = parseDate(date);
  if (typeof day === 'string' || day.day === undefined || time === undefined) return day;
  const clock = time.indexOf(':') === 1 ? `0${time}` : time;
  const offset = zone === undefined || zone.toUpperCase() === 'Z' ? 'Z' : fullZone(zone);
  const instant = Date.parse(`${isoOf(day)}T${clock}${offset}`);
  if (Number.isNaN(instant)) return 'impossible';
  return zone === undefined ? day : parseDate(civilDateAt(new Date(instant).toISOString()));
}

export const fullZone = (zone: string): string =>
  zone.toUpperCase() === 'Z' ? 'Z' : `${zone.slice(0, 3)}:${zone.slice(3).replace(':', '') || '00'}`;

export type DateKind = 'date' | 'partial_date' | 'mcpd_date';
const FORMS: Readonly<Record<DateKind, string>> = {
  date: 'YYYY-MM-DD',
  partial_date: 'YYYY-MM-DD, YYYY-MM, YYYY',
  mcpd_date: 'YYYYMMDD, YYYYMM--, YYYY----',
};
const ISO = /^\d{4}-\d{2}-\d{2}$/;

/** Reads a date of one of the kinds of day. */
export function readDate(kind: DateKind, given: string, notes: Notes): CivilDate | undefined {
  if (kind !== 'mcpd_date' && ISO.test(given) && isCivilDate(given) && !given.startsWith('0000')) return given;
  const text = narrow(given);
  if (kind === 'mcpd_date' && /^-{1,8}$/.test(text)) return undefined;
  const parsed = civilDay(text);
  if (parsed === 'unknown') return undefined;
  if (typeof parsed === 'string') {
    noteDate(notes, parsed, given, FORMS[kind]);
    return undefined;
  }
  if (kind === 'mcpd_date') return mcpdOf(parsed);
  if (kind === 'partial_date' || parsed.day !== undefined) return isoOf(parsed);
  note(notes, 'error', 'record.date_incomplete', { given: shown(given), form: FORMS.date });
  return undefined;
}

export function noteDate(notes: Notes, problem: DateProblem, given: string, form: string): void {
  if (problem === 'impossible') note(notes, 'error', 'record.date_impossible', { given: shown(given) });
  else if (problem === 'ambiguous') note(notes, 'error', 'record.date_ambiguous', { given: shown(given), form });
  else note(notes, 'error', 'record.date_form', { given: shown(given), form });
}
