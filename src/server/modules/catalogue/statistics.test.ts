import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../testing/app.ts';
import { act, addHouse, type House, publish } from '../../testing/catalogue-desk.ts';
import { nobody } from '../../testing/import-desk.ts';
import { readMap } from './map-file.ts';

let app: TestApp;
let south: House;
let centre: House;
beforeAll(async () => {
  app = await startTestApp();
  south = await addHouse(app, 'SOUTH', { programme: 'guangzhou', state: 'accredited' });
  centre = await addHouse(app, 'CENTRE', { programme: 'hubei' });
  const { db } = app.services.storage;
  await db.updateTable('platform').set({ region_code: '440106' }).where('id', '=', south.id).execute();
  await db.updateTable('platform').set({ region_code: '420100' }).where('id', '=', centre.id).execute();
});
afterAll(() => app.close());

interface Row {
  value: string;
  label: string;
  count: number;
}
interface Statistics {
  total: number;
  platforms: number;
  by_type: Row[];
  by_platform: Row[];
  by_region: Row[];
  by_discipline: Row[];
  by_access: Row[];
  by_month: { month: string; count: number; sum: number }[];
}
const read = async (query = ''): Promise<Statistics> =>
  (await nobody(app).call<Statistics>('GET', `/api/statistics${query}`)).body;

test('counts are of what is published: by type, place, discipline, access and month in Shanghai', async () => {
  const fields = (title: string) => ({ title, share_scope: 'full', disciplines: ['农学', '生物学'] });
  // Still the last day of October in UTC, already November in Shanghai.
  app.setTime('2026-09-30T15:59:00Z');
  await publish(south, 'dataset', fields('甲'));
  app.setTime('2026-10-31T16:30:00Z');
  await publish(south, 'dataset', { ...fields('乙'), share_scope: 'conditional' });
  app.setTime('2026-11-24T02:00:00Z');
  await publish(centre, 'germplasm_crop', { ACCENUMB: 'A1', title: '丙', disciplines: ['2101010'] });
  const gone = await publish(centre, 'dataset', fields('丁'));
  await act(centre.author, gone, 'withdraw', '试验');

  const all = await read();
  expect(all).toMatchObject({ total: 3, platforms: 2 });
  expect(all.by_type.map(({ value, count }) => [value, count])).toEqual([
    ['dataset', 2],
    ['germplasm_crop', 1],
  ]);
  expect(all.by_platform.map(({ value }) => value)).toEqual(['SOUTH', 'CENTRE']);
  expect(all.by_region.map(({ label, count }) => [label, count])).toEqual([
    ['广东省', 2],
    ['湖北省', 1],
  ]);
  expect(all.by_discipline.map(({ label, count }) => [label, count])).toEqual([
    ['农学', 3],
    ['生物学', 2],
  ]);
  expect(all.by_month).toEqual([
    { month: '2026-09', count: 1, sum: 1 },
    { month: '2026-10', count: 0, sum: 1 },
    { month: '2026-11', count: 2, sum: 3 },
  ]);
  expect((await read('?programme=hubei')).total).toBe(1);
  expect((await read('?programme=guangzhou&lang=en')).by_region[0]!.label).toBe('Guangdong');
  const table = await nobody(app).call('GET', '/api/statistics/table');
  expect(table.bytes.toString()).toContain('platform,SOUTH,示范SOUTH库,2');
});

test('an empty programme has statistics too', async () => {
  expect(await read('?programme=hunan')).toMatchObject({ total: 0, platforms: 0, by_month: [] });
});

test('platforms by province, with the provinces that have some', async () => {
  const { body } = await nobody(app).call<{ items: { code: string }[]; regions: Row[]; map: unknown }>(
    'GET',
    '/api/portal/platforms?region=440000',
  );
  expect(body.items.map(({ code }) => code)).toEqual(['SOUTH']);
  expect(body.regions.map(({ value, count }) => [value, count])).toEqual([
    ['420000', 1],
    ['440000', 1],
  ]);
  expect(body.map).toBeNull();
});

test('a map of the operator’s is drawn; one without the number of its approval is refused', () => {
  const folder = mkdtempSync(join(tmpdir(), 'keyuan-map-'));
  const path = join(folder, 'map.json');
  const square = (x: number, y: number) => [
    [x, y],
    [x + 1, y],
    [x + 1, y + 1],
    [x, y + 1],
    [x, y],
  ];
  const map = {
    type: 'FeatureCollection',
    approval: '示例（非真实地图）',
    features: [
      { type: 'Feature', properties: { adcode: 440000 }, geometry: { type: 'Polygon', coordinates: [square(0, 0)] } },
      {
        type: 'Feature',
        properties: { adcode: '420000' },
        geometry: { type: 'MultiPolygon', coordinates: [[square(1, 1)], [square(3, 1)]] },
      },
    ],
  };
  writeFileSync(path, JSON.stringify(map));
  const { shapes, view_box } = readMap(path)!;
  expect(shapes.map(({ code }) => code)).toEqual(['440000', '420000']);
  expect(shapes[0]!.d).toBe('M0.0 494.4L200.0 494.4L200.0 247.2L0.0 247.2L0.0 494.4Z');
  expect(view_box).toBe('0 0 800 495');
  writeFileSync(path, JSON.stringify({ ...map, approval: ' ' }));
  expect(() => readMap(path)).toThrow(/KEYUAN_MAP .*approval/);
  expect(readMap(undefined)).toBeNull();
  rmSync(folder, { recursive: true });
});
