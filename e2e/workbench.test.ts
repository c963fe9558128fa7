import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { expectSound, openBrowser, shot, signIn, visit, type Visit, WAYS } from './browser.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** Who looks at which pages; every role with pages of its own comes once. */
const LOOKS: readonly { account: string; pages: readonly string[] }[] = [
  {
    account: 'platform_staff.guangzhou',
    pages: [
      '',
      '/cases',
      '/cases/new',
      '/resources',
      '/resources/new',
      '/imports',
      '/imports/new',
      '/cstr',
      '/mistakes',
      '/quality',
      '/account',
    ],
  },
  { account: 'platform_head.guangzhou', pages: ['/withheld'] },
  {
    account: 'system_administrator.guangzhou',
    pages: [
      '',
      '/admin/accounts',
      '/admin/organisations',
      '/admin/platforms',
      '/admin/programmes',
      '/admin/calendar',
      '/admin/mail',
    ],
  },
  { account: 'city_department.guangzhou', pages: ['', '/cases?scope=all', '/cases/new', '/admin/delegations'] },
  { account: 'auditor.guangzhou', pages: ['/admin/audit'] },
  { account: 'registered_user.guangzhou', pages: [''] },
];

/** The page's own heading stands and nothing is still being fetched. */
async function settled({ page }: Visit): Promise<void> {
  await page.locator('main h1').first().waitFor();
  await page.waitForLoadState('networkidle');
  await page.locator('.ant-spin-spinning, .ant-skeleton-active').first().waitFor({ state: 'detached' });
}

describe.each(WAYS)('$width px, $lang', ({ width, lang, prefix, viewport }) => {
  test.each(LOOKS)('$account', async ({ account, pages }) => {
    const here = await visit(browser, { viewport });
    await signIn(here, account);
    for (const path of pages) {
      await here.page.goto(`${prefix}/workbench${path}`);
      await settled(here);
      await expectSound(here, `${account} ${path}`);
      await shot(here.page, `wb${path.replaceAll(/[/?=]/g, '-')}-${account}-${lang}-${width}`);
    }
    await here.close();
  });
});

/** Chooses in a select of the form by its label. */
async function choose({ page }: Visit, label: string, choice: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).click();
  await page.locator('.ant-select-dropdown:visible').getByText(choice, { exact: true }).click();
}

/** Does a step of a record and confirms it. Buttons of two characters are drawn with a space between them. */
async function press({ page }: Visit, label: string): Promise<void> {
  const name = new RegExp(`^${[...label].join('\\s?')}$`);
  await page.getByRole('button', { name }).click();
  await page.getByRole('dialog').getByRole('button', { name }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

test('a curator signs in, writes a record and is told what is wrong; another person checks and publishes it; anybody finds it', async () => {
  const here = await visit(browser);
  const { page } = here;
  await page.goto('/workbench/');
  await page.getByLabel('账号', { exact: true }).fill('platform_staff.guangzhou');
  await page.getByLabel('密码').fill(inject('password'));
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: '资源', exact: true }).click();
  await page.getByText('新建资源').first().click();
  await settled(here);
  await choose(here, '资源类型', '农作物种质');
  await page.getByRole('button', { name: '开始填写' }).click();
  const name = `试验菜心${Date.now() % 1e6}号`;
  await page.locator('#field-ACCENUMB').fill(`E2E-${Date.now()}`);
  await page.locator('#field-ACCENAME').fill(name);
  await page.locator('#field-DECLATITUDE').fill('95');
  await page.getByText('须改正').first().waitFor();
  await page.getByRole('button', { name: '保存草稿' }).click();
  await page.getByRole('alert').first().waitFor();
  await expectSound(here, 'a record with a fault');
  await page.locator('#field-DECLATITUDE').fill('23.1');
  await page.getByRole('button', { name: '保存草稿' }).click();
  await page.waitForURL(/\/workbench\/resources\/\d+$/);
  await settled(here);
  await expectSound(here, 'a draft');
  // The platform wants another person's check.
  const second = await visit(browser);
  await signIn(second, 'platform_head.guangzhou');
  await second.page.goto(new URL(page.url()).pathname);
  await settled(second);
  await press(second, '审核通过');
  await press(second, '发布');
  await second.page.getByText('查看公开页面').waitFor();
  await expectSound(second, 'a published record');
  await second.close();
  await page.goto(`/search?q=${encodeURIComponent(name)}`);
  await page.locator('article h3 a').filter({ hasText: name }).waitFor();
  expect(here.faults).toEqual([]);
  await here.close();
});

test('a file is imported: preview, columns, progress, refused rows back, the good ones in the list', async () => {
  const here = await visit(browser);
  const { page } = here;
  await signIn(here, 'platform_staff.guangzhou');
  await page.goto('/workbench/imports/new');
  await settled(here);
  await choose(here, '资源类型', '农作物种质');
  const stamp = Date.now() % 1e6;
  const rows = Array.from(
    { length: 30 },
    (_, i) => `IMP-${stamp}-${i},试种${stamp}第${i}份,Brassica,rapa,${i === 7 ? 95 : 23}`,
  );
  await page.locator('input[type=file]').setInputFiles({
    name: '种质.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(['ACCENUMB,ACCENAME,GENUS,SPECIES,DECLATITUDE', ...rows].join('\r\n')),
  });
  await page.getByRole('button', { name: '上传并预览' }).click();
  await page.getByText('文件中的列').first().waitFor();
  await expectSound(here, 'preview of an import');
  await page.getByText('直接发布', { exact: true }).click();
  await page.getByRole('button', { name: '开始导入' }).click();
  await page.getByText('导入完成').waitFor();
  await settled(here);
  await expectSound(here, 'a finished import');
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByText('下载退回的行').click()]);
  expect(download.suggestedFilename()).toMatch(/\.csv$/);
  await page.getByText('查看导入的资源').click();
  await page.getByText(`IMP-${stamp}-29`).first().waitFor();
  const { items } = (await (await page.request.get(`/api/work/resources?q=IMP-${stamp}&limit=100`)).json()) as {
    items: { state: string }[];
  };
  // The platform wants another person's check, so an import is no way around it.
  expect(items.map(({ state }) => state)).toEqual(Array.from({ length: 29 }, () => 'draft'));
  expect(here.faults).toEqual([]);
  await here.close();
});
