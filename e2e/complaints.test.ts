import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectSound, openBrowser, PHONE, shot, taken, visit } from './browser.ts';
import { act, Cast, openPage, readCase, write } from './case-desk.ts';

let browser: Browser;
let cast: Cast;
beforeAll(async () => {
  browser = await openBrowser();
  cast = new Cast(browser, 'hubei');
});
afterAll(async () => {
  await cast.close();
  await browser.close();
});

test('a complaint of somebody without account comes to its answer; the platform explains and learns no name', async () => {
  const here = await visit(browser, { viewport: PHONE });
  const { page } = here;
  await page.goto('/hubei/platforms/DEMO-RICE');
  await page.getByRole('link', { name: '投诉或提出意见' }).click();
  await page.getByLabel('事项').waitFor();
  await taken(page);
  await page.getByRole('button', { name: '提交', exact: true }).click();
  await page.getByRole('alert').first().waitFor();
  await expectSound(here, 'a complaint without its text');
  await shot(page, 'complaint-form-390');
  await page.getByLabel('事项').selectOption({ label: '拒绝或拖延服务' });
  await page.getByLabel('情况说明').fill('十月八日申请的种子至今没有答复，电话无人接听。');
  await page.getByLabel('姓名或单位').fill('钱不愿具名');
  await page
    .getByLabel('证据材料', { exact: true })
    .setInputFiles({ name: '通话 “记录”<b>.txt', mimeType: 'text/plain', buffer: Buffer.from('三次未接') });
  await page.getByRole('button', { name: '提交', exact: true }).click();
  await page.getByText('已收到', { exact: true }).waitFor();
  const told = await page.locator('main dl').innerText();
  const [number, code] = [/受理号\s*(\d+)/.exec(told)![1]!, /(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}/.exec(told)![0]];
  await expectSound(here, 'a complaint received');
  await shot(page, 'complaint-received-390');

  const clerk = await cast.seat('supervising_clerk');
  await act(clerk, number, 'accept');
  await expectSound(clerk, 'a complaint in the workbench');
  await shot(clerk.page, 'complaint-case-1440');
  const asked = await act(clerk, number, 'ask_platform', { question: '十月的种子申请为何没有答复？' });
  const head = await cast.seat('platform_head');
  const statement = asked.sub_cases[0]!.id;
  await openPage(head, statement);
  expect(await head.page.locator('main').innerText()).toContain('为何没有答复');
  expect(await head.page.locator('main').innerText()).not.toContain('钱不愿具名');
  expect((await head.page.request.get(`/api/cases/${number}`)).status()).toBe(404);
  await write(head, statement, { statement: '经办人离岗，已补发。' });
  await act(head, statement, 'state');
  await act(clerk, number, 'uphold', {
    finding: '属实，已补发。',
    measures: '平台指定专人接听，逾期自动提醒。',
    answer: '您反映的情况属实，种子已于今日寄出。',
  });
  expect((await readCase(clerk, number)).state).toBe('upheld');

  await page.getByRole('link', { name: '查看办理情况' }).click();
  await page.getByLabel('受理号').fill(number);
  await page.getByLabel('查询码').fill(code.toLowerCase());
  await page.getByRole('button', { name: '查询', exact: true }).click();
  await page.getByText('种子已于今日寄出').waitFor();
  const [paper] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: /投诉答复书/ }).click(),
  ]);
  expect(paper.suggestedFilename()).toMatch(/投诉答复.*\.pdf$/);
  await expectSound(here, 'a complaint answered');
  await shot(page, 'complaint-answered-390');
  await here.close();

  const wide = await visit(browser);
  for (const path of ['/en/hubei/complaints', '/complaints?platform=DEMO-RICE']) {
    await wide.page.goto(path);
    await expectSound(wide, path);
    await shot(wide.page, `complaints${path.replaceAll(/\W/g, '-')}-1440`);
  }
  expect(await wide.page.locator('#statistics').locator('..').innerText()).toContain('拒绝或拖延服务');
  await wide.close();
}, 120_000);

