import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from 'kysely';
import { systemActor } from '../../kernel/context.ts';
import { buildStage, type Player, type Stage } from '../../replay/stage.ts';
import { startTestApp, type TestApp } from '../../testing/app.ts';
import { fifthJurisdiction } from '../../testing/fifth-jurisdiction.ts';
import { callerOf } from '../../testing/people.ts';
import type { CaseView } from './view.ts';

const PERSONS = [
  'city_department',
  'city_department/2',
  'finance_department',
  'district_clerk',
  'host_admin',
  'host_admin/2',
  'platform_head',
  'expert/1',
  'expert/2',
  'expert/3',
  'third_party_agency',
  'registered_user',
  'supervising_clerk',
  'province_department',
  'auditor',
  'system_administrator',
];
const fifth = fifthJurisdiction();
let app: TestApp;
let stage: Stage;
let other: Stage;

beforeAll(async () => {
  app = await startTestApp({ KEYUAN_POLICIES: fifth.folder });
  app.setTime('2026-09-07T02:00:00Z');
  stage = await buildStage(app, 'qinghe', PERSONS);
  other = await buildStage(app, 'qinghe', ['host_admin', 'district_clerk', 'expert']);
}, 120_000);
afterAll(async () => {
  await app.close();
  fifth.remove();
});

const who = (person: string, from = stage): Player => from.players.get(person)!;
interface Reply {
  status: number;
  body: CaseView & {
    code: string;
    errors: { path: string; code: string; message: string }[];
    cite?: { clause: string };
  };
}
const post = (person: string, url: string, body: unknown = {}, from = stage): Promise<Reply> =>
  who(person, from).call('POST', url, body);
const read = async (person: string, id: string): Promise<Reply> => who(person).call('GET', `/api/cases/${id}`);
async function act(person: string, id: string, action: string, data: object = {}, version?: number): Promise<Reply> {
  return post(person, `/api/cases/${id}/actions/${action}`, { version: version ?? (await versionOf(id)), data });
}
const versionOf = async (id: string): Promise<number> =>
  (
    await app.services.storage.db
      .selectFrom('proc_case')
      .select('revision')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
  ).revision;
const type = (
  person: string,
  id: string,
  path: string,
  value: unknown,
  revision = 0,
): Promise<Reply & { body: { revision: number; current: unknown } }> =>
  who(person).call('PATCH', `/api/cases/${id}/draft`, { path, value, revision });

let call = '';
async function openCall(): Promise<string> {
  if (call !== '') return call;
  const opened = await post('city_department', '/api/cases', {
    programme: 'qinghe',
    procedure: 'call',
    data: { title: '申报', window_from: '2026-09-07', window_to: '2026-12-31' },
  });
  expect(opened.status).toBe(201);
  expect((await read('host_admin', opened.body.id)).status, 'a draft is the office’s').toBe(404);
  expect((await act('city_department', opened.body.id, 'publish')).status).toBe(200);
  expect((await read('host_admin', opened.body.id)).status).toBe(200);
  return (call = opened.body.id);
}

/** An application, of the first platform or of another’s, that has come to a state. */
async function application(to: 'draft' | 'submitted' | 'accepted' | 'examined'): Promise<string> {
  const at = await buildStage(app, 'qinghe', ['host_admin']);
  // The persons of the first stage act for every subject of the district and the programme; its host takes the platform over.
  await app.services.storage.db
    .updateTable('platform')
    .set({ host_id: stage.host })
    .where('id', '=', at.platform)
    .execute();
  const { body } = await post('host_admin', '/api/cases', {
    programme: 'qinghe',
    procedure: 'application',
    subject: { kind: 'platform', id: at.platform },
    parent: await openCall(),
    data: { class: 'seed_bank', summary: '保存作物种质', accessions: 200 },
  });
  if (to === 'draft') return body.id;
  expect((await act('host_admin', body.id, 'submit')).body.state).toBe('submitted');
  if (to === 'submitted') return body.id;
  expect((await act('district_clerk', body.id, 'accept')).body.state).toBe('accepted');
  if (to === 'accepted') return body.id;
  const examined = await act('city_department', body.id, 'examine', {
    experts: [who('expert/1').account, who('expert/2').account],
  });
  expect(examined.body.state).toBe('examined');
  return body.id;
}
const subsOf = async (id: string, procedure: string): Promise<string[]> =>
  (
    await app.services.storage.db
      .selectFrom('proc_case')
      .select('id')
      .where('parent_id', '=', id)
      .where('procedure', '=', procedure)
      .orderBy('id')
      .execute()
  ).map((row) => row.id);

