import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { DESKTOP, expectSound, openBrowser, PHONE, shot, taken, visit } from './browser.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

test.each([
  ['1440', DESKTOP, '', 'zh'],
  ['390', PHONE, '/en', 'en'],
] as const)('the page to verify a document at %s px', async (width, viewport, prefix, lang) => {
  const here = await visit(browser, { viewport });
  const { page } = here;
  await page.goto(`${prefix}/verify`);
  await taken(page);
  await expectSound(here, 'verify');
  await shot(page, `verify-${lang}-${width}`);
  expect((await page.goto(`${prefix}/verify/0000-0000-0000-0000`))?.status()).toBe(404);
  await page.getByRole('alert').getByText('0000-0000-0000-0000').waitFor();
  await expectSound(here, 'verify-unknown');
  await shot(page, `verify-unknown-${lang}-${width}`);
  await here.close();
});

test('without script a code is typed and answered', async () => {
  const here = await visit(browser, { javaScriptEnabled: false });
  const { page } = here;
  await page.goto('/verify');
  await page.locator('input[name=code]').fill('abcd efgh jkmn pqrs');
  await page.getByRole('button', { name: '核对' }).click();
  await page.waitForURL(/\/verify\?code=/);
  await page.getByRole('alert').getByText('没有这个验证码').waitFor();
  await here.close();
});

test('the built product sets a PDF: the result of a self-check', async () => {
  const reply = await fetch(`${inject('address')}/api/eligibility/pdf`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ programme: 'guangzhou', class: 'crop', figures: {} }),
  });
  expect([reply.status, reply.headers.get('content-type')]).toEqual([200, 'application/pdf']);
  expect(Buffer.from(await reply.arrayBuffer()).toString('latin1')).toMatch(/^%PDF-1\.7[\s\S]*pdfaid:part>2</);
});
