import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectSound, openBrowser, shot, signIn, visit, type Visit, WAYS } from './browser.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const STAFF = 'platform_staff.hubei';

async function settled({ page }: Visit): Promise<void> {
  await page.locator('main h1').first().waitFor();
  await page.waitForLoadState('networkidle');
  await page.locator('.ant-spin-spinning, .ant-skeleton-active').first().waitFor({ state: 'detached' });
}

/** Ids of a demonstration lot, service and resource, as the interface gives them. */
async function examples({ page }: Visit) {
  const get = async <T>(url: string): Promise<T> => (await (await page.request.get(url)).json()) as T;
  type Items = { items: { id: string; resource: { id: string } }[] };
  const lots = await get<Items>('/api/work/stock/lots?platform=DEMO-RICE&q=R2015-001');
  const services = await get<Items>('/api/portal/services?platform=DEMO-RICE');
  return { lot: lots.items[0]!.id, resource: lots.items[0]!.resource.id, service: services.items[0]!.id };
}

test.each(WAYS)(
  'pages of stock and services are sound: $width px, $lang',
  async ({ width, lang, prefix, viewport }) => {
    const here = await visit(browser, { viewport });
    await signIn(here, STAFF);
    const { lot, resource, service } = await examples(here);
    const pages = [
      '/workbench/stock',
      `/workbench/stock/lots/${lot}`,
      '/workbench/stock/stores',
      '/workbench/stock/holdings',
      '/workbench/stock/takes',
      '/workbench/services',
      '/workbench/services/new',
      `/workbench/services/${service}`,
      '/services',
      `/services/${service}`,
      '/platforms/DEMO-RICE',
      `/resources/${resource}`,
    ];
    for (const path of pages) {
      await here.page.goto(`${prefix}${path}`);
      await settled(here);
      await expectSound(here, path);
      await shot(here.page, `stock${path.replaceAll(/\d{4,}/g, 'id').replaceAll('/', '-')}-${lang}-${width}`);
    }
    await here.close();
  },
  180_000,
);

/** Buttons of two characters are drawn with a space between them. */
const button = (label: string): RegExp => new RegExp(`^${[...label].join('\\s?')}$`);

test('a curator takes in a lot, prints its label, scans it in a stock-taking and books the difference; the ledger shows it all', async () => {
  const here = await visit(browser);
  const { page } = here;
  await signIn(here, STAFF);
  await page.goto('/workbench/stock');
  await settled(here);
  const number = `E2E-${Date.now() % 1e6}`;
  await page.getByRole('button', { name: button('入库') }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('资源').fill('丰华占');
  await page.locator('.ant-select-dropdown:visible .ant-select-item').filter({ hasText: '丰华占' }).first().click();
  await dialog.getByLabel('批次号').fill(number);
  await dialog.getByLabel('数量', { exact: true }).fill('40');
  await dialog.getByLabel('单位').click();
  await page.locator('.ant-select-dropdown:visible').getByText('粒', { exact: true }).click();
  await dialog.getByLabel('保存形式').click();
  await page.locator('.ant-select-dropdown:visible').getByText('种子', { exact: true }).click();
  await dialog.getByRole('button', { name: button('入库') }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('checkbox', { name: number }).check();
  await page.getByRole('button', { name: '打印标签' }).click();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('dialog').getByRole('button', { name: '打印标签' }).click(),
  ]);
  expect(file.suggestedFilename()).toBe('DEMO-RICE-labels.pdf');
  await page.getByRole('link', { name: '盘点' }).click();
  await settled(here);
  await page.getByRole('button', { name: '开始盘点' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '开始盘点' }).click();
  await page.waitForURL(/\/takes\/\d+$/);
  await settled(here);
  // A reader types and presses Enter.
  await page.getByRole('textbox', { name: '扫描' }).fill(`${number} 38`);
  await page.keyboard.press('Enter');
  await page.getByText('扫到 1 个批次').waitFor();
  await page.getByRole('checkbox', { name: number }).check();
  // The colour of the row under the pointer fades in.
  await page.waitForTimeout(500);
  await expectSound(here, 'a stock-taking');
  await shot(page, 'stock-take');
  await page.getByRole('button', { name: '把所选差异记账' }).click();
  await page.getByRole('dialog').getByRole('textbox').fill('年度盘点');
  await page.getByRole('dialog').getByRole('button', { name: '把所选差异记账' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.getByText('已记账').waitFor();
  await page.goto('/workbench/stock');
  await settled(here);
  await page.getByRole('link', { name: number }).click();
  await settled(here);
  await page.getByText('盘亏更正').waitFor();
  expect(await page.getByRole('cell', { name: '年度盘点' }).count()).toBe(1);
  expect(here.faults).toEqual([]);
  await here.close();
}, 120_000);

test('a price above its cost is refused with the article; at cost the service is published and stands on the platform’s page', async () => {
  const here = await visit(browser);
  const { page } = here;
  await signIn(here, STAFF);
  await page.goto('/workbench/services/new');
  await settled(here);
  const name = `试验服务${Date.now() % 1e6}`;
  const pick = async (field: string, choice: string): Promise<void> => {
    await page
      .locator('.ant-select')
      .filter({ has: page.locator(`#${field}`) })
      .click();
    await page
      .locator('.ant-select-dropdown:visible .ant-select-item-option')
      .filter({ hasText: new RegExp(`^${choice}$`) })
      .click();
    await page.keyboard.press('Escape');
    await page.locator('.ant-select-dropdown:visible').waitFor({ state: 'detached' });
  };
  await pick('kind', '检验检测');
  await page.locator('#name_zh').fill(name);
  await page.locator('#description_zh').fill('按规程检测。');
  await page.locator('#response_days').fill('3');
  await pick('user_groups', '科研机构');
  await page.locator('#contact_person').fill('王工');
  await page.getByRole('button', { name: '增加收费项目' }).click();
  await page.locator('#fees_0_name').fill('检测费');
  await page.locator('#fees_0_unit').fill('每样品');
  await page.locator('#fees_0_price').fill('120.51');
  await page.locator('#fees_0_costs_0_cost').fill('120.50');
  await page.locator('#fees_0_costs_0_evidence').fill('成本核算表');
  await page.getByText('价格超出成本 0.01 元').waitFor();
  await page.locator('button[type=submit]').filter({ hasText: '保存' }).click();
  await page.getByText('只能按成本补偿收费').first().waitFor();
  await page.getByText('NAT-25.3').first().waitFor();
  await expectSound(here, 'a refused price');
  await page.locator('#fees_0_price').fill('120.50');
  await page.locator('button[type=submit]').filter({ hasText: '保存' }).click();
  await page.waitForURL(/\/services\/\d+$/);
  await settled(here);
  await page.getByRole('button', { name: button('发布') }).click();
  await page.getByRole('link', { name: '公开页面' }).waitFor();
  await page.goto('/platforms/DEMO-RICE');
  await page.getByRole('link', { name }).click();
  await page.getByRole('cell', { name: '120.50' }).first().waitFor();
  expect(here.faults).toEqual([]);
  await here.close();
}, 120_000);
