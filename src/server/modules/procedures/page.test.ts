import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemActor } from '../../kernel/context.ts';
import { countStatements } from '../../kernel/db/open.ts';
import { buildStage, type Stage } from '../../replay/stage.ts';
import { startTestApp, type TestApp } from '../../testing/app.ts';
import { fifthJurisdiction } from '../../testing/fifth-jurisdiction.ts';
import { expireClocks } from './index.ts';
import { changedRules } from './rules-changed.ts';
import type { CaseView } from './view.ts';

const fifth = fifthJurisdiction();
/** The fifth jurisdiction with a district that may let its own clock rest, which only it sees. */
const path = join(fifth.folder, 'qinghe/procedures.yaml');
const REST = `
      - from: submitted
        action: rest
        label: { zh: 中止计时, en: Let it rest }
        by: [district_clerk]
        clocks: [{ pause: check }]
        seen_by: [district_clerk]
        optional: true
        cite: { article: 第六条, clause: QH-6 }
      - from: submitted
        action: go_on
        label: { zh: 恢复计时, en: Go on }
        by: [district_clerk]
        clocks: [{ resume: check }]
        seen_by: [district_clerk]
        optional: true
        cite: { article: 第六条, clause: QH-6 }`;
const before = '\n      - from: submitted\n        action: return\n';
const whole = readFileSync(path, 'utf8');
if (!whole.includes(before)) throw new Error('the fifth jurisdiction has changed');
writeFileSync(path, whole.replace(before, REST + before));

let app: TestApp;
let stage: Stage;
let call: string;
let id: string;
beforeAll(async () => {
  app = await startTestApp({ KEYUAN_POLICIES: fifth.folder });
  app.setTime('2026-09-07T02:00:00Z');
  stage = await buildStage(app, 'qinghe', ['city_department', 'district_clerk', 'host_admin', 'expert/1', 'expert/2']);
  const data = { title: '二〇二六年申报', window_from: '2026-09-07', window_to: '2026-12-31' };
  call = (await post('city_department', '/api/cases', { programme: 'qinghe', procedure: 'call', data })).id;
  await act('city_department', call, 'publish');
  id = (
    await post('host_admin', '/api/cases', {
      programme: 'qinghe',
      procedure: 'application',
      subject: { kind: 'platform', id: stage.platform },
      parent: call,
      data: { class: 'seed_bank', summary: '保存作物种质', accessions: 200 },
    })
  ).id;
}, 120_000);
afterAll(async () => {
  await app.close();
  fifth.remove();
});

async function post(person: string, url: string, body: object): Promise<CaseView> {
  const answer = await stage.players.get(person)!.call('POST', url, body);
  if (answer.status >= 300) throw new Error(JSON.stringify(answer.body));
  return answer.body;
}
const read = async (person: string, of = id): Promise<CaseView> =>
  (await stage.players.get(person)!.call('GET', `/api/cases/${of}`)).body;
const act = async (person: string, of: string, action: string, data = {}): Promise<CaseView> =>
  post(person, `/api/cases/${of}/actions/${action}`, { version: (await read(person, of)).version, data });

test('a call goes by its own title, an application by its platform', async () => {
  expect((await read('host_admin', call)).title).toBe('二〇二六年申报');
  expect((await read('host_admin')).title).toContain('复演资源库');
});

test('the table and the picture of a case are those of its version; a version that is not there is told', async () => {
  const { rule_set } = await read('host_admin');
  const of = (version: string) =>
    stage.players.get('host_admin')!.call('GET', `/api/procedures/qinghe/application?version=${version}`);
  expect((await of(rule_set.version)).status).toBe(200);
  expect((await of('1999')).status).toBe(404);
});

test('a session of typing leaves one audit event', async () => {
  for (const [n, value] of ['甲', '甲乙', '甲乙丙'].entries())
    await stage.players
      .get('host_admin')!
      .call('PATCH', `/api/cases/${id}/draft`, { path: 'summary', value, revision: n });
  const events = await app.services.storage.db
    .selectFrom('audit_event')
    .select('id')
    .where('action', '=', 'procedures.draft.save')
    .where('subject_id', '=', id)
    .execute();
  expect(events).toHaveLength(1);
});

test('a clock that rests does not run out, and what only some see of it is kept from others', async () => {
  await act('host_admin', id, 'submit');
  const [running] = (await read('district_clerk')).clocks;
  app.setTime('2026-09-09T02:00:00Z');
  await act('district_clerk', id, 'rest');
  expect((await read('district_clerk')).clocks[0]).toMatchObject({
    clock: 'check',
    state: 'paused',
    paused_on: '2026-09-09',
  });
  app.setTime('2026-10-30T02:00:00Z');
  await expireClocks(app.contextOf(systemActor('test')));
  expect((await read('district_clerk')).clocks[0]!.state).toBe('paused');
  await act('district_clerk', id, 'go_on');
  const [again] = (await read('district_clerk')).clocks;
  expect(again!.state).toBe('running');
  expect(again!.last > running!.last && again!.last > '2026-10-30').toBe(true);
  const actions = async (person: string) => (await read(person)).timeline.map(({ action }) => action);
  expect(await actions('district_clerk')).toEqual(expect.arrayContaining(['rest', 'go_on']));
  expect((await actions('host_admin')).filter((action) => action === 'rest' || action === 'go_on')).toEqual([]);
});

test.each([['host_admin'], ['district_clerk'], ['city_department']])(
  'the page of a case costs %s at most ten statements, session included',
  async (person) => {
    const { count, texts } = await countStatements(() => read(person));
    expect(count, texts.join('\n')).toBeLessThanOrEqual(10);
  },
);

test('a version whose files have changed under a case is told on its page and found at start-up', async () => {
  const ctx = app.contextOf(systemActor('test'));
  expect((await read('host_admin')).rule_set).toMatchObject({
    changed: false,
    digest: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  expect(await changedRules(ctx)).toEqual([]);
  const [set] = ctx.services.ruleSets.get('qinghe')!;
  const { digest } = set!;
  set!.digest = '0'.repeat(64);
  expect((await read('host_admin')).rule_set.changed).toBe(true);
  expect(await changedRules(ctx)).toEqual([`qinghe@${set!.version}`]);
  set!.digest = digest;
});
