import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { heldFor, plainWords } from '../../../shared/complaints/said.ts';
import { buildStage, type Player, type Stage } from '../../replay/stage.ts';
import { take } from '../../testing/accreditation-desk.ts';
import { startTestApp, type TestApp } from '../../testing/app.ts';
import { systemActor } from '../../kernel/context.ts';
import { forget } from './uploads.ts';

let app: TestApp;
let hubei: Stage;

const NAUGHTY = '../../etc/证据 “"<script>\u202Egpj.exe';
let machine = 0;

beforeAll(async () => {
  app = await startTestApp();
  hubei = await buildStage(app, 'hubei', [
    'supervising_clerk',
    'province_department',
    'host_admin',
    'platform_head',
    'registered_user',
  ]);
}, 120_000);
afterAll(() => app.close());

const who = (person: string): Player => hubei.players.get(person)!;

interface Reply {
  status: number;
  body: {
    code: string;
    number: string;
    due: string;
    token: string;
    papers: { code: string }[];
    errors: { path: string; message: string; cite?: { clause: string } }[];
  };
  bytes: Buffer;
}

/** Somebody without account, at a machine of their own unless told. */
async function outside(
  url: string,
  payload: object | Buffer,
  more: { from?: string; key?: string } = {},
): Promise<Reply> {
  const answer = await app.http.inject({
    method: 'POST',
    url: `/api/portal/complaints${url}`,
    remoteAddress: more.from ?? `10.9.${machine >> 8}.${machine++ & 255}`,
    headers: {
      ...(Buffer.isBuffer(payload) && { 'content-type': 'application/octet-stream' }),
      ...(more.key !== undefined && { 'idempotency-key': more.key }),
    },
    payload,
  });
  const json = String(answer.headers['content-type']).includes('json');
  return { status: answer.statusCode, body: json ? answer.json() : ({} as Reply['body']), bytes: answer.rawPayload };
}

const complain = (data: object, more: object = {}, sent = {}): Promise<Reply> =>
  outside('', { programme: hubei.programme, platform: hubei.platform, data, ...more }, sent);

const stateOf = async (id: string): Promise<string> =>
  (await app.services.storage.db.selectFrom('proc_case').select('state').where('id', '=', id).executeTakeFirstOrThrow())
    .state;

test('words that differ in case, spaces and marks say the same; a flood is looked at first, never thrown away', () => {
  expect(plainWords('不开放，不答复！ A b')).toBe(plainWords('不开放不答复aB'));
  expect(heldFor({ lastHour: 2, saidBefore: false })).toBeNull();
  expect(heldFor({ lastHour: 3, saidBefore: false })).toBe('many');
  expect(heldFor({ lastHour: 0, saidBefore: true })).toBe('repeated');
});

