import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readRecorded } from '../../replay/read-recorded.ts';
import { replayCase } from '../../replay/replay.ts';
import { buildStage, type Player, type Stage } from '../../replay/stage.ts';
import { type Case, newest, played, recordedUntil, take } from '../../testing/accreditation-desk.ts';
import { startTestApp, type TestApp } from '../../testing/app.ts';
import { PACKAGE_ROOT } from '../../kernel/package-root.ts';
import { systemActor } from '../../kernel/context.ts';
import { findPlatform } from '../identity/index.ts';
import { expireClocks } from '../procedures/index.ts';

let app: TestApp;
let stage: Stage;
const get = async (url: string) => (await app.http.inject({ url })).json();
const who = (person: string): Player => stage.players.get(person)!;
const entriesOf = async (platform: string) => {
  const { code } = (await findPlatform(app.services.storage.db, platform))!;
  return (await get(`/api/register?platform=${code}`)).items;
};

beforeAll(async () => {
  app = await startTestApp();
}, 60_000);
afterAll(() => app.close());

async function whole(ruleSet: string, name: string): Promise<Case> {
  const found = readRecorded(`${PACKAGE_ROOT}/policies/${ruleSet}`).find((one) => one.name === `${ruleSet}/${name}`)!;
  expect(await replayCase(app, ruleSet, found.recorded, app.setTime)).toEqual([]);
  return newest(app, 'application');
}

test.each([
  ['GZ-13.5b GZ-14.1', 'guangzhou', 'accreditation.yaml', 'lapsed', '已到期', ['entered', 'lapsed']],
  ['GZ-20.1b', 'guangzhou', 'direct-admission.yaml', undefined, undefined, undefined],
  ['GZ-25.3 GZ-24.0', 'guangzhou', 'termination-by-host.yaml', 'ended', '已终止', ['entered', 'ended']],
  ['NAT-16.6', 'national', 'formation.yaml', undefined, undefined, undefined],
  ['HB-11.4 HB-11.5a', 'hubei', 'direct-admission.yaml', undefined, undefined, undefined],
  ['HN-8.2.3b HN-4.2', 'hunan', 'accreditation.yaml', undefined, undefined, undefined],
])(
  '%s: the register follows a life of %s %s',
  { timeout: 120_000 },
  async (...[, ruleSet, name, standing, label, kinds]) => {
    const { platform } = await whole(ruleSet, name);
    const entries = await entriesOf(platform);
    expect(entries).toHaveLength(1);
    const entry = await get(`/api/register/${entries[0].id}`);
    expect(entry.decision.signatories.length).toBeGreaterThan(0);
    expect(entry.history[0]).toMatchObject({ kind: 'entered' });
    if (ruleSet === 'national') expect(entry.decision.signatories).toHaveLength(2);
    if (ruleSet === 'hunan')
      expect(entry.decision.signatories.map(({ zh }: { zh: string }) => zh)).toContain('财政部门');
    if (name === 'direct-admission.yaml') expect(entry.direct.recognised_on).toMatch(/^\d{4}-\d\d-\d\d$/);
    else if (name === 'accreditation.yaml') expect(entry.direct).toBeNull();
    if (standing === undefined) return;
    expect([entry.standing, entry.standing_label.zh]).toEqual([standing, label]);
    expect(entry.history.map(({ kind }: { kind: string }) => kind)).toEqual(kinds);
    // The platform’s place in the programme went with it.
    const { programmes } = (await findPlatform(app.services.storage.db, platform))!;
    expect(programmes).toMatchObject([{ programme: ruleSet, state: 'owner' }]);
  },
);

