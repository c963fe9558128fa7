import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type App, buildApp } from '../src/server/app.ts';
import { readConfig } from '../src/server/kernel/config.ts';
import { systemActor } from '../src/server/kernel/context.ts';
import { openStorage } from '../src/server/kernel/db/open.ts';
import { seedAccounts } from '../src/server/modules/identity/index.ts';
import { builtAssets, mountPortal } from '../src/server/modules/portal/index.ts';
import { civilDateAt, type Instant } from '../src/shared/dates.ts';
import { buildStage } from '../src/server/replay/stage.ts';
import { newest, played, recordedUntil, take } from '../src/server/testing/accreditation-desk.ts';
import { expectSound, openBrowser, shot, visit, type Visit } from './browser.ts';

/** The product on a database of its own, with lives of the recorded cases in it, at a time that the test sets. */
let app: App & { setTime: (instant: Instant) => void };
let browser: Browser;
let address: string;
let folder: string;
const PASSWORD = 'Herons-over-the-delta-4';
const found = { notice: '', call: '', entry: '' };
let target = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'keyuan-notices-'));
  let now: Instant = '2026-01-05T02:00:00.000Z';
  const config = readConfig({ KEYUAN_DATA: folder, KEYUAN_LOG: 'silent', KEYUAN_MODE: 'trial' });
  const built = await buildApp({
    config,
    storage: await openStorage({ folder }),
    clock: { now: () => now, today: () => civilDateAt(now) },
    // React runs in its development half here, which explains itself by inline scripts: hence the policy of development.
    web: (http, parts) =>
      mountPortal(http, { assets: { ...builtAssets(), transform: async (_url, html) => html }, ...parts }),
  });
  app = { ...built, setTime: (instant) => void (now = new Date(instant).toISOString()) };
  await app.http.listen({ port: 0, host: '127.0.0.1' });
  address = `http://127.0.0.1:${(app.http.server.address() as AddressInfo).port}`;
  const prepared = recordedUntil('guangzhou', 'objection-upheld.yaml', (step) => step.case === 'notice');
  const [one, two] = [
    await played(app, 'guangzhou', prepared, 'selection_notice'),
    await played(app, 'guangzhou', prepared, 'selection_notice'),
  ];
  const awarded = await played(
    app,
    'guangzhou',
    recordedUntil('guangzhou', 'direct-admission.yaml', (step) => step.do === 'award'),
    'application',
  );
  // One day after publication: the period runs, and the machine’s own time is of no account.
  app.setTime(new Date(Date.now() - 86_400_000).toISOString());
  const stage = await buildStage(app, 'guangzhou', ['city_department']);
  const city = stage.players.get('city_department')!;
  const plaque_on = civilDateAt(now);
  await take(app, city, awarded.id, 'award', { plaque_no: 'GZSTR-2026-008', plaque_on });
  const { body: opened } = await city.call('POST', '/api/cases', {
    programme: 'guangzhou',
    procedure: 'call',
    subject: { kind: 'programme', id: 'guangzhou' },
    data: {
      title: '2027年度市科技资源库申报通知',
      guide: '面向生物种质和科技数据两类资源，按编写提纲填报建设运行实施方案。\n材料须经区级受理审查。',
      window_from: plaque_on,
      window_to: civilDateAt(new Date(Date.parse(now) + 20 * 86_400_000).toISOString()),
    },
  });
  found.call = (opened as { id: string }).id;
  await take(app, city, found.call, 'publish');
  const versions = await Promise.all(
    [one, two].map(async ({ id }) => {
      const { body } = await city.call('GET', `/api/cases/${id}`);
      return { id, version: (body as { version: number }).version };
    }),
  );
  const made = await city.call('POST', '/api/notices', {
    programme: 'guangzhou',
    cases: versions,
    text: '经专家评审和局长办公会审议，拟入选名单现予公示。',
    contact: '市科技局基础处，020-12345678，天河区示范路 1 号',
  });
  if (made.status !== 201) throw new Error(JSON.stringify(made.body));
  found.notice = (made.body as { id: string }).id;
  target = one.id;
  app.setTime(new Date(Math.max(Date.now(), Date.parse(await firstDay()))).toISOString());
  const { items } = (await (await fetch(`${address}/api/register`)).json()) as { items: { id: string }[] };
  found.entry = items[0]!.id;
  await seedAccounts(
    app.contextOf(systemActor('test')),
    [
      {
        account: 'citizen',
        name: '周知远',
        email: 'citizen@example.org',
        roles: [{ role: 'registered_user', scopeKind: 'instance', scopeId: '*' }],
        demo: false,
      },
    ],
    PASSWORD,
  );
  browser = await openBrowser();
}, 240_000);
afterAll(async () => {
  await browser?.close();
  await app?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Noon of the first day of the notice. */
async function firstDay(): Promise<string> {
  const { first } = (await (await fetch(`${address}/api/notices/${found.notice}`)).json()) as { first: string };
  return `${first}T04:00:00Z`;
}

const here = (options: BrowserContextOptions = {}): Promise<Visit> => visit(browser, { baseURL: address, ...options });

test('a citizen sees the notice, verifies it, objects by keyboard and link, and follows the case', async () => {
  const at = await here();
  const { page } = at;
  await page.goto('/notices');
  await page.getByRole('heading', { level: 2 }).first().getByRole('link').click();
  await page.getByRole('heading', { name: '名单', exact: true }).waitFor();
  await page.emulateMedia({ media: 'print' });
  await shot(page, 'notice-print');
  await page.emulateMedia({ media: 'screen' });
  const key = join(folder, 'key.pem');
  for (const [name, url] of [
    ['list.json', `/api/notices/${found.notice}/list.json`],
    ['list.sig', `/api/notices/${found.notice}/list.sig`],
    ['key.pem', await page.getByRole('link', { name: '公钥', exact: true }).getAttribute('href')],
  ] as const)
    writeFileSync(join(folder, name), await (await page.request.get(url!)).body());
  const said = execFileSync(
    'openssl',
    [
      'pkeyutl',
      '-verify',
      '-pubin',
      '-inkey',
      key,
      '-rawin',
      '-in',
      join(folder, 'list.json'),
      '-sigfile',
      join(folder, 'list.sig'),
    ],
    { encoding: 'utf8' },
  );
  expect(said).toContain('Signature Verified Successfully');
  await page.getByRole('link', { name: '提出异议', exact: true }).first().click();
  await page.getByRole('heading', { name: '选择要异议的平台' }).waitFor();
  const start = page.getByRole('link', { name: /^登录并填写/ }).first();
  await start.focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('账号', { exact: true }).fill('citizen');
  await page.getByLabel('密码').fill(PASSWORD);
  await page.getByRole('button', { name: /登\s*录/ }).click();
  await page.getByRole('heading', { name: '提出异议' }).first().waitFor();
  await shot(page, 'objection-open');
  await page.getByRole('button', { name: /开\s*启/ }).click();
  await page.waitForURL(/\/workbench\/cases\/\d+/);
  const objection = await newest(app as never, 'objection');
  expect(objection.parent).toBe(target);
  await page.getByText('与公示事项的关系和联系方式').first().waitFor();
  await expectSound(at, 'objection');
  await shot(page, 'objection-case');
  await at.close();
});
