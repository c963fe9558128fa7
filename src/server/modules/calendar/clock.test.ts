import { afterAll, beforeAll, expect, test } from 'vitest';
import { sampleCalendar, SAMPLE_YEARS } from '../../../shared/calendar/testing/arrangements.ts';
import { dayOf, isWorking, workCalendar } from '../../../shared/calendar/work-calendar.ts';
import { yearFaults } from '../../../shared/calendar/year-faults.ts';
import { addDays } from '../../../shared/dates.ts';
import { startTestApp, type TestApp } from '../../testing/app.ts';
import { type Caller, callerOf, seedPeople } from '../../testing/people.ts';
import { packageYears } from './package-years.ts';

let app: TestApp;
let nobody: Caller;
beforeAll(async () => {
  app = await startTestApp();
  await seedPeople(app);
  nobody = callerOf(app);
});
afterAll(() => app.close());

const clock = async (query: string) => (await nobody.get(`/api/clock?${query}`)).json();

test('the package agrees with the arrangements, every year of it stands the checks an entered one must pass', () => {
  const years = packageYears();
  expect([years[0]!.year, years.at(-1)!.year]).toEqual([2004, 2026]);
  for (const { year, days } of years)
    expect(
      yearFaults(
        year,
        days.map((day) => ({ ...day, place: day.date })),
      ),
    ).toEqual([]);
  const calendar = workCalendar(years);
  for (let date = `${SAMPLE_YEARS[0]}-01-01`; date <= '2026-12-31'; date = addDays(date, 1))
    expect([date, isWorking(dayOf(calendar, date))]).toEqual([date, isWorking(dayOf(sampleCalendar, date))]);
});

test.each([
  ['GZ-13.5a', 'from=2026-09-28&count=5&unit=working_day', '2026-10-10', false],
  ['GZ-13.5a', 'from=2026-12-28&count=5&unit=working_day', '2027-01-05', true],
  ['GZ-27.1', 'from=2026-09-21&count=10&unit=working_day', '2026-10-12', false],
  ['GZ-27.3', 'from=2026-11-20&count=30&unit=working_day', '2027-01-04', true],
  ['GZ-24.2', 'from=2026-07-31&count=3&unit=month', '2026-11-02', false],
  ['GZ-24.2', 'from=2026-07-31&count=3&unit=month&roll_over=false', '2026-10-31', false],
  ['HN-17c', 'from=2025-02-17&count=1&unit=year', '2026-02-24', false],
  ['HB-8.5', 'from=2026-07-05&count=90&unit=day', '2026-10-08', false],
  ['GZ-14.1', 'from=2021-03-15&count=5&unit=year&kind=term_plaque', '2026-03-15', false],
  ['GZ-14.1', 'from=2024-02-29&count=5&unit=year&kind=term_plaque', '2029-02-28', false],
  ['HN-19', 'from=2024-12-05&count=5&unit=year&kind=term_instrument', '2029-12-04', false],
  ['GZ-13.5a', 'from=2026-09-28&programme=guangzhou&clock=selection_notice', '2026-10-10', false],
  ['GZ-24.2', 'from=2026-08-31&programme=guangzhou&clock=rectification&count=1', '2026-09-30', false],
])('%s GET /api/clock?%s ends on %s', async (_clause, query, end, provisional) => {
  const answer = await clock(query);
  expect(answer).toMatchObject({ end, provisional, missing_years: provisional ? [2027] : [] });
});

test('AMB-X-01 the way of counting is the programme’s, cited; every day comes explained', async () => {
  const answer = await clock('from=2026-09-29&count=5&unit=working_day&programme=guangzhou');
  expect(answer).toMatchObject({
    first: '2026-09-30',
    end: '2026-10-12',
    start_counts: false,
    cite: { policy: 'guangzhou', clause: 'GZ-13.5a', basis: 'house' },
    notices: [{ year: 2026, notice: '国办发明电〔2025〕7号' }],
  });
  expect(answer.days).toHaveLength(14);
  expect(answer.days.find((day: { date: string }) => day.date === '2026-10-10')).toEqual({
    date: '2026-10-10',
    kind: 'make_up',
    name: { zh: '国庆节', en: 'National Day' },
    part: 'counted',
    number: 4,
  });
  const own = await clock('from=2026-09-29&programme=guangzhou&clock=selection_notice');
  expect(own).toMatchObject({ count: 5, cite: { clause: 'GZ-13.5a', basis: 'law' } });
});

