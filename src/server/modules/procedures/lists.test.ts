import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildStage, type Player, type Stage } from '../../replay/stage.ts';
import { startTestApp, type TestApp } from '../../testing/app.ts';
import { fifthJurisdiction } from '../../testing/fifth-jurisdiction.ts';
import { callerOf } from '../../testing/people.ts';

const PERSONS = [
  'city_department',
  'city_department/2',
  'district_clerk',
  'district_clerk/2',
  'host_admin',
  'expert/1',
  'expert/2',
  'finance_department',
];
const fifth = fifthJurisdiction();
let app: TestApp;
let stage: Stage;
let call: string;

beforeAll(async () => {
  app = await startTestApp({ KEYUAN_POLICIES: fifth.folder });
  app.setTime('2026-09-07T02:00:00Z');
  stage = await buildStage(app, 'qinghe', PERSONS);
  // The regions of the country are there once somebody has waited for them.
  await callerOf(app).get('/api/regions');
  const opened = await who('city_department').call('POST', '/api/cases', {
    programme: 'qinghe',
    procedure: 'call',
    data: { title: '申报', window_from: '2026-09-07', window_to: '2026-12-31' },
  });
  call = (opened.body as { id: string }).id;
  await act('city_department', call, 'publish');
}, 120_000);
afterAll(async () => {
  await app.close();
  fifth.remove();
});

const db = () => app.services.storage.db;
const who = (person: string): Player => stage.players.get(person)!;
const rowOf = async (id: string): Promise<{ revision: number; title: string; state: string }> =>
  (await sql<never>`select revision, title, state from proc_case where id = ${id}`.execute(db())).rows[0]!;
async function act(person: string, id: string, action: string, data: object = {}): Promise<void> {
  const version = (await rowOf(id)).revision;
  const reply = await who(person).call('POST', `/api/cases/${id}/actions/${action}`, { version, data });
  expect(reply.status, JSON.stringify(reply.body)).toBe(200);
}
async function application(district = '440106', submitted = true): Promise<string> {
  const at = await buildStage(app, 'qinghe', []);
  await sql`update platform set host_id = ${stage.host}, region_code = ${district} where id = ${at.platform}`.execute(
    db(),
  );
  const { body } = await who('host_admin').call('POST', '/api/cases', {
    programme: 'qinghe',
    procedure: 'application',
    subject: { kind: 'platform', id: at.platform },
    parent: call,
    data: { class: 'seed_bank', summary: '保存作物种质', accessions: 200 },
  });
  const { id } = body as { id: string };
  if (submitted) await act('host_admin', id, 'submit');
  return id;
}
interface Item {
  id: string;
  title: string;
  district: string | null;
  class_label: string | null;
  version: number;
}
async function list(person: string, query: string): Promise<Item[]> {
  const { body, status } = await who(person).call('GET', `/api/cases?limit=100&${query}`);
  expect(status, JSON.stringify(body)).toBe(200);
  return (body as { items: Item[] }).items;
}
const ids = async (person: string, query: string): Promise<string[]> => (await list(person, query)).map(({ id }) => id);

test('lists are filtered by district, class, due date, light, words and number, and by who has a case', async () => {
  const [here, there] = [await application('440106'), await application('440105')];
  expect(await ids('city_department', 'district=440106&procedure=application')).toEqual([here]);
  expect(await ids('city_department', 'district=440000&procedure=application&sort=oldest')).toEqual([here, there]);
  const [row] = await list('city_department', `q=${here}`);
  expect(row).toMatchObject({ id: here, district: '天河区', class_label: expect.stringContaining('种') });
  expect(await ids('city_department', `q=${encodeURIComponent(row!.title.slice(2))}`)).toEqual([here]);
  expect(await ids('city_department', 'q=%25')).toEqual([]);
  expect(await ids('city_department', 'class=seed_bank&sort=oldest')).toEqual([here, there]);
  expect(await ids('city_department', 'class=other')).toEqual([]);
  expect(await ids('city_department', 'procedure=application&due_from=2026-09-20&due_to=2026-09-20')).toHaveLength(2);
  expect(await ids('city_department', 'procedure=application&due_to=2026-09-19')).toEqual([]);
  expect(await ids('city_department', 'procedure=application&light=green')).toHaveLength(2);
  expect(await ids('city_department', 'procedure=application&light=red')).toEqual([]);
  await who('district_clerk').call('POST', `/api/cases/${here}/claim`, { version: (await rowOf(here)).revision });
  expect(await ids('district_clerk', 'holder=me')).toEqual([here]);
  expect(await ids('district_clerk', 'holder=none&procedure=application')).toEqual([]);
  expect(await ids('district_clerk/2', `holder=${who('district_clerk').account}`)).toEqual([here]);
  // Who has it is for those at the same desk: nobody else finds it out by asking.
  expect(await ids('host_admin', `holder=${who('district_clerk').account}`)).toEqual([]);
  expect((await who('host_admin').call('GET', '/api/cases?due_from=2026-02-30')).status).toBe(400);
  expect((await who('host_admin').call('GET', '/api/cases?sort=state')).status).toBe(400);
});

