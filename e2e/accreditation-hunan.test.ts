import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { afterClock, publishCall, publishNotice, recordVisit, reviewAll } from './accreditation-steps.ts';
import { openBrowser, shot } from './browser.ts';
import { act, becomes, Cast, look, newest, openNew, openPage, write, writePlan } from './case-desk.ts';
import { moveOn } from './product-time.ts';
import { entryOf } from './register-page.ts';

const NAME = '湖南省示范洞庭湖鱼类资源库';
const FIGURES = {
  completed_on: '2024-06-30',
  completion_proof: true,
  volume_stated: true,
  character_stated: true,
  claimed_volume: 18600,
  published_resources: 18600,
  updated_resources: 18600,
  standards: true,
  quality_control: true,
  integration_mode: true,
  influence_stated: true,
  integration_stated: true,
  online_system: true,
  connection_test: 'trial',
  staff_full_time: 6,
  staff_part_time: 8,
  organisation: true,
  rules_on_file: true,
  sharing_mechanism: true,
  conditions_stated: true,
  service_mode: true,
  service_effect: true,
  recorded_services: 145,
};

let browser: Browser;
let cast: Cast;
beforeAll(async () => {
  browser = await openBrowser();
  cast = new Cast(browser, 'hunan');
});
afterAll(async () => {
  await cast.close();
  await browser.close();
});

test('HN-8.0 from the call to the list of both departments, the filing and the plaque', async () => {
  const call = await publishCall(cast, { programme: 'hunan', by: 'province_department' });
  const host = await cast.seat('host_admin/7');
  const id = await openNew(host, 'hunan', 'application', { parent: call });
  await write(host, id, {
    class: 'hunan',
    figures: FIGURES,
    name_zh: NAME,
    name_en: 'Hunan Provincial Dongting Fish Resource Center',
    partners: '无',
    plan: '建设与运行方案（签章）',
    declaration: '真实性承诺',
  });
  await writePlan(host, id);
  expect((await act(host, id, 'submit')).state).toBe('submitted');
  moveOn(3);
  await act(await cast.seat('supervising_clerk'), id, 'recommend', { audit: '审核材料真实完整，同意推荐。' });
  const agency = await cast.seat('third_party_agency');
  await act(agency, id, 'check', { check: '逐项形式审查通过。' });
  const reviewing = await act(agency, id, 'review', {
    experts: ['湖南专家（演示）', '湖南专家二（演示）', '湖南专家三（演示）'],
  });
  await reviewAll(cast, reviewing, { integration: 22, plan: 17, conditions: 17, service: 21, sustainability: 8 });
  await recordVisit(cast, 'third_party_agency', newest(reviewing, 'site_visit'), '示范淡水渔业研究所');
  expect((await act(agency, id, 'propose', { result: 'recognise', proposal: '专家一致同意，建议认定。' })).state).toBe(
    'proposed',
  );
  const province = await cast.seat('province_department');
  await act(province, id, 'approve', { approval_no: '湘科批〔2026〕旅1号' });
  const noticed = await act(province, id, 'publish');
  const notice = await publishNotice(
    cast,
    'province_department',
    newest(noticed, 'selection_notice'),
    `拟认定：${NAME}。`,
  );
  afterClock(notice, 'selection_notice');
  await becomes(province, id, 'noticed');
  // Both departments publish together: one signature is not enough.
  expect((await act(province, id, 'list', { list_no: '湘科发〔2026〕旅3号' })).state).toBe('noticed');
  expect((await act(await cast.seat('finance_department'), id, 'list', { list_no: '湘科发〔2026〕旅3号' })).state).toBe(
    'accredited',
  );
  await write(host, id, { final_plan: '完善后的运行方案', head: '江云', service: 'regular' });
  expect((await act(host, id, 'file')).state).toBe('established');
  await act(province, id, 'award', { plaque_no: '湘科平〔2026〕旅1号' });
  await openPage(province, id);
  await look(province, 'a platform of Hunan with its plaque');
  await shot(province.page, 'journey-hn-established');
  await entryOf(browser, 'hunan', 'DEMO-FISH');
});
