import type { APIRequestContext, Browser } from 'playwright-core';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { DESKTOP, expectSound, openBrowser, PHONE, shot, signIn, taken, visit, type Visit } from './browser.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const SEEDS = { platform: 'DEMO-RICE', staff: 'platform_staff.hubei', head: 'platform_head.hubei' };
const DATA = { platform: 'DEMO-VEG', staff: 'platform_staff.guangzhou', head: 'platform_head.guangzhou' };
/** Of this run alone: journeys share one product. */
const RUN = `ZDD${String(Date.now() % 1e8)}`;

async function answer<T>(request: APIRequestContext, method: 'get' | 'post', path: string, data?: unknown): Promise<T> {
  const reply = await request[method](path, data === undefined ? {} : { data });
  if (!reply.ok()) throw new Error(`${method} ${path}: ${reply.status()} ${await reply.text()}`);
  return (await reply.json()) as T;
}

/** A record in the catalogue: one person writes it, another checks and publishes it. @returns its id */
async function publish(author: Visit, other: Visit, platform: string, type: string, fields: object): Promise<string> {
  const made = await answer<{ id: string }>(author.page.request, 'post', '/api/resources', { platform, type, fields });
  for (const action of ['check', 'publish']) {
    const { revision, actions } = await answer<{ revision: number; actions: { name: string }[] }>(
      other.page.request,
      'get',
      `/api/work/resources/${made.id}`,
    );
    if (actions.some(({ name }) => name === action))
      await answer(other.page.request, 'post', `/api/resources/${made.id}/actions`, { action, revision, reason: '' });
  }
  return made.id;
}

async function addFile({ page }: Visit, record: string, name: string, access: 'open' | 'on_request'): Promise<void> {
  const reply = await page.request.post(`/api/resources/${record}/files?name=${name}&access=${access}`, {
    data: Buffer.from('day,level\n1,2\n'),
    headers: { 'content-type': 'application/octet-stream' },
  });
  if (!reply.ok()) throw new Error(`${name}: ${reply.status()} ${await reply.text()}`);
}

async function settled({ page }: Visit): Promise<void> {
  await page.locator('main h1').first().waitFor();
  await page.waitForLoadState('networkidle');
  await page.locator('.ant-spin-spinning, .ant-skeleton-active').first().waitFor({ state: 'detached' });
}

/** Buttons of two characters are drawn with a space between them. */
const button = (label: string): RegExp => new RegExp(`^${[...label].join('\\s?')}$`);

/** A button of an open dialog. */
const inDialog = (here: Visit, label: string) =>
  here.page.getByRole('dialog').getByRole('button', { name: button(label) });
const gone = (here: Visit) => here.page.getByRole('dialog').waitFor({ state: 'detached' });

/**
 * Terms on the page of the request: the requester accepts the platform's agreement, where it has one, else proposes
 * who owns what comes of it; the platform confirms.
 */
async function agree(user: Visit, keeper: Visit, part: string): Promise<void> {
  await user.page.goto(`/workbench/requests/${part}`);
  await settled(user);
  const agreement = user.page.getByRole('button', { name: '阅读全文' });
  if ((await agreement.count()) > 0) {
    await agreement.first().click();
    await inDialog(user, '我已阅读并接受').click();
    await gone(user);
    await user.page
      .getByText(/接受第 1 版/)
      .first()
      .waitFor();
    // It settles who owns what comes of it.
    return;
  }
  await user.page.getByRole('button', { name: '提出知识产权约定' }).click();
  await user.page.getByLabel('用户', { exact: true }).fill('70');
  await user.page.getByLabel('平台（依托单位）').fill('30');
  await inDialog(user, '提交').click();
  await gone(user);
  await keeper.page.goto(`/workbench/requests/${part}`);
  await settled(keeper);
  const confirm = keeper.page.getByRole('button', { name: '确认 知识产权约定', exact: true });
  await confirm.click();
  await confirm.waitFor({ state: 'detached' });
}