test('every order pages without gap or repetition', async () => {
  for (const sort of ['due', 'newest', 'oldest', 'title']) {
    const whole = await ids('city_department', `sort=${sort}`);
    const found: string[] = [];
    let cursor = '';
    do {
      const { body } = await who('city_department').call('GET', `/api/cases?sort=${sort}&limit=1${cursor}`);
      const { items, next } = body as { items: Item[]; next: string | null };
      found.push(...items.map(({ id }) => id));
      cursor = next === null ? '' : `&cursor=${next}`;
    } while (cursor !== '');
    expect(found, sort).toEqual(whole);
  }
});

test('the list as a file: filters, columns and order of the screen, formulas defused', async () => {
  const id = await application();
  await sql`update proc_case set title = '=1+1' where id = ${id}`.execute(db());
  const csv = async (person: string, query: string): Promise<string> =>
    (await who(person).download(`/api/cases/export?format=csv&${query}`)).bytes.toString('utf8');
  const text = await csv('city_department', `q=${id}&columns=state,district`);
  expect(text).toBe(`\uFEFF办件,程序,状态,所在地\r\n'=1+1,平台认定申请,待形式审查,天河区\r\n`);
  const all = await csv('city_department', 'procedure=application&sort=oldest');
  expect(all.trim().split('\r\n')).toHaveLength((await ids('city_department', 'procedure=application')).length + 1);
  const book = await who('city_department').download('/api/cases/export?format=xlsx');
  expect(book.bytes.subarray(0, 2).toString()).toBe('PK');
  expect(await csv('expert/1', '')).not.toContain('平台认定申请');
  expect((await callerOf(app).get('/api/cases/export?format=csv')).statusCode).toBe(401);
});

interface Outcome {
  id: string;
  title: string | null;
  done: boolean;
  state_label: string | null;
  refusal: { code: string; title: string } | null;
}
const bulk = async (person: string, cases: { id: string; version: number }[], what: object): Promise<Outcome[]> => {
  const { status, body } = await who(person).call('POST', '/api/cases/bulk', { cases, do: what });
  expect(status, JSON.stringify(body)).toBe(200);
  return (body as { items: Outcome[] }).items;
};

test('several at once: each is decided by itself and its outcome listed', async () => {
  const [one, two, draft] = [await application(), await application(), await application('440106', false)];
  const cases = [];
  for (const id of [one, two, draft]) cases.push({ id, version: (await rowOf(id)).revision });
  const stale = { id: two, version: cases[1]!.version - 1 };
  const outcomes = await bulk('district_clerk', [cases[0]!, stale, cases[2]!, { id: '999999999', version: 1 }], {
    kind: 'act',
    action: 'accept',
    data: {},
  });
  expect(outcomes.map(({ id, done, refusal }) => [id, done, refusal?.code ?? null])).toEqual([
    [one, true, null],
    [two, false, 'kernel.stale_version'],
    [draft, false, 'procedures.not_in_this_state'],
    ['999999999', false, 'procedures.case_unknown'],
  ]);
  expect([(await rowOf(one)).state, (await rowOf(two)).state, (await rowOf(draft)).state]).toEqual([
    'accepted',
    'submitted',
    'draft',
  ]);
  expect(outcomes[0]!.state_label).toBe('已受理');
  expect(outcomes[3]!.title).toBeNull();
});

