import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { breaches, expectSound, openBrowser, shot, signIn, taken, visit, type Visit } from './browser.ts';

let browser: Browser;
let here: Visit;
let page: Page;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  here = await visit(browser);
  page = here.page;
});
afterEach(async () => {
  await here.close();
  expect(here.faults).toEqual([]);
});

const heading = () => page.locator('h1').innerText();

test('find, narrow, read, cite, look at the platform, report a mistake', async () => {
  await page.goto('/');
  await taken(page);
  let loads = 0;
  page.on('request', (request) => void (request.isNavigationRequest() && loads++));

  await page.getByRole('main').getByRole('combobox').fill('水稻');
  await page.getByRole('main').getByRole('button', { name: '检索' }).click();
  await page.waitForURL(/\/search\?q=/);
  expect(await heading()).toContain('水稻');
  const marked = page.locator('article mark').first();
  await marked.waitFor();
  expect(await marked.innerText()).not.toBe('');
  const all = await page.locator('article').count();
  expect(all).toBeGreaterThan(0);

  const facet = page
    .locator('section', { has: page.getByRole('heading', { name: '资源类型' }) })
    .locator('a')
    .last();
  const [, label, number] = await facet.locator('span').allInnerTexts();
  await facet.click();
  await page.waitForURL(/type=/);
  await page
    .getByRole('status')
    .filter({ hasText: `共 ${number} 条` })
    .waitFor();
  const kinds = await page.locator('article p:first-child > span:first-child').allInnerTexts();
  expect(new Set(kinds)).toEqual(new Set([label]));
  await shot(page, 'journey-facet');

  const hit = page.locator('article h3 a').first();
  const title = await hit.innerText();
  await hit.click();
  await page.waitForURL(/\/resources\/\d+$/);
  expect(await heading()).toBe(title);
  expect(await page.title()).toContain(title);

  await page
    .locator('#cite')
    .getByRole('button', { name: /7714.2025/ })
    .click();
  await page.getByRole('status').filter({ hasText: '已复制' }).first().waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain(title);
  expect(copied).toContain(page.url());

  await page.getByRole('button', { name: '报告差错' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('差错说明').fill('学名的命名人缩写有误，应按最新名录更正。');
  await shot(page, 'journey-report');
  expect(await breaches(page)).toEqual([]);
  await dialog.getByRole('button', { name: '提交报告' }).click();
  await dialog.getByText(/报告已收到，编号/).waitFor();
  await page.keyboard.press('Escape');

  const platform = page.locator('article header a[href^="/platforms/"]');
  const name = await platform.innerText();
  await platform.click();
  await page.waitForURL(/\/platforms\//);
  expect(await heading()).toBe(name);

  await page.goBack();
  await page.goBack();
  await page.waitForURL(/type=/);
  expect(await page.locator('article h3 a').first().innerText()).toBe(title);
  expect(loads, 'whole documents loaded on the way').toBe(0);
});

test('a report without text is refused in place and keeps what was written', async () => {
  const { newest } = await summary();
  await page.goto(`/resources/${newest[0]!.id}`);
  await taken(page);
  await page.getByRole('button', { name: '报告差错' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('联系方式').fill('reader@keyuan.example');
  // Spaces satisfy the browser's own check, not ours.
  await dialog.getByLabel('差错说明').fill('          ');
  await dialog.getByRole('button', { name: '提交报告' }).click();
  await dialog.getByRole('alert').waitFor();
  expect(await dialog.getByLabel('差错说明').getAttribute('aria-invalid')).toBe('true');
  expect(await dialog.getByLabel('联系方式').inputValue()).toBe('reader@keyuan.example');
});

test('filters are chips that come off one by one, all in the address', async () => {
  await page.goto('/search?q=%E6%B0%B4%E7%A8%BB&access=open&year=1900-2100');
  await taken(page);
  const chips = page.getByRole('navigation', { name: '已选条件' });
  expect(await chips.getByRole('link').count()).toBe(3);
  await chips.getByRole('link').nth(1).click();
  await page.waitForURL((url) => !url.searchParams.has('year'));
  expect(new URL(page.url()).searchParams.get('access')).toBe('open');
  await page.reload();
  expect(await chips.getByRole('link').count()).toBe(1);
});

test('nothing found: help that leads on', async () => {
  await page.goto('/search?q=%E6%B0%B4%E7%A8%BB%20qzxjvkw');
  await page.getByRole('link', { name: /去掉“qzxjvkw”/ }).click();
  await page.locator('article mark').first().waitFor();
  expect(await heading()).not.toContain('qzxjvkw');
});

test('the language switch keeps the place', async () => {
  const { newest } = await summary();
  const { id } = newest[0]!;
  await page.goto(`/resources/${id}`);
  await taken(page);
  await page.getByRole('link', { name: 'English' }).click();
  await page.waitForURL(`**/en/resources/${id}`);
  expect(await page.locator('html').getAttribute('lang')).toBe('en');
  await page.getByRole('heading', { name: 'Cite' }).waitFor();
  await page.getByRole('link', { name: '中文' }).click();
  await page.waitForURL((url) => url.pathname === `/resources/${id}`);
  expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');
});

test('large print and high contrast stay from page to page', async () => {
  await page.goto('/help');
  await page.getByRole('link', { name: '大字' }).click();
  await page.getByRole('link', { name: '高对比' }).click();
  await page.goto('/');
  const html = page.locator('html');
  expect(await html.getAttribute('data-size')).toBe('large');
  expect(await html.getAttribute('data-contrast')).toBe('high');
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize)).toBe('20px');
  expect(await breaches(page)).toEqual([]);
  await shot(page, 'home-large-contrast');
});

test('keyboard alone: skip link, search, first result, back', async () => {
  await page.goto('/');
  await taken(page);
  await page.keyboard.press('Tab');
  expect(await focused()).toBe('跳到正文');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => (document.activeElement as HTMLInputElement).name)).toBe('q');
  await page.keyboard.type('水稻');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/search\?q=/);
  // The new page is told by the focus, which stands at its beginning.
  await page.waitForFunction(() => document.activeElement?.id === 'main');
  const first = await page.locator('article h3 a').first().innerText();
  for (let step = 0; step < 150 && (await focused()) !== first; step++) await page.keyboard.press('Tab');
  expect(await focused()).toBe(first);
  const outline = await page.evaluate(() => getComputedStyle(document.activeElement!).outlineStyle);
  expect(outline).not.toBe('none');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/resources\/\d+$/);
  expect(await heading()).toBe(first);
});