test('nobody gets in: every route of cases asks for a sign-in, and reading the tables does not', async () => {
  const id = await application('draft');
  const nobody = callerOf(app);
  for (const url of [
    '/api/cases',
    '/api/cases?todo=mine',
    `/api/cases/${id}`,
    '/api/cases/todo',
    `/api/cases/${id}/receipts/1`,
    '/api/delegations',
  ])
    expect([url, (await nobody.get(url)).statusCode]).toEqual([url, 401]);
  for (const url of [
    '/api/cases',
    `/api/cases/${id}/actions/submit`,
    `/api/cases/${id}/claim`,
    `/api/cases/${id}/comments`,
  ])
    expect([
      url,
      (await nobody.post(url, { version: 1, text: 'x', programme: 'qinghe', procedure: 'call' })).statusCode,
    ]).toEqual([url, 401]);
  expect((await nobody.get('/api/procedures?programme=qinghe')).json().items.length).toBe(14);
});

test('a case exists only for those it names: wrong roles, the right role elsewhere, administrators get 404', async () => {
  const id = await application('submitted');
  for (const person of [
    'supervising_clerk',
    'province_department',
    'auditor',
    'system_administrator',
    'expert/1',
    'registered_user',
  ]) {
    expect([person, (await read(person, id)).status]).toEqual([person, 404]);
    expect([person, (await act(person, id, 'accept')).status]).toEqual([person, 404]);
    expect([person, (await type(person, id, 'summary', '改')).status]).toEqual([person, 404]);
    expect([person, (await post(person, `/api/cases/${id}/claim`, { version: 2 })).status]).toEqual([person, 404]);
    const { body } = (await who(person).call('GET', '/api/cases?limit=100')) as unknown as {
      body: { items: { id: string }[] };
    };
    expect([person, body.items.map((row) => row.id).includes(id)]).toEqual([person, false]);
  }
  for (const person of ['host_admin'] as const)
    expect((await who(person, other).call('GET', `/api/cases/${id}`)).status).toBe(404);
  // Named in the table, but not for this step.
  const refused = await act('city_department', id, 'accept');
  expect([refused.status, refused.body.code, refused.body.cite?.clause]).toEqual([
    403,
    'procedures.not_for_you',
    'QH-6',
  ]);
  expect((await read('city_department', id)).body.actions).toEqual([]);
});

test('QH-7 what the applicant sees: no review, no expert, no score, no name of a clerk', async () => {
  const id = await application('examined');
  const [review] = await subsOf(id, 'expert_review');
  await act('expert/1', review!, 'score', { score: 91, opinion: '内部意见' });
  const { body } = await read('host_admin', id);
  expect(body.state).toBe('examined');
  expect(body.sub_cases.map(({ procedure }) => procedure)).toEqual(['notice']);
  const text = JSON.stringify(body);
  for (const expert of ['expert/1', 'expert/2']) expect(text.includes(who(expert).account)).toBe(false);
  for (const secret of ['复演 expert', '复演 city_department', '复演 district_clerk', '内部意见', 'expert_review'])
    expect([secret, text.includes(secret)]).toEqual([secret, false]);
  expect(text).toContain('复演 host_admin');
  expect((await read('host_admin', review!)).status).toBe(404);
  const office = (await read('city_department', id)).body;
  expect(office.sub_cases.map(({ procedure }) => procedure)).toEqual([
    'expert_review',
    'expert_review',
    'site_visit',
    'notice',
  ]);
  expect(JSON.stringify(office)).toContain('复演 city_department');
  // Blind to each other; the parent is not theirs to see.
  expect((await read('expert/2', review!)).status).toBe(404);
  expect((await read('expert/1', id)).status).toBe(404);
  const seen = (await read('expert/1', review!)).body;
  expect(seen.parents.map(({ id: parent }) => parent)).toEqual([await openCall()]);
  // What the table shows of the application, and no more of it.
  expect(seen.parent_fields.map(({ id: field }) => field)).toEqual(['class', 'summary', 'accessions', 'plan']);
  expect(JSON.stringify(seen)).not.toContain('复演依托单位');
});

