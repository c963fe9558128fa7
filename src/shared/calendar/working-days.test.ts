import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SHARED_DATA, skipNote } from '../../server/testing/shared-data.ts';
import { addDays } from '../dates.ts';
import { periodOf } from './period.ts';
import { FESTIVAL_YEARS, statutoryDays } from './statutory-days.ts';
import { sampleCalendar, sampleYear } from './testing/arrangements.ts';
import { type CalendarYear, dayOf, isWorking, missingYears, workCalendar } from './work-calendar.ts';

const after = (from: string, count: number, startCounts?: boolean) =>
  periodOf(sampleCalendar, { count, unit: 'working_day', startCounts }, from);

test.each([
  ['2018-09-17', '2018-09-25', '2018-09-30', '2018-11-02'],
  ['2021-07-02', '2021-07-09', '2021-07-16', '2021-08-13'],
  ['2022-05-17', '2022-05-24', '2022-05-31', '2022-06-29'],
  ['2025-09-26', '2025-10-10', '2025-10-16', '2025-11-13'],
  ['2025-09-30', '2025-10-14', '2025-10-21', '2025-11-18'],
  ['2025-10-01', '2025-10-14', '2025-10-21', '2025-11-18'],
  ['2026-02-13', '2026-02-27', '2026-03-05', '2026-04-02'],
  ['2026-02-14', '2026-02-28', '2026-03-06', '2026-04-03'],
  ['2026-09-24', '2026-10-09', '2026-10-15', '2026-11-12'],
])('GZ-13.5a GZ-27.1 GZ-27.3 5, 10 and 30 working days after %s', (from, five, ten, thirty) => {
  expect([after(from, 5).last, after(from, 10).last, after(from, 30).last]).toEqual([five, ten, thirty]);
  expect(after(from, 30).provisional).toBe(false);
});

test.each([
  ['2026-09-28', 5, '2026-10-10'],
  ['2026-09-14', 5, '2026-09-20'],
  ['2026-09-30', 5, '2026-10-13'],
  ['2026-04-30', 5, '2026-05-11'],
  ['2026-05-06', 5, '2026-05-12'],
  ['2026-02-13', 5, '2026-02-27'],
  ['2025-12-29', 5, '2026-01-06'],
  ['2026-11-23', 5, '2026-11-30'],
  ['2026-09-21', 10, '2026-10-12'],
  ['2026-01-30', 10, '2026-02-13'],
  ['2026-02-09', 30, '2026-03-27'],
  ['2026-08-31', 30, '2026-10-16'],
  ['2026-09-29', 5, '2026-10-12'],
  ['2026-10-03', 5, '2026-10-13'],
])('GZ-13.5a AMB-X-01 from %s %i working days end on %s', (from, count, last) => {
  expect(after(from, count)).toMatchObject({ last, provisional: false, missingYears: [] });
});

test.each([
  ['2026-12-28', 5, '2027-01-05'],
  ['2026-11-20', 30, '2027-01-04'],
  ['2026-12-21', 10, '2027-01-05'],
])('AMB-X-02 from %s %i working days reach a year without a notice: %s, provisional', (from, count, last) => {
  expect(after(from, count)).toMatchObject({ last, provisional: true, missingYears: [2027] });
});

test('the day of the event may count: 公示期 of 2018-09-18 to 09-25 were 5 working days, of 2021-07-05 to 07-09 too', () => {
  expect(after('2018-09-18', 5, true)).toMatchObject({ first: '2018-09-18', last: '2018-09-25' });
  expect(after('2021-07-02', 5)).toMatchObject({ first: '2021-07-05', last: '2021-07-09' });
});

test('every day of a period is explained: counted ones numbered, days off named', () => {
  const { days } = after('2026-09-29', 5);
  expect(days.map(({ date, part, kind, number }) => [date.slice(5), part, kind, number])).toEqual([
    ['09-29', 'start', 'working', undefined],
    ['09-30', 'counted', 'working', 1],
    ...['01', '02', '03', '04', '05', '06', '07'].map((day) => [`10-${day}`, 'off', 'holiday', undefined]),
    ['10-08', 'counted', 'working', 2],
    ['10-09', 'counted', 'working', 3],
    ['10-10', 'counted', 'make_up', 4],
    ['10-11', 'off', 'weekend', undefined],
    ['10-12', 'counted', 'working', 5],
  ]);
  expect(days[2]!.name?.zh).toBe('法定节假日');
});

