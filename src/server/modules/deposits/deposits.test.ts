import { afterAll, beforeAll, expect, test } from 'vitest';
import { readItemRows } from '../../../shared/deposits/item-rows.ts';
import { buildStage, type Player, type Stage } from '../../replay/stage.ts';
import { type Answer, take } from '../../testing/accreditation-desk.ts';
import { startTestApp, type TestApp } from '../../testing/app.ts';

let app: TestApp;
/** The project's unit and its department are of the first stage, the platform that takes it in of the second. */
let unit: Record<'hubei' | 'national', Stage>;
let library: Record<'hubei' | 'national', Stage>;

beforeAll(async () => {
  app = await startTestApp();
  app.setTime('2026-07-20T02:00:00Z');
  unit = {
    hubei: await buildStage(app, 'hubei', ['supervising_clerk', 'host_admin', 'province_department']),
    national: await buildStage(app, 'national', ['supervising_clerk', 'host_admin', 'platform_head']),
  };
  library = {
    hubei: await buildStage(app, 'hubei', ['platform_head']),
    national: await buildStage(app, 'national', [
      'platform_head',
      'host_admin',
      'supervising_clerk',
      'registered_user',
    ]),
  };
}, 180_000);
afterAll(() => app.close());

const by = (stage: Stage, person: string): Player => stage.players.get(person)!;

interface Reply {
  status: number;
  body: {
    id: string;
    code: string;
    title: string;
    errors: { path: string; message: string; cite?: { clause: string } }[];
    items: {
      id: string;
      title: string;
      state: string;
      revision: number;
      may_edit: boolean;
      resource: string | null;
      file: { name: string } | null;
    }[];
    may: Record<string, boolean>;
    principles: { missing: { zh: string }[] } | null;
    project: { unit: string };
  };
}

const call = async (player: Player, method: 'GET' | 'POST' | 'PUT', url: string, body?: object): Promise<Reply> =>
  player.call(method, `/api/work/${url}`, body);

const enter = (player: Player, net: 'hubei' | 'national', more: object): Promise<Reply> =>
  call(player, 'POST', 'deposits', {
    programme: net,
    title: '湖泊底栖生物调查',
    platform: library[net].platform,
    ...more,
  });

const clockOf = async (id: string) =>
  app.services.storage.db
    .selectFrom('case_clock')
    .select(['first_date', 'last_date'])
    .where('case_id', '=', id)
    .executeTakeFirst();

test('rows of a table are read whole: every fault with its line and column', () => {
  const { rows } = readItemRows([
    ['类型', '名称', '格式'],
    ['数据集', '底栖名录', 'CSV'],
  ]);
  expect(rows).toEqual([{ title: '底栖名录', kind: '数据集', format: 'CSV', quantity: '', note: '' }]);
  const { faults } = readItemRows([
    ['Title', 'Kind'],
    ['', 'data'],
    ['x'.repeat(201), 'data'],
  ]);
  expect(faults.map(({ row, column }) => [row, column])).toEqual([
    [2, 'title'],
    [3, 'title'],
  ]);
  expect(readItemRows([['Title'], ['a']]).faults[0]).toMatchObject({ row: 1, column: 'kind' });
});

test('HB-8.5 a provincial project has 90 days from its acceptance; only the department closes it without a deposit', async () => {
  const clerk = by(unit.hubei, 'supervising_clerk');
  const early = await enter(clerk, 'hubei', { number: 'HB-1', unit: unit.hubei.host, accepted_on: '2026-06-30' });
  expect([early.status, early.body.code]).toEqual([201, undefined]);
  const rolled = await enter(clerk, 'hubei', { number: 'HB-2', unit: unit.hubei.host, accepted_on: '2026-07-05' });
  expect((await clockOf(early.body.id))!.last_date).toBe('2026-09-28');
  expect((await clockOf(rolled.body.id))!.last_date).toBe('2026-10-08');
  const figures = async (on: string) => {
    app.setTime(`${on}T04:00:00Z`);
    return (
      await call(
        by(unit.hubei, 'province_department'),
        'GET',
        `deposits/figures?programme=hubei&platform=${library.hubei.platform}`,
      )
    ).body;
  };
  expect(await figures('2026-09-28')).toMatchObject({ tasks: 2, overdue: 0 });
  expect(await figures('2026-09-29')).toMatchObject({ tasks: 2, overdue: 1, done: 0 });
  // Nobody declares it done or void alone: a ground and its basis, then the department.
  const host = by(unit.hubei, 'host_admin');
  const bare = await take(app, host, early.body.id, 'declare_none', { none_ground: 'secret' });
  expect(bare.body.code).toBe('procedures.answers_wrong');
  await take(app, host, early.body.id, 'declare_none', {
    none_ground: 'secret',
    none_basis: '密级：秘密，定密文号〔2026〕8号',
  });
  expect((await take(app, host, early.body.id, 'confirm_none')).body.code).toBe('procedures.not_for_you');
  expect((await take(app, clerk, early.body.id, 'confirm_none')).body.state).toBe('exempt');
  expect(await figures('2026-09-30')).toMatchObject({ exempt: 1, overdue: 0 });
  app.setTime('2026-07-20T02:00:00Z');
});