test('HB-23 a complaint without contact data gets a receipt number, is followed by it, and comes to its answer', async () => {
  const form = await app.http.inject({ url: `/api/portal/complaints/form?programme=hubei&platform=${hubei.platform}` });
  const { fields, anonymous, answer, cite } = form.json();
  expect(fields.map(({ id }: { id: string }) => id)).toContain('contact');
  expect([anonymous, answer, cite.clause]).toEqual([true, { count: 30, unit: 'working_day', house: true }, 'HB-23']);

  const empty = await complain({ kind: 'openness' });
  expect([empty.status, empty.body.code]).toEqual([422, 'procedures.requirements_unmet']);
  expect(empty.body.errors[0]!.path).toBe('fields.content');

  const file = await outside(`/files?name=${encodeURIComponent(NAUGHTY)}`, Buffer.from('photo'));
  expect(file.status).toBe(201);
  const files = { evidence: file.body.token };
  const data = {
    kind: 'openness',
    content: '开放时间公布为每周五天，实际从不开门。',
    name: '孙举报',
    contact: '13800000000',
  };
  const sent = await complain(data, { files }, { key: 'one' });
  expect([sent.status, sent.body.due]).toEqual([201, '2027-01-06']);
  const mine = { number: sent.body.number, code: sent.body.code };
  // Sent again after a lost answer: the same number and code, and no second case.
  expect((await complain(data, { files }, { key: 'one' })).body).toEqual(sent.body);
  expect((await complain({ ...data, content: '另一件事' }, {}, { key: 'one' })).body.code).toBe(
    'kernel.idempotency_mismatch',
  );

  const wrong = await outside('/status', { number: mine.number, code: 'AAAA-AAAA-AAAA-AAAA' });
  expect([wrong.status, wrong.body.code]).toEqual([404, 'complaints.not_found']);
  const status = await outside('/status', { ...mine, code: mine.code.toLowerCase().replaceAll('-', ' ') });
  expect(status.body).toMatchObject({ number: mine.number, state: { zh: '待受理' }, due: '2027-01-06', closed: false });
  expect(JSON.stringify(status.body)).not.toMatch(/孙举报|13800000000/);
  const receipt = status.body.papers[0]!.code;
  const pdf = await outside('/papers', { ...mine, paper: receipt });
  expect(pdf.bytes.subarray(0, 4).toString()).toBe('%PDF');

  // The department sees who it was; nobody at the platform sees the case at all, nor anybody else.
  const page = await who('supervising_clerk').call('GET', `/api/cases/${mine.number}`);
  expect(JSON.stringify(page.body)).toContain('孙举报');
  const { files: kept } = page.body as { files: { id: string; name: string }[] };
  expect(kept[0]!.name).not.toMatch(/[/\\\u202e]/);
  const got = await who('supervising_clerk').download(`/api/cases/${mine.number}/files/${kept[0]!.id}`);
  expect([got.status, got.bytes.toString()]).toEqual([200, 'photo']);
  for (const person of ['host_admin', 'platform_head', 'registered_user']) {
    expect([person, (await who(person).call('GET', `/api/cases/${mine.number}`)).status]).toEqual([person, 404]);
    expect([person, (await take(app, who(person), mine.number, 'accept')).status]).toEqual([person, 404]);
  }

  // More is asked, and given with the code alone; meanwhile the clock rests.
  await take(app, who('supervising_clerk'), mine.number, 'return', { more: '请说明是哪几天。' });
  const asked = await outside('/status', mine);
  expect(asked.body).toMatchObject({ state: { zh: '待补充' }, paused: true, due: null });
  expect(JSON.stringify(asked.body)).toContain('请说明是哪几天');
  const lacking = await outside('/steps', { ...mine, action: 'supplement', data: {} });
  expect(lacking.body.code).toBe('procedures.answers_wrong');
  const given = await outside('/steps', {
    ...mine,
    action: 'supplement',
    data: { supplement: '十一月二十日和二十三日。' },
  });
  expect(given.body).toMatchObject({ state: { zh: '待受理' } });
  expect((await outside('/steps', { ...mine, action: 'accept', data: {} })).body.code).toBe('procedures.not_for_you');

  const answered = { finding: '现场核实，门锁闭。', measures: '责令每周开放五天。', answer: '您反映的情况属实。' };
  expect((await take(app, who('supervising_clerk'), mine.number, 'accept')).body.state).toBe('accepted');
  const done = await take(app, who('supervising_clerk'), mine.number, 'uphold', answered);
  expect([done.status, done.body.state]).toEqual([200, 'upheld']);
  const end = await outside('/status', mine);
  expect(end.body).toMatchObject({ closed: true, state: { zh: '属实，已处理' } });
  expect(JSON.stringify(end.body)).toContain('您反映的情况属实');
  expect(JSON.stringify(end.body)).not.toContain('现场核实');
  expect(end.body.papers).toHaveLength(2);

  const { years } = (await app.http.inject({ url: '/api/portal/complaints/statistics?programme=hubei' })).json();
  expect(years[0]).toMatchObject({ year: 2026, received: 1, upheld: 1, in_time: 1, median_days: 0, open: 0 });
  // Nothing tells where it came from, not even to the auditor.
  const events = await app.services.storage.db
    .selectFrom('audit_event')
    .selectAll()
    .where('action', 'like', 'complaints.%')
    .execute();
  expect(events.every(({ address, actor_id }) => (address ?? '') === '' && actor_id === null)).toBe(true);
});

