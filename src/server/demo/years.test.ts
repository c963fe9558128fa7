import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemActor } from '../kernel/context.ts';
import { startTestApp, type TestApp } from '../testing/app.ts';
import { z } from 'zod';
import { readSetting, writeSetting } from '../kernel/settings.ts';
import { loadDemo, reopenDemo } from './load.ts';
import { type DemoYear, movedTo } from './year-file.ts';
import { liveYears, YEARS_LIVED, yearsInterrupted } from './years.ts';

const PASSWORD = 'demonstration-Rice-42';
const NOW = '2026-11-30T02:00:00.000Z';
let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ KEYUAN_DEMO_PASSWORD: PASSWORD });
  app.setTime(NOW);
});
afterAll(() => app.close());

test('a year moves by whole weeks and never past today', () => {
  const year = {
    programme: 'guangzhou',
    written_on: '2026-11-27',
    platforms: ['A'],
    steps: [{ on: '2026-11-26', edit: { window_to: '2026-12-31', title: '{2026-12-31}年度' } }],
  } as unknown as DemoYear;
  const [same, later, earlier] = ['2026-12-03', '2027-01-08', '2026-11-24'].map(
    (today) => movedTo(today, year).steps[0],
  );
  expect(same).toMatchObject({ on: '2026-11-26', edit: { window_to: '2026-12-31', title: '2026年度' } });
  expect(later).toMatchObject({ on: '2027-01-07', edit: { window_to: '2027-02-11', title: '2027年度' } });
  expect(earlier).toMatchObject({ on: '2026-11-19' });
});

test('a year of each programme is lived as it is written, every step as somebody who may take it', async () => {
  const { password } = (await loadDemo(app))!;
  const setTime = (at: string | undefined): void => app.setTime(at ?? NOW);
  // Killed twice, the second time after a step was taken and before that was noted.
  const killedAt = (at: number): Promise<unknown> =>
    liveYears(app, password, setTime, (done) => {
      if (done === at) throw new Error('killed');
    });
  await expect(killedAt(20)).rejects.toThrow('killed');
  const kept = await readSetting(app.services.storage.db, YEARS_LIVED, z.looseObject({ done: z.number() }));
  await expect(killedAt(21)).rejects.toThrow('killed');
  await app.services.storage.db.transaction().execute((db) => writeSetting({ db }, YEARS_LIVED, { ...kept, done: 20 }));
  expect(await yearsInterrupted(app.contextOf(systemActor('test')))).toBe(true);
  expect(await loadDemo(app)).toBeUndefined();
  const again = await reopenDemo(app);
  expect(again).toMatchObject({ password: PASSWORD, refused: 0 });
  const lived = await liveYears(app, again.password, setTime);
  expect(lived.faults).toEqual([]);
  expect(await yearsInterrupted(app.contextOf(systemActor('test')))).toBe(false);
  const rows = await app
    .contextOf(systemActor('test'))
    .db.selectFrom('proc_case')
    .select(['programme_id', 'procedure', 'state'])
    .execute();
  const states = (programme: string, procedure: string): string[] =>
    rows
      .filter((row) => row.programme_id === programme && row.procedure === procedure)
      .map(({ state }) => state)
      .toSorted();
  for (const programme of ['guangzhou', 'hubei', 'hunan', 'national'])
    expect(new Set(states(programme, 'application')).size, programme).toBeGreaterThanOrEqual(5);
  expect(states('guangzhou', 'termination')).toEqual(['approved']);
  expect(states('guangzhou', 'objection')).toEqual(['filed', 'not_accepted']);
  expect(new Set(states('hubei', 'deposit')).size).toBeGreaterThanOrEqual(4);
  expect(new Set(states('hubei', 'complaint')).size).toBeGreaterThanOrEqual(5);
  // Every state of an item that a user can meet stands somewhere to be seen.
  const items = await app.services.storage.db.selectFrom('request_item').select('state').distinct().execute();
  expect(new Set(items.map(({ state }) => state))).toEqual(
    new Set('asked waiting accepted partly reserved sent received substituted declined cancelled fulfilled'.split(' ')),
  );
  // Nothing the demonstration left is dated after today, and what it told was told in its time.
  const told = await app.contextOf(systemActor('test')).db.selectFrom('message').select('at').execute();
  expect(told.length).toBeGreaterThan(50);
  expect(told.every(({ at }) => new Date(at).toISOString() <= NOW)).toBe(true);
}, 240_000);