/** An offered project with items that the platform has all accepted, up to the audit. */
async function checkedDeposit(number: string): Promise<string> {
  const host = by(unit.hubei, 'host_admin');
  const { body } = await enter(host, 'hubei', { number });
  await call(host, 'POST', `deposits/${body.id}/items`, { title: `名录 ${number}`, kind: '数据集', note: '光盘保存' });
  await take(app, host, body.id, 'hand_in');
  const head = by(library.hubei, 'platform_head');
  const { items } = (await call(head, 'GET', `deposits/${body.id}`)).body;
  await call(head, 'POST', `deposits/${body.id}/items/${items[0]!.id}/judgement`, { revision: 1, result: 'accepted' });
  expect((await take(app, head, body.id, 'check')).body.state).toBe('checked');
  return body.id;
}

test('HB-17.2 HB-17.1 of four deposits three were audited, three count; no principles, and it says so', async () => {
  const ids = [];
  for (const n of [1, 2, 3, 4]) ids.push(await checkedDeposit(`WH-${n}`));
  const clerk = by(unit.hubei, 'supervising_clerk');
  for (const id of ids.slice(0, 3)) expect((await take(app, clerk, id, 'approve')).body.state).toBe('accepted');
  const url = `deposits/figures?programme=hubei&platform=${library.hubei.platform}`;
  expect((await call(by(unit.hubei, 'province_department'), 'GET', url)).body).toMatchObject({ done: 3 });
  // Departments of other units and networks count what they see: nothing here.
  for (const other of [by(unit.national, 'supervising_clerk'), by(library.national, 'supervising_clerk')])
    expect((await call(other, 'GET', url)).body).toMatchObject({ tasks: 0, done: 0, open: 0 });
  expect((await call(clerk, 'GET', url)).body).toMatchObject({ done: 3 });
  const shown = await call(by(unit.hubei, 'host_admin'), 'GET', `deposits/${ids[3]!}`);
  expect(shown.body.principles).toBeNull();
});

test('NAT-23.2 principles on three of four topics are published with the fourth flagged', async () => {
  const clerk = by(unit.national, 'supervising_clerk');
  const sent = {
    title: '科学数据工作原则',
    production: '谁产生谁负责',
    management: '分级分类',
    sharing: '应开放尽开放',
  };
  const published = await call(clerk, 'POST', 'deposit-principles', sent);
  expect(published.status).toBe(201);
  expect((published.body as unknown as { missing: { zh: string }[] }).missing.map(({ zh }) => zh)).toEqual(['汇交']);
  expect((await call(by(unit.national, 'host_admin'), 'POST', 'deposit-principles', sent)).status).toBe(403);
  const { items } = (await app.http.inject({ url: '/api/portal/deposit-principles' })).json();
  expect(items).toHaveLength(1);
});