test('the last days of a year rest on the next year’s notice too', () => {
  expect(after('2026-12-18', 5)).toMatchObject({ last: '2026-12-25', provisional: false });
  expect(after('2026-12-18', 6)).toMatchObject({ last: '2026-12-28', provisional: true, missingYears: [2027] });
  expect(missingYears(workCalendar([sampleYear(2018), sampleYear(2019)]), '2018-12-30', '2018-12-31')).toEqual([]);
});

test('a later year’s notice prevails on a December day', () => {
  const name = { zh: '元旦', en: 'New Year' };
  const [earlier, later]: CalendarYear[] = [
    { year: 2030, notice: null, days: [{ date: '2030-12-31', kind: 'make_up', name }] },
    { year: 2031, notice: null, days: [{ date: '2030-12-31', kind: 'off', name }] },
  ] as CalendarYear[];
  expect(dayOf(workCalendar([later!, earlier!]), '2030-12-31').kind).toBe('holiday');
});

test('festival days of the law stand in where no notice is known', () => {
  expect([...statutoryDays(2027).keys()].sort()).toEqual([
    '2027-01-01',
    '2027-02-05',
    '2027-02-06',
    '2027-02-07',
    '2027-02-08',
    '2027-04-05',
    '2027-05-01',
    '2027-05-02',
    '2027-06-09',
    '2027-09-15',
    '2027-10-01',
    '2027-10-02',
    '2027-10-03',
  ]);
  const size = (year: number): number => (year < 2008 ? 10 : year < 2025 ? 11 : 13);
  for (let year = FESTIVAL_YEARS.first; year <= FESTIVAL_YEARS.last; year++) {
    const onNationalDay = [...statutoryDays(year).values()].every(({ zh }) => zh !== '中秋节') && year >= 2008;
    expect(statutoryDays(year).size, String(year)).toBe(size(year) - (onNationalDay ? 1 : 0));
  }
  expect(() => statutoryDays(2100)).toThrow(RangeError);
});

test('festival days of the law lie within the arranged days off of every year known', () => {
  for (const year of sampleCalendar.years.keys())
    for (const date of statutoryDays(year).keys()) expect(dayOf(sampleCalendar, date).kind, date).toBe('holiday');
});

test('property: a period ends on a working day, counts exactly so many, and never ends earlier for a later start', () => {
  const day = fc.integer({ min: 0, max: 3000 }).map((n) => addDays('2018-01-01', n));
  fc.assert(
    fc.property(day, fc.integer({ min: 1, max: 60 }), (from, count) => {
      const { last, days, first } = after(from, count);
      const counted = days.filter(({ part }) => part === 'counted');
      expect(isWorking(dayOf(sampleCalendar, last))).toBe(true);
      expect(counted).toHaveLength(count);
      expect([counted[0]!.date, counted.at(-1)!.date]).toEqual([first, last]);
      expect(days.map(({ date }) => date)).toEqual(days.map((_, index) => addDays(from, index)));
      expect(after(addDays(from, 1), count).last >= last).toBe(true);
    }),
    { numRuns: 300 },
  );
});

const HOLIDAYS = join(SHARED_DATA, '10-holidays');

interface HolidayCnYear {
  year: number;
  days: { name: string; date: string; isOffDay: boolean }[];
}

test.skipIf(!existsSync(HOLIDAYS))(`worked examples on the State Council’s arrangements${skipNote(HOLIDAYS)}`, () => {
  const years = readdirSync(join(HOLIDAYS, 'holiday-cn')).filter((name) => name.endsWith('.json'));
  const calendar = workCalendar(
    years.map((name) => {
      const { year, days } = JSON.parse(readFileSync(join(HOLIDAYS, 'holiday-cn', name), 'utf8')) as HolidayCnYear;
      return {
        year,
        notice: null,
        days: days.map((day) => ({
          date: day.date,
          kind: day.isOffDay ? 'off' : 'make_up',
          name: { zh: day.name, en: day.name },
        })),
      };
    }),
  );
  const rows = readFileSync(join(HOLIDAYS, 'working-day-examples-20.csv'), 'utf8').trim().split(/\r?\n/).slice(1);
  expect(rows).toHaveLength(20);
  for (const row of rows) {
    const [from, count, last] = row.split(',') as [string, string, string];
    expect(periodOf(calendar, { count: Number(count), unit: 'working_day' }, from).last, row).toBe(last);
    expect(periodOf(sampleCalendar, { count: Number(count), unit: 'working_day' }, from).last, row).toBe(last);
  }
});