let plaqued: Case;
test('GZ-14.1 valid until the anniversary of the plaque, lapsed the day after, whatever has been done by then', async () => {
  const until = recordedUntil('guangzhou', 'direct-admission.yaml', (step) => step.do === 'award');
  plaqued = await played(app, 'guangzhou', until, 'application');
  app.setTime('2026-11-02T02:00:00Z');
  stage = await buildStage(app, 'guangzhou', [
    'city_department',
    'district_clerk',
    'host_admin',
    'legal_representative',
    'system_administrator',
    'registered_user',
  ]);
  expect(await entriesOf(plaqued.platform)).toEqual([]);
  const award = { plaque_no: 'GZSTR-2026-001', plaque_on: '2026-11-02' };
  expect((await take(app, who('district_clerk'), plaqued.id, 'award', award)).body.code).toBe('procedures.not_for_you');
  const done = await take(app, who('city_department'), plaqued.id, 'award', award);
  expect(done.body.state).toBe('accredited');
  const [entry] = await entriesOf(plaqued.platform);
  expect(entry).toMatchObject({
    standing: 'valid',
    plaque_no: 'GZSTR-2026-001',
    term_first: '2026-11-02',
    term_last: '2031-11-02',
    class: expect.objectContaining({ zh: expect.any(String) }),
  });
  // The name applied for is the name now: of the entry, the platform, its cases.
  const { data } = await app.services.storage.db
    .selectFrom('proc_case')
    .select('data')
    .where('id', '=', plaqued.id)
    .executeTakeFirstOrThrow();
  const name = (data as { name_zh: string }).name_zh;
  const platform = await app.services.storage.db
    .selectFrom('platform')
    .select('name_zh')
    .where('id', '=', plaqued.platform)
    .executeTakeFirstOrThrow();
  expect([entry.platform.name_zh, platform.name_zh]).toEqual([name, name]);
  expect((await who('city_department').call('GET', `/api/cases/${plaqued.id}`)).body).toMatchObject({ title: name });
  // From the certificate in somebody's hands to the entry, and back.
  const { papers } = await get(`/api/register/${entry.id}`);
  const certificate = papers.find(({ number }: { number: string }) => number === 'GZSTR-2026-001');
  expect(certificate).toMatchObject({ state: 'valid', kind_label: { zh: '牌匾、证书' } });
  const found = await get(`/api/register?document=${certificate.code.replaceAll('-', '').toLowerCase()}`);
  expect(found.items.map(({ id }: { id: string }) => id)).toEqual([entry.id]);
  const { code: kept } = await app.services.storage.db
    .selectFrom('issued_document')
    .select('code')
    .where('subject_id', '=', plaqued.id)
    .where('public', '=', false)
    .executeTakeFirstOrThrow();
  expect((await get(`/api/register?document=${kept}`)).items).toEqual([]);
  app.setTime('2031-11-02T15:59:59Z');
  expect((await get(`/api/register/${entry.id}`)).standing).toBe('valid');
  app.setTime('2031-11-02T16:00:00Z');
  expect((await get(`/api/register/${entry.id}`)).standing).toBe('lapsed');
  for (const [standing, count] of [
    ['valid', 0],
    ['lapsed', 1],
  ] as const) {
    const { items } = await get(`/api/register?standing=${standing}&q=${encodeURIComponent('GZSTR-2026-001')}`);
    expect([standing, items.length]).toEqual([standing, count]);
  }
  app.setTime('2026-11-03T02:00:00Z');
});

test('NAT-7.2 GZ-7.2a nobody writes the register: there is no route that changes or ends an entry', async () => {
  const [entry] = await entriesOf(plaqued.platform);
  for (const [method, url] of [
    ['PUT', `/api/register/${entry.id}`],
    ['PATCH', `/api/register/${entry.id}`],
  ] as const)
    expect([method, (await who('system_administrator').call(method, url, { status: 'ended' })).status]).toEqual([
      method,
      404,
    ]);
  const { code } = (await findPlatform(app.services.storage.db, plaqued.platform))!;
  const placed = await who('city_department').call('PUT', `/api/platforms/${code}/programmes/guangzhou`, {
    state: 'owner',
  });
  expect((placed.body as { code: string }).code).toBe('identity.accredited_by_decision');
});

