import type { APIRequestContext, Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectSound, openBrowser, PHONE, shot, signIn, taken, visit, type Visit } from './browser.ts';

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

async function settled({ page }: Visit): Promise<void> {
  await page.locator('main h1').first().waitFor();
  await page.waitForLoadState('networkidle');
  await page.locator('.ant-spin-spinning, .ant-skeleton-active').first().waitFor({ state: 'detached' });
}

/** Buttons of two characters are drawn with a space between them. */
const button = (label: string): RegExp => new RegExp(`^${[...label].join('\\s?')}$`);

/** The agreement on intellectual property: the requester proposes, the platform confirms. */
async function agreeOnProperty(user: Visit, keeper: Visit, part: string): Promise<void> {
  const path = `/api/agreements/parts/${part}/statements`;
  const terms = await answer<{ statements: { id: string; revision: number }[] }>(user.page.request, 'post', path, {
    kind: 'property',
    shares: [
      { party: 'user', percent: 70 },
      { party: 'platform', percent: 30 },
    ],
  });
  const { id, revision } = terms.statements.at(-1)!;
  await answer(keeper.page.request, 'post', `${path}/${id}/check`, { outcome: 'confirmed', revision, reason: '' });
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
  await steward.page.request.post(`/api/resources/${dataset}/files?name=obs-${RUN}.csv&access=on_request`, {
    data: Buffer.from('day,level\n1,2\n'),
    headers: { 'content-type': 'application/octet-stream' },
  });

  // Without script the link puts it on the list as well.
  const user = await visit(browser);
  await signIn(user, 'registered_user.national');
  const { page } = user;
  for (const id of [soybean, dataset]) {
    await page.goto(`/resources/${id}`);
    await taken(page);
    await page.getByRole('link', { name: '加入清单' }).click();
    await page.getByRole('link', { name: /已在清单中/ }).waitFor();
  }
  await page.getByRole('link', { name: '已在清单中（2）' }).click();
  await page.getByRole('heading', { name: '申请清单' }).waitFor();
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
  await agreeOnProperty(user, keeper, seedsPart);
  await pack('25');
  await dialog.waitFor({ state: 'detached' });
  await pack('15');
  await dialog.waitFor({ state: 'detached' });
  await keeper.page.getByText('第 2 次发货').waitFor();
  await expectSound(keeper, 'a request, as its platform sees it');
  await shot(keeper.page, 'sharing-platform');

  // The data set of the other platform.
  const granted = await answer<{ items: { id: string }[] }>(steward.page.request, 'get', `/api/requests/${dataPart}`);
  const stepData = async (step: string): Promise<void> => {
    const { revision } = await answer<{ revision: number }>(steward.page.request, 'get', `/api/requests/${dataPart}`);
    const path = `/api/requests/${dataPart}/items/${granted.items[0]!.id}/steps`;
    await answer(steward.page.request, 'post', path, { step, revision });
  };
  await stepData('accept');
  await agreeOnProperty(user, steward, dataPart);
  await stepData('provide');

  // On a telephone the requester confirms both parcels and takes the data.
  await page.setViewportSize(PHONE);
  await page.goto(`/workbench/requests/${seedsPart}`);
  await settled(user);
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
  const rating = { resource_score: 5, service_score: 4, text: '发芽率与标注一致' };
  const rated = await answer<{ rating: { service_score: number } }>(
    page.request,
    'post',
    `/api/received-services/${seeds!.id}/rating`,
    rating,
  );
  expect(rated.rating.service_score).toBe(4);
  const paper = { kind: 'paper', title: `抗旱性鉴定 ${RUN}`, venue: '示范学报', year: 2026 };
  const reported = await answer<{ uses: { title: string }[] }>(
    page.request,
    'post',
    `/api/received-services/${seeds!.id}/uses`,
    { ...paper, acknowledgement: seeds!.resources[0]!.cite },
  );
  expect(reported.uses.map(({ title }) => title)).toEqual([paper.title]);
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
  const looks: [Visit, string, string][] = [
    [user, '/received', seeds!.title],
    [keeper, '/service-ratings', rating.text],
    [keeper, '/service-uses', paper.title],
  ];
  for (const [here, path, text] of looks)
    for (const prefix of ['', '/en']) {
      await here.page.goto(`${prefix}/workbench${path}`);
      await settled(here);
      await here.page.getByText(text).first().waitFor();
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
