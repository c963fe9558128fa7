import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Db } from '../../kernel/db/open.ts';
import { buildStage, type Stage } from '../../replay/stage.ts';
import { systemActor } from '../../kernel/context.ts';
import { startTestApp, type TestApp } from '../../testing/app.ts';
import { expireClocks } from './index.ts';
import type { CaseView } from './view.ts';

let app: TestApp;
let db: Db;
/** One host with two platforms, and a third platform of another host. */
let stage: Stage;
let second: string;
let foreign: Stage;
let call: string;

beforeAll(async () => {
  app = await startTestApp();
  db = app.services.storage.db;
  app.setTime('2026-11-21T02:00:00Z');
  stage = await buildStage(app, 'guangzhou', [
    'city_department',
    'host_admin',
    'legal_representative',
    'registered_user',
  ]);
  const other = await buildStage(app, 'guangzhou', ['host_admin']);
  foreign = await buildStage(app, 'guangzhou', ['host_admin']);
  second = other.platform;
  await db.updateTable('platform').set({ host_id: stage.host }).where('id', '=', second).execute();
  call = await openedCall();
}, 120_000);
afterAll(() => app.close());

interface Reply {
  status: number;
  body: CaseView & {
    code: string;
    title: string;
    cite: { clause: string };
    cases: { id: string }[];
    errors: { code: string; message: string; cite: { clause: string } }[];
  };
}
const post = (person: string, url: string, body: object, at = stage): Promise<Reply> =>
  at.players.get(person)!.call('POST', url, body);
async function act(person: string, id: string, action: string, more: object = {}): Promise<Reply> {
  const { body }: Reply = await stage.players.get(person)!.call('GET', `/api/cases/${id}`);
  return post(person, `/api/cases/${id}/actions/${action}`, { version: body.version, data: {}, ...more });
}
async function openedCall(): Promise<string> {
  const data = { title: '申报通知', guide: '见附件', window_from: '2026-11-21', window_to: '2026-12-31' };
  const { body } = await post('city_department', '/api/cases', { programme: 'guangzhou', procedure: 'call', data });
  expect((await act('city_department', body.id, 'publish')).body.state).toBe('published');
  return body.id;
}
const apply = (platform: string, parent = call, at = stage): Promise<Reply> =>
  post(
    'host_admin',
    '/api/cases',
    {
      programme: 'guangzhou',
      procedure: 'application',
      subject: { kind: 'platform', id: platform },
      parent,
      data: { class: 'animal-small' },
    },
    at,
  );
/** Puts a case where a long way would have led it. */
const put = (id: string, state: string): Promise<unknown> =>
  db.updateTable('proc_case').set({ state, revision: 50 }).where('id', '=', id).execute();

let first: string;
test('GZ-14.2 a second library of one host is refused by the name of the first, over calls too, and after a recorded exception accepted', async () => {
  first = (await apply(stage.platform)).body.id;
  const later = await openedCall();
  for (const parent of [call, later]) {
    const refused = await apply(second, parent);
    expect([refused.status, refused.body.code, refused.body.cite.clause]).toEqual([
      409,
      'procedures.not_unique',
      'GZ-14.2',
    ]);
    expect(refused.body.cases.map(({ id }) => id)).toEqual([first]);
    expect(refused.body.title).toContain('复演资源库');
  }
  const asked = await post('host_admin', '/api/cases', {
    programme: 'guangzhou',
    procedure: 'exception',
    subject: { kind: 'platform', id: second },
    data: { class: 'animal-small', grounds: '领域不同。' },
  });
  await act('host_admin', asked.body.id, 'ask');
  expect((await apply(second)).body.code).toBe('procedures.not_unique');
  expect((await act('city_department', asked.body.id, 'grant', { data: { reason: '独立运行。' } })).body.state).toBe(
    'granted',
  );
  expect((await apply(second)).status).toBe(201);
});

