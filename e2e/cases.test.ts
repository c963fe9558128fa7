import { fillForm } from '../src/server/replay/fill-form.ts';
import { samplePdf } from '../src/server/replay/sample-pdf.ts';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectSound, openBrowser, PHONE, shot, signIn, visit, type Visit } from './browser.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** Figures of a library of crops that meets every criterion of its class, or leaves it to experts. */
const CROP = {
  sites: '主库；广州市天河区；运行',
  resource_types: ['germplasm'],
  library_name: '广州蔬菜科技资源库',
  head_in_service: 'true',
  head_profile: 'true',
  host_libraries: '1',
  host_region: '广州市天河区',
  host_legal_person: 'true',
  host_kind: 'institute',
  host_owner: 'city',
  team_since: '2015-01-01',
  team_size: '20',
  team_senior: '10',
  organisation: 'true',
  post_plan: 'true',
  rules_on_file: 'true',
  service_process: 'true',
  quality_assurance: 'true',
  regional_character: 'true',
  stores_held: ['long_term', 'medium_term', 'short_term'],
  long_term_volume: '600',
  medium_term_volume: '500',
  short_term_volume: '400',
  long_term_temperature: '-18',
  medium_term_temperature: '-4',
  short_term_temperature: '4',
  conditions_stated: 'true',
  renewal_greenhouse: '2000',
  open_field: '10',
};

const CALL = '年度申报通知（旅程）';

const dayFromNow = (days: number): string =>
  new Date(Date.now() + 8 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10);

async function enter(account: string, path: string, viewport?: typeof PHONE): Promise<Visit> {
  const here = await visit(browser, viewport ? { viewport } : {});
  await signIn(here, `${account}.guangzhou`);
  await here.page.goto(`/workbench${path}`);
  await here.page.locator('main h1').first().waitFor();
  await here.page.waitForLoadState('networkidle');
  return here;
}

async function choose({ page }: Visit, label: string, choice: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).click();
  await page
    .locator('.ant-select-dropdown:visible .ant-select-item-option')
    .filter({ hasText: choice })
    .first()
    .click();
  await page.locator('.ant-select-dropdown:visible').waitFor({ state: 'detached' });
}

