import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  ask,
  claim,
  attach,
  choose,
  closed,
  declare,
  handIn,
  inDialog,
  offer,
  openAt,
  press,
  refused,
  save,
  settled,
} from './agreement-steps.ts';
import { DESKTOP, expectSound, openBrowser, PHONE, shot, signIn, visit } from './browser.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

test('GZ-19.4 GZ-A.human.2a human samples: refused to a foreign-controlled company and to the agent of one, given to a Chinese unit with permits that hold on the day of delivery and an agreement each named user accepted', async () => {
  const [keeper, head, user] = [await visit(browser), await visit(browser), await visit(browser)];
  const [company, colleague] = [await visit(browser), await visit(browser, { viewport: PHONE })];
  await signIn(keeper, 'platform_staff.guangzhou');
  await signIn(head, 'platform_head.guangzhou');
  await signIn(user, 'registered_user.guangzhou');
  await signIn(company, 'portal_operator.guangzhou');
  await signIn(colleague, 'registered_user.national');
  const run = `YB${String(Date.now() % 1e8)}`;
  const fields = { collection_id: run, collection_name: `示范血浆样本集合 ${run}` };
  const samples = await offer(keeper, head, 'human_genetic', fields, 'tube');

  // The platform's agreement for such samples, from the model text.
  await openAt(keeper, '/agreements/new');
  await keeper.page.getByLabel('适用的资源类型').click();
  await keeper.page.getByTitle('人类遗传资源').last().click();
  await keeper.page.keyboard.press('Escape');
  await save(keeper);
  await press(keeper, '发布');
  await keeper.page.getByText('第 1 版').waitFor();

  // A company that a foreign party controls: the law and the article are named, and the request is declined for it.
  const foreign = await ask(company, samples, {
    quantity: '10',
    purpose: '其他科学研究',
    ticked: ['本单位由境外组织、个人设立或实际控制'],
  });
  await openAt(keeper, `/requests/${foreign}`);
  await claim(keeper);
  await press(keeper, '同意');
  await inDialog(keeper, '同意');
  await refused(keeper, /不向境外组织、个人及其设立或实际控制的机构提供.*《人类遗传资源管理条例》/);
  await press(keeper, '不予提供');
  await choose(keeper, '原因', '缺少许可');
  await inDialog(keeper, '不予提供');
  await closed(keeper);
  await openAt(company, `/requests/${foreign}`);
  await company.page.getByText('不予提供').first().waitFor();

  // The same through a Chinese agent: its declaration and evidence say who stands behind.
  const wish = { quantity: '10', purpose: '其他科学研究', users: 'registered_user.national' };
  const agent = await ask(user, samples, wish);
  await openAt(user, `/requests/${agent}`);
  await declare(user, '受境外公司委托代为申请', 'Example Biotech Ltd');
  await openAt(keeper, `/requests/${agent}`);
  await keeper.page.getByText('实际使用人：Example Biotech Ltd').waitFor();
  await keeper.page.getByRole('link', { name: '附件：股权与委托说明.pdf' }).waitFor();
  await keeper.page.getByRole('button', { name: '确认 境外背景声明', exact: true }).click();
  await claim(keeper);
  await press(keeper, '同意');
  await inDialog(keeper, '同意');
  await refused(keeper, /不得通过代理提供/);
  await expectSound(keeper, 'a request behind which a foreign party stands');
  await shot(keeper.page, 'agreements-foreign-refused');

  // A Chinese unit: declaration, consent, ethics approval, the platform's own licence, the agreement.
  const own = await ask(user, samples, wish);
  await openAt(user, `/requests/${own}`);
  await declare(user, '本单位为境内高校，无境外背景');
  await press(user, '提交许可');
  await handIn(user, { kind: '伦理审查批件', number: `伦审${run}`, from: '2026-01-01', until: '2026-11-01' });
  await openAt(keeper, `/requests/${own}`);
  await keeper.page.getByRole('button', { name: '确认 境外背景声明', exact: true }).click();
  await press(keeper, '说明知情同意范围');
  await keeper.page.getByRole('dialog').getByLabel('内容').fill('广泛知情同意，用途在范围内');
  await inDialog(keeper, '提交');
  await closed(keeper);
  await keeper.page.getByRole('button', { name: `核验通过 伦审${run}`, exact: true }).click();
  await claim(keeper);
  await press(keeper, '同意');
  await inDialog(keeper, '同意');
  await refused(keeper, /有效期至 2026-11-01，.* 已失效/);
  await user.page.reload();
  await settled(user);
  await press(user, '提交许可');
  await handIn(user, { kind: '伦理审查批件', number: `伦审延${run}`, from: '2026-11-02', until: '2030-12-31' });
  await keeper.page.reload();
  await settled(keeper);
  await keeper.page.getByRole('button', { name: `核验通过 伦审延${run}`, exact: true }).click();
  await press(keeper, '同意');
  await inDialog(keeper, '同意');
  await closed(keeper);
  await press(keeper, '预留');
  await keeper.page.getByText('已预留').first().waitFor();
  await press(keeper, '发货');
  await inDialog(keeper, '发货');
  await refused(keeper, /缺少人类遗传资源保藏审批/);

  // Each named user accepts for itself, the colleague on a telephone; the platform's licence is recorded and checked by another.
  for (const [here, path] of [
    [user, `/requests/${own}`],
    [colleague, `/terms/${own}`],
  ] as const) {
    await openAt(here, path);
    await press(here, '阅读全文');
    await here.page.getByRole('dialog').getByText('一、材料').waitFor();
    await expectSound(here, 'an agreement to accept');
    await shot(here.page, `agreements-accept-${here === user ? 1440 : 390}`);
    await inDialog(here, '我已阅读并接受');
    await closed(here);
  }
  await openAt(keeper, '/permits');
  await press(keeper, '登记本平台的证照');
  await handIn(keeper, { kind: '人类遗传资源保藏审批', number: `保藏${run}`, from: '2026-01-01' });
  await openAt(head, '/permits?state=given');
  await head.page.getByRole('button', { name: `核验通过 保藏${run}`, exact: true }).click();
  await openAt(keeper, `/requests/${own}`);
  await keeper.page.getByText('条件均已满足。').waitFor();
  await press(keeper, '发货');
  await inDialog(keeper, '发货');
  await closed(keeper);
  await keeper.page.getByText('第 1 次发货').waitFor();
  await expectSound(keeper, 'terms that are met');
  await shot(keeper.page, 'agreements-human-delivered');

  // The holder takes the permit back: what is not delivered yet is stopped again.
  await openAt(user, '/own-permits');
  await user.page.getByRole('button', { name: `撤回 伦审延${run}` }).click();
  await user.page.getByLabel('失效日期').fill('2026-11-02');
  await user.page.getByLabel('原因和依据').fill('项目终止');
  await inDialog(user, '撤回');
  await closed(user);
  await user.page.getByText('持有人撤回（项目终止）').waitFor();
  await expectSound(user, 'one’s own permits');
  await shot(user.page, 'agreements-own-permits');
  await keeper.page.reload();
  await keeper.page.getByText(`自 2026-11-02 起失效：持有人撤回（项目终止）`).first().waitFor();
  for (const here of [keeper, head, user, company, colleague]) await here.close();
}, 120_000);

