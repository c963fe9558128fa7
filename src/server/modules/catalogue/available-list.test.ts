import type { z } from 'zod';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { availableRoutes } from '../../../shared/catalogue/available-routes.ts';
import { startTestApp, type TestApp } from '../../testing/app.ts';
import { addHouse, draft, type House, publish } from '../../testing/catalogue-desk.ts';
import { nobody } from '../../testing/import-desk.ts';

type View = z.output<typeof availableRoutes.listAvailable.reply>;

let app: TestApp;
let house: House;
beforeAll(async () => {
  app = await startTestApp();
  house = await addHouse(app, 'AVAIL-GZ', { programme: 'guangzhou' });
});
afterAll(() => app.close());

const tree = (ACCENUMB: string, availability: string, more = {}) => ({
  ACCENUMB,
  CROPNAME: '枇杷',
  GENUS: 'Eriobotrya',
  share_scope: 'full',
  availability,
  ...more,
});
const listed = async (query = ''): Promise<View> =>
  (await nobody(app).call<View>('GET', `/api/portal/platforms/AVAIL-GZ/available${query}`)).body;

test('GZ-A.forest.4c what can be had is listed, published with its date, and due again a year later', async () => {
  expect((await house.author.call('POST', '/api/work/available-lists', { platform: 'AVAIL-GZ' })).status).toBe(422);
  await publish(
    house,
    'germplasm_forest',
    tree('P1', 'available', { available_quantity: '=每份 20 条', available_when: '11 月' }),
  );
  const second = await publish(house, 'germplasm_forest', tree('P2', 'seasonal'));
  await publish(house, 'germplasm_forest', tree('P3', 'reserved'));
  await draft(house, 'germplasm_forest', tree('P4', 'available'));

  const first = await listed('?limit=1');
  expect(first.items).toMatchObject([
    { local_number: 'P1', availability: '可供利用', quantity: '=每份 20 条', when: '11 月' },
  ]);
  expect(first.due).toMatchObject({
    months: 12,
    by: null,
    overdue: true,
    cite: { clause: 'GZ-A.forest.4c', basis: 'house' },
  });
  const rest = await listed(`?limit=1&cursor=${first.next}`);
  expect([rest.items.map(({ id }) => id), rest.next]).toEqual([[second], null]);

  const made = await house.author.call<{ id: string; item_count: number }>('POST', '/api/work/available-lists', {
    platform: 'AVAIL-GZ',
  });
  expect([made.status, made.body.item_count]).toEqual([201, 2]);
  const { db } = app.services.storage;
  const dated = async (listed_on: string): Promise<View['due']> => {
    await db.updateTable('available_list').set({ listed_on }).where('id', '=', made.body.id).execute();
    return (await listed()).due;
  };
  const now = await listed();
  expect(now.lists).toMatchObject([{ id: made.body.id, listed_on: now.as_of, item_count: 2 }]);
  expect(now.due?.overdue).toBe(false);
  const [year, rest_of_day] = [Number(now.as_of.slice(0, 4)), now.as_of.slice(4)];
  // The last day of the term is still in time; the day after it is not.
  if (rest_of_day !== '-02-29')
    expect(await dated(`${year - 1}${rest_of_day}`)).toMatchObject({ by: now.as_of, overdue: false });
  expect(await dated('2025-11-20')).toMatchObject({ by: '2026-11-20', overdue: now.as_of > '2026-11-20' });
});

test('a published list stays as it was, in CSV without formulas', async () => {
  const { lists } = await listed();
  const file = await nobody(app).call('GET', `/api/portal/platforms/AVAIL-GZ/available/${lists[0]!.id}`);
  expect(file.status).toBe(200);
  const text = file.bytes.toString('utf8');
  expect(text.split('\r\n')[0]).toBe('\ufeff编号,名称,资源类型,可供情况,可供数量,可供时间,资源页');
  expect(text).toContain("'=每份 20 条");
  expect(text).not.toContain('P3');
  const wrong = await nobody(app).call('GET', '/api/portal/platforms/AVAIL-GZ/available/1');
  expect(wrong.status).toBe(404);
});

test('only the platform’s own people publish its list', async () => {
  const stranger = await addHouse(app, 'AVAIL-OTHER', { programme: 'guangzhou' });
  for (const [caller, status] of [
    [nobody(app), 401],
    [stranger.author, 403],
  ] as const)
    expect((await caller.call('POST', '/api/work/available-lists', { platform: 'AVAIL-GZ' })).status).toBe(status);
});

test('a platform without forest germplasm, or without a rule, owes no list', async () => {
  await addHouse(app, 'AVAIL-HN', { programme: 'hunan' });
  for (const code of ['AVAIL-OTHER', 'AVAIL-HN'])
    expect((await nobody(app).call<View>('GET', `/api/portal/platforms/${code}/available`)).body.due).toBeNull();
});
