import { addDays, type CivilDate, isCivilDate } from '../dates.ts';
import type { Bilingual } from '../i18n.ts';
import type { FieldFault } from '../problems.ts';
import { FESTIVALS } from './statutory-days.ts';
import type { ArrangedDay } from './work-calendar.ts';
import { calendarFault, type EnteredDay } from './year-faults.ts';

interface ReadTable {
  days: EnteredDay[];
  faults: FieldFault[];
}

/**
 * Reads the table of a year as typed, pasted or uploaded: lines `date or range, off or make_up, name` (CSV, TSV), or
 * JSON with a list `days` as the published data sets have it.
 */
export function readYearTable(year: number, text: string): ReadTable {
  const trimmed = text.replace(/^\uFEFF/, '').trim();
  return /^[[{]/.test(trimmed) ? readJson(year, trimmed) : readLines(year, trimmed);
}

function readLines(year: number, text: string): ReadTable {
  const read: ReadTable = { days: [], faults: [] };
  for (const [index, line] of text.split(/\r\n|\n|\r/).entries()) {
    const cells = line.split(/[,，;；\t]/).map((cell) =>
      cell
        .trim()
        .replace(/^"(.*)"$/, '$1')
        .trim(),
    );
    if (line.trim() === '' || line.trim().startsWith('#') || (index === 0 && /^(date|日期)$/i.test(cells[0]!)))
      continue;
    addEntry(read, year, `table.line ${index + 1}`, { date: cells[0], kind: cells[1], name: cells[2] });
  }
  return read;
}

function readJson(year: number, text: string): ReadTable {
  const read: ReadTable = { days: [], faults: [] };
  const unreadable = (what: string): ReadTable => {
    read.faults.push(calendarFault('table', 'calendar.file_unreadable', { what }));
    return read;
  };
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (cause) {
    return unreadable((cause as Error).message);
  }
  const list = Array.isArray(data) ? data : (data as { days?: unknown }).days;
  if (!Array.isArray(list)) return unreadable('JSON: days');
  for (const [index, entry] of (list as unknown[]).entries()) {
    const { date, kind, isOffDay, name } = (entry ?? {}) as Record<string, unknown>;
    const given = typeof isOffDay === 'boolean' ? (isOffDay ? 'off' : 'make_up') : kind;
    addEntry(read, year, `table.days.${index}`, { date, kind: given, name });
  }
  return read;
}

const KINDS: Readonly<Record<string, ArrangedDay['kind']>> = {
  off: 'off',
  holiday: 'off',
  放假: 'off',
  休: 'off',
  休息: 'off',
  make_up: 'make_up',
  workday: 'make_up',
  work: 'make_up',
  上班: 'make_up',
  班: 'make_up',
  调休上班: 'make_up',
};

const textOf = (value: unknown): string => (typeof value === 'string' ? value.normalize('NFKC').trim() : '');

function addEntry(
  read: ReadTable,
  year: number,
  place: string,
  entry: Record<'date' | 'kind' | 'name', unknown>,
): void {
  const dateText = textOf(entry.date);
  if (dateText === '') return void read.faults.push(calendarFault(place, 'calendar.date_missing'));
  const dates = datesOf(year, dateText);
  if (!dates)
    return void read.faults.push(calendarFault(place, 'calendar.date_wrong', { text: dateText.slice(0, 60) }));
  const kind = KINDS[textOf(entry.kind).toLowerCase()];
  if (!kind)
    return void read.faults.push(
      calendarFault(place, 'calendar.kind_wrong', { text: textOf(entry.kind).slice(0, 60) }),
    );
  const name = nameOf(textOf(entry.name).slice(0, 60), kind);
  read.days.push(...dates.map((date) => ({ date, kind, name, place })));
}

/** Longest range that is taken at its word; a longer one is a slip. */
const LONGEST_RANGE = 30;

/** The dates of `2027-02-05`, `2月5日` or `2027-02-05..2027-02-11`; undefined where one does not exist. */
function datesOf(year: number, text: string): CivilDate[] | undefined {
  const [from, to = from] = text.split(/\s*(?:\.\.|至|~|～)\s*/).map((part) => dateOf(year, part));
  if (from === undefined || to === undefined || to < from || addDays(from, LONGEST_RANGE) < to) return undefined;
  const dates: CivilDate[] = [];
  for (let date = from; date <= to; date = addDays(date, 1)) dates.push(date);
  return dates;
}

function dateOf(year: number, text: string): CivilDate | undefined {
  const match = /^(?:(\d{4})[-/.年])?(\d{1,2})[-/.月](\d{1,2})日?$/.exec(text);
  if (!match) return undefined;
  const date = `${match[1] ?? year}-${match[2]!.padStart(2, '0')}-${match[3]!.padStart(2, '0')}`;
  return isCivilDate(date) ? date : undefined;
}

/** Days as lines that {@link readYearTable} reads, in order. */
export const writeYearTable = (days: readonly ArrangedDay[]): string =>
  days.map(({ date, kind, name }) => `${date}, ${kind}, ${name.zh.replace(/[,，;；\t\n]/g, ' ')}`).join('\n');

const UNNAMED: Readonly<Record<ArrangedDay['kind'], Bilingual>> = {
  off: { zh: '放假', en: 'Day off' },
  make_up: { zh: '调休', en: 'Make-up working day' },
};

/** A holiday's name in both languages; one that is no festival of the law stands for itself. */
export function nameOf(zh: string, kind: ArrangedDay['kind']): Bilingual {
  if (zh === '') return UNNAMED[kind];
  return FESTIVALS.find((festival) => festival.zh === zh || festival.zh === `${zh}节`) ?? { zh, en: zh };
}