test('what was recognised before this system is entered by its decision, by the authority alone', async () => {
  const other = await buildStage(app, 'guangzhou', ['host_admin']);
  const { code } = (await findPlatform(app.services.storage.db, other.platform))!;
  const body = {
    programme: 'guangzhou',
    platform: code,
    decision: { type: '认定通知', number: '穗科字〔2022〕5号', on: '2022-05-06', signatories: ['市科技局'] },
    class: 'crop',
    plaque_no: 'A-1',
    plaque_on: '2022-05-06',
    term_first: '2022-05-06',
    term_last: '2027-05-06',
  };
  const record = (by: string, more: object = {}) =>
    who(by).call('POST', '/api/register', { ...body, ...more }) as Promise<{
      status: number;
      body: { code: string; standing: string };
    }>;
  for (const person of ['system_administrator', 'district_clerk', 'host_admin', 'registered_user'])
    expect([person, (await record(person)).status]).toEqual([person, 403]);
  expect((await record('city_department', { programme: 'national' })).body.code).toMatch(
    /accreditation.not_by_you|identity.programme_unknown/,
  );
  expect((await record('city_department', { decision: { ...body.decision, on: '2026-12-01' } })).body.code).toBe(
    'accreditation.decision_in_future',
  );
  expect((await record('city_department', { term_last: '2022-05-05' })).body.code).toBe('kernel.invalid_input');
  expect((await record('city_department', { decision: { ...body.decision, on: '2022-02-30' } })).body.code).toBe(
    'kernel.invalid_input',
  );
  const made = await record('city_department');
  expect([made.status, made.body.standing]).toEqual([201, 'valid']);
  expect((await record('city_department')).body.code).toBe('accreditation.in_register_before');
  // The term after it is an entry of its own; each page leads to the other.
  const next = await record('city_department', { plaque_no: 'A-2', term_first: '2027-05-07', term_last: '2032-05-06' });
  expect(next.body).toMatchObject({ others: [{ plaque_no: 'A-1', term_last: '2027-05-06', standing: 'valid' }] });
});

test('GZ-24.0 GZ-25 a removed library and its host may not apply while the measure lasts; the city may admit another class', async () => {
  const recorded = recordedUntil(
    'guangzhou',
    'termination-by-host.yaml',
    (step) => step.do === 'approve' && !step.refused,
  );
  const termination = await played(app, 'guangzhou', recorded, 'termination');
  const { platform } = termination;
  app.setTime('2026-11-04T02:00:00Z');
  const issued = (issued_on: string | null) =>
    app.services.storage.db.updateTable('programme').set({ issued_on }).where('id', '=', 'guangzhou').execute();
  // The measure in force from 2020-09-01: its last day is 2025-08-31.
  await issued('2020-09-01');
  expect(
    (await take(app, who('city_department'), termination.id, 'approve', { decision_no: '穗科终〔2026〕9号' })).body
      .state,
  ).toBe('approved');
  const [entry] = await entriesOf(platform);
  expect(entry).toMatchObject({ standing: 'ended', excluded_until: '2025-08-31' });
  await issued(null);
  // The day in the test of the clause lies before those of the recorded life.
  await app.services.storage.db
    .updateTable('register_entry')
    .set({ excluded_until: '2027-08-31' })
    .where('id', '=', entry.id)
    .execute();
  const draft = await app.services.storage.db
    .selectFrom('proc_case')
    .selectAll()
    .where('platform_id', '=', platform)
    .where('procedure', '=', 'application')
    .executeTakeFirstOrThrow();
  const gate = app.services.offers.gates.not_excluded!;
  const ctx = app.contextOf(systemActor('test'));
  const asks = (more: object) => gate(ctx, { ...draft, ...more } as never);
  expect(await asks({ data: { class: 'crop' } })).toMatchObject([
    { zh: expect.stringContaining('2027-08-31'), cite: { clause: 'GZ-24.0' } },
  ]);
  expect(await asks({ platform_id: '1', data: { class: 'crop' } })).toHaveLength(1);
  expect(await asks({ platform_id: '1', host_id: '1', data: { class: 'crop' } })).toEqual([]);
  // A successor measure is not bound by it.
  const madeUnder = (rule_set_version: string) =>
    app.services.storage.db
      .updateTable('register_entry')
      .set({ rule_set_version })
      .where('id', '=', entry.id)
      .execute();
  await madeUnder('an-earlier-one');
  expect(await asks({ data: { class: 'crop' } })).toEqual([]);
  await madeUnder(draft.rule_set_version);
  const admit = (by: string, cls: string) =>
    who(by).call('POST', `/api/register/${entry.id}/admit`, {
      class: cls,
      number: '穗科〔2026〕3号',
      reason: '另一类别',
    });
  expect((await admit('district_clerk', 'crop')).status).toBe(403);
  expect(
    ((await admit('city_department', (draft.data as { class: string }).class)).body as { code: string }).code,
  ).toBe('accreditation.not_ended');
  expect((await admit('city_department', 'crop')).status).toBe(200);
  expect(await asks({ data: { class: 'crop' } })).toEqual([]);
  expect(await asks({ data: { class: 'animal-small' } })).toHaveLength(1);
}, 120_000);

