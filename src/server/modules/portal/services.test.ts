import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../testing/app.ts';
import { addHouse, type House } from '../../testing/catalogue-desk.ts';
import { addLot, addRecord } from '../../testing/stock-desk.ts';
import { type WebAssets } from './assets.ts';
import { mountPortal } from './index.ts';

const entry = (script: string) => ({ script, styles: [], preload: [] });
const assets: WebAssets = { portal: entry('/a.js'), workbench: entry('/b.js'), folder: undefined };
const NAUGHTY = '检测</script><img src=x onerror=alert(1)>"&服务';

let app: TestApp;
let house: House;
let record: string;
let service: string;

beforeAll(async () => {
  app = await startTestApp({}, (http, parts) => mountPortal(http, { assets, ...parts }));
  house = await addHouse(app, 'GZ-SERVES', { programme: 'guangzhou', state: 'accredited' });
  record = await addRecord(app, house.id, 'ZD-1');
  await addLot(app, { platform: house.code, resource: record, quantity: '100' });
  const { body: made } = await house.author.call<{ id: string }>('POST', '/api/work/services', {
    platform: house.code,
    kind: 'testing',
    name_zh: NAUGHTY,
    description_zh: '按规程检测。',
    user_groups: ['hospital', 'university', 'enterprise'],
    response_days: 3,
    contact: { person: '王工' },
    types: ['germplasm_crop'],
    fees: [
      {
        name: '检测费',
        unit: '每样品',
        price_fen: 38_000,
        costs: [{ item: 'labour', fen: 38_000, evidence: '成本核算表' }],
      },
    ],
    process: [{ name: '受理', days: 2, text: '核对样品' }],
  });
  service = made.id;
  const publish = { action: 'publish', revision: 1 };
  await house.author.call('POST', `/api/work/services/${service}/actions`, publish);
}, 60_000);
afterAll(() => app.close());

const html = async (url: string): Promise<string> => (await app.http.inject({ url })).body;

test('a service’s page: price, what it is made of, the article behind it, the process, and no markup out of a name', async () => {
  const page = await html(`/services/${service}`);
  for (const text of [
    '380.00',
    '人工 380.00',
    '第十九条第二款第二句',
    '受理',
    '3 个工作日内答复',
    '医院、高等学校、其他企业',
  ])
    expect(page).toContain(text);
  expect(page).not.toContain('<img src=x');
  expect(await html(`/en/services/${service}`)).toContain('Answered within 3 working days');
});

test('the pages of the platform and of its resources name the service; the resource says that its material can be had', async () => {
  expect(await html(`/platforms/${house.code}`)).toContain(`/services/${service}`);
  const page = await html(`/resources/${record}`);
  expect(page).toContain(`/services/${service}`);
  expect(page).toContain('可申请');
  expect(await html(`/services?kind=testing&group=hospital`)).toContain(`/services/${service}`);
  expect(await html(`/services?kind=training`)).toContain('没有符合条件的服务');
  expect(await html(`/services?kind=no-such-kind`)).toContain(`/services/${service}`);
});