test('HN-8.2.3b several as one act: one panel, one notice, one list; who cannot go along is told before, and then nothing is half done', async () => {
  const [one, two, three, draft] = [
    await application(),
    await application(),
    await application(),
    await application('440106', false),
  ];
  const versioned = async (...ids: string[]) => {
    const cases = [];
    for (const id of ids) cases.push({ id, version: (await rowOf(id)).revision });
    return cases;
  };
  const states = async (...ids: string[]) => Promise.all(ids.map(async (id) => (await rowOf(id)).state));
  const together = async (person: string, ids: string[], asked: object) => {
    const cases = await versioned(...ids);
    const { body } = await who(person).call('POST', '/api/cases/together', { cases, ...asked });
    return body as { done: boolean; items: Outcome[] };
  };
  const codes = ({ items }: { items: Outcome[] }) => items.map(({ refusal }) => refusal?.code ?? null);

  // A rehearsal says who can go along and writes nothing; with one that cannot, the act does nothing for the others either.
  const refused = [null, null, null, 'procedures.not_in_this_state'];
  for (const rehearse of [true, false]) {
    const said = await together('district_clerk', [one, two, three, draft], { action: 'accept', rehearse });
    expect([said.done, ...codes(said)]).toEqual([false, ...refused]);
  }
  const hidden = await together('host_admin', [one], { action: 'accept' });
  expect([hidden.done, ...codes(hidden)]).toEqual([false, 'procedures.not_for_you']);
  expect(await states(one, two, three)).toEqual(['submitted', 'submitted', 'submitted']);
  expect((await together('district_clerk', [one, two, three], { action: 'accept' })).done).toBe(true);

  const experts = [who('expert/1').account, who('expert/2').account];
  const panel = await together('city_department', [one, two, three], { action: 'examine', data: { experts } });
  expect([panel.done, ...codes(panel)]).toEqual([true, null, null, null]);
  const below = async (procedure: string): Promise<string[]> =>
    (
      await db()
        .selectFrom('proc_case')
        .select('id')
        .where('procedure', '=', procedure)
        .where('parent_id', 'in', [one, two, three])
        .orderBy('id')
        .execute()
    ).map(({ id }) => id);
  expect((await below('expert_review')).length).toBe(6);

  const published = await together('city_department', await below('notice'), { action: 'publish' });
  expect(published.done).toBe(true);
  const { items: notices } = (await app.http.inject({ url: '/api/notices?programme=qinghe' })).json();
  expect(notices).toMatchObject([{ kind: 'notice', items: 3 }]);

  // Two have passed, an objection holds the third: the list of the two is signed by one side, then by the other.
  await sql`update proc_case set state = 'reviewed' where id = any(${[one, two]}::bigint[])`.execute(db());
  const first = await together('city_department', [one, two, three], { action: 'accredit', rehearse: true });
  expect(codes(first)).toEqual([null, null, 'procedures.not_in_this_state']);
  expect((await together('city_department', [one, two], { action: 'accredit' })).done).toBe(true);
  expect(await states(one, two, three)).toEqual(['reviewed', 'reviewed', 'examined']);
  expect((await together('finance_department', [one, two], { action: 'accredit' })).done).toBe(true);
  expect(await states(one, two, three)).toEqual(['accredited', 'accredited', 'examined']);
  const { items: register } = (await app.http.inject({ url: '/api/register?programme=qinghe' })).json();
  expect(register.length).toBe(2);
});

test('taken up and handed over by the bundle; colleagues only', async () => {
  const [one, two] = [await application(), await application()];
  const now = async () => [
    { id: one, version: (await rowOf(one)).revision },
    { id: two, version: (await rowOf(two)).revision },
  ];
  expect((await bulk('district_clerk', await now(), { kind: 'claim' })).every(({ done }) => done)).toBe(true);
  const taken = await bulk('district_clerk/2', await now(), { kind: 'claim' });
  expect(taken.map(({ refusal }) => refusal?.code)).toEqual(['procedures.claimed', 'procedures.claimed']);
  const wrong = await bulk('district_clerk', await now(), {
    kind: 'hand_over',
    account: who('host_admin').account,
    reason: '休假',
  });
  expect(wrong.map(({ refusal }) => refusal?.code)).toEqual(['procedures.not_at_desk', 'procedures.not_at_desk']);
  await bulk('district_clerk', await now(), {
    kind: 'hand_over',
    account: who('district_clerk/2').account,
    reason: '休假',
  });
  expect((await ids('district_clerk/2', 'holder=me')).toSorted()).toEqual([one, two].toSorted());
  const host = await bulk('host_admin', await now(), { kind: 'claim' });
  expect(host.map(({ refusal }) => refusal?.code)).toEqual(['procedures.on_no_desk', 'procedures.on_no_desk']);
  expect((await callerOf(app).post('/api/cases/bulk', { cases: await now(), do: { kind: 'claim' } })).statusCode).toBe(
    401,
  );
  const many = Array.from({ length: 101 }, (_, n) => ({ id: String(n + 1), version: 1 }));
  expect(
    (await who('district_clerk').call('POST', '/api/cases/bulk', { cases: many, do: { kind: 'claim' } })).status,
  ).toBe(400);
});

