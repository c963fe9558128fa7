import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { afterClock, EXPERTS, publishCall, publishNotice, recordVisit, reviewAll } from './accreditation-steps.ts';
import { openBrowser, shot } from './browser.ts';
import { act, becomes, Cast, look, newest, openNew, openPage, write, writePlan } from './case-desk.ts';
import { moveOn } from './product-time.ts';
import { entryOf } from './register-page.ts';

const NAME = '湖北省示范苔藓自然科技资源库';
const FIGURES = {
  national_need: true,
  plan_fit: true,
  representativeness: true,
  preservation_rules: true,
  host_region: '湖北省孝感市',
  host_legal_person: true,
  bad_records: 0,
  lapsed_bad_records: 0,
  operating_since: '2016-01-01',
  richness_stated: true,
  openness_stated: true,
  influence_stated: true,
  research_tasks: true,
  site_proof: true,
  equipment_list: true,
  site_tenure: 'owned',
  staff_research: 6,
  staff_technical: 4,
  staff_management: 2,
  rules_on_file: true,
  sharing_commitment: true,
  host_guarantee: true,
  department_guarantee: true,
};

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

test('HB-11.0 from the call to the register, by the supervising department and the province', async () => {
  const call = await publishCall(cast, {
    programme: 'hubei',
    by: 'province_department',
    more: { directions: '山地植物标本' },
  });
  const host = await cast.seat('host_admin/7');
  const id = await openNew(host, 'hubei', 'application', { parent: call });
  await write(host, id, {
    class: 'hubei',
    figures: FIGURES,
    direction: '山地植物标本',
    name_zh: NAME,
    name_en: 'Hubei Moss Resource Center',
    partners: '无',
    form: '申报书',
    commitment: '开放共享承诺书',
    declaration: '真实性声明',
  });
  await writePlan(host, id);
  expect((await act(host, id, 'submit')).state).toBe('submitted');
  moveOn(3);
  expect(
    (await act(await cast.seat('supervising_clerk'), id, 'recommend', { audit: '材料齐全，同意推荐。' })).state,
  ).toBe('recommended');
  const agency = await cast.seat('third_party_agency');
  const reviewing = await act(agency, id, 'review', {
    experts: ['湖北专家（演示）', '湖北专家二（演示）', '湖北专家三（演示）'],
  });
  expect(reviewing.sub_cases.filter(({ procedure }) => procedure === 'expert_review')).toHaveLength(EXPERTS.length);
  await reviewAll(cast, reviewing, { resources: 22, facilities: 17, management: 17, sharing: 21, plan: 8 });
  await recordVisit(cast, 'third_party_agency', newest(reviewing, 'site_visit'), '示范山地植物研究所');
  expect((await act(agency, id, 'conclude', { panel_opinion: '可行性论证通过。' })).state).toBe('reviewed');
  const province = await cast.seat('province_department');
  const selected = await act(province, id, 'select');
  const notice = await publishNotice(
    cast,
    'province_department',
    newest(selected, 'selection_notice'),
    `拟认定：${NAME}。`,
  );
  afterClock(notice, 'selection_notice');
  await becomes(province, id, 'noticed');
  expect((await act(province, id, 'accredit', { decision_no: '鄂科技发基〔2026〕旅1号' })).state).toBe('accredited');
  await openPage(province, id);
  await look(province, 'an accredited library of Hubei');
  await shot(province.page, 'journey-hb-accredited');
  await entryOf(browser, 'hubei', 'DEMO-PEAT');
});