test('a stale version is refused with both states, the same action twice does nothing the second time', async () => {
  const id = await application('submitted');
  const version = await versionOf(id);
  const [first, second] = [
    await act('district_clerk', id, 'accept', {}, version),
    await act('district_clerk', id, 'accept', {}, version),
  ];
  expect([first.status, second.status, second.body.state]).toEqual([200, 200, 'accepted']);
  const stale = await act('city_department', id, 'refuse', { reason: '不符' }, version);
  expect([stale.status, stale.body.code, stale.body.state]).toEqual([409, 'kernel.stale_version', 'accepted']);
  const { rows } = await sql<{
    n: number;
  }>`select count(*)::int as n from case_event where case_id = ${id} and action = 'accept'`.execute(
    app.services.storage.db,
  );
  expect(rows[0]!.n).toBe(1);
});

test('two at once: one gets through', async () => {
  const id = await application('submitted');
  const version = await versionOf(id);
  const answers = await Promise.all([
    act('district_clerk', id, 'accept', {}, version),
    act('district_clerk', id, 'return', { reason: '补正' }, version),
  ]);
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
});

test('answers are checked field by field, in the reader’s words and with the article', async () => {
  const id = await application('submitted');
  const missing = await act('district_clerk', id, 'return');
  expect([missing.status, missing.body.code, missing.body.errors[0]!.path]).toEqual([
    422,
    'procedures.answers_wrong',
    'data.reason',
  ]);
  expect(missing.body.errors[0]!.message).toContain('理由');
  const unknown = await act('district_clerk', id, 'return', { reason: '补', score: 3 });
  expect(unknown.body.errors.map(({ code }) => code)).toEqual(['procedures.field.unknown']);
  expect((await act('district_clerk', id, 'no_such_action')).body.code).toBe('procedures.action_unknown');
  expect((await act('host_admin', id, 'submit')).body.code).toBe('procedures.not_in_this_state');
});

test('experts who are none, or disabled, are not assigned', async () => {
  const id = await application('accepted');
  const wrong = await act('city_department', id, 'examine', {
    experts: [who('host_admin').account, who('expert/1').account],
  });
  expect([wrong.status, wrong.body.code]).toEqual([422, 'procedures.account_unfit']);
  expect((await subsOf(id, 'expert_review')).length).toBe(0);
});

test('drafts are kept field by field; a conflict shows both values; a lock keeps others out until it ends', async () => {
  const id = await application('draft');
  const first = await type('host_admin', id, 'summary', '甲');
  expect([first.status, first.body.revision]).toEqual([200, 1]);
  expect((await type('host_admin', id, 'summary', '甲')).body.revision).toBe(1);
  const conflict = await type('host_admin/2', id, 'summary', '乙', 0);
  expect([conflict.status, conflict.body.code, conflict.body.current]).toEqual([
    409,
    'procedures.field_changed',
    { revision: 1, value: '甲' },
  ]);
  expect((await type('host_admin/2', id, 'accessions', 5)).status).toBe(200);
  const lock = { section: 'summary', lock: true };
  expect((await who('host_admin').call('PUT', `/api/cases/${id}/presence`, lock)).status).toBe(200);
  expect(((await who('host_admin/2').call('PUT', `/api/cases/${id}/presence`, lock)) as Reply).body.code).toBe(
    'procedures.field_locked',
  );
  expect((await type('host_admin/2', id, 'summary', '乙', 1)).body.code).toBe('procedures.field_locked');
  await sql`update case_presence set seen_at = seen_at - interval '61 seconds'`.execute(app.services.storage.db);
  expect((await type('host_admin/2', id, 'summary', '乙', 1)).status).toBe(200);
  // Unfinished and wrong values are kept, and told.
  const wrong = (await type('host_admin', id, 'accessions', '很多', 1)) as unknown as {
    status: number;
    body: { faults: { code: string }[] };
  };
  expect([wrong.status, wrong.body.faults[0]!.code]).toEqual([200, 'procedures.field.no_number']);
  expect((await act('host_admin', id, 'submit')).body.errors.map(({ path }) => path)).toEqual([
    'fields.accessions',
    'fields.accessions',
  ]);
  expect((await type('district_clerk', id, 'summary', '改', 2)).body.code).toBe('procedures.field_closed');
  expect((await read('district_clerk', id)).body.fields.find((field) => field.id === 'summary')!.value).toBe(
    '保存作物种质',
  );
});

