import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../testing/app.ts';
import { type Caller, callerOf, seedPeople, signIn } from '../../testing/people.ts';

let app: TestApp;
const caller: Record<string, Caller> = {};
beforeAll(async () => {
  app = await startTestApp();
  await seedPeople(app);
  for (const account of ['system', 'system.guangzhou', 'auditor', 'security', 'city.guangzhou', 'host'])
    caller[account] = await signIn(app, account);
});
afterAll(() => app.close());

const NOTICE = '国办发明电〔2026〕示范号';
/** Made up: the real arrangement of 2027 is not known. */
const TABLE = `日期,类型,名称
2027-01-01..2027-01-03,放假,元旦
2027-02-05..2027-02-11,放假,春节
2027-01-30,上班,春节
2027-02-13,上班,春节
4月3日至4月5日,放假,清明
2027-05-01..2027-05-05,放假,劳动节
2027-05-08,上班,劳动节
2027-06-09,放假,端午节
2027-09-15,放假,中秋节
2027-10-01..2027-10-07,放假,国庆节
2027-10-09,上班,国庆节`;

const load = (by: string, body: object, year = 2027) =>
  (caller[by] ?? callerOf(app)).put(`/api/calendar/${year}`, { revision: 0, notice: NOTICE, table: TABLE, ...body });

test('AMB-X-02 a year without a notice shows the festival days of the law and says that it is not known', async () => {
  const year = (await callerOf(app).get('/api/calendar/2027')).json();
  expect(year).toMatchObject({ known: false, revision: 0, notice: null });
  expect(year.days).toHaveLength(13);
  const list = (await callerOf(app).get('/api/calendar')).json().items;
  expect(list[0]).toMatchObject({ year: 2026, notice: '国办发明电〔2025〕7号', days_off: 33, make_up_days: 6 });
  expect((await callerOf(app).get('/api/calendar/1999')).statusCode).toBe(400);
  const known = (await callerOf(app).get('/api/calendar/2026')).json();
  expect(known.working_days.reduce((sum: number, days: number) => sum + days, 0)).toBe(248);
});

test('only a system administrator previews and loads', async () => {
  for (const by of ['nobody', 'host', 'auditor', 'security', 'city.guangzhou']) {
    const status = by === 'nobody' ? 401 : 403;
    expect((await load(by, {})).statusCode, by).toBe(status);
    const who = caller[by] ?? callerOf(app);
    expect((await who.post('/api/calendar/2027/preview', { table: TABLE })).statusCode, by).toBe(status);
    expect((await who.get('/api/calendar/2026/revisions')).statusCode, by).toBe(status);
  }
  expect((await callerOf(app).get('/api/calendar/2027')).json().known).toBe(false);
});

test('a preview shows what would change and saves nothing', async () => {
  // The notice is one for all programmes: an administrator of one may look, too.
  const preview = (await caller['system.guangzhou']!.post('/api/calendar/2027/preview', { table: TABLE })).json();
  expect(preview).toMatchObject({ year: 2027, revision: 0, make_up_days: 4 });
  const changed = Object.fromEntries(
    preview.changes.map((day: { date: string; after: string }) => [day.date, day.after]),
  );
  expect(changed).toMatchObject({ '2027-02-09': 'holiday', '2027-01-30': 'make_up', '2027-05-04': 'holiday' });
  // A Sunday in the middle of a holiday was a day off before and stays one.
  expect(changed).not.toHaveProperty('2027-01-03');
  expect((await callerOf(app).get('/api/calendar/2027')).json().known).toBe(false);
});

test('GZ-13.5a AMB-X-02 a loaded year makes provisional ends certain and tells those who keep open clocks', async () => {
  const end = async () => (await callerOf(app).get('/api/clock?from=2026-12-28&count=5&unit=working_day')).json();
  expect(await end()).toMatchObject({ end: '2027-01-05', provisional: true });
  const loaded = await load('system', { link: 'https://www.gov.cn/example', issued_on: '2026-11-25' });
  expect(loaded.json()).toMatchObject({ known: true, revision: 1, notice: NOTICE, source: 'entered' });
  expect(await end()).toMatchObject({ end: '2027-01-05', provisional: false, missing_years: [] });
  const { db } = app.services.storage;
  const effects = db.selectFrom('outbox').select('payload').where('kind', '=', 'calendar.changed');
  expect((await effects.execute()).map(({ payload }) => payload)).toEqual([{ years: [2027] }]);
  const events = db.selectFrom('audit_event').selectAll().where('action', '=', 'calendar.year.load');
  expect(await events.executeTakeFirst()).toMatchObject({
    actor_name: '示范 system',
    detail: { notice: NOTICE, revision: 1 },
  });
});