test('saved filters are one’s own, or shared at the desk', async () => {
  const save = (person: string, body: object) => who(person).call('POST', '/api/case-filters', body);
  const names = async (person: string): Promise<[string, boolean][]> =>
    (
      (await who(person).call('GET', '/api/case-filters')).body as { items: { name: string; own: boolean }[] }
    ).items.map(({ name, own }): [string, boolean] => [name, own]);
  expect((await save('city_department', { name: '逾期', query: { light: 'red' } })).status).toBe(201);
  const shared = await save('city_department', { name: '本周', query: { light: 'amber' }, shared: true });
  expect(await names('city_department')).toEqual([
    ['本周', true],
    ['逾期', true],
  ]);
  expect(await names('city_department/2')).toEqual([['本周', false]]);
  expect(await names('host_admin')).toEqual([]);
  expect(
    (await save('city_department', { name: '逾期', query: { light: 'red', procedure: 'application' } })).status,
  ).toBe(201);
  expect(await names('city_department')).toHaveLength(2);
  const { id } = shared.body as { id: string };
  const remove = (cookie: string) => callerOf(app, cookie).delete(`/api/case-filters/${id}`);
  expect((await remove('')).statusCode).toBe(401);
  expect((await save('city_department', { name: '', query: {} })).status).toBe(400);
});

test('the desk: deadlines, what changed since the last visit, numbers for offices, own drafts', async () => {
  interface Desk {
    deadlines: Item[];
    due: { from: string; to: string };
    changes: { case: string; label: string; count: number }[];
    states: { state: string; count: number }[];
    drafts: Item[];
  }
  const desk = async (person: string): Promise<Desk> => (await who(person).call('GET', '/api/desk')).body as Desk;
  const visit = (person: string) => who(person).call('PUT', '/api/desk/visit', {});
  expect((await desk('district_clerk')).changes).toEqual([]);
  expect((await visit('district_clerk')).status).toBe(204);
  await visit('host_admin');
  const id = await application();
  await act('district_clerk', id, 'return', { reason: '补正' });
  await act('host_admin', id, 'submit');
  const clerk = await desk('district_clerk');
  expect(clerk.changes[0]).toMatchObject({ case: id, label: '重新提交', count: 3 });
  expect(clerk.deadlines.map((row) => row.id)).toContain(id);
  // “See all” beside them asks for just these days.
  const within = await who('district_clerk').call(
    'GET',
    `/api/cases?closed=false&due_from=${clerk.due.from}&due_to=${clerk.due.to}&limit=100`,
  );
  const listed = (within.body as { items: { id: string }[] }).items.map((row) => row.id);
  expect(clerk.deadlines.every((row) => listed.includes(row.id))).toBe(true);
  expect(clerk.states.find(({ state }) => state === 'submitted')!.count).toBeGreaterThan(0);
  const host = await desk('host_admin');
  expect(host.changes.find((row) => row.case === id)).toMatchObject({ label: '退回补正', count: 1 });
  expect(host.states).toEqual([]);
  // The same visit goes on: what was new stays new until it is over.
  await visit('district_clerk');
  expect((await desk('district_clerk')).changes[0]!.case).toBe(id);
  await sql`update desk_visit set at = at - interval '1 hour'`.execute(db());
  await visit('district_clerk');
  expect((await desk('district_clerk')).changes).toEqual([]);
  const draft = await application('440106', false);
  await who('host_admin').call('PATCH', `/api/cases/${draft}/draft`, {
    path: 'summary',
    value: '写到一半',
    revision: 0,
  });
  expect((await desk('host_admin')).drafts.map((row) => row.id)).toEqual([draft]);
  expect((await desk('district_clerk')).drafts).toEqual([]);
  for (const url of ['/api/desk', '/api/case-filters']) expect((await callerOf(app).get(url)).statusCode).toBe(401);
});
