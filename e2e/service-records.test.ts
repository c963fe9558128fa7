import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectSound, openBrowser, PHONE, shot, signIn, visit, type Visit } from './browser.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

async function settled({ page }: Visit): Promise<void> {
  await page.locator('main h1').first().waitFor();
  await page.waitForLoadState('networkidle');
  await page.locator('.ant-spin-spinning, .ant-skeleton-active').first().waitFor({ state: 'detached' });
}

/** Buttons of two characters are drawn with a space between them. */
const button = (label: string): RegExp => new RegExp(`^${[...label].join('\\s?')}$`);

test('a clerk enters a service, imports others, sees the bad row come back, corrects one; the figures agree', async () => {
  const here = await visit(browser);
  const { page } = here;
  await signIn(here, 'platform_staff.hubei');
  await page.goto('/workbench/service-records?platform=DEMO-RICE');
  await settled(here);
  await page.getByRole('button', { name: '补录服务' }).click();
  const form = page.getByRole('dialog');
  const choose = async (label: string, option: string): Promise<void> => {
    await form.getByLabel(label, { exact: true }).click();
    await page.locator('.ant-select-dropdown:visible').getByTitle(option, { exact: true }).click();
  };
  await choose('服务类型', '科学普及');
  await form.getByLabel('服务日期').fill('2026-03-12');
  await form.getByLabel('服务内容').fill('水稻种质开放日');
  await choose('单位性质', '高等学校');
  await form.getByLabel('单位名称').fill('武汉示范大学');
  await choose('服务对象', '社会公众');
  await form.getByLabel('所在地区').fill('420100');
  await choose('用途', '教学与科学普及');
  await shot(page, 'service-record-form');
  await form.getByRole('button', { name: button('保存') }).click();
  await form.getByText('科学普及须填写参加人数').first().waitFor();
  await form.getByLabel('参加人数').fill('45');
  await form.getByRole('button', { name: button('保存') }).click();
  await page
    .getByRole('link', { name: /^2026-\d{6}$/ })
    .first()
    .waitFor();

  await page.getByRole('button', { name: '导入表格' }).click();
  const table = `服务日期,服务类型,服务内容,单位性质,服务对象单位,所在地区,收入（元）
2026-04-01,检验检测,发芽率检测,企业,示范种业公司,420100,120.50
2026-04-02,检验检测,发芽率检测,不明,某单位,420100,`;
  await page
    .getByRole('dialog')
    .locator('input[type=file]')
    .setInputFiles({
      name: '线下服务.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(table),
    });
  await page.getByRole('dialog').locator('.ant-modal-footer .ant-btn-primary').click();
  await page.getByText('保存 1 行，退回 1 行').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await settled(here);
  await expectSound(here, 'list of service records');
  await shot(page, 'service-records');

  await page
    .getByRole('row', { name: /发芽率检测/ })
    .getByRole('link')
    .first()
    .click();
  await settled(here);
  await page.getByRole('button', { name: button('更正') }).click();
  await page.getByRole('dialog').getByLabel('原因').fill('金额有误');
  await page.getByRole('dialog').getByLabel('收入（元）').fill('100');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: button('更正') })
    .click();
  await page.getByText('金额有误').first().waitFor();
  await expectSound(here, 'a service record');
  await shot(page, 'service-record');

  await page.goto('/workbench/service-figures?platform=DEMO-RICE&from=2026-03-12&to=2026-04-02');
  await settled(here);
  await page.getByText('100.00').first().waitFor();
  await expectSound(here, 'figures of services');
  await shot(page, 'service-figures');
  expect(await page.getByText('120.50').count()).toBe(0);
  // A bibliography as a literature service exports it: the work that names an accession waits to be looked at, and then counts.
  const ris = [
    'TY  - JOUR',
    'TI  - Heterosis of a maintainer line',
    'AU  - Lin, Xi',
    'PY  - 2026',
    'N1  - Seed of accession SFD00008.',
    'ER  - ',
    '',
  ].join('\r\n');
  await page.goto('/workbench/service-uses?platform=DEMO-RICE');
  await settled(here);
  await page.getByRole('button', { name: '导入文献' }).click();
  await page
    .getByRole('dialog')
    .locator('input[type=file]')
    .setInputFiles({ name: 'export.ris', mimeType: 'text/plain', buffer: Buffer.from(ris) });
  await page.getByRole('dialog').locator('.ant-modal-footer .ant-btn-primary').click();
  await page.getByText('待核对 1 条').waitFor();
  await page.keyboard.press('Escape');
  const found = page.getByRole('row', { name: /Heterosis of a maintainer line/ });
  await found.getByRole('button', { name: button('计入') }).click();
  await found.getByText('已计入').waitFor();
  await expectSound(here, 'works that used resources');
  await page.setViewportSize(PHONE);
  await page.goto('/en/workbench/service-figures');
  await settled(here);
  await expectSound(here, 'figures on a telephone');
  await shot(page, 'service-figures-390-en');
  await page.goto('/en/workbench/service-records');
  await settled(here);
  await expectSound(here, 'service records on a telephone');
  await shot(page, 'service-records-390-en');
  await here.close();
}, 120_000);
