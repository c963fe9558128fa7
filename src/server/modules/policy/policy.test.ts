import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Services } from '../../kernel/context.ts';
import { readRuleSets, ruleSetInForce, ruleSetOf, ruleSetVersion } from './index.ts';
import { catalogueRules, type MemberState } from '../../../shared/policy/catalogue-rules.ts';

const sets = readRuleSets([]);
const set = (id: string) => sets.get(id)!.at(-1)!;
const member = (id: string, state: MemberState) => ({ ruleSet: set(id), state });

test('NAT-7.3 HN-3.1 portal names are the rule sets’', () => {
  expect(set('national').catalogue.portal_name.value.zh).toBe('中国科技资源共享网');
  expect(set('hunan').catalogue.portal_name.value.zh).toBe('湖南省科技资源共享网');
  expect(set('hubei').catalogue.portal_name.value.zh).toBe('湖北省自然科技资源公共服务平台');
});

test('the strictest of several programmes wins', () => {
  const guangzhou = catalogueRules([member('guangzhou', 'accredited')]);
  expect(guangzhou.exceptions.map((e) => e.kind)).toEqual(['secrecy', 'special_rule', 'approved_reason']);
  const both = catalogueRules([member('guangzhou', 'accredited'), member('national', 'accredited')]);
  expect(both.exceptions.map((e) => e.kind)).toEqual(['secrecy', 'special_rule']);
  expect(both.identifierRefused?.clause).toBe('NAT-13.2b');
});

test('AMB-NAT-03 only an accredited national platform is refused without identifier, others are flagged', () => {
  for (const state of ['owner', 'recommended'] as const) {
    const rules = catalogueRules([member('national', state)]);
    expect(rules.identifierRefused).toBeUndefined();
    expect(rules.identifierFlagged?.clause).toBe('NAT-13.2b');
  }
});

test('without a programme house rules hold', () => {
  const rules = catalogueRules([]);
  expect(rules).toMatchObject({
    openness: [],
    exceptions: [],
    identifierRefused: undefined,
    updateIntervalDays: { value: 365 },
  });
});

test('a bad rule set is refused with file, line and field', () => {
  const folder = mkdtempSync(join(tmpdir(), 'keyuan-policy-'));
  cpSync('policies/hunan', join(folder, 'x'), { recursive: true });
  writeFileSync(
    join(folder, 'x/instrument.yaml'),
    'id: x\ntitle: { zh: 甲, en: A }\ndocument_no: null\nstatus: maybe\n',
  );
  expect(() => readRuleSets([folder])).toThrow(/instrument\.yaml:4:\d+ status/);
  rmSync(folder, { recursive: true });
});

test('versions of one rule set stand side by side when their days do not overlap', () => {
  const folder = mkdtempSync(join(tmpdir(), 'keyuan-policy-'));
  cpSync('policies/hunan', join(folder, 'hunan-next'), { recursive: true });
  const file = join(folder, 'hunan-next/instrument.yaml');
  const next = readFileSync(file, 'utf8').replace("version: '2024'", "version: '2029'");
  writeFileSync(file, next.replace('value: 2024-12-05', 'value: 2029-12-04'));
  expect(() => readRuleSets([folder])).toThrow(/instrument\.yaml:\d+:\d+ in_force\.value: .*2024.*2029-12-04/);
  writeFileSync(file, next.replace('value: 2024-12-05', 'value: 2029-12-05'));
  const services = { ruleSets: readRuleSets([folder]) } as Services;
  expect(ruleSetInForce({ services }, 'hunan', '2029-12-04')!.version).toBe('2024');
  expect(ruleSetInForce({ services }, 'hunan', '2029-12-05')!.version).toBe('2029');
  expect(ruleSetInForce({ services }, 'hunan', '2024-12-04')).toBeUndefined();
  expect(ruleSetOf({ services, today: '2026-11-26' }, 'hunan').version).toBe('2024');
  expect(ruleSetVersion({ services }, 'hunan', '2029').version).toBe('2029');
  rmSync(folder, { recursive: true });
});