test('files belong to a field, are read by those who see it, and another case’s file is refused', async () => {
  const [id, second] = [await application('draft'), await application('draft')];
  const url = `/api/cases/${id}/files?field=plan&name=${encodeURIComponent('../方案.pdf')}`;
  const stored = (await who('host_admin').upload(url, Buffer.from('%PDF-1.7'))) as {
    status: number;
    body: { id: string; name: string };
  };
  expect([stored.status, stored.body.name]).toEqual([201, '方案.pdf']);
  expect((await who('district_clerk').upload(url, Buffer.from('x'))).status).toBe(409);
  expect((await who('host_admin').upload(url.replace('plan', 'summary'), Buffer.from('x'))).status).toBe(409);
  await type('host_admin', second, 'plan', stored.body.id);
  expect((await act('host_admin', second, 'submit')).body.code).toBe('kernel.file_unknown');
  await type('host_admin', id, 'plan', stored.body.id);
  const sent = await act('host_admin', id, 'submit');
  expect(sent.body.state).toBe('submitted');
  const file = `/api/cases/${id}/files/${stored.body.id}`;
  const { statusCode } = await app.http.inject({ url: file });
  expect(statusCode).toBe(401);
  expect((await who('registered_user').call('GET', file)).status).toBe(404);
  const receipt = sent.body.timeline.findLast((event) => event.receipt)!;
  const paper = (await who('host_admin/2').call('GET', `/api/cases/${id}/receipts/${receipt.id}`)) as {
    status: number;
    body: Record<string, unknown>;
  };
  expect(paper.body).toMatchObject({
    received_on: '2026-09-07',
    files: [{ name: '方案.pdf' }],
    cite: { clause: 'QH-5' },
  });
  expect(paper.body['digest']).toMatch(/^[0-9a-f]{64}$/);
  const { code } = paper.body['document'] as { code: string };
  let done: number;
  do done = await app.background.look();
  while (done > 0);
  const data = (await who('host_admin').call('GET', `/api/documents/${code}/data`)) as unknown as {
    body: { data: { content_sha256: string } };
  };
  expect(data.body.data.content_sha256).toBe(paper.body['digest']);
  expect((await who('registered_user').call('GET', `/api/documents/${code}/data`)).status).toBe(403);
  expect((await who('registered_user').call('GET', `/api/cases/${id}/receipts/${receipt.id}`)).status).toBe(404);
});

test('the to-do list is by role: claim, release and hand over among those at one desk', async () => {
  const id = await application('accepted');
  const todo = async (person: string, query = 'todo=mine'): Promise<string[]> => {
    const { body } = (await who(person).call('GET', `/api/cases?${query}&limit=100`)) as unknown as {
      body: { items: { id: string }[] };
    };
    return body.items.map((row) => row.id);
  };
  expect(await todo('city_department')).toContain(id);
  expect(await todo('third_party_agency')).toContain(id);
  expect(await todo('host_admin')).not.toContain(id);
  expect((await post('host_admin', `/api/cases/${id}/claim`, { version: await versionOf(id) })).status).toBe(403);
  expect(
    (await post('city_department', `/api/cases/${id}/claim`, { version: await versionOf(id) })).body.claimed_by_me,
  ).toBe(true);
  expect(await todo('city_department/2')).not.toContain(id);
  expect(await todo('city_department', 'todo=claimed')).toContain(id);
  expect((await act('city_department/2', id, 'refuse', { reason: '不符' })).body.code).toBe('procedures.claimed');
  expect(
    (await post('city_department/2', `/api/cases/${id}/release`, { version: await versionOf(id) })).body.code,
  ).toBe('procedures.not_claimed');
  const give = async (account: string) =>
    post('city_department/2', `/api/cases/${id}/handover`, { version: await versionOf(id), account, reason: '休假' });
  expect((await give(who('host_admin').account)).body.code).toBe('procedures.not_at_desk');
  expect((await give(who('city_department/2').account)).body.claimed_by).toBe('复演 city_department/2');
  expect((await read('host_admin', id)).body.claimed_by).toBeNull();
  expect((await act('city_department/2', id, 'refuse', { reason: '不符' })).body.state).toBe('refused');
});

