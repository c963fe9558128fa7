import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectSound, openBrowser, PHONE, shot, taken, type Visit, visit } from './browser.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const box = (page: Page) => page.getByRole('combobox');
const options = (page: Page) => page.getByRole('option');

async function searchPage(options: Parameters<typeof visit>[1] = {}, path = '/search'): Promise<Visit> {
  const here = await visit(browser, options);
  await here.page.goto(path);
  await taken(here.page);
  return here;
}

test('suggestions by keyboard: arrows choose, Escape closes, Enter takes', async () => {
  const here = await searchPage();
  const { page } = here;
  await box(page).pressSequentially('shuid');
  await options(page).first().waitFor();
  expect(await options(page).allInnerTexts()).toEqual(expect.arrayContaining([expect.stringContaining('水稻')]));
  expect(await box(page).getAttribute('aria-expanded')).toBe('true');
  await expectSound(here, 'suggestions');
  await shot(page, 'search-box');
  await page.keyboard.press('Escape');
  expect(await box(page).getAttribute('aria-expanded')).toBe('false');
  expect(await box(page).inputValue()).toBe('shuid');
  await box(page).press('End');
  await box(page).pressSequentially('ao');
  await options(page).first().waitFor();
  await page.keyboard.press('ArrowDown');
  const active = await box(page).getAttribute('aria-activedescendant');
  expect(await page.locator(`[id="${active}"]`).getAttribute('aria-selected')).toBe('true');
  await page.keyboard.press('Enter');
  await page.waitForURL(/q=%E6%B0%B4%E7%A8%BB/);
  expect(await page.locator('h1').innerText()).toContain('水稻');
  expect(here.faults).toEqual([]);
  await here.close();
});

test('an input method keeps its keys, and nothing is asked while it composes', async () => {
  const here = await searchPage();
  const { page } = here;
  const asked: string[] = [];
  page.on('request', (request) => request.url().includes('/api/suggestions') && asked.push(request.url()));
  const client = await page.context().newCDPSession(page);
  await box(page).focus();
  await client.send('Input.imeSetComposition', { text: 'shui', selectionStart: 4, selectionEnd: 4 });
  await page.waitForTimeout(400);
  expect(asked).toEqual([]);
  await client.send('Input.insertText', { text: '水稻' });
  await options(page).first().waitFor();
  expect(asked.length).toBeGreaterThan(0);
  expect(await box(page).inputValue()).toBe('水稻');
  await here.close();
});

test('a click takes; on a telephone too', async () => {
  const here = await searchPage({ viewport: PHONE });
  const { page } = here;
  await box(page).pressSequentially('kugua');
  await options(page).first().waitFor();
  await shot(page, 'search-box-phone');
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  await options(page).first().click();
  await page.waitForURL(/q=/);
  await here.close();
});

test('without script the box is a plain form, and a mistyped word is answered with what was meant', async () => {
  const here = await visit(browser, { javaScriptEnabled: false });
  await here.page.goto('/search');
  await box(here.page).fill('水到');
  await here.page.keyboard.press('Enter');
  await here.page.waitForURL(/q=/);
  await here.page.getByRole('link', { name: '水稻', exact: true }).click();
  expect(await here.page.locator('h1').innerText()).toContain('水稻');
  await here.close();
});

test('the feed of a search is offered, and is Atom', async () => {
  const here = await searchPage({}, '/search?q=水稻');
  const link = here.page.getByRole('link', { name: '订阅此检索（Atom）' });
  const reply = await here.page.request.get((await link.getAttribute('href'))!);
  expect(reply.headers()['content-type']).toContain('application/atom+xml');
  expect(await reply.text()).toContain('<feed xmlns="http://www.w3.org/2005/Atom"');
  await expectSound(here, 'results');
  await shot(here.page, 'search-results');
  await here.close();
});
