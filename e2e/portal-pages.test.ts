import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { expectSound, openBrowser, PHONE, shot, taken, visit, type Visit, WAYS } from './browser.ts';

let browser: Browser;
/** A record of every type, and the platform with most of them. */
let records: { type: string; id: string }[];
let platform: string;
/** Of the demonstration's years: a notice that runs, a call, a platform that left its register. */
let notice: string;
let call: string;
let entry: string;

beforeAll(async () => {
  browser = await openBrowser();
  const { types, platforms } = await api<{ types: { id: string }[]; platforms: { code: string }[] }>('/api/portal');
  platform = platforms[0]!.code;
  records = await Promise.all(
    types.map(async ({ id: type }) => {
      const { items } = await api<{ items: { id: string }[] }>(`/api/resources?type=${type}&limit=1`);
      return { type, id: items[0]!.id };
    }),
  );
  [notice, call, entry] = (await Promise.all(
    ['/api/notices?running=true&limit=1', '/api/calls?limit=1', '/api/register?standing=ended&limit=1'].map(
      async (path) => (await api<{ items: { id: string }[] }>(path)).items[0]!.id,
    ),
  )) as [string, string, string];
});
afterAll(() => browser.close());

const api = async <T>(path: string): Promise<T> => (await fetch(`${inject('address')}${path}`)).json() as Promise<T>;

const PAGES: [name: string, path: () => string, status: number][] = [
  ['home', () => '/', 200],
  ['search', () => '/search?q=%E6%B0%B4%E7%A8%BB', 200],
  ['search-all', () => '/search', 200],
  ['search-none', () => '/search?q=qzxjvkw', 200],
  ['browse', () => '/browse', 200],
  ['statistics', () => '/statistics', 200],
  ['platforms', () => '/platforms', 200],
  ['platforms-region', () => '/platforms?region=440000', 200],
  ['platform', () => `/platforms/${platform}`, 200],
  ['versions', () => `/resources/${records[0]!.id}/versions`, 200],
  ['notices', () => '/notices', 200],
  ['notices-none', () => '/notices?q=qzxjvkw', 200],
  ['notice', () => `/notices/${notice}`, 200],
  ['object', () => `/notices/${notice}/object`, 200],
  ['calls', () => '/calls', 200],
  ['calls-national', () => '/national/calls', 200],
  ['call', () => `/calls/${call}`, 200],
  ['register', () => '/register', 200],
  ['register-entry', () => `/register/${entry}`, 200],
  ['policies', () => '/policies', 200],
  ['policy', () => '/policies/guangzhou', 200],
  ['policy-compare', () => '/policies/compare', 200],
  ['help', () => '/help', 200],
  ['about', () => '/about', 200],
  ['accessibility', () => '/accessibility', 200],
  ['privacy', () => '/privacy', 200],
  ['not-found', () => '/nothing-here', 404],
];

describe.each(WAYS)('$width px, $lang', ({ width, lang, prefix, viewport }) => {
  // One visit for all: a reader's browser, too, keeps what it has fetched.
  let here: Visit;
  beforeAll(async () => {
    here = await visit(browser, { viewport });
  });
  afterAll(() => here.close());

  const look = async (name: string, path: string, status = 200): Promise<void> => {
    const reply = await here.page.goto(`${prefix}${path}`);
    expect(reply?.status()).toBe(status);
    await taken(here.page);
    await expectSound(here, name);
    await shot(here.page, `${name}-${lang}-${width}`);
  };

  test.each(PAGES)('%s', (name, path, status) => look(name, path(), status));

  test('a record of every type', async () => {
    expect(records.length).toBeGreaterThanOrEqual(5);
    for (const { type, id } of records) await look(`record-${type}`, `/resources/${id}`);
  });
});

test('without script everything is there to read and to follow', async () => {
  const here = await visit(browser, { javaScriptEnabled: false });
  const { page } = here;
  await page.goto('/');
  await page.getByRole('main').getByRole('combobox').fill('水稻');
  await page.getByRole('main').getByRole('button', { name: '检索' }).click();
  await page.waitForURL(/\/search\?q=/);
  const facet = page
    .locator('section', { has: page.getByRole('heading', { name: '共享方式' }) })
    .locator('a')
    .first();
  expect(await facet.isVisible()).toBe(true);
  await facet.click();
  await page.waitForURL(/access=/);
  await page.locator('article h3 a').first().click();
  await page.waitForURL(/\/resources\/\d+$/);
  expect(await page.locator('#cite p').first().isVisible()).toBe(true);
  // Playwright's text search leaves `noscript` out.
  expect(await page.locator('noscript p').innerText()).toContain('报告差错需要启用脚本');
  expect(await page.locator('.needs-script').filter({ visible: true }).count()).toBe(0);
  await here.close();
});

test('on a telephone the filters fold, without script too', async () => {
  for (const javaScriptEnabled of [true, false]) {
    const here = await visit(browser, { viewport: PHONE, javaScriptEnabled });
    await here.page.goto('/search?q=%E6%B0%B4%E7%A8%BB');
    if (javaScriptEnabled) await taken(here.page);
    const facet = here.page.getByRole('heading', { name: '资源类型' });
    expect(await facet.isVisible()).toBe(false);
    await here.page.locator('details > summary', { hasText: '筛选' }).click();
    expect(await facet.isVisible()).toBe(true);
    await here.close();
  }
});

test('on paper: the record and its citation, no controls', async () => {
  const here = await visit(browser);
  const { page } = here;
  await page.goto(`/resources/${records[0]!.id}`);
  await taken(page);
  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('h1').isVisible()).toBe(true);
  expect(await page.locator('#cite p').first().isVisible()).toBe(true);
  for (const control of ['nav', 'form', 'button', 'footer nav']) {
    expect(await page.locator(control).filter({ visible: true }).count(), control).toBe(0);
  }
  const pdf = await page.pdf({ format: 'A4' });
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  await shot(page, 'print-record');
  await here.close();
});