test('NAT-23.1 a project goes to its designated platform, and without a term is never overdue', async () => {
  const clerk = by(unit.national, 'supervising_clerk');
  const there = await enter(clerk, 'national', { number: 'J1', unit: unit.national.host });
  expect([there.status, await clockOf(there.body.id)]).toEqual([201, undefined]);
  const elsewhere = await enter(by(unit.national, 'host_admin'), 'national', {
    number: 'j1',
    platform: unit.national.platform,
  });
  expect([elsewhere.status, elsewhere.body.code]).toEqual([422, 'deposits.other_platform']);
  const { name_zh } = await app.services.storage.db
    .selectFrom('platform')
    .select('name_zh')
    .where('id', '=', library.national.platform)
    .executeTakeFirstOrThrow();
  expect(elsewhere.body.title).toContain(name_zh);
  expect((await enter(clerk, 'national', { number: 'J1', unit: unit.national.host })).body.code).toBe(
    'deposits.opened_before',
  );
  // By the contract of another there is a day; a stranger’s project is not theirs to enter.
  const dated = await enter(clerk, 'national', { number: 'J2', unit: unit.national.host, due_on: '2026-12-31' });
  expect((await clockOf(dated.body.id))!.last_date).toBe('2026-12-31');
  expect((await enter(by(library.national, 'host_admin'), 'national', { number: 'J2' })).body.code).toBe(
    'deposits.not_your_project',
  );
  expect(
    (await enter(by(library.national, 'supervising_clerk'), 'national', { number: 'J3', unit: unit.national.host }))
      .body.code,
  ).toBe('deposits.not_by_you');
  expect((await enter(by(unit.national, 'platform_head'), 'national', { number: 'J3' })).status).toBe(403);
  const generic = await clerk.call('POST', '/api/cases', {
    programme: 'national',
    procedure: 'deposit',
    subject: { kind: 'platform', id: library.national.platform },
  });
  expect((generic.body as Reply['body']).code).toBe('procedures.cannot_open');
});