test('the register as CSV and JSON: the same rows, no cell that a spreadsheet would run', async () => {
  const csv = await app.http.inject({ url: '/api/register/export?programme=guangzhou' });
  expect(csv.headers['content-type']).toContain('text/csv');
  const lines = csv.body.trim().split('\r\n');
  const json = await get('/api/register/export?programme=guangzhou&format=json');
  expect(lines.length - 1).toBe(json.items.length);
  expect(lines[0]).toContain('有效期止');
  expect(csv.rawPayload.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
  const english = await app.http.inject({
    url: '/api/register/export?programme=guangzhou',
    headers: { 'accept-language': 'en' },
  });
  expect(english.body).toContain('Valid until');
});

test('calls: open, past, found by their title; a draft is none of the public’s', async () => {
  app.setTime('2026-11-10T02:00:00Z');
  const open = async (title: string, from: string, to: string) => {
    const { body } = await who('city_department').call('POST', '/api/cases', {
      programme: 'guangzhou',
      procedure: 'call',
      subject: { kind: 'programme', id: 'guangzhou' },
      data: { title, guide: '按指南填报。\n第二段', window_from: from, window_to: to },
    });
    return (body as { id: string }).id;
  };
  const id = await open('二〇二六年度申报通知', '2026-11-10', '2026-11-30');
  expect((await app.http.inject({ url: `/api/calls/${id}` })).json().code).toBe('accreditation.call_unknown');
  expect((await take(app, who('city_department'), id, 'publish')).body.state).toBe('published');
  const call = await get(`/api/calls/${id}`);
  expect(call).toMatchObject({ title: '二〇二六年度申报通知', state: 'open', days_left: 20, first: '2026-11-10' });
  expect(call.fields.map(({ value }: { value: string }) => value)).toContain('按指南填报。\n第二段');
  expect(call.classes.length).toBeGreaterThan(5);
  expect((await get('/api/calls?programme=guangzhou&open=true')).items.map((row: { id: string }) => row.id)).toContain(
    id,
  );
  app.setTime('2026-12-01T02:00:00Z');
  await expireClocks(app.contextOf(systemActor('test')));
  expect((await get('/api/calls?programme=guangzhou&open=true')).items).toEqual([]);
  const past = await get(`/api/calls?open=false&q=${encodeURIComponent('二〇二六')}`);
  expect(past.items).toMatchObject([{ id, state: 'closed', days_left: null }]);
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from register_event`.execute(
    app.services.storage.db,
  );
  expect(rows[0]!.count).toBeGreaterThan(5);
});

test('NAT-31 HN-18.1 a new head is in the register from the confirmation on, before the filing', async () => {
  app.setTime('2026-12-01T02:00:00Z');
  for (const [ruleSet, authority] of [
    ['hunan', 'province_department'],
    ['national', 'national_ministry'],
  ] as const) {
    const at = await buildStage(app, ruleSet, [authority, 'host_admin', 'supervising_clerk']);
    const by = (person: string): Player => at.players.get(person)!;
    const { code } = (await findPlatform(app.services.storage.db, at.platform))!;
    const decision = { type: '认定通知', number: '1号', on: '2022-05-06', signatories: ['主管机关'] };
    const entered = { programme: ruleSet, platform: code, decision, head: '林溪' };
    const { body: entry } = (await by(authority).call('POST', '/api/register', entered)) as { body: { id: string } };
    const data = { kind: 'people', before: '林溪', after: '王海', head: '王海', service: 'regular' };
    const subject = { kind: 'platform', id: at.platform };
    const opened = { programme: ruleSet, procedure: 'major_change', subject, data };
    const { body: change } = (await by('host_admin').call('POST', '/api/cases', opened)) as { body: { id: string } };
    // How it came there is a recorded case.
    await app.services.storage.db
      .updateTable('proc_case')
      .set({ state: 'noticed' })
      .where('id', '=', change.id)
      .execute();
    const confirmed = await take(app, by('supervising_clerk'), change.id, 'confirm');
    expect([ruleSet, confirmed.body.state]).toEqual([ruleSet, 'confirmed']);
    const { head, history } = await get(`/api/register/${entry.id}`);
    expect([head, history.at(-1).changes]).toEqual([
      '王海',
      expect.arrayContaining([{ label: { zh: '负责人', en: 'Head' }, from: '林溪', to: '王海' }]),
    ]);
  }
});