test.each([
  ['from=2026-02-30&count=5&unit=day', 'query.from'],
  ['from=2023-02-29&count=5&unit=day', 'query.from'],
  ['from=20260101&count=5&unit=day', 'query.from'],
  ['from=1999-12-31&count=5&unit=day', 'query.from'],
  ['count=5&unit=day', 'query.from'],
  ['from=2026-01-05&count=0&unit=working_day', 'query.count'],
  ['from=2026-01-05&count=-3&unit=working_day', 'query.count'],
  ['from=2026-01-05&count=1.5&unit=working_day', 'query.count'],
  ['from=2026-01-05&count=1001&unit=working_day', 'query.count'],
  ['from=2026-01-05&count=99999999999999&unit=day', 'query.count'],
  ['from=2026-01-05&count=abc&unit=day', 'query.count'],
  ['from=2026-01-05&unit=day', 'query.count'],
  ['from=2026-01-05&count=5&unit=week', 'query.unit'],
  ['from=2026-01-05&count=5', 'query.unit'],
  ['from=2026-01-05&count=5&unit=working_day&kind=term_plaque', 'query.kind'],
  ['from=2026-01-05&count=5&unit=day&kind=forever', 'query.kind'],
])('GET /api/clock?%s is refused at %s', async (query, path) => {
  const answer = await nobody.get(`/api/clock?${query}`);
  expect(answer.statusCode).toBe(400);
  expect(answer.json().errors.map((fault: { path: string }) => fault.path)).toContain(path);
  expect(answer.json().errors[0].message).toMatch(/\p{Script=Han}/u);
});

test('an unknown programme, an unknown or dated clock and a period beyond what is known are refused', async () => {
  const code = async (query: string) => {
    const answer = await nobody.get(`/api/clock?${query}`);
    return [answer.statusCode, answer.json().code];
  };
  expect(await code('from=2026-01-05&count=5&unit=day&programme=nowhere')).toEqual([400, 'calendar.programme_unknown']);
  expect(await code('from=2026-01-05&clock=selection_notice')).toEqual([400, 'calendar.clock_unknown']);
  expect(await code('from=2026-01-05&programme=guangzhou&clock=tea')).toEqual([400, 'calendar.clock_unknown']);
  expect(await code('from=2026-01-05&programme=national&clock=rectification')).toEqual([400, 'calendar.clock_unknown']);
  for (const rest of ['count=50&unit=year', 'count=1000&unit=working_day'])
    expect(await code(`from=2098-06-01&${rest}`)).toEqual([400, 'calendar.beyond_known']);
});

test('NAT-26.2 HN-15 GZ-23 the periods and yearly dates of a rule set are listed with their articles', async () => {
  const hunan = (await nobody.get('/api/clocks?programme=hunan')).json();
  expect(hunan.recurring.find(({ id }: { id: string }) => id === 'annual_report')).toMatchObject({
    next: '2027-02-28',
    rest_day: true,
    cite: { clause: 'HN-15', basis: 'law' },
  });
  expect(hunan.recurring.find(({ id }: { id: string }) => id === 'evaluation')).toMatchObject({
    next: null,
    every: 3,
    unit: 'year',
  });
  const national = (await nobody.get('/api/clocks?programme=national')).json();
  expect(national.recurring[0]).toMatchObject({ next: '2027-01-31', rest_day: true, cite: { clause: 'NAT-26.2' } });
  expect(national.clocks.find(({ id }: { id: string }) => id === 'rectification')).toMatchObject({ count: null });
  const guangzhou = (await nobody.get('/api/clocks?programme=guangzhou')).json();
  expect(guangzhou.clocks.find(({ id }: { id: string }) => id === 'rectification')).toMatchObject({
    count: 3,
    unit: 'month',
    up_to: true,
    cite: { clause: 'GZ-24.2' },
  });
  app.setTime('2027-01-31T03:00:00Z');
  const onTheDay = (await nobody.get('/api/clocks?programme=guangzhou')).json();
  expect(onTheDay.recurring[0]).toMatchObject({ id: 'annual_report', next: '2027-01-31' });
  app.setTime('2027-01-31T17:00:00Z');
  const after = (await nobody.get('/api/clocks?programme=guangzhou')).json();
  expect(after.recurring[0]).toMatchObject({ id: 'annual_report', next: '2028-01-31' });
  app.setTime('2026-11-24T02:00:00Z');
  expect((await nobody.get('/api/clocks?programme=nowhere')).statusCode).toBe(400);
});