test('a unit deposits two data sets; one is corrected; the department audits and the receipt can be verified', async () => {
  const host = await cast.seat('host_admin');
  const head = await cast.seat('platform_head');
  const clerk = await cast.seat('supervising_clerk');
  await clerk.page.goto('/workbench/deposits');
  await clerk.page.getByRole('button', { name: '登记汇交' }).click();
  const dialog = clerk.page.getByRole('dialog');
  const pickIn = async (label: string, typed: string, text = typed): Promise<void> => {
    await dialog.getByLabel(label, { exact: true }).click();
    if (label !== '共享网') await dialog.getByLabel(label, { exact: true }).fill(typed);
    await clerk.page
      .locator('.ant-select-dropdown:visible .ant-select-item-option')
      .filter({ hasText: text })
      .first()
      .click();
  };
  await pickIn('共享网', '湖北');
  await dialog.getByLabel('项目编号').fill('2026BFA001');
  await dialog.getByLabel('项目名称').fill('江汉平原水稻种质评价');
  await pickIn('承担单位', '示范作物研究所');
  // Found by its code: its name changes in the year that the demonstration lives.
  await pickIn('接收平台', 'DEMO-RICE', '稻作');
  await dialog.getByLabel('项目验收日期').fill('2026-10-30');
  await shot(clerk.page, 'deposit-enter-1440');
  await dialog.getByRole('button', { name: /保\s?存/ }).click();
  await clerk.page.waitForURL(/\/cases\/\d+$/);
  const id = /\d+$/.exec(clerk.page.url())![0];

  await openPage(host, id);
  await host.page.getByRole('button', { name: '粘贴表格' }).click();
  const form = host.page.getByRole('dialog');
  await form.getByLabel('表格内容').fill('名称,类型,格式\n抗病评价,数据集,CSV\n田间影像,,TIFF');
  await form.getByRole('button', { name: /保\s?存/ }).click();
  await form.getByText('第 3 行：缺少类型').waitFor();
  await form.getByLabel('表格内容').fill('名称,类型,格式\n抗病评价,数据集,CSV\n田间影像,数据集,TIFF');
  await form.getByRole('button', { name: /保\s?存/ }).click();
  await form.waitFor({ state: 'detached' });
  const send = async (title: string, name: string): Promise<void> => {
    const [chooser] = await Promise.all([
      host.page.waitForEvent('filechooser'),
      host.page.getByRole('button', { name: `上传文件 ${title}` }).click(),
    ]);
    await chooser.setFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(title) });
    await host.page.getByRole('link', { name }).waitFor();
  };
  await send('抗病评价', '抗病.csv');
  await send('田间影像', '影像.jpg');
  await expectSound(host, 'the list of a deposit');
  await shot(host.page, 'deposit-list-1440');
  await act(host, id, 'hand_in');

  await openPage(head, id);
  await head.page.getByRole('button', { name: '接收 抗病评价' }).click();
  await head.page.getByText('已接收').first().waitFor();
  await head.page.getByRole('button', { name: '要求更正 田间影像' }).click();
  await head.page.getByRole('dialog').getByLabel('更正要求').fill('须为 TIFF 格式');
  await head.page
    .getByRole('dialog')
    .getByRole('button', { name: /保\s?存/ })
    .click();
  await head.page.getByText('须为 TIFF 格式').waitFor();
  await act(head, id, 'check', { opinion: '一项合格，一项待更正' });
  await openPage(host, id);
  await send('田间影像', '影像.tif');
  await openPage(head, id);
  await head.page.getByRole('button', { name: '接收 田间影像' }).click();
  await head.page.getByText('待检查').first().waitFor({ state: 'detached' });
  await act(clerk, id, 'approve', { audit: '同意' });
  await expectSound(clerk, 'a deposit that was audited');
  await shot(clerk.page, 'deposit-audited-1440');
  const papers = (await (await clerk.page.request.get(`/api/cases/${id}/documents`)).json()) as {
    items: { title: string; code: string }[];
  };
  expect(papers.items.map(({ title }) => title)).toEqual(['汇交凭证', '汇交初步凭证']);
  await clerk.page.goto(`/verify/${papers.items[0]!.code.replaceAll('-', '')}`);
  await clerk.page.getByText('本系统出具了这份文件').waitFor();
  await shot(clerk.page, 'deposit-verified-1440');

  const small = await visit(browser, { viewport: PHONE });
  await small.page.context().addCookies(await clerk.page.context().cookies());
  await small.page.goto('/workbench/deposits');
  await small.page.getByText('2026BFA001 江汉平原水稻种质评价').waitFor();
  await expectSound(small, 'deposits on a telephone');
  await shot(small.page, 'deposits-390');
  await small.close();
}, 120_000);
