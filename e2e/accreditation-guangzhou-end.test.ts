import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { afterClock, publishCall, publishNotice } from './accreditation-steps.ts';
import { openBrowser } from './browser.ts';
import { act, becomes, Cast, newest, openNew, readCase, write, writePlan } from './case-desk.ts';
import { microbeFigures } from './guangzhou-figures.ts';
import { moveOn, today } from './product-time.ts';
import { entryOf } from './register-page.ts';

const NAME = '广州示范微藻科技资源库';

let browser: Browser;
let cast: Cast;
beforeAll(async () => {
  browser = await openBrowser();
  cast = new Cast(browser, 'guangzhou');
});
afterAll(async () => {
  await cast.close();
  await browser.close();
});

test('GZ-20.1b GZ-25.3 a national platform is admitted directly; later it is terminated at the request of its host', async () => {
  const city = await cast.seat('city_department');
  const district = await cast.seat('district_clerk');
  const call = await publishCall(cast, { programme: 'guangzhou', by: 'city_department' });
  const host = await cast.seat('host_admin/10');
  const id = await openNew(host, 'guangzhou', 'application', { parent: call });
  await write(host, id, {
    class: 'microbe',
    figures: microbeFigures(NAME),
    name_zh: NAME,
    partners: '无',
    plan: '建设运行实施方案（签章）',
    appointment: '负责人任职证明',
    declaration: '材料真实完整声明',
  });
  await writePlan(host, id);
  expect((await act(await cast.seat('legal_representative/10'), id, 'submit')).state).toBe('submitted');
  await act(district, id, 'accept', { examination: '逐项审查，材料齐全。' });
  await act(district, id, 'forward', { recommendation: '基础扎实，优势明显，特色突出。' });
  const admitted = await act(city, id, 'admit_directly', {
    proof: '国家级平台认定文件',
    recognised_on: '2019-06-05',
    reason: '2019 年认定的国家级平台，库址均在本市。',
  });
  expect(admitted.state).toBe('confirmed');
  expect(admitted.sub_cases.filter(({ procedure }) => procedure === 'expert_review')).toEqual([]);
  await act(city, id, 'award', { plaque_no: '穗科库〔2026〕旅2号', plaque_on: today() });
  await entryOf(browser, 'guangzhou', 'DEMO-MICROALGAE');

  moveOn(30);
  const ending = await openNew(host, 'guangzhou', 'termination', { parent: id });
  await write(host, ending, {
    ground: 'not_operating',
    description: '主库损毁，无法继续运行。',
    evidence: '损毁证明',
    ground_on: today(),
  });
  expect((await act(host, ending, 'request')).state).toBe('with_district');
  await act(district, ending, 'forward', { examination: '逐项核查：事由属实，证明材料齐全。' });
  const deliberated = await act(city, ending, 'deliberate', { deliberation: '局长办公会同意拟终止。' });
  const notice = await publishNotice(
    cast,
    'city_department',
    newest(deliberated, 'termination_notice'),
    `拟终止：${NAME}。`,
  );
  afterClock(notice, 'termination_notice');
  await becomes(city, ending, 'noticed');
  expect((await act(city, ending, 'approve', { decision_no: '穗科终〔2026〕旅1号' })).state).toBe('approved');
  expect((await readCase(city, id)).state).toBe('terminated');
  await entryOf(browser, 'guangzhou', 'DEMO-MICROALGAE', { standing: 'ended' });
});