test('NAT-18.2 NAT-23.3 three data sets of which one fails: a first receipt for two, a correction, the final one after the audit', async () => {
  const host = by(unit.national, 'host_admin');
  const head = by(library.national, 'platform_head');
  expect((await enter(host, 'national', { number: '  ' })).body.code).toBe('deposits.number_missing');
  const { body: opened } = await enter(host, 'national', { number: '2024YFA0001' });
  const at = `deposits/${opened.id}`;
  expect((await take(app, host, opened.id, 'hand_in')).body.errors[0]!.message).toContain('空');
  const wrong = await call(host, 'POST', `${at}/table`, { table: '名称,类型\n水质,\n"坏' });
  expect([wrong.status, wrong.body.code]).toEqual([422, 'deposits.rows_wrong']);
  const faults = await call(host, 'POST', `${at}/table`, { table: '名称\t类型\t格式\n水质\t\tCSV\n水位\t数据集\tCSV' });
  expect(faults.body.errors.map(({ path }) => path)).toEqual(['table.2.kind']);
  expect((await call(host, 'GET', at)).body.items).toEqual([]);
  const table = '名称\t类型\t格式\n水质\t数据集\tCSV\n水位\t数据集\tCSV\n影像\t数据集\tTIFF';
  const { items } = (await call(host, 'POST', `${at}/table`, { table })).body;
  expect(items.map(({ title }) => title)).toEqual(['水质', '水位', '影像']);
  const upload = async (item: string, name: string): Promise<Reply> =>
    host.upload(`/api/work/${at}/items/${item}/file?name=${encodeURIComponent(name)}`, Buffer.from(name));
  const spare = (await call(host, 'POST', `${at}/items`, { title: '废稿', kind: '数据集' })).body.items[3]!;
  const off = { title: '废稿', kind: '数据集', revision: 1, withdrawn: true };
  expect((await call(host, 'PUT', `${at}/items/${spare.id}`, off)).body.items[3]!.state).toBe('withdrawn');
  for (const { id, title } of items) await upload(id, `../${title}\u202e“v1”.csv`);
  expect((await take(app, host, opened.id, 'hand_in')).body.state).toBe('handed_in');
  expect((await upload(items[0]!.id, '再来.csv')).body.code).toBe('deposits.list_closed');

  const judge = (n: number, revision: number, result: string, remark = '', who = head): Promise<Reply> =>
    call(who, 'POST', `${at}/items/${items[n]!.id}/judgement`, { revision, result, remark });
  expect((await judge(0, 2, 'accepted', '', by(unit.national, 'platform_head'))).status).toBe(404);
  expect((await judge(0, 1, 'accepted')).body.code).toBe('kernel.stale_version');
  expect((await judge(2, 2, 'correct')).body.code).toBe('deposits.remark_missing');
  for (const n of [0, 1]) await judge(n, 2, 'accepted');
  const early = await take(app, head, opened.id, 'check');
  expect([early.body.code, early.body.errors[0]!.cite!.clause]).toEqual(['procedures.requirements_unmet', 'NAT-18.2']);
  await judge(2, 2, 'correct', '不是 GeoTIFF');
  // What its unit took off the list is not judged.
  const taken = await call(head, 'POST', `${at}/items/${spare.id}/judgement`, { revision: 2, result: 'accepted' });
  expect(taken.body.code).toBe('deposits.not_to_judge');
  expect((await take(app, head, opened.id, 'check', { opinion: '两项合格' })).body.state).toBe('checked');
  const papers = async (): Promise<{ title: string; code: string; public: boolean }[]> =>
    ((await host.call('GET', `/api/cases/${opened.id}/documents`)).body as { items: never }).items;
  expect((await papers()).map(({ title }) => title)).toEqual(['汇交初步凭证']);

  // The final receipt waits: for the department, and for the correction.
  const clerk = by(unit.national, 'supervising_clerk');
  expect((await take(app, head, opened.id, 'approve')).body.code).toBe('procedures.not_for_you');
  const waits = await take(app, clerk, opened.id, 'approve');
  expect([waits.body.code, waits.body.errors[0]!.cite!.clause]).toEqual(['procedures.requirements_unmet', 'NAT-23.3']);
  expect((await upload(items[0]!.id, '换掉.csv')).body.code).toBe('deposits.list_closed');
  expect((await upload(items[2]!.id, '影像.tif')).status).toBe(200);
  await judge(2, 4, 'accepted');
  expect((await take(app, clerk, opened.id, 'approve', { audit: '同意' })).body.state).toBe('accepted');
  const [final] = await papers();
  expect([final!.title, final!.public]).toEqual(['汇交凭证', true]);
  const verified = (await app.http.inject({ url: `/api/documents/${final!.code}` })).json();
  expect(verified).toMatchObject({ title: '汇交凭证', state: 'valid', may_download: true, standing: { zh: '已汇交' } });
  const got = await head.download(`/api/work/${at}/items/${items[2]!.id}/file`);
  expect([got.status, got.bytes.toString()]).toEqual([200, '影像.tif']);
  expect(
    (await by(library.national, 'registered_user').download(`/api/work/${at}/items/${items[2]!.id}/file`)).status,
  ).toBe(404);
  const link = await call(head, 'POST', `${at}/items/${items[0]!.id}/record`, { revision: 3, resource: '1' });
  expect(link.body.code).toBe('deposits.record_elsewhere');
  // Its holder makes drafts of what was accepted; the platform finds them in its catalogue.
  const draft = (who: Player, type = 'dataset') => call(who, 'POST', `${at}/drafts`, { type });
  expect((await draft(host, 'nonsense')).body.code).toBe('deposits.type_unknown');
  expect((await draft(by(unit.hubei, 'host_admin'))).status).toBe(404);
  const drafted = await draft(host);
  expect(drafted.body.items.map(({ title, resource }) => [title, resource !== null])).toEqual([
    ['水质', true],
    ['水位', true],
    ['影像', true],
    ['废稿', false],
  ]);
  expect((await draft(host)).body.code).toBe('deposits.nothing_to_draft');
  const { db } = app.services.storage;
  const made = drafted.body.items.flatMap(({ resource }) => resource ?? []);
  const states = await db
    .selectFrom('resource')
    .select(['title', 'state'])
    .where('id', 'in', made)
    .orderBy('id')
    .execute();
  expect(states).toEqual(['水质', '水位', '影像'].map((title) => ({ title, state: 'draft' })));
});

test('HN-11.1 without the number of its project nothing is taken in', async () => {
  const hunan = await buildStage(app, 'hunan', ['host_admin']);
  const sent = { programme: 'hunan', number: '', title: '土样', platform: hunan.platform };
  expect((await call(by(hunan, 'host_admin'), 'POST', 'deposits', sent)).body.code).toBe('deposits.number_missing');
  const taken = await call(by(hunan, 'host_admin'), 'POST', 'deposits', { ...sent, number: 'HN-7' });
  expect(taken.status).toBe(201);
  const guangzhou = await buildStage(app, 'guangzhou', ['host_admin']);
  const none: Answer = await by(guangzhou, 'host_admin').call('POST', '/api/work/deposits', {
    ...sent,
    number: '1',
    programme: 'guangzhou',
    platform: guangzhou.platform,
  });
  expect(none.body.code).toBe('deposits.not_taken_here');
});
