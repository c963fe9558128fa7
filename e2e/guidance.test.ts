import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DESKTOP, expectSound, openBrowser, PHONE, shot, taken, visit } from './browser.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const CROP = [
  'programme=guangzhou',
  'class=crop',
  'f.accessions=4999',
  'f.open_field=6666',
  'u.open_field=m2',
  'f.team_size=20',
  'f.team_senior=7',
  'f.team_since=2021-11-21',
  'f.stores_held=long_term',
  'f.stores_held=short_term',
  'f.rules_on_file=true',
  'f.service_process=false',
  `f.sites=${encodeURIComponent('主库；广州市天河区；运行\n温室；佛山市南海区；场地')}`,
].join('&');

test.each([
  ['1440', DESKTOP, '', 'zh'],
  ['390', PHONE, '', 'zh'],
  ['1440', DESKTOP, '/en', 'en'],
  ['390', PHONE, '/en', 'en'],
] as const)('self-check and name check at %s px, %s%s', async (width, viewport, prefix, lang) => {
  const here = await visit(browser, { viewport });
  const { page } = here;
  for (const [name, path] of [
    ['self-check', '/self-check'],
    ['self-check-form', '/self-check?programme=hubei&class=hubei'],
    ['self-check-result', `/self-check?${CROP}`],
    ['self-check-everywhere', `/self-check?everywhere=1&${CROP.replace(/^programme=guangzhou&class=crop&/, '')}`],
    [
      'name-check',
      `/name-check?programme=hunan&zh=${encodeURIComponent('湖南省水稻资源库')}&en=Hunan%20Rice%20Platform`,
    ],
  ] as const) {
    expect((await page.goto(`${prefix}/guangzhou${path}`))?.status(), name).toBe(200);
    await taken(page);
    await expectSound(here, name);
    await shot(page, `${name}-${lang}-${width}`);
  }
  await here.close();
});

test('a planner finds the class, fills in by keyboard, reads what is missing and shares it', async () => {
  const here = await visit(browser);
  const { page } = here;
  await page.goto('/self-check');
  await taken(page);
  await page.getByRole('link', { name: '农作物和蔬菜类' }).click();
  await page.getByRole('heading', { level: 1, name: '农作物和蔬菜类' }).waitFor();
  const field = page.getByLabel('保存的种质资源（份）');
  await field.focus();
  await page.keyboard.type('4999');
  await page.getByLabel('露地（更新）栽培用地', { exact: true }).fill('6666');
  await page.getByLabel('露地（更新）栽培用地：单位').selectOption('m2');
  await field.focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/f\.accessions=4999/);
  const result = page.getByRole('region', { name: '核对结果' });
  await result.getByText('4,999 份，须不少于 5,000 份，还差 1 份').waitFor();
  await result.getByText('9.999 亩，须不少于 10 亩，还差 0.001 亩').waitFor();
  const criterion = result.getByRole('listitem').filter({ hasText: '种质资源不少于5000份' }).first();
  expect(await criterion.locator('> div').getByText('不符合').count()).toBe(1);
  await criterion.locator('summary').first().focus();
  await page.keyboard.press('Enter');
  await criterion.getByText('《广州市支持科技资源库发展办法（征求意见稿）》附录二（一）4').waitFor();
  // The address is the shared link: another visitor sees the same, and nothing of this browser is in it.
  const other = await visit(browser);
  await other.page.goto(page.url());
  await other.page.getByText('4,999 份，须不少于 5,000 份，还差 1 份').waitFor();
  await other.close();
  // What was typed is kept on this device for other classes.
  await page.goto('/self-check?programme=guangzhou&class=forest-facility');
  await page.getByText('已填入这台设备上次填写的数据。').waitFor();
  expect(await page.getByLabel('露地（更新）栽培用地', { exact: true }).inputValue()).toBe('6666');
  await page.goto('/self-check');
  await page.getByRole('link', { name: '用这些数据看可以申报哪里' }).click();
  const row = page.getByRole('row').filter({ hasText: '农作物和蔬菜类' });
  await row.getByText('还差 1 份').waitFor();
  expect(await page.getByRole('row').count()).toBe(16);
  await here.close();
});

test('without script the form works as it is; what cannot be used is named at its field', async () => {
  const here = await visit(browser, { javaScriptEnabled: false });
  const { page } = here;
  await page.goto('/self-check?programme=hubei&class=hubei');
  await page.getByLabel('资源库（平台）开始正常运行的日期').fill('2024-11-22');
  await page.getByLabel('研究人员（人）').fill('3');
  await page.getByRole('button', { name: '核对条件' }).click();
  await page.getByText('最早在 2027-11-22').waitFor();
  expect(await page.getByLabel('研究人员（人）').inputValue()).toBe('3');
  await page.goto('/self-check?programme=hubei&class=hubei&f.staff_research=-3&f.operating_since=2026-02-30');
  await page.getByText('不能小于 0（单位：人），不是“-3”（第十条第（五）项）').first().waitFor();
  expect(await page.getByLabel('研究人员（人）').getAttribute('aria-invalid')).toBe('true');
  await page.getByText('“2026-02-30”不存在').first().waitFor();
  await here.close();
});

test('a list too long for an address is checked in place and kept on the device', async () => {
  const here = await visit(browser);
  const { page } = here;
  await page.goto('/self-check?programme=guangzhou&class=forest-ex-situ-fruit');
  await taken(page);
  const kinds = Array.from({ length: 400 }, (_, n) => `荔枝品种${n}；木本；${n === 7 ? 2 : 3}`).join('\n');
  await page.getByLabel('各种的个体保存数').fill(kinds);
  await page.getByRole('button', { name: '核对条件' }).click();
  await page.getByText('共 400 项，399 项符合；不符合的：荔枝品种7').waitFor();
  expect(page.url()).not.toContain('f.plant_kinds');
  await page.getByText('填写的内容太长').waitFor();
  await page.reload();
  await page.getByText('已填入这台设备上次填写的数据。').waitFor();
  expect((await page.getByLabel('各种的个体保存数').inputValue()).split('\n')).toHaveLength(400);
  await here.close();
});

test('printed, the result stands without the form', async () => {
  const here = await visit(browser);
  const { page } = here;
  await page.goto(`/self-check?${CROP}`);
  await taken(page);
  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('main form').isVisible()).toBe(false);
  expect(await page.getByText('4,999 份，须不少于 5,000 份').isVisible()).toBe(true);
  await shot(page, 'self-check-print');
  await here.close();
});

test('NAT-17.2 a name that does not match comes back with the expected one', async () => {
  const here = await visit(browser, { javaScriptEnabled: false });
  const { page } = here;
  await page.goto('/name-check');
  await page.getByRole('combobox', { name: '共享网' }).selectOption('national');
  await page.getByLabel('中文名称').fill('国家气象科学数据中心');
  await page.getByLabel('英文名称').fill('National Meteorological Resource Center');
  await page.getByRole('button', { name: '检查名称' }).click();
  await page.getByText('应为“National Meteorological Data Center”').waitFor();
  await page.getByRole('region', { name: '不能使用' }).waitFor();
  await here.close();
});