test('NAT-25.2 GZ-19.2 a company’s request: price and contract, permit handed in and checked, signed by both', async () => {
  const [keeper, user] = [await visit(browser, { viewport: DESKTOP }), await visit(browser, { viewport: PHONE })];
  const head = await visit(browser);
  await signIn(keeper, 'platform_staff.guangzhou');
  await signIn(head, 'platform_head.guangzhou');
  await signIn(user, 'portal_operator.guangzhou');
  const run = `CX${String(Date.now() % 1e8)}`;
  const names = { ACCENUMB: run, ACCENAME: `菜心 ${run}`, CROPNAME: '菜心' };
  const seeds = await offer(keeper, head, 'germplasm_crop', names, 'seed');
  const part = await ask(user, seeds, { quantity: '20', purpose: '经营性活动', ticked: ['拟在境外使用或寄往境外'] });
  const at = `/workbench/requests/${part}`;

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
  await keeper.page.getByLabel('其中财政负担（元）').fill('80');
  await keeper.page.getByText('自身成本 300.00').first().waitFor();
  await keeper.page.getByLabel('平台（依托单位）').fill('100');
  await keeper.page.getByLabel('可登记为技术合同').check();
  await keeper.page.getByLabel('计划交付日').fill('2030-12-01');
  await choose(keeper, '发票种类', '增值税专用发票');
  await keeper.page.getByLabel('抬头').fill('示范种业有限公司');
  await keeper.page.getByLabel('税号').fill('91440000DEM0000000');
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
  await user.page.getByLabel('编号').fill(`农种审${run}`);
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
  await keeper.page.getByRole('button', { name: `核验通过 农种审${run}`, exact: true }).click();
  await keeper.page.goto(at);
  await settled(keeper);
  expect(await keeper.page.getByText('缺少种质资源对外提供审批').count()).toBe(0);
  await keeper.page.getByText(/自 \d{4}-\d\d-\d\d 起生效/).waitFor();

  // Both have it as PDF and Word; the scan of the paper is a PDF by its content.
  for (const [here, format] of [
    [user, 'PDF'],
    [keeper, 'Word'],
  ] as const) {
    const [file] = await Promise.all([here.page.waitForEvent('download'), press(here, format)]);
    expect(file.suggestedFilename()).toMatch(format === 'PDF' ? /合同.*\.pdf$/ : /合同.*\.docx$/);
  }
  await press(keeper, '上传手签合同');
  await attach(keeper, '合同扫描.pdf', Buffer.from('no paper'));
  await inDialog(keeper, '上传手签合同');
  await refused(keeper, /文件内容不是 PDF/);

  // Registered as a technology contract, paid in two parts, invoice data at hand, delivered.
  await keeper.page.getByText(/开票信息：增值税专用发票 · 示范种业有限公司 · 91440000DEM0000000/).waitFor();
  await press(keeper, '登记技术合同');
  await keeper.page.getByLabel('登记编号').fill(`2026440100${run}`);
  await keeper.page.getByLabel('登记机构').fill('示范技术合同登记机构');
  await inDialog(keeper, '登记技术合同');
  await keeper.page.getByText(`已登记：2026440100${run}`).waitFor();
  for (const [amount, outcome] of [
    ['400', /收款合计须在零与总价之间/],
    ['300', undefined],
    ['80', undefined],
  ] as const) {
    await press(keeper, '登记收款');
    await keeper.page.getByLabel('金额（元）').fill(amount);
    await keeper.page.getByLabel('日期', { exact: true }).fill('2026-11-27');
    await keeper.page.getByLabel('凭证').fill('银行回单');
    await inDialog(keeper, '登记收款');
    await (outcome ? refused(keeper, outcome) : closed(keeper));
  }
  await keeper.page.getByText('已收 380.00 元').waitFor();
  await claim(keeper);
  await press(keeper, '同意');
  await inDialog(keeper, '同意');
  await closed(keeper);
  await press(keeper, '预留');
  await keeper.page.getByText('已预留').first().waitFor();
  await press(keeper, '发货');
  await inDialog(keeper, '发货');
  await closed(keeper);
  await user.page.reload();
  await settled(user);
  await press(user, '确认收到');
  await user.page.getByText('已计入服务记录').waitFor();
  await expectSound(user, 'a paid request that was delivered');
  await shot(user.page, 'agreements-paid-390');
  await keeper.page.emulateMedia({ media: 'print' });
  await keeper.page.reload();
  await settled(keeper);
  await shot(keeper.page, 'agreements-paid-print');
  await keeper.page.emulateMedia({ media: 'screen' });
  const looks = [
    ['', '/agreements'],
    ['', '/contracts'],
    ['/en', '/agreements/new'],
    ['/en', '/permits'],
    ['/en', `/requests/${part}`],
  ] as const;
  for (const [prefix, path] of looks) {
    await keeper.page.goto(`${prefix}/workbench${path}`);
    await settled(keeper);
    await expectSound(keeper, `${prefix}${path}`);
    await shot(
      keeper.page,
      `agreements${path.replace(part, 'id').replaceAll('/', '-')}${prefix.replace('/', '-')}-1440`,
    );
  }
  for (const here of [keeper, head, user]) await here.close();
}, 120_000);
