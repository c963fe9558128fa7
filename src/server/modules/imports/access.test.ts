import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestApp, startTestApp } from '../../testing/app.ts';
import {
  addCurator,
  addPerson,
  addPlatform,
  type Caller,
  csvOf,
  importFile,
  nobody,
} from '../../testing/import-desk.ts';

let app: TestApp;
let mine: Caller;
let other: Caller;
let expert: Caller;
let file: string;
let batch: string;

beforeAll(async () => {
  app = await startTestApp();
  mine = await addCurator(app, 'mine', await addPlatform(app, 'MINE'));
  other = await addCurator(app, 'other', await addPlatform(app, 'OTHER'));
  await addPlatform(app, 'CLOSED', { state: 'closed' });
  expert = await addPerson(app, 'expert', 'expert', { kind: 'instance', id: '*' });
  const table = csvOf([
    ['ACCENUMB', 'ORIGCTY'],
    ['A-1', 'CHN'],
    ['A-2', '???'],
  ]);
  file = await mine.upload('我的.csv', table);
  batch = (await importFile(mine, '我的.csv', table, { platform: 'MINE', type: 'germplasm_crop' })).id;
});
afterAll(() => app.close());

const order = () => ({ file, platform: 'MINE', type: 'germplasm_crop' });
const routes = (): ['GET' | 'POST', string, unknown?][] => [
  ['POST', '/api/files?name=a.csv', Buffer.from('ACCENUMB\n1\n')],
  ['POST', '/api/imports/preview', order()],
  ['POST', '/api/imports', order()],
  ['GET', '/api/imports'],
  ['GET', `/api/imports/${batch}`],
  ['GET', `/api/imports/${batch}/faults`],
  ['GET', `/api/imports/${batch}/refused`],
  ['POST', `/api/imports/${batch}/cancel`],
  ['GET', '/api/resource-types/germplasm_crop/template'],
];

test('nobody is asked to sign in, and other roles are refused, on every route', async () => {
  const anonymous = nobody(app);
  for (const [method, url, body] of routes()) {
    expect([url, (await anonymous.call(method, url, body)).status]).toEqual([url, 401]);
    expect([url, (await expert.call(method, url, body)).status]).toEqual([url, 403]);
  }
});

test('somebody of another platform sees nothing of these imports and cannot start one here', async () => {
  for (const part of ['', '/faults', '/refused'])
    expect([part, (await other.call('GET', `/api/imports/${batch}${part}`)).status]).toEqual([part, 404]);
  expect((await other.call('POST', `/api/imports/${batch}/cancel`)).status).toBe(404);
  expect((await other.call<{ items: unknown[] }>('GET', '/api/imports')).body.items).toEqual([]);
  const own = await other.upload('别人的.csv', 'ACCENUMB\nX-1\n');
  for (const url of ['/api/imports', '/api/imports/preview'])
    expect((await other.call('POST', url, { ...order(), file: own })).status).toBe(403);
  expect((await other.call('POST', '/api/imports', { ...order(), platform: 'OTHER' })).status).toBe(404);
});

test('unknown things and closed platforms are refused with what is wrong', async () => {
  const cases: [object, string][] = [
    [{ platform: 'NOWHERE' }, 'identity.platform_unknown'],
    [{ type: 'unicorn' }, 'imports.type_unknown'],
    [{ file: '999999999' }, 'kernel.file_unknown'],
    [{ mapping: { ACCENUMB: 'NOFIELD' } }, 'imports.field_unknown'],
    [{ mapping: { 没有的列: 'ACCENUMB' } }, 'imports.'],
    [{ constants: { NOFIELD: '1' } }, 'imports.field_unknown'],
    [{ platform: 'CLOSED' }, 'kernel.not_allowed'],
  ];
  for (const [change, code] of cases) {
    const { status, body } = await mine.call<{ code: string }>('POST', '/api/imports', { ...order(), ...change });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(body.code).toContain(code);
  }
});

test('one’s own imports are listed newest first, page by page, for the platform asked for', async () => {
  for (const name of ['一.csv', '二.csv'])
    await importFile(mine, name, 'ACCENUMB\nA-1\n', { platform: 'MINE', type: 'germplasm_crop', dry_run: true });
  interface Page {
    items: { file_name: string }[];
    next: string | null;
  }
  const first = (await mine.call<Page>('GET', '/api/imports?platform=MINE&limit=2')).body;
  expect(first.items.map(({ file_name }) => file_name)).toEqual(['二.csv', '一.csv']);
  const rest = (await mine.call<Page>('GET', `/api/imports?platform=MINE&limit=2&cursor=${first.next}`)).body;
  expect(rest.items.map(({ file_name }) => file_name)).toEqual(['我的.csv']);
  expect(rest.next).toBeNull();
});