test('a researcher asks 50 seeds and a data set of two platforms in one go: accepted in part, agreed, shipped in two parts, received, rated, a paper reported; ledger and service records agree', async () => {
  const [keeper, steward] = [await visit(browser), await visit(browser)];
  const [keeperHead, stewardHead] = [await visit(browser), await visit(browser)];
  await signIn(keeper, SEEDS.staff);
  await signIn(steward, DATA.staff);
  await signIn(keeperHead, SEEDS.head);
  await signIn(stewardHead, DATA.head);
  const soybean = await publish(keeper, keeperHead, SEEDS.platform, 'germplasm_crop', {
    ACCENUMB: RUN,
    ACCENAME: `大豆 ${RUN}`,
    CROPNAME: '大豆',
    share_scope: 'full',
  });
  const lot = await answer<{ id: string }>(keeper.page.request, 'post', '/api/work/stock/lots', {
    platform: SEEDS.platform,
    resource: soybean,
    quantity: '45',
    unit: 'seed',
    form: 'seed',
  });
  const dataset = await publish(steward, stewardHead, DATA.platform, 'dataset', {
    title: `品种试验 ${RUN}`,
    share_scope: 'full',
  });
  await addFile(steward, dataset, `obs-${RUN}.csv`, 'on_request');

  // Not signed in yet; without script the link puts it on the list as well.
  const user = await visit(browser);
  const { page } = user;
  for (const id of [soybean, dataset]) {
    await page.goto(`/resources/${id}`);
    await taken(page);
    await page.getByRole('link', { name: '加入清单' }).click();
    await page.getByRole('link', { name: /已在清单中/ }).waitFor();
  }
  await page.getByRole('link', { name: '已在清单中（2）' }).click();
  await page.getByRole('heading', { name: '申请清单' }).waitFor();
  // Signing in leads back to the list as it was.
  await page.getByRole('link', { name: '登录后提交申请' }).click();
  await page.getByLabel('账号', { exact: true }).fill('registered_user.national');
  await page.getByLabel('密码', { exact: true }).fill(inject('password'));
  await page.getByRole('button', { name: button('登录') }).click();
  await page.waitForURL(/\/shortlist\?r=/);
  const list = page.url();
  // Only to pages of this site.
  for (const elsewhere of ['//example.org/x', '/\\example.org', 'https://example.org/']) {
    await page.goto(`/workbench/sign-in?to=${encodeURIComponent(elsewhere)}`);
    await settled(user);
    expect(new URL(page.url()).pathname).toBe('/workbench/sign-in');
  }
  await page.goto(list);
  await taken(page);
  await page.getByLabel('数量').fill('50');
  await page.getByLabel('用途', { exact: false }).first().selectOption({ label: '其他科学研究' });
  await page.getByLabel('具体用途').fill('抗旱性鉴定');
  await page.getByLabel('项目名称或编号').fill('示范项目');
  await page.getByLabel('收件人').fill('林研');
  await page.getByLabel('收件地址').fill('示范市示范路 1 号');
  await page.getByLabel('电话').fill('010-00000000');
  if (await page.getByLabel('所在地区').count()) await page.getByLabel('所在地区').selectOption('420000');
  await expectSound(user, 'the list');
  await shot(page, 'sharing-shortlist');
  await page.getByRole('button', { name: '提交申请' }).click();
  await page.getByText('申请已提交').waitFor();
  const parts = await answer<{ items: { id: string; platform: { code: string } }[] }>(
    page.request,
    'get',
    '/api/requests',
  );
  const partOf = (code: string): string => parts.items.find(({ platform }) => platform.code === code)!.id;
  const [seedsPart, dataPart] = [partOf(SEEDS.platform), partOf(DATA.platform)];

  // The curator has 45 and grants 40.
  await keeper.page.goto('/workbench/requests');
  await settled(keeper);
  await expectSound(keeper, 'the list of requests');
  await keeper.page.goto(`/workbench/requests/${seedsPart}`);
  await settled(keeper);
  await keeper.page.getByRole('button', { name: button('受理') }).click();
  await keeper.page.getByRole('button', { name: button('同意') }).click();
  const dialog = keeper.page.getByRole('dialog');
  await dialog.getByLabel(/^数量/).fill('50');
  await dialog.getByRole('button', { name: button('同意') }).click();
  await dialog.getByText('申请 50 粒，现可供：45 粒').waitFor();
  await dialog.getByLabel(/^数量/).fill('40');
  await dialog.getByRole('button', { name: button('同意') }).click();
  await dialog.waitFor({ state: 'detached' });
  await keeper.page.getByText('部分同意').first().waitFor();
  await keeper.page.getByRole('button', { name: button('预留') }).click();
  await keeper.page.getByText('已预留').first().waitFor();
  const pack = async (quantity: string): Promise<void> => {
    await keeper.page
      .getByRole('button', { name: button('发货') })
      .first()
      .click();
    await dialog.getByLabel(/大豆/).fill(quantity);
    await dialog.getByLabel('承运').fill('示范速运');
    await dialog.getByLabel('冷链要求').fill('2–8 ℃，冰袋');
    await dialog.getByRole('button', { name: button('发货') }).click();
  };
  await pack('25');
  // Nothing leaves before it is agreed who owns what comes of it.
  await dialog
    .getByText(/NAT-24\.3/)
    .first()
    .waitFor();
  await dialog.getByRole('button', { name: /取\s?消|Cancel/ }).click();
  await agree(user, keeper, seedsPart);
  await pack('25');
  await dialog.waitFor({ state: 'detached' });
  await pack('15');
  await dialog.waitFor({ state: 'detached' });
  await keeper.page.getByText('第 2 次发货').waitFor();
  await expectSound(keeper, 'a request, as its platform sees it');
  await shot(keeper.page, 'sharing-platform');

  // The data set of the other platform: accepted, agreed, opened.
  await steward.page.goto(`/workbench/requests/${dataPart}`);
  await settled(steward);
  await steward.page.getByRole('button', { name: button('同意') }).click();
  await inDialog(steward, '同意').click();
  await gone(steward);
  await agree(user, steward, dataPart);
  await steward.page.getByRole('button', { name: '开放下载' }).click();
  await steward.page.getByText('已发出').first().waitFor();

  // On a telephone the requester confirms both parcels and takes the data.
  await page.setViewportSize(PHONE);
  await page.goto(`/workbench/requests/${seedsPart}`);
  await settled(user);
  await page.getByRole('link', { name: '确认收到第 1 次发货' }).waitFor();
  await shot(page, 'sharing-next-390');
  await page.getByRole('button', { name: '确认收到' }).first().click();
  await page.getByText('已确认收到').first().waitFor();
  await page.getByRole('button', { name: '确认收到' }).click();
  await page.getByText('已计入服务记录').waitFor();
  await expectSound(user, 'a request, as its requester sees it');
  await shot(page, 'sharing-requester-390');
  await page.goto(`/workbench/requests/${dataPart}`);
  await settled(user);
  await page.getByRole('button', { name: '取得下载链接' }).click();
  await page.getByRole('link', { name: '打开下载页' }).click();
  await page.getByRole('heading', { name: /数据下载/ }).waitFor();
  await expectSound(user, 'downloads by a link');
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: `obs-${RUN}.csv` }).click(),
  ]);
  expect(file.suggestedFilename()).toBe(`obs-${RUN}.csv`);
  await file.path();

  // Request, ledger and service records agree.
  const done = await answer<{ open: boolean; items: { state: string; received: string; recorded: boolean }[] }>(
    page.request,
    'get',
    `/api/requests/${seedsPart}`,
  );
  expect(done).toMatchObject({ open: false, items: [{ state: 'fulfilled', received: '40', recorded: true }] });
  const ledger = await answer<{ on_hand: string; reserved: string; away: string }>(
    keeper.page.request,
    'get',
    `/api/work/stock/lots/${lot.id}`,
  );
  expect([ledger.on_hand, ledger.reserved, ledger.away]).toEqual(['5', '0', '0']);
  const taking = await answer<{ items: { state: string; recorded: boolean }[]; downloads: object[] }>(
    page.request,
    'get',
    `/api/requests/${dataPart}`,
  );
  expect(taking.items).toMatchObject([{ state: 'fulfilled', recorded: true }]);
  expect(taking.downloads).toHaveLength(1);

  // Rated, and a paper reported; each delivered item stands in the service records once.
  type Received = { items: { id: string; title: string; resources: { id: string; cite: string }[] }[] };
  const received = await answer<Received>(page.request, 'get', '/api/received-services');
  const [seeds] = received.items.filter(({ title }) => title.includes(`大豆 ${RUN}`));
  const rating = { text: '发芽率与标注一致' };
  const paper = { title: `抗旱性鉴定 ${RUN}` };
  await page.goto(`/workbench/requests/${seedsPart}`);
  await settled(user);
  await page.getByRole('link', { name: /评价服务/ }).click();
  const service = page.getByRole('article').filter({ hasText: `大豆 ${RUN}` });
  await service.getByRole('button', { name: button('评价') }).click();
  for (const [n, score] of ['5', '4'].entries())
    await page.getByRole('radiogroup').nth(n).getByText(score, { exact: true }).click();
  await page.getByRole('dialog').getByLabel('文字').fill(rating.text);
  await inDialog(user, '评价').click();
  await gone(user);
  await service.getByText(/服务 4\/5/).waitFor();
  await service.getByRole('button', { name: button('登记成果') }).click();
  await page.getByRole('dialog').getByLabel('题名').fill(paper.title);
  await page.getByRole('dialog').getByLabel('刊物、出版者或授予单位').fill('示范学报');
  await page.getByRole('dialog').getByLabel('年份').fill('2026');
  await inDialog(user, '登记成果').click();
  await gone(user);
  await service.getByText(paper.title).first().waitFor();
  const records = await answer<{ items: { title: string }[] }>(
    keeper.page.request,
    'get',
    `/api/work/service-records?platform=${SEEDS.platform}&limit=100`,
  );
  expect(records.items.filter(({ title }) => title.includes(RUN))).toHaveLength(1);
  const figures = await answer<{ services: number; reversed: number; ratings: { count: number } }>(
    keeper.page.request,
    'get',
    `/api/work/service-figures?platform=${SEEDS.platform}`,
  );
  expect(figures.ratings.count).toBeGreaterThan(0);

  // What came of it, as each side sees it.
  const looks: [Visit, string, string | undefined][] = [
    [user, '/received', seeds!.title],
    [keeper, '/service-ratings', undefined],
    [keeper, '/service-uses', paper.title],
  ];
  for (const [here, path, text] of looks)
    for (const prefix of ['', '/en']) {
      await here.page.goto(`${prefix}/workbench${path}`);
      await settled(here);
      // A single rating is held until there are enough to hide who said what (hold_ratings).
      if (text !== undefined) await here.page.getByText(text).first().waitFor();
      await expectSound(here, `${prefix}${path}`);
      await shot(here.page, `sharing${path.replace('/', '-')}${prefix.replace('/', '-')}`);
    }
  await keeper.page.goto(`/workbench/service-figures?platform=${SEEDS.platform}`);
  await settled(keeper);
  await expectSound(keeper, 'figures of services');
  await shot(keeper.page, 'sharing-figures');
  // It counts, and stands on the resource's page, once the platform has looked at it.
  await keeper.page.goto('/workbench/service-uses');
  await settled(keeper);
  await keeper.page
    .getByRole('row')
    .filter({ hasText: paper.title })
    .getByRole('button', { name: button('计入') })
    .click();
  await keeper.page.getByRole('row').filter({ hasText: paper.title }).getByText('已计入').waitFor();
  await page.goto(`/resources/${seeds!.resources[0]!.id}`);
  await taken(page);
  await page.getByText(paper.title).first().waitFor();
  await expectSound(user, 'a resource with its use');
  await shot(page, 'sharing-resource-use');
}, 180_000);