test.each([
  ['NAT-33', 'national', 'national_ministry'],
  ['HN-18.3', 'hunan', 'province_department'],
])('%s the platform complained about is asked for a statement and never decides', async (clause, ruleSet, above) => {
  const stage = await buildStage(app, ruleSet, ['supervising_clerk', above, 'platform_head', 'host_admin']);
  const by = (person: string): Player => stage.players.get(person)!;
  const opinion = { kind: 'opinion', content: `开放时间只有上午，建议延长（${clause}）。`, name: '周先生' };
  const sent = await outside('', { programme: ruleSet, platform: stage.platform, data: opinion });
  expect([sent.status, /^\d+$/.test(sent.body.number)]).toEqual([201, true]);
  const id = sent.body.number;
  await take(app, by('supervising_clerk'), id, 'accept');
  // Handing it over to the head of the platform is refused: they sit at no desk of the case.
  const { version } = (await by('supervising_clerk').call('GET', `/api/cases/${id}`)).body as { version: number };
  const handed = await by('supervising_clerk').call('POST', `/api/cases/${id}/handover`, {
    version,
    account: by('platform_head').account,
    reason: '请处理',
  });
  expect((handed.body as { code: string }).code).toBe('procedures.not_at_desk');
  expect((await take(app, by('platform_head'), id, 'uphold', {})).status).toBe(404);
  // Nor does somebody of the host who happens to be a clerk of the department as well.
  const { db } = app.services.storage;
  const grant = await db
    .selectFrom('role_grant')
    .select('id')
    .where('account_id', '=', by('host_admin').account)
    .executeTakeFirstOrThrow();
  const give = (to: string) =>
    db.updateTable('role_grant').set({ account_id: to }).where('id', '=', grant.id).execute();
  await give(by('supervising_clerk').account);
  const refused = await take(app, by('supervising_clerk'), id, 'ask_platform', { question: '？' });
  expect([refused.body.code, refused.body.errors[0]!.cite!.clause]).toEqual(['procedures.requirements_unmet', clause]);
  await give(by('host_admin').account);
  const asked = await take(app, by('supervising_clerk'), id, 'ask_platform', { question: '开放时间为何只有上午？' });
  expect(asked.status).toBe(200);
  const { items } = (await by('platform_head').call('GET', '/api/cases?view=todo')).body as {
    items: { id: string; procedure: string }[];
  };
  const sub = items.find(({ procedure }) => procedure === 'complaint_statement')!;
  const seen = await by('platform_head').call('GET', `/api/cases/${sub.id}`);
  expect(JSON.stringify(seen.body)).toContain('开放时间为何只有上午');
  expect(JSON.stringify(seen.body)).not.toMatch(/周先生|建议延长/);
  // A second question is a statement of its own; the first keeps what it was asked.
  await take(app, by('supervising_clerk'), id, 'ask_platform', { question: '周末能否开放？' });
  const first = JSON.stringify((await by('platform_head').call('GET', `/api/cases/${sub.id}`)).body);
  expect([first.includes('开放时间为何只有上午'), first.includes('周末能否开放')]).toEqual([true, false]);
  await by('platform_head').call('PATCH', `/api/cases/${sub.id}/draft`, {
    path: 'statement',
    revision: 0,
    value: '人手不足。',
  });
  expect((await take(app, by('platform_head'), sub.id, 'state')).body.state).toBe('stated');
  // The authority above takes it over, with reasons, and answers.
  expect((await take(app, by(above), id, 'take_over', { transfer: '影响面大' })).body.state).toBe('above');
  expect((await take(app, by('supervising_clerk'), id, 'answer', { answer: '好' })).body.code).toBe(
    'procedures.not_for_you',
  );
  expect((await take(app, by(above), id, 'answer', { answer: '已采纳，下月起全天开放。' })).body.state).toBe(
    'answered',
  );
});

