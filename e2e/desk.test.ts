import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectSound, openBrowser, PHONE, shot, signIn, visit, type Visit } from './browser.ts';

let browser: Browser;
/** A change of a platform that its host is writing. */
let change: string;

beforeAll(async () => {
  browser = await openBrowser();
  await prepare();
}, 180_000);
afterAll(() => browser.close());

const dayFromNow = (days: number): string =>
  new Date(Date.now() + 8 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10);

async function enter(account: string, path: string, viewport?: typeof PHONE): Promise<Visit> {
  const here = await visit(browser, viewport ? { viewport } : {});
  await signIn(here, account);
  await here.page.goto(path.startsWith('/en') ? path : `/workbench${path}`);
  await here.page.locator('main h1').first().waitFor();
  await settled(here.page);
  return here;
}

async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  await page.waitForTimeout(400);
}

/** Sound, and kept as a picture. */
async function look(here: Visit, name: string): Promise<void> {
  await settled(here.page);
  await shot(here.page, name);
  await expectSound(here, name);
}

interface Row {
  id: string;
  title: string;
  version: number;
}

/** Calls the interface with the session of a visit. */
async function call<T>({ page }: Visit, method: 'GET' | 'POST' | 'PATCH', url: string, data?: object): Promise<T> {
  const reply = await page.request.fetch(url, { method, ...(data && { data }) });
  if (!reply.ok()) throw new Error(`${method} ${url}: ${reply.status()} ${await reply.text()}`);
  return (await reply.json()) as T;
}

/** A call of the city, a change that the host writes; the head of the platform sits at the host's desk too. */
async function prepare(): Promise<void> {
  const city = await enter('city_department.guangzhou', '/');
  const opened = await call<Row>(city, 'POST', '/api/cases', {
    programme: 'guangzhou',
    procedure: 'call',
    data: {},
    subject: { kind: 'programme', id: 'guangzhou' },
  });
  for (const [path, value] of Object.entries({
    title: '2026 年度申报通知（工作台）',
    guide: '依托单位按编写提纲填报。',
    window_from: dayFromNow(0),
    window_to: dayFromNow(30),
  }))
    await call(city, 'PATCH', `/api/cases/${opened.id}/draft`, { path, value, revision: 0 });
  await call(city, 'POST', `/api/cases/${opened.id}/actions/publish`, { version: opened.version, data: {} });
  await city.close();

  const host = await enter('host_admin.guangzhou', '/');
  const platforms = await call<{ items: { id: string; name_zh: string }[] }>(host, 'GET', '/api/platforms?mine=true');
  const { id } = await call<Row>(host, 'POST', '/api/cases', {
    programme: 'guangzhou',
    procedure: 'major_change',
    subject: { kind: 'platform', id: platforms.items.find(({ name_zh }) => name_zh.includes('蔬菜'))!.id },
    data: {},
  });
  change = id;
  const session = await call<{ account: { id: string } }>(host, 'GET', '/api/session');
  const organisation = await call<{ roles: { scope_id: string; role: string }[] }>(host, 'GET', '/api/session');
  await host.close();
  const head = await enter('platform_head.guangzhou', '/');
  const { account } = await call<{ account: { id: string } }>(head, 'GET', '/api/session');
  await head.close();
  expect(session.account.id).not.toBe(account.id);
  const security = await enter('security_administrator.guangzhou', '/');
  const scope = organisation.roles.find(({ role }) => role === 'host_admin')!.scope_id;
  await call(security, 'POST', '/api/grants', {
    account_id: account.id,
    role: 'host_admin',
    scope_kind: 'organisation',
    scope_id: scope,
  });
  await security.close();
}

const saved = ({ page }: Visit, field: string): Promise<unknown> =>
  page.locator(`#case-${field}-state`).getByText('已保存', { exact: true }).waitFor();

