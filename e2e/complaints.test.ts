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
});
