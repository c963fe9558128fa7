import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordVisit, reviewAll } from './accreditation-steps.ts';
import { openBrowser, shot } from './browser.ts';
import { act, Cast, look, newest, openNew, openPage, readCase, write, writePlan } from './case-desk.ts';
import { moveOn, today } from './product-time.ts';
import { entryOf } from './register-page.ts';

const NAME = '国家示范珊瑚资源库';
const HOST = '示范热带海洋研究所';
const figures = (tested: string): Record<string, unknown> => ({
  volume_stated: true,
  character_stated: true,
  claimed_volume: 42000,
  published_resources: 42000,
  published_services: 5,
  identified_resources: 42000,
  updated_resources: 42000,
  standards: true,
  quality_control: true,
  integration_mode: true,
  influence_stated: true,
  integration_stated: true,
  online_system: true,
  connection_test: 'live',
  connection_tested_on: tested,
  staff_full_time: 18,
  organisation: true,
  rules_on_file: true,
  sharing_mechanism: true,
  conditions_stated: true,
  service_mode: true,
  service_effect: true,
  claimed_services: 210,
  recorded_services: 210,
});

let browser: Browser;
let cast: Cast;
beforeAll(async () => {
  browser = await openBrowser();
  cast = new Cast(browser, 'national');
});
afterAll(async () => {
  await cast.close();
  await browser.close();
});

test('NAT-14 from the selection by both ministries to the published list', async () => {
  const ministry = await cast.seat('national_ministry');
  const finance = await cast.seat('finance_department');
  const id = await openNew(ministry, 'national', 'application', { platform: '示范珊瑚与礁栖生物标本资源库' });
  const order = {
    criteria_notes: '符合三项标准。',
    consulted: '已征求主管部门意见。',
    order_no: '国科发基〔2026〕旅1号',
  };
  expect((await act(ministry, id, 'form', order)).state).toBe('proposed');
  expect((await act(finance, id, 'form', order)).state).toBe('formed');
  moveOn(3);
  // The lead department writes; the host writes along.
  const lead = await cast.seat('supervising_clerk');
  await write(lead, id, {
    class: 'national',
    figures: figures(today()),
    name_zh: NAME,
    partners: '无',
    name_en: 'National Demonstration Coral Resource Center',
    host: HOST,
    host_kind: 'institute',
    head_employer: HOST,
    head: '蓝礁',
    employment: '在职证明',
    plan: '组建与运行管理方案（签章）',
    declaration: '真实性承诺',
  });
  await writePlan(lead, id);
  expect((await act(lead, id, 'submit')).state).toBe('submitted');
  const agency = await cast.seat('third_party_agency');
  await act(agency, id, 'check', { check: '逐项形式审查通过。' });
  const reviewing = await act(agency, id, 'review', {
    experts: ['国家专家（演示）', '国家专家二（演示）', '国家专家三（演示）'],
  });
  await reviewAll(cast, reviewing, { resources: 22, portal: 13, system: 13, conditions: 17, service: 21 });
  const visiting = await act(agency, id, 'visit', { panel_opinion: '专家组同意组建。' });
  await recordVisit(cast, 'third_party_agency', newest(visiting, 'site_visit'), HOST);
  expect((await readCase(agency, id)).state).toBe('visited');
  await act(agency, id, 'report', { report: '评审、考察均通过，建议组建。' });
  // Decided and published by both together.
  expect((await act(ministry, id, 'decide', { decision_no: '国科发基〔2026〕旅2号' })).state).toBe('reported');
  expect((await act(finance, id, 'decide', { decision_no: '国科发基〔2026〕旅2号' })).state).toBe('decided');
  await act(finance, id, 'publish', { list_no: '国科发基〔2026〕旅3号' });
  expect((await act(ministry, id, 'publish', { list_no: '国科发基〔2026〕旅3号' })).state).toBe('accredited');
  await openPage(ministry, id);
  await look(ministry, 'a national platform');
  await shot(ministry.page, 'journey-nat-accredited');
  await entryOf(browser, 'national', 'DEMO-CORAL');
});
