import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../testing/app.ts';
import { addHouse, find, type House, publish } from '../../testing/catalogue-desk.ts';
import { nobody } from '../../testing/import-desk.ts';

let app: TestApp;
let rice: House;
let seeds: House;

beforeAll(async () => {
  app = await startTestApp();
  rice = await addHouse(app, 'RICE-HOUSE', { programme: 'national' });
  seeds = await addHouse(app, 'SEED-HOUSE', { programme: 'hunan' });
});
afterAll(() => app.close());

const accession = (number: string, name: string) => ({
  ACCENUMB: number,
  GENUS: 'Oryza',
  SPECIES: 'sativa',
  CROPNAME: '水稻',
  ACCENAME: name,
  share_scope: 'full',
});

test('NAT-7.3, HN-3.1 the name of a portal is data of its rule set', async () => {
  const name = async (programme: string): Promise<string> =>
    (await nobody(app).call<{ name: string }>('GET', `/api/portal?programme=${programme}`)).body.name;
  expect(await name('national')).toBe('中国科技资源共享网');
  expect(await name('hunan')).toBe('湖南省科技资源共享网');
});

test('HB-6.3c records of one taxon in two libraries lead to each other', async () => {
  const one = await publish(rice, 'germplasm_crop', accession('R-1', '粤香占'));
  const two = await publish(seeds, 'germplasm_crop', accession('S-1', '湘早籼'));
  const { body } = await nobody(app).call<{ items: { id: string; why: string; platform_name: string }[] }>(
    'GET',
    `/api/resources/${one}/related`,
  );
  expect(body.items).toMatchObject([{ id: two, platform_name: '示范SEED-HOUSE库' }]);
  expect(body.items[0]!.why).toContain('Oryza sativa');
});

test('GZ-A.forest.4b records that miss fields of the minimum set are counted and listed', async () => {
  await publish(seeds, 'germplasm_crop', accession('S-2', '湘晚籼'));
  const quality = await seeds.author.call<{ published: number; complete: number }>(
    'GET',
    '/api/work/quality?platform=SEED-HOUSE',
  );
  const incomplete = await seeds.author.call<{ items: { id: string }[] }>(
    'GET',
    '/api/work/resources?platform=SEED-HOUSE&attention=incomplete',
  );
  expect(quality.body.published - quality.body.complete).toBe(incomplete.body.items.length);
  expect(incomplete.body.items.length).toBeGreaterThan(0);
});

test('facets narrow the search, and chosen values leave the others to be chosen', async () => {
  await publish(rice, 'dataset', {
    title: '湖南稻田甲烷通量',
    region: '430100',
    share_scope: 'conditional',
    generated_on: '2020',
  });
  const all = await find(app, '');
  const types = Object.fromEntries(all.facets['type']!.map(({ value, count }) => [value, count]));
  expect(types).toEqual({ germplasm_crop: 3, dataset: 1 });
  const narrowed = await find(app, 'type=dataset&region=430000&access=conditional');
  expect(narrowed.items.map(({ title }) => title)).toEqual(['湖南稻田甲烷通量']);
  expect(narrowed.facets['type']!.length).toBeGreaterThanOrEqual(1);
  expect((await find(app, 'platform=SEED-HOUSE')).total).toEqual({ value: 2, relation: 'eq' });
});

test('pages of a list hold every record once, in each order', async () => {
  for (const sort of ['relevance', 'newest', 'title']) {
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page = await find(app, `sort=${sort}&limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`);
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.next;
    }
    expect(seen.length, sort).toBe(4);
    expect(new Set(seen).size, sort).toBe(4);
  }
});

test('a cursor of another query is refused', async () => {
  const { next } = await find(app, 'limit=1');
  const reply = await nobody(app).call<{ code: string }>(
    'GET',
    `/api/resources?q=${encodeURIComponent('水稻')}&limit=1&cursor=${next}`,
  );
  expect(reply).toMatchObject({ status: 400, body: { code: 'kernel.bad_cursor' } });
});

test('platforms are listed with their holdings, and the register’s entries without any', async () => {
  const { body } = await nobody(app).call<{ items: { code: string; count: number }[] }>('GET', '/api/portal/platforms');
  expect(body.items.map(({ code, count }) => [code, count])).toEqual([
    ['RICE-HOUSE', 2],
    ['SEED-HOUSE', 2],
  ]);
  const one = await nobody(app).call<{ count: number; programmes: { name: string; state: string }[] }>(
    'GET',
    '/api/portal/platforms/SEED-HOUSE',
  );
  expect(one.body).toMatchObject({ count: 2, programmes: [{ name: '湖南省科技资源共享网', state: 'owner' }] });
});
