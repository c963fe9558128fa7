import type { CivilDate } from '../dates.ts';
import { type Bilingual, fill, type Params } from '../i18n.ts';
import type { FieldFault } from '../problems.ts';
import { statutoryDays } from './statutory-days.ts';
import { type ArrangedDay, isWeekend, yearOf } from './work-calendar.ts';

/** What can be wrong with the arrangement of a year. */
export const CALENDAR_FAULTS = {
  'calendar.file_unreadable': { zh: '无法读取：{what}', en: 'cannot be read: {what}' },
  'calendar.date_missing': { zh: '没有日期', en: 'no date' },
  'calendar.date_wrong': {
    zh: '“{text}”不是存在的日期；应为 2027-02-05，或 2027-02-05..2027-02-11',
    en: '“{text}” is not a date that exists; write 2027-02-05, or 2027-02-05..2027-02-11',
  },
  'calendar.kind_wrong': {
    zh: '类型“{text}”无法识别；应为 放假 或 上班',
    en: 'kind “{text}” is not known; write off or make_up',
  },
  'calendar.other_year': {
    zh: '{date} 不属于 {year} 年（可含上年 12 月 20 日以后）',
    en: '{date} does not belong to {year} (or to the year before, from 20 December)',
  },
  'calendar.date_twice': { zh: '{date} 出现两次', en: '{date} comes twice' },
  'calendar.make_up_weekday': {
    zh: '{date} 是周一至周五，不能是调休上班日',
    en: '{date} is a weekday and cannot be a make-up working day',
  },
  'calendar.festival_worked': {
    zh: '{date} 是法定节假日（{name_zh}），未列为放假（全国年节及纪念日放假办法）',
    en: '{date} is a day off by law ({name_en}) and is not listed as off',
  },
  'calendar.empty': { zh: '没有任何日期', en: 'no dates at all' },
} as const satisfies Readonly<Record<string, Bilingual>>;

export type CalendarFaultCode = keyof typeof CALENDAR_FAULTS;

/** @param path field; `table.line 5` is also said in the text */
export function calendarFault(path: string, code: CalendarFaultCode, params: Params = {}): FieldFault {
  const line = /line (\d+)$/.exec(path)?.[1];
  const { zh, en } = CALENDAR_FAULTS[code];
  return {
    path,
    code,
    zh: `${line === undefined ? '' : `第 ${line} 行：`}${fill(zh, params)}`,
    en: `${line === undefined ? '' : `line ${line}: `}${fill(en, params)}`,
  };
}

/** Days of the year before that a notice may still name. */
const NAMED_EARLY_FROM = '12-20';

/** A day as entered, with the place to name when it is wrong: `days.3`, or `line 5`. */
export interface EnteredDay extends ArrangedDay {
  place: string;
}

/** Everything wrong with the arrangement of a year: dates astray or doubled, make-up weekdays, festivals not off. */
export function yearFaults(year: number, days: readonly EnteredDay[]): FieldFault[] {
  if (days.length === 0) return [calendarFault('days', 'calendar.empty')];
  const seen = new Map<CivilDate, EnteredDay>();
  const faults = days.flatMap((day): FieldFault[] => {
    const { date, place } = day;
    if (yearOf(date) !== year && !(yearOf(date) === year - 1 && date.slice(5) >= NAMED_EARLY_FROM))
      return [calendarFault(place, 'calendar.other_year', { date, year })];
    if (seen.has(date)) return [calendarFault(place, 'calendar.date_twice', { date })];
    seen.set(date, day);
    if (day.kind === 'make_up' && !isWeekend(date)) return [calendarFault(place, 'calendar.make_up_weekday', { date })];
    return [];
  });
  const worked = [...statutoryDays(year)].flatMap(([date, name]): FieldFault[] => {
    const day = seen.get(date);
    if (day ? day.kind === 'off' : isWeekend(date)) return [];
    return [
      calendarFault(day?.place ?? 'days', 'calendar.festival_worked', { date, name_zh: name.zh, name_en: name.en }),
    ];
  });
  return [...faults, ...worked];
}