test('people to choose from: colleagues for those on the desk, experts for those who may appoint them, nobody for others', async () => {
  const id = await application('accepted');
  const people = async (person: string, query = ''): Promise<{ status: number; names: string[]; code?: string }> => {
    const { status, body } = (await who(person).call('GET', `/api/cases/${id}/people${query}`)) as unknown as {
      status: number;
      body: { items?: { id: string; name: string }[]; code?: string };
    };
    return { status, names: (body.items ?? []).map((one) => one.name), ...(body.code && { code: body.code }) };
  };
  expect((await people('city_department')).names).toEqual(['复演 city_department/2']);
  const experts = (await people('city_department', '?field=experts')).names;
  expect(experts).toEqual(expect.arrayContaining(['复演 expert/1', '复演 expert/2', '复演 expert/3']));
  expect(experts).not.toContain('复演 host_admin');
  expect((await people('city_department', `?field=experts&q=${encodeURIComponent('expert/2')}`)).names).toEqual([
    '复演 expert/2',
  ]);
  expect(await people('host_admin', '?field=experts')).toMatchObject({ code: 'procedures.field_closed', names: [] });
  expect(await people('city_department', '?field=summary')).toMatchObject({ code: 'procedures.field_closed' });
  expect(await people('auditor')).toMatchObject({ names: [] });
  expect((await callerOf(app).get(`/api/cases/${id}/people`)).statusCode).toBe(401);
});

test('a commission counts for its procedures and days only', async () => {
  const id = await application('accepted');
  const { items } = (
    (await who('city_department').call('GET', '/api/delegations')) as unknown as {
      body: { items: { id: string; organisation: { name: string } }[] };
    }
  ).body;
  const mine = items.filter(({ organisation }) => organisation.name.includes('第三方机构'));
  expect((await read('third_party_agency', id)).status).toBe(200);
  for (const { id: delegation } of mine)
    await app.services.storage.db
      .updateTable('delegation')
      .set({ revoked_at: '2026-09-07T00:00:00Z' })
      .where('id', '=', delegation)
      .execute();
  expect((await read('third_party_agency', id)).status).toBe(404);
  const wrong = await post('city_department', '/api/delegations', {
    programme: 'qinghe',
    organisation: stage.host,
    role: 'third_party_agency',
    procedures: ['expert_review'],
    from_date: '2026-09-07',
    document: '函',
  });
  expect([wrong.status, wrong.body.code]).toEqual([422, 'procedures.programme_only']);
  const foreign = await post('province_department', '/api/delegations', {
    programme: 'guangzhou',
    organisation: stage.host,
    role: 'third_party_agency',
    from_date: '2026-09-07',
    document: '函',
  });
  expect(foreign.status).toBe(403);
  expect((await post('host_admin', '/api/delegations', {})).status).toBe(403);
});

test('a late expert is replaced by those who sent the case to review', async () => {
  const id = await application('examined');
  const [review] = await subsOf(id, 'expert_review');
  const replace = async (person: string) =>
    post(person, `/api/cases/${review}/assignments`, {
      version: await versionOf(review!),
      account: who('expert/3').account,
      instead_of: who('expert/1').account,
      reason: '逾期未评审',
    });
  expect((await replace('expert/1')).status).toBe(403);
  expect((await replace('host_admin')).status).toBe(404);
  expect((await replace('city_department')).status).toBe(200);
  expect((await read('expert/1', review!)).status).toBe(404);
  expect((await act('expert/3', review!, 'score', { score: 70, opinion: '可' })).body.state).toBe('scored');
});

test('comments stay on the own desk unless they are meant for all', async () => {
  const id = await application('submitted');
  expect((await post('district_clerk', `/api/cases/${id}/comments`, { text: '内部备注' })).status).toBe(201);
  await post('district_clerk', `/api/cases/${id}/comments`, { text: '请电话联系', internal: false });
  const texts = async (person: string) => JSON.stringify((await read(person, id)).body.timeline);
  expect(await texts('district_clerk')).toContain('内部备注');
  expect(await texts('city_department')).not.toContain('内部备注');
  expect(await texts('host_admin')).not.toContain('内部备注');
  expect(await texts('host_admin')).toContain('请电话联系');
});

