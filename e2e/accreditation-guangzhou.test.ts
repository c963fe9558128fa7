import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  afterClock,
  EXPERTS,
  object,
  publishCall,
  publishNotice,
  recordVisit,
  reviewAll,
} from './accreditation-steps.ts';
import { openBrowser, shot } from './browser.ts';
import { typeFigures } from './figures-by-click.ts';
import { act, askNew, becomes, Cast, look, newest, openNew, openPage, readCase, write } from './case-desk.ts';
import { paperOf, readNotice } from './citizen.ts';
import { microbeFigures } from './guangzhou-figures.ts';
import { writePlanByHand } from './plan-by-hand.ts';
import { moveOn, moveTo, today } from './product-time.ts';
import { entryOf } from './register-page.ts';

const NAME = '广州示范土壤功能微生物科技资源库';
const HOST = '示范环境微生物研究所';
const EXPERT_NAMES = ['广州专家（演示）', '广州专家二（演示）', '广州专家三（演示）'];
const SHEET = { resources: 18, facilities: 13, team: 13, service: 22, plan: 22 };

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

test('GZ-13.0 from the call to the register: an objection upheld and a new notice, one refused as second, one as academic', async () => {
  const city = await cast.seat('city_department');
  const call = await publishCall(cast, {
    programme: 'guangzhou',
    by: 'city_department',
    more: { reference_from: '2023-07-01', reference_to: '2026-06-30', plan_from: '2026-07-01' },
  });

  const host = await cast.seat('host_admin/9');
  const id = await openNew(host, 'guangzhou', 'application', { parent: call });
  await write(host, id, {
    class: 'microbe',
    name_zh: NAME,
    partners: '无',
    plan: '建设运行实施方案（签章）',
    appointment: '负责人任职证明',
    declaration: '材料真实完整声明',
  });
  await typeFigures(host, { id, programme: 'guangzhou', chosen: 'microbe', field: 'figures' }, microbeFigures(NAME));
  await shot(host.page, 'journey-gz-figures');
  await writePlanByHand(host, id);
  await openPage(host, id);
  await look(host, 'an application filled in');
  await shot(host.page, 'journey-gz-application');
  expect((await act(await cast.seat('legal_representative/9'), id, 'submit')).state).toBe('submitted');

  const district = await cast.seat('district_clerk');
  moveOn(3);
  await act(district, id, 'return', { reason: '任职证明缺签发日期' });
  await write(host, id, { appointment: '负责人任职证明（补正）' });
  await act(await cast.seat('legal_representative/9'), id, 'submit');
  await act(district, id, 'accept', { examination: '逐项审查，材料齐全，符合受理条件。' });
  await act(district, id, 'forward', { recommendation: '基础扎实，优势明显，特色突出。' });

  const agency = await cast.seat('third_party_agency');
  moveOn(1);
  const reviewing = await act(agency, id, 'review', { experts: EXPERT_NAMES });
  expect(reviewing.state).toBe('under_review');
  await reviewAll(cast, reviewing, SHEET);
  const visiting = await act(city, id, 'visit', { reason: '核实样本数量。' });
  await recordVisit(cast, 'city_department', newest(visiting, 'site_visit'), HOST);
  expect((await act(agency, id, 'conclude', { panel_opinion: '专家组一致同意推荐。' })).state).toBe('reviewed');

  const selected = await act(city, id, 'select');
  expect(selected.state).toBe('on_notice');
  const notice = newest(selected, 'selection_notice');
  const published = await publishNotice(cast, 'city_department', notice, `拟入选：${NAME}。`);
  await look(city, 'a published notice');
  await shot(city.page, 'journey-gz-notice');
  moveTo(published.clocks.find(({ clock }) => clock === 'selection_notice')!.first);
  await readNotice(browser, 'guangzhou', HOST);

  // An objection in time is accepted and upheld; the same person may not object again; the judgement of experts is no ground.
  const one = { person: 'registered_user', name: '陈一鸣', code: '999999199001010016', content: '请复核样本数量' };
  const upheld = await object(cast, 'guangzhou', notice, one);
  const citizen = await cast.seat('registered_user');
  await askNew(citizen, 'guangzhou', 'objection', { parent: notice });
  await citizen.page.getByRole('alert').getByText('最多 1 件').first().waitFor();
  await shot(citizen.page, 'journey-gz-second-objection');
  const academic = await object(cast, 'guangzhou', notice, {
    person: 'registered_user/2',
    name: '赵晓岚',
    code: '999999199001010024',
    content: '评分太低，请重新评定',
  });
  await act(city, academic.id, 'refuse', { ground: 'academic', answer: '仅针对专家学术判断，不予受理。' });
  await act(city, upheld.id, 'accept');
  await act(city, upheld.id, 'uphold', { answer: '样本数量确有出入，予以更正。' });
  expect((await readCase(await cast.seat('registered_user/2'), academic.id)).state).toBe('not_accepted');
  afterClock(published, 'selection_notice');
  await becomes(city, notice, 'corrected');
  await becomes(city, id, 'reviewed');

  // A correction is noticed anew, for the whole period.
  const again = await act(city, id, 'select', { reason: '按复核结果更正样本数量。' });
  const second = newest(again, 'selection_notice');
  expect(second).not.toBe(notice);
  const corrected = await publishNotice(cast, 'city_department', second, `更正后拟入选：${NAME}。`);
  afterClock(corrected, 'selection_notice');
  await becomes(city, id, 'confirmed');
  const awarded = await act(city, id, 'award', { plaque_no: '穗科库〔2026〕旅1号', plaque_on: today() });
  expect(awarded.state).toBe('accredited');
  expect(awarded.clocks.find(({ clock }) => clock === 'plaque_term')).toMatchObject({ state: 'running' });
  await openPage(city, id);
  await look(city, 'an accredited application');
  await shot(city.page, 'journey-gz-accredited');
  await entryOf(browser, 'guangzhou', 'DEMO-SOILMIC', { certificate: await paperOf(city.page, '证书') });
  // The experts are nobody's to see but the city's.
  const body = await (await host.page.request.get(`/api/cases/${id}`)).text();
  for (const name of EXPERT_NAMES) expect(body).not.toContain(name);
  expect(EXPERTS).toHaveLength(EXPERT_NAMES.length);
});