test('GZ-14.2 what was rejected does not count; the next period may begin in the last year of the plaque', async () => {
  await put(first, 'accredited');
  const clock = (last: string) =>
    sql`insert into case_clock (id, case_id, clock, from_date, first_date, last_date, state, provisional, frozen)
      values (${last.replaceAll('-', '')}::bigint, ${first}, 'plaque_term', '2024-03-01', '2024-03-02', ${last}, 'running', false, true)`.execute(
      db,
    );
  await clock('2029-05-01');
  expect((await apply(stage.platform)).body.code).toBe('procedures.not_unique');
  await sql`update case_clock set last_date = '2027-06-01' where case_id = ${first} and clock = 'plaque_term'`.execute(
    db,
  );
  const next = await apply(stage.platform);
  expect(next.status).toBe(201);
  expect((await act('host_admin', next.body.id, 'withdraw')).body.state).toBe('withdrawn');
});

test('GZ-20.2c a second library of a class is refused at the selection by the name of the first, unless the city gives reasons', async () => {
  const { body } = await apply(foreign.platform, call, foreign);
  await put(body.id, 'reviewed');
  const refused = await act('city_department', body.id, 'select');
  const other = refused.body.errors.find(({ code }) => code === 'procedures.need.no_other')!;
  expect(other.cite.clause).toBe('GZ-20.2c');
  expect(other.message).toContain('复演资源库');
  const overrides = { no_other: '领域互补。', criteria: '见评审意见。' };
  expect((await act('city_department', body.id, 'select', { overrides })).body.state).toBe('on_notice');
});

test('an objection that nobody filed does not keep a notice from passing, and ends with it', async () => {
  const { rows } = await sql<{ id: string }>`
    select id from proc_case where procedure = 'selection_notice' and state = 'prepared' order by id desc limit 1`.execute(
    db,
  );
  const notice = rows[0]!.id;
  await act('city_department', notice, 'publish');
  const texts = { text: '拟入选一家。', contact: '基础处' };
  for (const [path, value] of Object.entries(texts))
    await stage.players
      .get('city_department')!
      .call('PATCH', `/api/cases/${notice}/draft`, { path, value, revision: 0 });
  const published = await act('city_department', notice, 'publish');
  expect(published.body.state).toBe('published');
  const { last } = published.body.clocks[0]!;
  const objection = await post('registered_user', '/api/cases', {
    programme: 'guangzhou',
    procedure: 'objection',
    parent: notice,
    data: {},
  });
  expect(objection.body.state).toBe('draft');
  app.setTime(`${last}T16:00:01Z`);
  await expireClocks(app.contextOf(systemActor('test')));
  const states = await db
    .selectFrom('proc_case')
    .select(['id', 'state', 'closed_at'])
    .where('id', 'in', [notice, objection.body.id])
    .execute();
  expect(states.find(({ id }) => id === notice)!.state).toBe('passed');
  expect(states.find(({ id }) => id === objection.body.id)!.closed_at).not.toBeNull();
});

test('NAT-31 HN-18.1 the name of a platform is no matter of its own people: it changes by procedure', async () => {
  const { body } = await stage.players.get('host_admin')!.call('GET', `/api/platforms/${stage.platform}`);
  const { revision } = body as { revision: number };
  const answer: Reply = await stage.players
    .get('host_admin')!
    .call('PATCH', `/api/platforms/${stage.platform}`, { revision, name_zh: '自行改名' });
  expect([answer.status, answer.body.code]).toEqual([403, 'identity.register_field']);
});

test('HB-22.4 a renaming that is confirmed and not filed leaves the old name; with the filing the new one stands', async () => {
  const hubei = await buildStage(app, 'hubei', ['host_admin', 'province_department']);
  const subject = { kind: 'platform', id: hubei.platform };
  const data = { kind: 'rename', name_zh: '湖北省稻作自然科技资源库', name_en: 'Hubei Paddy Resource Center' };
  const opened = await post(
    'host_admin',
    '/api/cases',
    { programme: 'hubei', procedure: 'major_change', subject, data },
    hubei,
  );
  await put(opened.body.id, 'confirmed');
  const name = async () =>
    (
      (await hubei.players.get('host_admin')!.call('GET', `/api/platforms/${hubei.platform}`)).body as {
        name_zh: string;
      }
    ).name_zh;
  expect(await name()).toContain('复演资源库');
  const filed = await post(
    'province_department',
    `/api/cases/${opened.body.id}/actions/file`,
    { version: 50, data: { filing_no: '鄂备1号' } },
    hubei,
  );
  expect([filed.status, filed.body.state]).toEqual([200, 'filed']);
  expect(await name()).toBe('湖北省稻作自然科技资源库');
});
