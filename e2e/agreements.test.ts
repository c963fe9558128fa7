import type { APIRequestContext, Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DESKTOP, expectSound, openBrowser, PHONE, shot, signIn, visit, type Visit } from './browser.ts';

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
const press = ({ page }: Visit, label: string) =>
  page
    .getByRole('button', { name: button(label) })
    .first()
    .click();
/** The button that saves is found by its kind: while it has worked its name has the sign of it. */
const save = ({ page }: Visit) => page.locator('main form button[type="submit"]').click();
const inDialog = ({ page }: Visit, label: string) =>
  page
    .getByRole('dialog')
    .getByRole('button', { name: button(label) })
    .click();

async function answer<T>(request: APIRequestContext, method: 'get' | 'post', path: string, data?: unknown): Promise<T> {
  const reply = await request[method](path, data === undefined ? {} : { data });
  if (!reply.ok()) throw new Error(`${method} ${path}: ${reply.status()} ${await reply.text()}`);
  return (await reply.json()) as T;
}

/** A company asks for seeds of the vegetable library, to be sent abroad. @returns the part of the request */
async function askFor(user: Visit, keeper: Visit): Promise<string> {
  type Work = { items: { id: string; type: { id: string } | string }[] };
  const work = await answer<Work>(
    keeper.page.request,
    'get',
    '/api/work/resources?platform=DEMO-VEG&type=germplasm_crop&state=published&limit=1',
  );
  const { parts } = await answer<{ parts: { id: string }[] }>(user.page.request, 'post', '/api/requests', {
    items: [{ kind: 'material', resource: work.items[0]!.id, quantity: '20', unit: 'seed' }],
    purpose: 'business',
    purpose_text: '境外品种试验',
    project: '示范合作项目',
    region: '440100',
    abroad: true,
    delivery: { recipient: '林研', address: '广州市示范路 1 号', phone: '020-00000000' },
  });
  return parts[0]!.id;
}

test('NAT-25.2 GZ-19.2 a company’s request: price and contract, permit handed in and checked, signed by both', async () => {
  const [keeper, user] = [await visit(browser, { viewport: DESKTOP }), await visit(browser, { viewport: PHONE })];
  await signIn(keeper, 'platform_staff.guangzhou');
  await signIn(user, 'registered_user.guangzhou');
  const part = await askFor(user, keeper);
  const at = `/workbench/terms/${part}`;

  await keeper.page.goto(at);
  await settled(keeper);
  await keeper.page.getByText('缺少种质资源对外提供审批').waitFor();
  await press(keeper, '写报价或合同');
  await keeper.page.getByLabel('标的').fill('蔬菜种子供应');
  await keeper.page.getByLabel('名称').last().fill('示范种业有限公司');
  await press(keeper, '增加收费项目');
  await keeper.page.getByLabel('收费项目').last().fill('种子');
  await keeper.page.getByLabel('单位', { exact: true }).last().fill('份');
  await keeper.page.getByLabel('价格（元）').fill('381');
  await keeper.page.getByLabel('成本项目').click();
  await keeper.page.getByTitle('人工').last().click();
  await keeper.page.getByLabel('成本（元）').fill('380');
  await keeper.page.getByLabel('依据').fill('2026 年成本核算表');
  await keeper.page.getByLabel('平台（依托单位）').fill('100');
  await save(keeper);
  await keeper.page.getByText('超出 1.00 元').last().waitFor();
  await expectSound(keeper, 'the form of a contract');
  await shot(keeper.page, 'agreements-contract-form');
  await keeper.page.getByLabel('价格（元）').fill('380');
  await save(keeper);
  await press(keeper, '发出报价');
  await inDialog(keeper, '发出报价');
  await keeper.page.getByText('DEMO-VEG合同').waitFor();
  await press(keeper, '签署');
  await inDialog(keeper, '签署');
  await keeper.page.getByText('乙方尚未签署').waitFor();

  await user.page.goto(at);
  await settled(user);
  await press(user, '提交许可');
  await user.page.getByLabel('种类').click();
  await user.page.getByTitle('种质资源对外提供审批').last().click();
  await user.page.getByLabel('编号').fill('农种审〔2026〕1号');
  await user.page.getByLabel('发证机关').fill('示范农业主管部门');
  await user.page.getByLabel('有效期自').fill('2026-01-01');
  await expectSound(user, 'the dialog of a permit');
  await inDialog(user, '提交');
  await user.page.getByText('种质资源对外提供审批尚待平台核验').waitFor();
  await press(user, '签署');
  await inDialog(user, '签署');
  await user.page.getByText('乙方：').waitFor();
  await expectSound(user, 'terms of a request on a telephone');
  await shot(user.page, 'agreements-terms-390');

  await keeper.page.goto('/workbench/permits?state=given');
  await settled(keeper);
  await keeper.page.getByRole('button', { name: '核验通过 农种审〔2026〕1号' }).first().click();
  await keeper.page.goto(at);
  await settled(keeper);
  expect(await keeper.page.getByText('缺少种质资源对外提供审批').count()).toBe(0);
  await keeper.page.getByText(/自 \d{4}-\d\d-\d\d 起生效/).waitFor();
  for (const prefix of ['', '/en'])
    for (const path of [
      at,
      '/workbench/agreements',
      '/workbench/agreements/new',
      '/workbench/permits',
      '/workbench/contracts',
    ]) {
      await keeper.page.goto(`${prefix}${path}`);
      await settled(keeper);
      await expectSound(keeper, `${prefix}${path}`);
      await shot(
        keeper.page,
        `agreements${path.replace(part, 'id').replaceAll('/', '-')}${prefix.replace('/', '-')}-1440`,
      );
    }
  await keeper.close();
  await user.close();
}, 120_000);