test('sub-cases end with their parent; who is told gets one mail', async () => {
  const id = await application('submitted');
  await act('district_clerk', id, 'return', { reason: '补正' });
  let done: number;
  do done = await app.background.look();
  while (done > 0);
  const { rows } = await sql<{
    n: number;
  }>`select count(*)::int as n from outbox where kind = 'procedures.tell' and done_at is not null`.execute(
    app.services.storage.db,
  );
  expect(rows[0]!.n).toBeGreaterThan(0);
  expect(
    (
      await sql`select 1 from outbox where kind = 'procedures.tell' and last_error is not null`.execute(
        app.services.storage.db,
      )
    ).rows,
  ).toEqual([]);
});

test('AMB-X-02 a changed calendar moves open clocks, says why, tells those concerned, and never shortens a published one', async () => {
  const id = await application('examined');
  const [notice] = await subsOf(id, 'notice');
  await act('city_department', notice!, 'publish');
  const clock = async () => (await read('city_department', notice!)).body.clocks[0]!;
  const before = await clock();
  const { body: year } = (await who('city_department').call('GET', '/api/calendar/2026')) as unknown as {
    body: { revision: number; days: { date: string; kind: string; name: { zh: string } }[] };
  };
  const lines = year.days.map(({ date, kind, name }) => `${date}\t${kind === 'make_up' ? '班' : '休'}\t${name.zh}`);
  const ctx = app.contextOf(systemActor('test'));
  const { recomputeClocks } = await import('./recompute.ts');
  // A further day off, announced late: the tenth of September.
  await app.services.storage.db
    .insertInto('calendar_day')
    .values({
      year: 2026,
      revision: year.revision,
      date: '2026-09-10',
      kind: 'off',
      name_zh: '临时放假',
      name_en: 'Extra holiday',
    })
    .execute();
  await sql`update calendar_year set year = year`.execute(app.services.storage.db);
  await app.services.storage.db
    .insertInto('calendar_year')
    .values({
      year: 2099,
      revision: 1,
      notice: null,
      issued_on: null,
      link: null,
      source: 'entered',
      loaded_by: null,
      loaded_by_name: '',
      loaded_at: ctx.now,
    })
    .execute();
  await recomputeClocks(ctx, { years: [2026] });
  const after = await clock();
  expect(lines.length).toBeGreaterThan(10);
  expect([before.last < after.last, after.frozen]).toEqual([true, true]);
  const moved = (await read('host_admin', notice!)).body.timeline.findLast((event) => event.kind === 'clock_moved')!;
  expect(moved.detail).toMatchObject({ before: before.last, after: after.last, why: { calendar_years: [2026] } });
  await sql`delete from calendar_day where date = '2026-09-10' and year = 2026`.execute(app.services.storage.db);
  await sql`delete from calendar_year where year = 2099`.execute(app.services.storage.db);
  await recomputeClocks(ctx, { years: [2026] });
  expect((await clock()).last).toBe(after.last);
});

test('the picture of a procedure marks the present state and carries no styles', async () => {
  const { body, headers } = await app.http.inject({
    url: '/api/procedures/qinghe/application/diagram.svg?state=accepted',
  });
  expect(headers['content-type']).toBe('image/svg+xml');
  expect(body).not.toMatch(/style/);
  for (const label of ['填报中', '已受理', '认定', '到期']) expect(body).toContain(label);
  const { steps } = (await app.http.inject({ url: '/api/procedures/qinghe/application' })).json();
  expect(steps.find((step: { action: string }) => step.action === 'accredit')).toMatchObject({
    signatures: true,
    cite: { clause: 'QH-9' },
  });
  expect((await app.http.inject({ url: '/api/procedures/qinghe/none' })).statusCode).toBe(404);
});

test('the list pages by due date and keeps its order', async () => {
  const seen: string[] = [];
  let cursor = '';
  do {
    const { body } = (await who('city_department').call('GET', `/api/cases?limit=3${cursor}`)) as unknown as {
      body: { items: { id: string; due: string | null }[]; next: string | null };
    };
    seen.push(...body.items.map(({ id, due }) => `${due ?? '9999-12-31'}/${id.padStart(20, '0')}`));
    cursor = body.next === null ? '' : `&cursor=${body.next}`;
  } while (cursor !== '');
  expect(seen.length).toBeGreaterThan(10);
  expect(seen).toEqual([...new Set(seen)].sort());
});
