import { expect, test } from 'vitest';
import { periodOf, type PeriodRule, recountedPeriod } from './period.ts';
import { sampleCalendar, sampleYear } from './testing/arrangements.ts';
import { workCalendar } from './work-calendar.ts';
import { YEARLY_DATE, yearlyDate } from './yearly-date.ts';

const period = (from: string, rule: PeriodRule) => periodOf(sampleCalendar, rule, from);

test.each([
  ['2026-08-31', 3, 'month', '2026-11-30'],
  ['2026-07-31', 3, 'month', '2026-11-02'],
  ['2026-07-03', 3, 'month', '2026-10-08'],
  ['2026-07-10', 3, 'month', '2026-10-10'],
  ['2025-02-17', 1, 'year', '2026-02-24'],
  ['2026-06-30', 90, 'day', '2026-09-28'],
  ['2026-07-05', 90, 'day', '2026-10-08'],
  ['2026-11-02', 30, 'day', '2026-12-02'],
  ['2026-10-15', 1, 'month', '2026-11-16'],
] as const)('GZ-24.2 HN-17c HB-8.5 AMB-X-07 AMB-X-09 from %s %i %s end on %s', (from, count, unit, last) => {
  expect(period(from, { count, unit })).toMatchObject({ last, provisional: false });
});

test.each([
  ['HN-19', 'term_instrument', '2024-12-05', '2029-12-04'],
  ['HB-25', 'term_instrument', '2022-11-21', '2027-11-20'],
  ['GZ-32 GZ-24.0', 'term_instrument', '2020-09-01', '2025-08-31'],
  ['GZ-14.1', 'term_plaque', '2021-03-15', '2026-03-15'],
  ['GZ-14.1', 'term_plaque', '2024-02-29', '2029-02-28'],
  ['AMB-X-08', 'term_instrument', '2024-02-29', '2029-02-28'],
] as const)('%s a %s of five years from %s lasts until %s', (_clause, kind, from, last) => {
  expect(period(from, { count: 5, unit: 'year', kind })).toMatchObject({ last, due: last, provisional: false });
});

test('AMB-X-08 both ways of ending a term can be switched', () => {
  const five = { count: 5, unit: 'year' } as const;
  expect(period('2021-03-15', { ...five, kind: 'term_plaque', startCounts: true }).last).toBe('2026-03-14');
  expect(period('2024-12-05', { ...five, kind: 'term_instrument', startCounts: false }).last).toBe('2029-12-05');
});

test('AMB-X-07 rolling over can be switched off and shows what it passed over', () => {
  const three = { count: 3, unit: 'month' } as const;
  expect(period('2026-07-31', { ...three, rollOver: false })).toMatchObject({ last: '2026-10-31', clipped: false });
  expect(period('2026-07-03', three).days.map(({ date, part }) => [date, part])).toEqual([
    ['2026-07-03', 'start'],
    ['2026-10-03', 'due'],
    ['2026-10-04', 'passed'],
    ['2026-10-05', 'passed'],
    ['2026-10-06', 'passed'],
    ['2026-10-07', 'passed'],
    ['2026-10-08', 'last'],
  ]);
});

test('AMB-X-09 a month without such a day lends its last one', () => {
  expect(period('2025-08-31', { count: 3, unit: 'month', rollOver: false })).toMatchObject({
    last: '2025-11-30',
    clipped: true,
  });
  expect(period('2024-02-29', { count: 1, unit: 'year', rollOver: false }).last).toBe('2025-02-28');
  expect(period('2025-08-31', { count: 1, unit: 'month', startCounts: true, rollOver: false }).last).toBe('2025-09-30');
});

test('AMB-X-02 an end that may roll over in a year without a notice is provisional, a term never', () => {
  expect(period('2026-10-02', { count: 3, unit: 'month' })).toMatchObject({
    due: '2027-01-02',
    last: '2027-01-04',
    missingYears: [2027],
  });
  expect(period('2026-10-02', { count: 3, unit: 'month', rollOver: false }).provisional).toBe(false);
  expect(period('2026-10-02', { count: 3, unit: 'month', kind: 'term_plaque' }).provisional).toBe(false);
});

test('every day of a period in days is counted, days off included', () => {
  const { days, first } = period('2026-09-24', { count: 10, unit: 'day' });
  expect(first).toBe('2026-09-25');
  expect(days.filter(({ number }) => number !== undefined).map(({ number }) => number)).toEqual([
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10,
  ]);
  expect(days.map(({ date, part }) => `${date.slice(5)} ${part}`).slice(-6)).toEqual([
    '10-03 counted',
    '10-04 due',
    '10-05 passed',
    '10-06 passed',
    '10-07 passed',
    '10-08 last',
  ]);
});

test('AMB-X-02 a last day made known moves out under a changed calendar, never in', () => {
  const rule = { count: 5, unit: 'working_day' } as const;
  const name = { zh: '元旦', en: 'New Year' };
  const with2027 = workCalendar([
    sampleYear(2026),
    {
      year: 2027,
      notice: null,
      days: [
        ...['2027-01-01', '2027-01-04', '2027-01-05'].map((date) => ({ date, kind: 'off' as const, name })),
        { date: '2027-01-02', kind: 'make_up', name },
      ],
    },
  ]);
  expect(recountedPeriod(with2027, rule, '2026-12-28', '2027-01-05')).toMatchObject({
    last: '2027-01-06',
    keptAsMadeKnown: false,
    provisional: false,
  });
  expect(recountedPeriod(with2027, rule, '2026-12-28', '2027-01-08')).toMatchObject({
    last: '2027-01-08',
    keptAsMadeKnown: true,
  });
});

test('a count that is no whole number of at least one is refused', () => {
  for (const count of [0, -1, 1.5, Number.NaN])
    expect(() => period('2026-01-05', { count, unit: 'day' })).toThrow(RangeError);
});

test('NAT-26.2 HN-15 AMB-X-07 a fixed date of the year does not move, and says when it is a day off', () => {
  expect(yearlyDate(sampleCalendar, '01-31', 2027)).toEqual({ date: '2027-01-31', restDay: true });
  expect(yearlyDate(sampleCalendar, '02-last', 2026)).toEqual({ date: '2026-02-28', restDay: false });
  expect(yearlyDate(sampleCalendar, '02-last', 2028).date).toBe('2028-02-29');
  expect(yearlyDate(sampleCalendar, '12-last', 2026).date).toBe('2026-12-31');
  expect(['13-01', '00-01', '01-32', '2-1'].filter((text) => YEARLY_DATE.test(text))).toEqual([]);
});