test('two persons on one form: presence, a lock, a comment, and a hand-over that tells the colleague', async () => {
  const host = await enter('host_admin.guangzhou', `/cases/${change}`);
  const head = await enter('platform_head.guangzhou', `/cases/${change}`);
  await host.page.locator('#case-after').focus();
  // The second learns of it with its own next word to the server.
  await head.page.reload();
  await head.page.getByText('正在一起填写：广州依托单位管理员').waitFor();
  await head.page.getByText('广州依托单位管理员（演示）正在填写此项').waitFor();
  expect(await head.page.locator('#case-after').isDisabled()).toBe(true);
  await look(head, 'desk-locked-zh-1440');
  await host.page.locator('#case-after').fill('广州岭南蔬菜科技资源库');
  await saved(host, 'after');
  await host.page.locator('#comment').fill('请平台负责人核对数据');
  await host.page.getByRole('button', { name: '发表' }).click();
  await host.page
    .getByText('请平台负责人核对数据')
    .nth(1)
    .or(host.page.locator('ol').getByText('请平台负责人核对数据'))
    .first()
    .waitFor();

  await host.page.getByRole('button', { name: '移交', exact: true }).click();
  const dialog = host.page.getByRole('dialog');
  await dialog.getByLabel('同事').click();
  await host.page
    .locator('.ant-select-dropdown:visible .ant-select-item-option')
    .filter({ hasText: '平台负责人' })
    .click();
  await dialog.getByLabel('理由').fill('出差两周');
  await dialog.getByRole('button', { name: '移交', exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
  await host.page.getByText('由广州平台负责人（演示）认领').waitFor();
  await host.page.locator('ol').getByText('广州平台负责人（演示）', { exact: true }).waitFor();
  await host.close();

  await head.page.goto('/workbench/messages');
  // Messages go out one after the other; those of the demonstration's years may still be before it.
  await expect
    .poll(
      async () => {
        await head.page.reload();
        await settled(head.page);
        return head.page.getByText('移交给您').count();
      },
      { timeout: 150_000, interval: 3000 },
    )
    .toBeGreaterThan(0);
  await head.page.getByText('理由：出差两周').first().waitFor();
  await look(head, 'desk-messages-zh-1440');
  await head.page.getByRole('link', { name: '打开办件' }).first().click();
  await head.page.waitForURL(new RegExp(`/cases/${change}$`));
  await head.page.getByText('您已认领').first().waitFor();
  await head.page.getByRole('link', { name: /消息，\d+ 条未读/ }).waitFor();
  await head.close();
}, 240_000);

test('a session that ends while a form is written: the text stays, one signs in again, and it goes on', async () => {
  const head = await enter('platform_head.guangzhou', `/cases/${change}`);
  await head.page.locator('#case-grounds').fill('共建单位：示范蔬菜研究所');
  await saved(head, 'grounds');
  await head.page.context().clearCookies();
  await head.page.locator('#case-grounds').fill('共建单位：示范蔬菜研究所、示范园艺学院');
  const dialog = head.page.getByRole('dialog');
  await dialog.waitFor();
  await shot(head.page, 'desk-session-ended-zh-1440');
  expect(await head.page.locator('#case-grounds').inputValue()).toContain('示范园艺学院');
  await dialog.getByLabel('密码').fill(process.env['KEYUAN_E2E_PASSWORD'] ?? 'demonstration 2026 journeys');
  await dialog.getByRole('button', { name: '登录', exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
  await saved(head, 'grounds');
  await head.page.reload();
  await head.page.waitForFunction(() =>
    (document.querySelector('#case-grounds') as HTMLTextAreaElement | null)?.value.includes('示范园艺学院'),
  );
  await head.close();
});

test('the desk that greets, the list with filters, keys, bundles, saved filters and files', async () => {
  const city = await enter('city_department.guangzhou', '/');
  await city.page.getByRole('heading', { name: '两周内到期' }).waitFor();
  await city.page.getByRole('heading', { name: '在办数量' }).waitFor();
  await look(city, 'desk-home-city-zh-1440');
  await city.page.locator('table').getByRole('link').first().click();
  await city.page.waitForURL(/state=/);
  await city.page.goto(
    '/workbench/cases?scope=all&programme=guangzhou&sort=newest&columns=state,due,class,district,opened,number',
  );
  await city.page.getByRole('row').nth(2).waitFor();
  await look(city, 'desk-list-zh-1440');
  // Keys: down twice, up once, choose.
  for (const key of ['j', 'j', 'k', 'x']) await city.page.keyboard.press(key);
  await city.page.getByText('已选 1 件').waitFor();
  await city.page.keyboard.press('j');
  await city.page.keyboard.press('x');
  await city.page.getByText('已选 2 件').waitFor();
  await city.page.getByRole('button', { name: '认领', exact: true }).click();
  await city.page.getByRole('dialog').getByRole('button', { name: '认领', exact: true }).click();
  await city.page.getByText(/办理结果：\d 件完成，\d 件未办/).waitFor();
  await look(city, 'desk-outcomes-zh-1440');
  await city.page.getByRole('button', { name: '保存的筛选' }).click();
  await city.page.getByRole('menuitem', { name: '保存当前筛选' }).click();
  await city.page.getByRole('dialog').getByLabel('名称').fill('广州最新');
  await city.page.getByRole('dialog').getByLabel('与同岗位的同事共享').check();
  await city.page.getByRole('dialog').getByRole('button', { name: '保存当前筛选' }).click();
  await city.page.getByRole('dialog').waitFor({ state: 'detached' });
  await city.page.goto('/workbench/cases');
  await city.page.getByRole('button', { name: '保存的筛选' }).click();
  await city.page.getByRole('menuitem', { name: '广州最新' }).click();
  await city.page.waitForURL(/sort=newest/);
  await settled(city.page);
  await city.page.getByRole('button', { name: '导出' }).click();
  const [file] = await Promise.all([
    city.page.waitForEvent('download'),
    city.page.getByRole('menuitem', { name: 'CSV' }).click(),
  ]);
  expect(file.suggestedFilename()).toMatch(/^办件-\d{4}-\d{2}-\d{2}\.csv$/);
  await city.page.getByLabel('标题或编号').fill('没有这样的办件');
  await city.page.keyboard.press('Enter');
  await city.page.getByText('没有符合条件的办件').waitFor();
  await city.close();
  for (const [account, name] of [
    ['district_clerk.guangzhou', 'district'],
    ['host_admin.guangzhou', 'host'],
    ['legal_representative.guangzhou', 'legal'],
    ['expert.guangzhou', 'expert'],
  ] as const) {
    const here = await enter(account, '/', name === 'district' ? PHONE : undefined);
    await here.page.getByRole('heading', { name: '我的待办' }).waitFor();
    await look(here, `desk-home-${name}-zh-${name === 'district' ? '390' : '1440'}`);
    await here.close();
  }
  const english = await enter('city_department.guangzhou', '/en/workbench/cases?scope=all', PHONE);
  await look(english, 'desk-list-en-390');
  await english.page.goto('/en/workbench/messages');
  await english.page.getByRole('heading', { name: 'Mail' }).waitFor();
  await look(english, 'desk-messages-en-390');
  await english.close();
});

test('applications side by side: differences marked, printed, as a file; what may not be seen is not there', async () => {
  const city = await enter('city_department.guangzhou', '/cases?scope=all&programme=guangzhou&sort=newest');
  const { items } = await call<{ items: Row[] }>(city, 'GET', '/api/cases?programme=guangzhou&sort=newest&limit=2');
  await city.page.goto(`/workbench/cases/compare?ids=${items.map(({ id }) => id).join(',')}`);
  await city.page.getByText('有差异').first().waitFor();
  await look(city, 'desk-compare-zh-1440');
  const all = await city.page.locator('tbody tr').count();
  await city.page.getByLabel('只看有差异的').check();
  expect(await city.page.locator('tbody tr').count()).toBeLessThan(all);
  const [file] = await Promise.all([
    city.page.waitForEvent('download'),
    city.page.getByRole('button', { name: '导出 CSV' }).click(),
  ]);
  expect(file.suggestedFilename()).toMatch(/\.csv$/);
  await city.page.emulateMedia({ media: 'print' });
  await shot(city.page, 'desk-compare-print-zh');
  await city.close();
  const phone = await enter(
    'city_department.guangzhou',
    `/cases/compare?ids=${items.map(({ id }) => id).join(',')}`,
    PHONE,
  );
  await phone.page.getByText('有差异').first().waitFor();
  await look(phone, 'desk-compare-zh-390');
  await phone.close();
  const other = await enter('host_admin.hubei', `/cases/compare?ids=${items.map(({ id }) => id).join(',')}`);
  await other.page.getByRole('alert').first().waitFor();
  await other.close();
});

test('a commission is given, acts, and is revoked', async () => {
  const city = await enter('city_department.guangzhou', '/admin/delegations');
  await look(city, 'desk-delegations-zh-1440');
  await city.page.getByRole('button', { name: '新建委托' }).click();
  const dialog = city.page.getByRole('dialog');
  await shot(city.page, 'desk-delegation-new-zh-1440');
  await dialog.getByLabel('受托单位').fill('示范');
  await city.page.locator('.ant-select-dropdown:visible .ant-select-item-option').first().click();
  await dialog.getByLabel('开始日期').fill(dayFromNow(0));
  await dialog.getByLabel('委托文件（文号或名称）').fill('演示委托书第 1 号');
  await dialog.getByRole('button', { name: /新建委托|保存/ }).click();
  await dialog.waitFor({ state: 'detached' });
  await city.page.getByText('演示委托书第 1 号').waitFor();
  await city.page
    .getByRole('row')
    .filter({ hasText: '演示委托书第 1 号' })
    .getByRole('button', { name: '撤销' })
    .click();
  await city.page.getByRole('dialog').getByRole('button', { name: '撤销' }).click();
  await city.page.getByRole('row').filter({ hasText: '演示委托书第 1 号' }).getByText('已撤销').waitFor();
  await look(city, 'desk-delegations-done-zh-1440');
  await city.close();
});

test('a second tab acts first: the other is told both states; the same step sent twice happens once', async () => {
  const host = await enter('host_admin.guangzhou', `/cases/${change}`);
  const second = await host.page.context().newPage();
  await second.goto(`/workbench/cases/${change}`);
  await second.getByRole('button', { name: '撤回', exact: true }).waitFor();
  const before = await call<{ version: number; state: string }>(host, 'GET', `/api/cases/${change}`);
  await second.getByRole('button', { name: '移交', exact: true }).click();
  await second.getByRole('dialog').getByLabel('同事').click();
  await second.locator('.ant-select-dropdown:visible .ant-select-item-option').first().click();
  await second.getByRole('dialog').getByLabel('理由').fill('再次移交');
  await second.getByRole('dialog').getByRole('button', { name: '移交', exact: true }).click();
  await second.getByRole('dialog').waitFor({ state: 'detached' });
  await second.close();
  await host.page.getByRole('button', { name: '撤回', exact: true }).click();
  await host.page.getByRole('dialog').getByRole('button', { name: '撤回', exact: true }).click();
  await host.page.getByText(/您看到的是“填报中”（第 \d+ 版），现在是“填报中”（第 \d+ 版）/).waitFor();
  await look(host, 'desk-stale-zh-1440');
  await host.close();
  const head = await enter('platform_head.guangzhou', `/cases/${change}`);
  const now = await call<{ version: number }>(head, 'GET', `/api/cases/${change}`);
  expect(now.version).toBeGreaterThan(before.version);
  const body = { version: now.version, data: {} };
  const url = `/api/cases/${change}/actions/withdraw`;
  const [first, again] = [
    await call<{ version: number }>(head, 'POST', url, body),
    await call<{ version: number }>(head, 'POST', url, body),
  ];
  expect(again.version).toBe(first.version);
  await head.page.reload();
  await head.page.getByText('已撤回').first().waitFor();
  await look(head, 'desk-withdrawn-zh-1440');
  await head.page.emulateMedia({ media: 'print' });
  await shot(head.page, 'desk-case-print-zh');
  await head.close();
});

test('several cases as one act: the one that cannot go along is named with its reason, then the others go together', async () => {
  const city = await enter('city_department.guangzhou', '/');
  const calls: Row[] = [];
  for (const title of ['合办测试一', '合办测试二', '合办测试三']) {
    const data = { title, guide: '见附件', window_from: dayFromNow(0), window_to: dayFromNow(20) };
    const subject = { kind: 'programme', id: 'guangzhou' };
    calls.push(
      await call<Row>(city, 'POST', '/api/cases', { programme: 'guangzhou', procedure: 'call', data, subject }),
    );
  }
  const [first] = calls as [Row];
  await call(city, 'POST', `/api/cases/${first.id}/actions/publish`, { version: first.version, data: {} });
  await city.page.goto('/workbench/cases?scope=all&programme=guangzhou&sort=newest&q=合办测试');
  for (const { id } of calls)
    await city.page
      .locator('tr', { has: city.page.locator(`a[data-case="${id}"]`) })
      .getByRole('checkbox')
      .check();
  await city.page.getByRole('button', { name: /^取\s?消$/ }).click();
  const dialog = city.page.getByRole('dialog');
  await dialog
    .getByRole('button', { name: /^取\s?消$/ })
    .last()
    .click();
  await dialog.getByText('以下 1 件不能一并办理，尚未作任何改动').waitFor();
  await look(city, 'desk-together-refused-zh-1440');
  await dialog.getByRole('button', { name: '取消：其余 2 件' }).click();
  await city.page.getByText('办理结果：2 件完成，1 件未办').waitFor();
  await look(city, 'desk-together-done-zh-1440');
  await city.close();
});
