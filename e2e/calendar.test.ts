import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DESKTOP, expectSound, openBrowser, PHONE, shot, signIn, taken, visit } from './browser.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const ASKED = 'from=2026-09-29&count=5&unit=working_day&kind=period';

test.each([
  ['1440', DESKTOP, '', 'zh'],
  ['390', PHONE, '', 'zh'],
  ['1440', DESKTOP, '/en', 'en'],
  ['390', PHONE, '/en', 'en'],
] as const)('GZ-13.5a the deadline calculator at %s px, %s%s', async (width, viewport, prefix, lang) => {
  const here = await visit(browser, { viewport });
  const { page } = here;
  for (const [name, query] of [
    ['calendar', ''],
    ['calendar-clock', `?${ASKED}`],
    ['calendar-rolled', '?from=2026-07-03&count=3&unit=month&kind=period'],
    ['calendar-named', '?from=2026-08-31&clock=rectification'],
    ['calendar-provisional', '?from=2026-12-28&count=5&unit=working_day&kind=period&year=2027'],
  ] as const) {
    expect((await page.goto(`${prefix}/guangzhou/calendar${query}`))?.status()).toBe(200);
    await taken(page);
    await expectSound(here, name);
    await shot(page, `${name}-${lang}-${width}`);
  }
  await here.close();
});

test('by keyboard and script the result comes in place, and names its days', async () => {
  const here = await visit(browser);
  const { page } = here;
  await page.goto('/guangzhou/calendar');
  await taken(page);
  await page.getByLabel('起算日').fill('2026-09-29');
  await page.getByLabel('期限', { exact: false }).first().focus();
  await page.locator('input[name=count]').fill('5');
  await page.locator('input[name=count]').press('Enter');
  await page.waitForURL(/count=5/);
  const result = page.getByRole('status');
  await result.getByText('至 2026-10-12（星期一）24:00 届满').waitFor();
  const october = result.getByRole('table', { name: '2026 年 10 月' });
  expect(await october.getByRole('cell', { name: /^10 第 4 日, 调休上班/ }).count()).toBe(1);
  expect(await october.getByRole('cell', { name: /^1 不计入：放假/ }).count()).toBe(1);
  expect(await october.getByRole('cell', { name: /^12 第 5 日, 届满日/ }).count()).toBe(1);
  await result.locator('summary', { hasText: '第十三条第（五）项' }).press('Enter');
  await result.getByText('主管部门自定规则，非办法条文').waitFor();
  await here.close();
});

test('without script the form works, and a wrong date comes back with its reason and what was typed', async () => {
  const here = await visit(browser, { javaScriptEnabled: false });
  const { page } = here;
  await page.goto('/calendar');
  await page.locator('input[name=count]').fill('0');
  await page.getByRole('button', { name: '计算' }).click();
  await page.waitForURL(/count=0/);
  expect(await page.locator('input[name=count]').getAttribute('aria-invalid')).toBe('true');
  expect(await page.locator('input[name=count]').inputValue()).toBe('0');
  await page.goto('/calendar?from=2026-02-30&count=5&unit=day&kind=period');
  await page.getByText('应为存在的日期').waitFor();
  await here.close();
});

test('a named period of the regulation is chosen in place of a typed one', async () => {
  const here = await visit(browser);
  const { page } = here;
  await page.goto('/guangzhou/calendar?from=2026-09-28');
  await taken(page);
  await page.getByLabel('办法规定的期限').selectOption('selection_notice');
  await page.getByRole('button', { name: '计算' }).click();
  await page.getByRole('status').getByText('至 2026-10-10（星期六）24:00 届满').waitFor();
  await page
    .getByRole('row', { name: /年度自评/ })
    .getByText('2027-01-31（休息日，不顺延）')
    .waitFor();
  await here.close();
});

test('printed, the result stands without the form', async () => {
  const here = await visit(browser);
  const { page } = here;
  await page.goto(`/guangzhou/calendar?${ASKED}`);
  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('main form').isVisible()).toBe(false);
  expect(await page.getByText('至 2026-10-12（星期一）24:00 届满').isVisible()).toBe(true);
  await shot(page, 'calendar-print');
  await here.close();
});

test('an administrator previews a year before it is saved; faults name their line', async () => {
  const here = await visit(browser);
  const { page } = here;
  await signIn(here, 'system_administrator.guangzhou');
  await page.goto('/workbench/admin/calendar');
  await page.getByRole('button', { name: '录入年度安排' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('通知文号').fill('示范发〔2026〕1号');
  const days = [
    '2027-01-01..2027-01-03, 放假, 元旦',
    '2027-02-05..2027-02-11, 放假, 春节',
    '2027-04-05, 放假, 清明',
    '2027-05-01..2027-05-03, 放假, 劳动节',
    '2027-06-09, 放假, 端午',
    '2027-09-15, 放假, 中秋',
    '2027-10-01..2027-10-07, 放假, 国庆节',
  ];
  await dialog.getByLabel('安排表').fill([...days, '2027-03-03, 上班, 补班'].join('\n'));
  await dialog.getByRole('button', { name: '预览' }).click();
  await dialog.getByText('第 8 行：2027-03-03 是周一至周五').waitFor();
  await dialog.getByLabel('安排表').fill(days.join('\n'));
  await dialog.getByRole('button', { name: '预览' }).click();
  await dialog.getByText('与目前相比的变化').waitFor();
  await dialog.getByText(/未届满的期限/).waitFor();
  await expectSound(here, 'calendar entry');
  await shot(page, 'calendar-entry');
  await page.goto('/workbench/admin/calendar');
  await page.getByRole('row', { name: /^2026/ }).getByRole('button', { name: '更正' }).click();
  await page.getByRole('dialog').getByText('2026-02-14, make_up, 春节').waitFor();
  await here.close();
});
