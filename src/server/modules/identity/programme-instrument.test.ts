import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CivilDate } from '../../../shared/dates.ts';
import { Problem } from '../../../shared/problems.ts';
import { systemActor } from '../../kernel/context.ts';
import { startTestApp, type TestApp } from '../../testing/app.ts';
import { type Caller, callerOf, seedPeople, signIn } from '../../testing/people.ts';
import { assertMayOpenRound } from './index.ts';

/** Copies of rule sets read the other way: the term ends on the anniversary. */
function readOtherwise(): string {
  const folder = mkdtempSync(join(tmpdir(), 'keyuan-policy-'));
  for (const id of ['hubei', 'hunan']) {
    cpSync(`policies/${id}`, join(folder, id), { recursive: true });
    const file = join(folder, id, 'instrument.yaml');
    const text = readFileSync(file, 'utf8').replace(`id: ${id}`, `id: ${id}-anniversary`);
    writeFileSync(file, text.replace('value: day_before', 'value: anniversary'));
  }
  return folder;
}

let app: TestApp;
let system: Caller;
const folder = readOtherwise();
beforeAll(async () => {
  app = await startTestApp({ KEYUAN_POLICIES: folder });
  await seedPeople(app);
  system = await signIn(app, 'system');
  for (const id of ['hunan', 'hunan-anniversary', 'hubei-anniversary'])
    await system.post('/api/programmes', { id, rule_set: id, path: `/${id}` });
});
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true });
});

const open = async (programme: string, date: CivilDate, kind?: 'live' | 'trial') => {
  try {
    return await assertMayOpenRound(app.contextOf(systemActor('test')), programme, date, kind);
  } catch (cause) {
    if (!(cause instanceof Problem)) throw cause;
    return { refused: cause.code, params: cause.params, clause: cause.extras.cite?.clause, zh: cause.text('zh-CN') };
  }
};
const standing = async (programme: string, date = '2026-11-26') =>
  (await callerOf(app).get(`/api/programmes/${programme}/instrument?date=${date}`)).json();
const enter = async (programme: string, change: object) => {
  const listed = (await system.get('/api/programmes')).json().items;
  const { revision } = listed.find(({ id }: { id: string }) => id === programme);
  return system.patch(`/api/programmes/${programme}`, { revision, ...change });
};

test('GZ-0 a draft without a date of issue opens trial rounds only, and says what it is', async () => {
  expect(await open('guangzhou', '2026-11-26', 'live')).toMatchObject({
    refused: 'identity.issue_date_unset',
    clause: 'GZ-32',
  });
  expect(await open('guangzhou', '2026-11-26')).toMatchObject({ trial: true, ruleSet: { version: 'draft-2020' } });
  expect(await standing('guangzhou')).toMatchObject({
    standing: 'undated',
    until: null,
    mark: { zh: '试运行：依据征求意见稿，尚未印发' },
    basis_line: { zh: '《广州市支持科技资源库发展办法（征求意见稿）》（尚未印发）' },
  });
});

test('NAT-0 a programme whose instrument has no date does not go live', async () => {
  expect((await enter('guangzhou', { mode: 'live' })).json()).toMatchObject({
    status: 422,
    code: 'identity.effective_date_unknown',
    cite: { clause: 'GZ-32' },
  });
  expect((await enter('national', { issued_on: '2020-01-01' })).json().code).toBe('identity.issue_date_given');
});

test('GZ-32 the term runs from the date of issue an administrator enters', async () => {
  const by = await signIn(app, 'portal.guangzhou');
  expect((await by.patch('/api/programmes/guangzhou', { revision: 1, issued_on: '2020-09-01' })).statusCode).toBe(403);
  expect((await enter('guangzhou', { issued_on: '2020-02-30' })).statusCode).toBe(400);
  expect((await enter('guangzhou', { issued_on: '2020-09-01' })).json()).toMatchObject({ issued_on: '2020-09-01' });
  expect(await open('guangzhou', '2026-11-21')).toMatchObject({
    refused: 'identity.instrument_expired',
    params: { until: '2025-08-31' },
    clause: 'GZ-32',
  });
  expect(await open('guangzhou', '2025-08-31')).toMatchObject({
    validity: { from: '2020-09-01', until: '2025-08-31' },
  });
  expect(await open('guangzhou', '2020-08-31')).toMatchObject({ refused: 'identity.instrument_not_in_force' });
  const auditor = await signIn(app, 'auditor');
  expect((await auditor.get('/api/audit-events?action=identity.programme.update')).body).toContain('2020-09-01');
});

test('HB-25 the last day is the one before the anniversary; the other reading is data', async () => {
  for (const id of ['hubei', 'hubei-anniversary']) await enter(id, { issued_on: '2022-11-21' });
  expect(await open('hubei', '2027-11-20')).toMatchObject({ ruleSet: { id: 'hubei' } });
  expect(await open('hubei', '2027-11-21')).toMatchObject({ refused: 'identity.instrument_expired' });
  expect(await open('hubei-anniversary', '2027-11-21')).toMatchObject({ ruleSet: { id: 'hubei-anniversary' } });
  expect(await open('hubei-anniversary', '2027-11-22')).toMatchObject({ refused: 'identity.instrument_expired' });
  expect((await standing('hubei', '2027-05-24')).standing).toBe('in_force');
  expect((await standing('hubei', '2027-05-25')).standing).toBe('expiring');
});

test('HN-19 Hunan runs from 2024-12-05 to 2029-12-04', async () => {
  expect(await open('hunan', '2029-12-04')).toMatchObject({ ruleSet: { version: '2024' } });
  expect(await open('hunan', '2029-12-05')).toMatchObject({ zh: expect.stringContaining('本办法已于2029-12-04期满') });
  expect(await open('hunan-anniversary', '2029-12-05')).toMatchObject({ validity: { until: '2029-12-05' } });
});

test('HN-0.1 between issue and force, and NAT-36 before the issue, a case belongs before the instrument', async () => {
  expect(await standing('hunan', '2024-11-15')).toMatchObject({
    issued_on: '2024-10-30',
    from: '2024-12-05',
    standing: 'not_yet',
    text: { zh: expect.stringContaining('施行之前') },
  });
  expect(await standing('national', '2018-02-12')).toMatchObject({ standing: 'not_yet', from: '2018-02-13' });
  expect(await standing('national', '2098-02-12')).toMatchObject({ standing: 'in_force', until: null });
});

test('HB-0 a basis is cited by its number; GZ-31 what the measure leaves open is pointed to', async () => {
  expect((await standing('hubei')).basis_line.zh).toBe('《湖北省自然科技资源库管理办法》（鄂科技发基〔2022〕30号）');
  const { fallback } = await standing('guangzhou');
  expect(fallback.map(({ document_no }: { document_no: string }) => document_no)).toEqual([
    '穗科规字〔2019〕3号',
    '穗财规字〔2019〕6号',
  ]);
});
