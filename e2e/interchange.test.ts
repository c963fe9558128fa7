import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { DESKTOP, expectSound, openBrowser, PHONE, shot, signIn, taken, visit } from './browser.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

test.each([
  ['1440', DESKTOP],
  ['390', PHONE],
])('a record leads to its other forms, the footer to what programs read: %s px', async (width, viewport) => {
  const here = await visit(browser, { viewport });
  const { page } = here;
  await page.goto('/search');
  await page.locator('article h3 a').first().click();
  await page.waitForURL(/\/resources\/\d+$/);
  await taken(page);
  await expectSound(here, 'a record');
  await shot(page, `forms-${width}`);
  const link = page.locator('#forms a').filter({ hasText: 'DataCite' });
  // Fetched, not opened: the browser's own viewer of XML breaks the policy of what it shows.
  const reply = await page.request.get((await link.getAttribute('href'))!);
  expect(reply.headers()['content-type']).toContain('application/xml');
  await page.goto('/');
  await taken(page);
  await page.getByRole('link', { name: '供程序读取' }).click();
  await page.waitForURL(/\/help#exchange$/);
  await expectSound(here, 'help');
  await shot(page, `exchange-${width}`);
  await here.close();
});

test('registration asks for an agency code, and says so', async () => {
  const here = await visit(browser);
  await signIn(here, 'platform_staff.guangzhou');
  const { page } = here;
  await page.goto('/workbench/cstr');
  await page.getByRole('button', { name: '生成一批' }).click();
  await page.getByRole('dialog').getByText('广州示范岭南蔬菜科技资源库').waitFor();
  await page.getByLabel('资源类型').click();
  await page.locator('.ant-select-dropdown:visible').getByText('农作物种质', { exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: '生成一批' }).click();
  await page.getByText(/没有登记注册机构代码/).waitFor();
  await expectSound(here, 'a refused batch');
  await here.close();
});

test('every address of the sitemap’s first pages answers', async () => {
  const get = async (path: string) => fetch(inject('address') + path);
  const parts = [...(await (await get('/sitemap.xml')).text()).matchAll(/<loc>[^<]*?(\/sitemaps\/[^<]+)</g)].map(
    ([, path]) => path!,
  );
  expect(parts.length).toBeGreaterThan(1);
  for (const part of parts) {
    const paths = [...(await (await get(part)).text()).matchAll(/<loc>https?:\/\/[^/<]+([^<]*)</g)].map(
      ([, path]) => path!,
    );
    expect(paths.length).toBeGreaterThan(0);
    for (const path of paths.slice(0, 8)) expect((await get(path)).status, path).toBe(200);
  }
});