test('a flood and a repetition are taken in to be looked at, with clock and number; beyond the limit the sender is told', async () => {
  const from = '10.77.0.1';
  const words = (n: number) => ({ kind: 'refusal', content: `第${n}次申请没有答复，原因不详。` });
  const first = await complain(words(1), {}, { from });
  const again = await complain({ ...words(1), content: '第1次申请没有答复 原因不详！' });
  expect([await stateOf(first.body.number), await stateOf(again.body.number)]).toEqual(['filed', 'held']);
  expect(again.body.due).toBe(first.body.due);
  for (const n of [2, 3]) await complain(words(n), {}, { from });
  const fourth = await complain(words(4), {}, { from });
  expect(await stateOf(fourth.body.number)).toBe('held');
  expect((await take(app, who('province_department'), fourth.body.number, 'release')).body.state).toBe('filed');
  expect((await take(app, who('supervising_clerk'), again.body.number, 'discard', { reason: '重复' })).body.state).toBe(
    'discarded',
  );
  const gone = await complain(words(9), { files: { evidence: 'nothing' } });
  expect([gone.status, gone.body.code]).toEqual([422, 'complaints.file_gone']);
  const nowhere = await outside('', { programme: 'hubei', platform: 'NO-SUCH', data: words(1) });
  expect(nowhere.body.code).toBe('complaints.platform_unknown');
  const withdrawn = await outside('/steps', {
    number: first.body.number,
    code: first.body.code,
    action: 'withdraw',
    data: {},
  });
  expect(withdrawn.body).toMatchObject({ closed: true });
  app.setTime('2026-11-26T03:00:00Z');
  await forget(app.contextOf(systemActor('test')));
  const left = await app.services.storage.db
    .selectFrom('complaint')
    .select('sender')
    .where('sender', 'is not', null)
    .execute();
  expect(left).toEqual([]);
});

test('who left a mail address is told what becomes of it, and nobody reads whom; who is signed in may keep theirs', async () => {
  app.setTime('2026-11-24T02:00:00Z');
  const mails = async () => {
    await app.background.look();
    const { db } = app.services.storage;
    const sent = await db.selectFrom('mail_message').select(['recipient', 'subject', 'file']).orderBy('id').execute();
    const told = await db.selectFrom('outbox').select('payload').where('kind', '=', 'mail').orderBy('id').execute();
    return { sent, told: told.map(({ payload }) => payload as { to: string; params: { text: string } }) };
  };
  const before = (await mails()).told.length;
  const said = (n: number) => ({ kind: 'fee', content: `收费第${n}项没有依据，请核实。` });
  // Nothing to who left none, or only a telephone number.
  await complain({ ...said(1), contact: '13900000000' });
  expect((await mails()).told.length).toBe(before);
  const { body } = await complain({ ...said(2), contact: '电话 010-1，邮箱：Zhou.W@mail.example，晚上联系' });
  await take(app, who('supervising_clerk'), body.number, 'accept');
  await take(app, who('supervising_clerk'), body.number, 'reject', { finding: '已公布。', answer: '标准见网站首页。' });
  const { sent, told } = await mails();
  expect(told.slice(before).map(({ to, params }) => [to, params.text.trim()])).toEqual([
    ['Zhou.W@mail.example', ''],
    ['Zhou.W@mail.example', '答复: 标准见网站首页。'],
  ]);
  expect(JSON.stringify(told)).not.toContain(body.code);
  const ours = sent.filter(({ subject }) => subject.includes(`投诉 ${body.number}`));
  expect(ours.map(({ recipient, file }) => [recipient, file])).toEqual([
    ['***', null],
    ['***', null],
  ]);

  const signed = who('registered_user');
  const mine = await signed.call('POST', '/api/portal/complaints', {
    programme: hubei.programme,
    platform: hubei.platform,
    keep: true,
    data: said(3),
  });
  const { number } = mine.body as { number: string };
  const own = async (by: Player) => ((await by.call('GET', '/api/complaints')).body as { items: unknown[] }).items;
  expect(await own(signed)).toMatchObject([{ number, closed: false, state: { zh: '待受理' } }]);
  expect(await own(who('platform_head'))).toEqual([]);
  const status = (by: Player) => by.call('POST', '/api/portal/complaints/status', { number, code: '' });
  expect([(await status(signed)).status, (await status(who('supervising_clerk'))).status]).toEqual([200, 404]);
  expect((await outside('/status', { number, code: '' })).status).toBe(404);
  expect(JSON.stringify((await who('supervising_clerk').call('GET', `/api/cases/${number}`)).body)).not.toContain(
    'registered',
  );
});

test('files that nobody named leave the store with their day', async () => {
  const send = () => outside('/files?name=a.txt', Buffer.from(`${Math.random()}`));
  const room = join(app.services.config.dataFolder, 'complaint-uploads');
  const { body } = await send();
  expect(await readdir(room)).toContain('2026-11-24');
  expect((await complain({ kind: 'other', content: '见附件。' }, { files: { evidence: body.token } })).status).toBe(
    201,
  );
  app.setTime('2026-11-26T03:00:00Z');
  await forget(app.contextOf(systemActor('test')));
  expect(await readdir(room)).not.toContain('2026-11-24');
});