test('a withdrawn record leaves a tombstone at its address', async () => {
  await signIn(here, 'portal_operator.national');
  const list = await page.request.get('/api/resources?programme=national&sort=title&limit=1');
  const { items } = (await list.json()) as { items: { id: string; title: string }[] };
  const { id, title } = items[0]!;
  const work = (await (await page.request.get(`/api/work/resources/${id}`)).json()) as { revision: number };
  const done = await page.request.post(`/api/resources/${id}/actions`, {
    data: { action: 'withdraw', revision: work.revision, reason: '与另一条重复，由运营方撤回' },
  });
  expect(done.status(), await done.text()).toBe(200);
  for (const prefix of ['', '/en']) {
    const reply = await page.goto(`${prefix}/resources/${id}`);
    expect(reply?.status()).toBe(410);
    await page.getByText(title).first().waitFor();
    await page.getByText('与另一条重复，由运营方撤回').waitFor();
    await expectSound(here, 'tombstone');
    await shot(page, `tombstone${prefix.replace('/', '-')}`);
  }
});

const focused = (): Promise<string> => page.evaluate(() => (document.activeElement as HTMLElement).innerText.trim());

interface Summary {
  newest: { id: string; title: string }[];
}
const summary = async (): Promise<Summary> =>
  (await fetch(`${inject('address')}/api/portal`)).json() as Promise<Summary>;