test('a holiday announced late is a further revision; the earlier word stays, a stale one is refused with both', async () => {
  const late = TABLE.replace('2027-01-01..2027-01-03', '2027-01-01..2027-01-04');
  const stale = await load('system', { table: late });
  expect(stale.json()).toMatchObject({ status: 409, params: { given: 0, current: 1 }, stored: { revision: 1 } });
  expect((await load('system', { table: late, revision: 1 })).json()).toMatchObject({ revision: 2 });
  const answer = await callerOf(app).get('/api/clock?from=2026-12-28&count=5&unit=working_day');
  expect(answer.json()).toMatchObject({ end: '2027-01-06', provisional: false });
  const { items } = (await caller.system!.get('/api/calendar/2027/revisions')).json();
  expect(
    items.map(({ revision, loaded_by }: { revision: number; loaded_by: string }) => [revision, loaded_by]),
  ).toEqual([
    [2, '示范 system'],
    [1, '示范 system'],
  ]);
  // What is stored can be entered again as it is: nothing changes.
  const again = await caller.system!.post('/api/calendar/2027/preview', { table: items[0].table });
  expect(again.json()).toMatchObject({ revision: 2, changes: [], make_up_days: 4 });
});

test('a year may be entered as the JSON of published data sets', async () => {
  const days = [
    ['2026-12-27', false],
    ...['01-01', '02-16', '02-25', '02-26', '02-27', '02-28', '04-04', '05-01', '05-02', '05-28'].map((day) => [
      `2028-${day}`,
      true,
    ]),
    ...['01-25', '01-26', '01-27', '01-28', '10-01', '10-02', '10-03'].map((day) => [`2028-${day}`, true]),
  ].map(([date, isOffDay]) => ({ name: '示范', date, isOffDay }));
  const wrong = await load('system', { table: JSON.stringify({ days }) }, 2028);
  expect(wrong.json().errors.map((fault: { path: string }) => fault.path)).toEqual(['table.days.0']);
  days[0]!.date = '2027-12-26';
  const right = await load('system', { table: JSON.stringify({ days }) }, 2028);
  expect(right.json()).toMatchObject({ known: true });
  // The notice of 2028 made a Sunday of 2027 a working day.
  const year = (await callerOf(app).get('/api/calendar/2027')).json();
  expect(year.days.find((day: { date: string }) => day.date === '2027-12-26')).toMatchObject({ kind: 'make_up' });
});

test.each([
  ['2027-13-01,放假,元旦', 'calendar.date_wrong'],
  ['2027-02-30,放假,春节', 'calendar.date_wrong'],
  ['2027-02-11..2027-02-05,放假,春节', 'calendar.date_wrong'],
  ['2027-03-01..2027-12-01,放假,春节', 'calendar.date_wrong'],
  ['2027-03-03,午休,春节', 'calendar.kind_wrong'],
  [',放假,春节', 'calendar.date_missing'],
  ['2026-05-01,放假,劳动节', 'calendar.other_year'],
  ['2027-01-01,放假,元旦', 'calendar.date_twice'],
  ['2027-03-03,上班,补班', 'calendar.make_up_weekday'],
])('a wrong line “%s” is named with its number: %s', async (line, code) => {
  const answer = await caller.system!.post('/api/calendar/2027/preview', { table: `${TABLE}\n${line}` });
  expect(answer.json()).toMatchObject({
    status: 422,
    code: 'calendar.table_invalid',
    errors: [{ path: 'table.line 13', code }],
  });
});

test('a table without a day off by law, an empty one and broken JSON are refused', async () => {
  const faults = async (table: string) =>
    (await caller.system!.post('/api/calendar/2027/preview', { table })).json().errors as { code: string }[];
  const without = TABLE.split('\n')
    .filter((line) => !line.startsWith('2027-06-09'))
    .join('\n');
  expect(await faults(without)).toMatchObject([{ path: 'days', code: 'calendar.festival_worked' }]);
  expect(await faults('# nothing')).toMatchObject([{ code: 'calendar.empty' }]);
  expect(await faults('{"days": [')).toMatchObject([{ path: 'table', code: 'calendar.file_unreadable' }]);
  expect(await faults('{"year": 2027}')).toMatchObject([{ path: 'table', code: 'calendar.file_unreadable' }]);
});
