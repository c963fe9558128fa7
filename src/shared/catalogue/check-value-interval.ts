import { fullZone, isoOf, noteDate, parseDate, type DateProblem, splitTime } from './check-value-date.ts';
import { note, type Notes, shown } from './check-value-notes.ts';
import { narrow } from './check-value-text.ts';

const FORM = 'YYYY-MM-DD, YYYY-MM-DD/YYYY-MM-DD';
const LONGEST = 130;
/** Between start and end where no slash stands: 2020-02-03至2020-02-05. */
const BETWEEN = /\s*(?:至|到|~|～|—+|–|--|\.\.)\s*|\s+(?:-|to)\s+/i;

/** Reads a date, a moment or an interval (ISO 8601, Darwin Core eventDate); 2007-11-13/15 is written out. */
export function readInterval(given: string, notes: Notes): string | undefined {
  const text = plainDate(narrow(given));
  const parsed = text.length > LONGEST ? { problem: 'form' as const } : parseInterval(text);
  if ('value' in parsed) return parsed.value;
  if (parsed.problem === 'order') note(notes, 'error', 'record.interval_order', { given: shown(given) });
  else if (parsed.problem !== 'unknown') noteDate(notes, parsed.problem, given, FORM);
  return undefined;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
/** `Tue Apr 01 00:00:00 CET 1930`, as older portals write: the day that stands there, as abbreviated zones tell nothing. */
const WRITTEN = /^[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d{2}) (\d{2}:\d{2}:\d{2}) [A-Z]{3,5} (\d{4})$/;

function plainDate(text: string): string {
  const [, month = '', day = '', time = '', year = ''] = WRITTEN.exec(text) ?? [];
  const at = MONTHS.indexOf(month) + 1;
  if (at === 0) return text;
  const date = `${year}-${String(at).padStart(2, '0')}-${day}`;
  return time === '00:00:00' ? date : `${date}T${time}`;
}

type Parsed = { value: string } | { problem: DateProblem | 'order' };

function parseInterval(text: string): Parsed {
  const whole = point(text);
  if ('value' in whole || whole.problem === 'unknown') return whole;
  const [start, end, ...more] = text.includes('/') ? text.split('/') : text.split(BETWEEN);
  if (start === undefined || end === undefined || more.length > 0) return whole;
  const from = point(start.trim());
  if (!('value' in from)) return from;
  const to = point(writtenOut(from.value, end.trim()));
  if (!('value' in to)) return to;
  return endsBefore(from.value, to.value) ? { problem: 'order' } : { value: `${from.value}/${to.value}` };
}

/** A day, month or year, or a moment; the time of day stays as written. */
function point(text: string): Parsed {
  const { date, time, zone } = splitTime(text);
  const day = parseDate(date);
  if (typeof day === 'string') return { problem: day };
  if (time === undefined) return { value: isoOf(day) };
  const clock = time.indexOf(':') === 1 ? `0${time}` : time;
  const moment = `${isoOf(day)}T${clock}${zone === undefined ? '' : fullZone(zone)}`;
  const exists = day.day !== undefined && !Number.isNaN(Date.parse(zone === undefined ? `${moment}Z` : moment));
  return exists ? { value: moment } : { problem: 'impossible' };
}

/** An end without the parts it shares with the start: 13/15 of a month, or 02-01/03-15 of a year. */
function writtenOut(start: string, end: string): string {
  if (/^\d{2}$/.test(end) && /^\d{4}-\d{2}(?:-\d{2})?$/.test(start)) return start.slice(0, -2) + end;
  if (/^\d{2}-\d{2}$/.test(end) && /^\d{4}-\d{2}-\d{2}$/.test(start)) return `${start.slice(0, 4)}-${end}`;
  return end;
}

/** By calendar day as far as both are known; the time of day only within one day and zone. */
function endsBefore(from: string, to: string): boolean {
  const length = Math.min(from.length, to.length, 10);
  const [a, b] = [from.slice(0, length), to.slice(0, length)];
  if (a !== b || length < 10) return b < a;
  const [zoneA, zoneB] = [zoneOf(from), zoneOf(to)];
  return from.length > 10 && to.length > 10 && zoneA === zoneB && to < from;
}
const zoneOf = (moment: string): string => /(?:Z|[+-]\d{2}:\d{2})$/.exec(moment.slice(10))?.[0] ?? '';