/** The link in the mail that was written to an address. */
async function mailedLink(address: string): Promise<string> {
  const folder = inject('outbox');
  for (;;) {
    for (const name of (await readdir(folder).catch(() => [])).filter((one) => one.endsWith('.eml'))) {
      const message = await readFile(join(folder, name), 'latin1');
      if (!message.includes(address)) continue;
      const text = Buffer.from(message.slice(message.search(/\r?\n\r?\n/)).replace(/\s/g, ''), 'base64').toString(
        'utf8',
      );
      const [link] = /\/(?:en\/)?open-data\/proof#[\w-]+/.exec(text) ?? [];
      if (link !== undefined) return link;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

test('a visitor without an account proves a mail address and takes open data, in both languages', async () => {
  const [steward, head, guest] = [await visit(browser), await visit(browser), await visit(browser)];
  await signIn(steward, DATA.staff);
  await signIn(head, DATA.head);
  const dataset = await publish(steward, head, DATA.platform, 'dataset', {
    title: `开放试验 ${RUN}`,
    share_scope: 'full',
    access: 'open',
  });
  await addFile(steward, dataset, `open-${RUN}.csv`, 'open');
  const { page } = guest;
  for (const [prefix, send, confirm] of [
    ['', '发送验证邮件', '确认并打开下载页'],
    ['/en', 'Send the mail', 'Confirm and open my downloads'],
  ] as const) {
    await page.setViewportSize(prefix === '' ? DESKTOP : PHONE);
    await page.goto(`${prefix}/shortlist?r=${dataset}`);
    await taken(page);
    const [email, region, purpose, details] =
      prefix === ''
        ? ['邮箱', '所在地区', '用途', '具体用途']
        : ['Mail address', 'Region', 'Purpose', 'What they will be used for'];
    const address = `guest${prefix.length}-${RUN}@example.org`;
    await page.getByLabel(email).fill(address);
    await page.getByLabel(region).selectOption('420000');
    await page.getByLabel(purpose, { exact: false }).first().selectOption('research');
    await page.getByLabel(details).fill('复核');
    await expectSound(guest, 'open data without an account');
    await shot(page, `sharing-open-form${prefix.replace('/', '-')}`);
    await page.getByRole('button', { name: send }).click();
    await page.getByRole('status').first().waitFor();
    await page.goto(await mailedLink(address));
    await taken(page);
    await expectSound(guest, 'the proof of an address');
    await shot(page, `sharing-open-proof${prefix.replace('/', '-')}`);
    await page.getByRole('button', { name: confirm }).click();
    const link = page.getByRole('link', { name: `open-${RUN}.csv` });
    const [file] = await Promise.all([page.waitForEvent('download'), link.click()]);
    await file.path();
    await expectSound(guest, 'downloads of open data');
    await shot(page, `sharing-open-data${prefix.replace('/', '-')}`);
  }
  const records = await answer<{ items: { title: string }[] }>(
    steward.page.request,
    'get',
    `/api/work/service-records?platform=${DATA.platform}&limit=100`,
  );
  expect(records.items.filter(({ title }) => title === `开放试验 ${RUN}`)).toHaveLength(2);
}, 90_000);