/** Takes an action of the case, with what it asks for. */
async function act({ page }: Visit, label: string, fill: Record<string, string> = {}): Promise<void> {
  await page.getByRole('button', { name: label, exact: true }).click();
  const dialog = page.getByRole('dialog');
  for (const [name, text] of Object.entries(fill)) await dialog.getByLabel(name).fill(text);
  await dialog.getByRole('button', { name: label, exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
}

/** Finds the case on the own to-do list and opens it. */
async function fromTodo(account: string, id: string, state: string): Promise<Visit> {
  const here = await enter(account, '/cases?sort=newest');
  const row = here.page.getByRole('row').filter({ has: here.page.locator(`a[href$="/cases/${id}"]`) });
  await row.filter({ hasText: '科技资源库申报' }).filter({ hasText: state }).getByRole('link').first().click();
  await here.page.getByRole('button', { name: '打印' }).waitFor();
  return here;
}

/** The interface behind a page, as whoever is signed in there. */
const asPlayer = ({ page }: Visit): Parameters<typeof fillForm>[0] => ({
  async call(method, url, data) {
    const answer = await page.request.fetch(url, { method, ...(data !== undefined && { data: data as object }) });
    return { status: answer.status(), body: (await answer.json()) as never };
  },
});

const saved = ({ page }: Visit, field: string): Promise<unknown> =>
  page.locator(`#case-${field}-state`).getByText('已保存', { exact: true }).waitFor();

/** Sound once what changes colour has changed it. */
async function look(here: Visit, what: string): Promise<void> {
  await here.page.waitForLoadState('networkidle');
  await here.page.waitForTimeout(500);
  await expectSound(here, what);
}

test('GZ-13 a call, an application in two tabs, its return and its way to the city, each from the own to-do list', async () => {
  const city = await enter('city_department', '/cases/new?programme=guangzhou&procedure=call');
  await city.page.getByRole('button', { name: '开启', exact: true }).click();
  await city.page.waitForURL(/\/cases\/\d+$/);
  // What is missing is said before anything is pressed.
  await city.page.getByText('未填写完整').first().waitFor();
  expect(await city.page.getByRole('button', { name: '发布', exact: true }).isDisabled()).toBe(true);
  await city.page.locator('#case-title').fill(CALL);
  await city.page.locator('#case-guide').fill('依托单位按编写提纲填报。');
  await city.page.locator('#case-window_from').fill(dayFromNow(0));
  await city.page.locator('#case-window_to').fill(dayFromNow(30));
  await city.page.locator('#case-title').focus();
  await saved(city, 'window_to');
  await look(city, 'a call being written');
  await act(city, '发布');
  await city.page.getByText('申报中').first().waitFor();
  await city.close();

  const host = await enter('host_admin9', '/cases/new?programme=guangzhou&procedure=application');
  await choose(host, '所属办件', CALL);
  await choose(host, '资源库（平台）', '土壤');
  await host.page.getByRole('button', { name: '开启', exact: true }).click();
  await host.page.waitForURL(/\/cases\/\d+$/);
  const id = /\d+$/.exec(host.page.url())![0];
  await choose(host, '申报类别', '农作物和蔬菜类');
  await saved(host, 'class');
  const figures = await host.page.request.patch(`/api/cases/${id}/draft`, {
    data: { path: 'figures', value: CROP, revision: 0 },
  });
  expect(figures.status()).toBe(200);
  for (const field of ['plan', 'appointment', 'declaration']) {
    const [chooser] = await Promise.all([
      host.page.waitForEvent('filechooser'),
      host.page.locator(`#case-${field}`).click(),
    ]);
    await chooser.setFiles({ name: `${field}.pdf`, mimeType: 'application/pdf', buffer: samplePdf(field) });
    await saved(host, field);
  }
  // A second tab writes the name first: the other keeps its text, and both are shown.
  const second = await host.page.context().newPage();
  await second.goto(`/workbench/cases/${id}`);
  await second.locator('#case-name_zh').fill('广州岭南蔬菜科技资源库');
  await second.locator('#case-name_zh-state').getByText('已保存', { exact: true }).waitFor();
  await second.close();
  await host.page.locator('#case-name_zh').fill('广州蔬菜科技资源库');
  await host.page.getByText('此项已被他人修改，请选择保留哪一个').waitFor();
  await host.page.getByText('广州岭南蔬菜科技资源库').first().waitFor();
  expect(await host.page.locator('#case-name_zh').inputValue()).toBe('广州蔬菜科技资源库');
  await look(host, 'a conflict of two tabs');
  await shot(host.page, 'case-conflict-zh-1440');
  await host.page.getByRole('button', { name: '用我的' }).click();
  await saved(host, 'name_zh');
  // The last figure through the form.
  await host.page.reload();
  await host.page.locator('#case-figures').click();
  await host.page.getByLabel('保存的种质资源（份）').fill('5000');
  await saved(host, 'figures');
  await look(host, 'an application being written');
  await fillForm(asPlayer(host), id);
  await shot(host.page, 'case-form-zh-1440');

  const legal = await fromTodo('legal_representative9', id, '填报中');
  await shot(legal.page, 'case-legal-zh-1440');
  // Somebody else's step in between: both states are shown.
  await act(legal, '提交申报');
  await legal.page.getByText('待区级受理').first().waitFor();
  await host.page.getByRole('button', { name: '撤回', exact: true }).click();
  await host.page.getByRole('dialog').getByRole('button', { name: '撤回', exact: true }).click();
  await host.page.getByText(/您看到的是“填报中”.*现在是“待区级受理”/).waitFor();
  const [receipt] = await Promise.all([
    legal.page.waitForEvent('download'),
    legal.page.getByRole('button', { name: '下载回执' }).first().click(),
  ]);
  expect(receipt.suggestedFilename()).toMatch(/\.pdf$/);
  await legal.close();

  const district = await fromTodo('district_clerk', id, '待区级受理');
  await district.page.getByText('怎样计算').first().click();
  await act(district, '退回补正', { 理由: '任职证明不清楚' });
  await district.page.getByText('待补正').first().waitFor();
  await look(district, 'a returned application');
  await shot(district.page, 'case-returned-zh-1440');
  await district.close();

  await host.page.goto('/workbench/cases?scope=all&sort=newest');
  await host.page.getByText('待补正').first().waitFor();
  await host.page.goto(`/workbench/cases/${id}`);
  await host.page.getByText('任职证明不清楚').first().waitFor();
  await host.page.locator('#case-name_zh').fill('广州岭南蔬菜资源库');
  await saved(host, 'name_zh');
  await fillForm(asPlayer(host), id, { 'cover/name': '广州岭南蔬菜资源库' });
  await host.close();
  const again = await fromTodo('legal_representative9', id, '待补正');
  await act(again, '补正后提交');
  await again.page.getByText('待区级受理').first().waitFor();
  await again.close();

  const clerk = await fromTodo('district_clerk', id, '待区级受理');
  await act(clerk, '受理', { '受理审查意见（逐项）': '材料齐全，逐项符合' });
  await act(clerk, '报送市科技行政主管部门', { '推荐理由（基础、优势、特色）': '资源有特色，服务有基础' });
  await clerk.page.getByText('已报市').first().waitFor();
  await clerk.close();

  const end = await fromTodo('city_department', id, '已报市');
  await end.page.locator('summary').filter({ hasText: '科技资源库申报' }).first().click();
  await end.page.getByRole('img', { name: /科技资源库申报的程序图/ }).waitFor();
  await end.page.waitForLoadState('networkidle');
  await look(end, 'the case at the city');
  await shot(end.page, 'case-city-zh-1440');
  // Papers: the district's letter is there as PDF and Word, and anybody with its code can verify it.
  const papers = end.page.getByRole('region', { name: '文书' });
  const letter = papers.getByRole('listitem').filter({ hasText: '受理通知书' });
  await letter.getByText(/受理审查〔20\d\d〕\d+号/).waitFor();
  const pdf = await end.page.request.get((await letter.getByRole('link', { name: 'PDF' }).getAttribute('href'))!);
  expect([pdf.status(), (await pdf.body()).subarray(0, 5).toString()]).toEqual([200, '%PDF-']);
  const verify = await letter.getByRole('link', { name: '验证' }).getAttribute('href');
  const stranger = await visit(browser);
  await stranger.page.goto(verify!);
  await stranger.page.getByText('本系统出具了这份文件').waitFor();
  await look(stranger, 'a paper verified');
  await shot(stranger.page, 'verify-paper-zh-1440');
  await stranger.close();
  await end.page.emulateMedia({ media: 'print' });
  await shot(end.page, 'case-print-zh');
  await end.close();
  const phone = await enter('city_department', `/cases/${id}`, PHONE);
  await look(phone, 'the case at 390 px');
  await shot(phone.page, 'case-city-zh-390');
  await phone.page.goto(`/en/workbench/cases/${id}`);
  await phone.page.getByText('With the city').first().waitFor();
  await phone.page.waitForLoadState('networkidle');
  await look(phone, 'the case at 390 px, English');
  await shot(phone.page, 'case-city-en-390');
  await phone.close();
}, 180_000);
