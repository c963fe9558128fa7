import { createServer, type AddressInfo } from 'node:net';
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
  'host_admin',
  'host_admin/2',
  'platform_head',
  'expert/1',
  'expert/2',
  'registered_user',
];
const fifth = fifthJurisdiction();
let app: TestApp;
let stage: Stage;

beforeAll(async () => {
  app = await startTestApp({ KEYUAN_POLICIES: fifth.folder, KEYUAN_BASE_URL: 'https://keyuan.example' });
  app.setTime('2026-09-07T02:00:00Z');
  stage = await buildStage(app, 'qinghe', PERSONS);
  for (const [person, { account }] of stage.players)
    await sql`update account set email = ${`${person.replace('/', '-')}@example.org`} where id = ${account}`.execute(
      db(),
    );
}, 120_000);
afterAll(async () => {
  await app.close();
  fifth.remove();
});

const db = () => app.services.storage.db;
const who = (person: string): Player => stage.players.get(person)!;
interface Message {
  id: string;
  kind: string;
  case: string | null;
  subject: string | null;
  text: string | null;
  link: string | null;
  read: boolean;
}
async function settle(from = app): Promise<void> {
  const open = sql`select 1 from outbox where done_at is null and retry_at <= ${new Date().toISOString()} limit 1`;
  do await from.background.look();
  while ((await open.execute(from.services.storage.db)).rows.length > 0);
}
async function messages(person: string, query = ''): Promise<Message[]> {
  await settle();
  const { body } = await who(person).call('GET', `/api/messages?limit=100${query}`);
  return (body as { items: Message[] }).items;
}
async function mails(person: string): Promise<string[]> {
  await settle();
  const { rows } = await sql<{ subject: string }>`select subject from mail_message
    where recipient = ${`${person.replace('/', '-')}@example.org`} order by id`.execute(db());
  return rows.map(({ subject }) => subject);
}
const settings = (person: string, mail: string, lang = 'zh-CN', revision = 0) =>
  who(person).call('PUT', '/api/message-settings', { mail, lang, revision });
const act = async (person: string, id: string, action: string, data: object = {}) => {
  const { rows } = await sql<{ revision: number }>`select revision from proc_case where id = ${id}`.execute(db());
  const reply = await who(person).call('POST', `/api/cases/${id}/actions/${action}`, {
    version: rows[0]!.revision,
    data,
  });
  expect(reply.status, JSON.stringify(reply.body)).toBe(200);
};

let call = '';
async function application(): Promise<string> {
  if (call === '') {
    const opened = await who('city_department').call('POST', '/api/cases', {
      programme: 'qinghe',
      procedure: 'call',
      data: { title: '申报', window_from: '2026-09-07', window_to: '2026-12-31' },
    });
    call = (opened.body as { id: string }).id;
    await act('city_department', call, 'publish');
  }
  const at = await buildStage(app, 'qinghe', []);
  await sql`update platform set host_id = ${stage.host} where id = ${at.platform}`.execute(db());
  const { body } = await who('host_admin').call('POST', '/api/cases', {
    programme: 'qinghe',
    procedure: 'application',
    subject: { kind: 'platform', id: at.platform },
    parent: call,
    data: { class: 'seed_bank', summary: '保存作物种质', accessions: 200 },
  });
  const { id } = body as { id: string };
  await act('host_admin', id, 'submit');
  return id;
}

test('whose desk a case comes to is told once: who did what, what can be done now, until when, in both languages', async () => {
  const id = await application();
  const [told] = (await messages('district_clerk')).filter((one) => one.case === id);
  expect(told).toMatchObject({ kind: 'step', link: `/cases/${id}`, read: false });
  expect(told!.text).toContain('复演 host_admin');
  expect(told!.text).toMatch(/您现在可以办理：.*受理/);
  expect(told!.text).toContain('请于 2026-09-20 前办理');
  const english = await app.http.inject({
    url: `/api/messages?case=${id}`,
    headers: { cookie: await cookie('district_clerk'), 'accept-language': 'en' },
  });
  expect(english.json().items[0].text).toMatch(/You can now: .+\nPlease do so by 2026-09-20/);
  // Delivered again, after a crash: nobody is told twice.
  await sql`update outbox set done_at = null, retry_at = '-infinity' where kind in ('procedures.tell', 'notify', 'mail')`.execute(
    db(),
  );
  expect((await messages('district_clerk')).filter((one) => one.case === id)).toHaveLength(1);
  expect((await mails('district_clerk')).filter((subject) => subject.includes('【科源】'))).toHaveLength(1);
  // Whoever did it is not told of it.
  expect((await messages('host_admin')).filter((one) => one.case === id)).toEqual([]);
});

async function cookie(person: string): Promise<string> {
  // Players keep their sessions to themselves: a second one of the same account.
  const { rows } = await sql<{
    account: string;
  }>`select account from account where id = ${who(person).account}`.execute(db());
  const { hashPassword } = await import('../identity/password-hash.ts');
  await sql`update account set password_hash = ${await hashPassword('Reeds-by-the-river-7')} where id = ${who(person).account}`.execute(
    db(),
  );
  const { signIn } = await import('../../testing/people.ts');
  return (await signIn(app, rows[0]!.account)).cookie;
}

test('read, unread, by case; nobody reads those of somebody else', async () => {
  const id = await application();
  const unread = async () =>
    ((await who('district_clerk').call('GET', '/api/messages/count')).body as { unread: number }).unread;
  const own = await messages('district_clerk');
  const before = await unread();
  expect(before).toBeGreaterThan(0);
  const others = await who('host_admin').call('PUT', '/api/messages/read', { ids: own.map((one) => one.id) });
  expect(others.status).toBe(200);
  expect(await unread()).toBe(before);
  expect((await who('district_clerk').call('PUT', '/api/messages/read', { case: id })).body).toEqual({
    unread: before - own.filter((one) => one.case === id).length,
  });
  expect((await messages('district_clerk', '&unread=true')).some((one) => one.case === id)).toBe(false);
  const first = (await who('district_clerk').call('GET', '/api/messages?limit=1')).body as {
    items: Message[];
    next: string;
  };
  const second = (await who('district_clerk').call('GET', `/api/messages?limit=1&cursor=${first.next}`)).body as {
    items: Message[];
  };
  expect(second.items[0]!.id).toBe(own[1]!.id);
  for (const url of ['/api/messages', '/api/messages/count', '/api/message-settings'])
    expect((await callerOf(app).get(url)).statusCode).toBe(401);
  expect((await callerOf(app).put('/api/messages/read', { all: true })).statusCode).toBe(401);
});

test('what the applicant gets names no expert and no clerk', async () => {
  const id = await application();
  await act('district_clerk', id, 'accept');
  await act('city_department', id, 'examine', { experts: [who('expert/1').account, who('expert/2').account] });
  await settle();
  const { rows } = await sql<{
    id: string;
  }>`select id from proc_case where parent_id = ${id} and procedure = 'expert_review'`.execute(db());
  expect(rows).toHaveLength(2);
  expect(
    (await messages('expert/1')).some(
      (one) => one.link === `/cases/${rows[0]!.id}` || one.link === `/cases/${rows[1]!.id}`,
    ),
  ).toBe(true);
  const { body } = await who('expert/1').call('GET', `/api/cases?todo=mine`);
  for (const item of (body as { items: { id: string; procedure: string }[] }).items)
    if (item.procedure === 'expert_review') expect(await messages('host_admin', `&case=${item.id}`)).toEqual([]);
  const all = JSON.stringify(await messages('host_admin'));
  for (const person of ['expert/1', 'expert/2', 'district_clerk', 'city_department'])
    expect(all).not.toContain(`复演 ${person}`);
});

test('who lost the role is not told, nor mailed what already waited, nor reads what they had', async () => {
  const id = await application();
  await settle();
  await settings('district_clerk', 'daily');
  await act('district_clerk', id, 'return', { reason: '补正摘要' });
  expect((await messages('host_admin')).find((one) => one.case === id)!.text).toContain('补正摘要');
  await act('host_admin', id, 'submit');
  expect((await messages('district_clerk', `&case=${id}`))[0]!.subject).toContain('重新提交');
  await settle();
  const before = (await mails('district_clerk')).length;
  await sql`update role_grant set revoked_at = now() where account_id = ${who('district_clerk').account}`.execute(db());
  const kept = (await messages('district_clerk')).filter((one) => one.case === id);
  expect(kept.length).toBeGreaterThan(0);
  expect(kept.every((one) => one.text === null && one.link === null)).toBe(true);
  app.setTime('2026-09-08T02:00:00Z');
  await settle();
  expect((await mails('district_clerk')).length).toBe(before);
  await sql`update role_grant set revoked_at = null where account_id = ${who('district_clerk').account}`.execute(db());
});

test('a digest a day, in the reader’s language, never twice; what the rules owe comes whatever was chosen', async () => {
  app.setTime('2026-09-09T02:00:00Z');
  const stale = await settings('city_department', 'daily', 'en', 7);
  expect([stale.status, (stale.body as { code: string }).code]).toEqual([409, 'kernel.stale_version']);
  expect((await settings('city_department', 'daily', 'en')).body).toEqual({ mail: 'daily', lang: 'en', revision: 1 });
  expect((await settings('host_admin', 'none')).status).toBe(200);
  const [one, two] = [await application(), await application()];
  await settle();
  const before = (await mails('city_department')).length;
  await act('district_clerk', one, 'accept');
  await act('district_clerk', two, 'accept');
  // Owed by the table: `tells: [host_admin]` of a refusal.
  const third = await application();
  await act('district_clerk', third, 'return', { reason: '缺附件' });
  expect((await mails('host_admin')).at(-1)).toContain('退回');
  expect((await mails('city_department')).length).toBe(before);
  app.setTime('2026-09-09T23:30:00Z');
  await settle();
  const sent = (await mails('city_department')).slice(before);
  expect(sent).toHaveLength(1);
  expect(sent[0]).toMatch(/^\[Keyuan\] Messages of 2026-09-10 \(\d+\)$/);
  await sql`update outbox set done_at = null, retry_at = '-infinity' where kind in ('notifications.digest', 'mail')`.execute(
    db(),
  );
  app.setTime('2026-09-10T03:30:00Z');
  await settle();
  expect((await mails('city_department')).slice(before)).toHaveLength(1);
});

test('reminders at the working days of the rule set, once each, to those with work on it', async () => {
  app.setTime('2026-10-12T02:00:00Z');
  const id = await application();
  await settle();
  const dues = async () => (await messages('district_clerk', `&case=${id}`)).filter((one) => one.kind === 'due');
  expect(await dues()).toEqual([]);
  // Ten working days from Monday 12 October: the last one is Monday 26.
  app.setTime('2026-10-16T02:00:00Z');
  await settle();
  expect(await dues()).toEqual([]);
  app.setTime('2026-10-19T02:00:00Z');
  await settle();
  expect((await dues()).map((one) => one.subject)).toEqual([expect.stringContaining('还有 5 个工作日到期')]);
  app.setTime('2026-10-20T02:00:00Z');
  await settle();
  expect(await dues()).toHaveLength(1);
  app.setTime('2026-10-23T02:00:00Z');
  await settle();
  expect((await dues())[0]!.subject).toContain('还有 1 个工作日到期');
  app.setTime('2026-10-26T02:00:00Z');
  await settle();
  expect(await dues()).toHaveLength(2);
  app.setTime('2026-10-27T02:00:00Z');
  await settle();
  app.setTime('2026-10-27T02:05:00Z');
  const overdue = (await messages('district_clerk', `&case=${id}`)).filter((one) => one.kind === 'overdue');
  expect(overdue).toHaveLength(1);
  expect((await messages('host_admin', `&case=${id}`)).filter((one) => one.kind === 'due')).toEqual([]);
});

test('a case handed over tells whoever has it now', async () => {
  const id = await application();
  await act('district_clerk', id, 'accept');
  const { rows } = await sql<{ revision: number }>`select revision from proc_case where id = ${id}`.execute(db());
  const given = await who('city_department').call('POST', `/api/cases/${id}/handover`, {
    version: rows[0]!.revision,
    account: who('city_department/2').account,
    reason: '休假',
  });
  expect(given.status).toBe(200);
  const [told] = await messages('city_department/2', `&case=${id}`);
  expect(told).toMatchObject({ subject: expect.stringContaining('移交给您') });
  expect(told!.text).toContain('理由：休假');
});

test('a step behind a gate that is shut is told as lacking something, one behind an open gate as possible', async () => {
  const told = async (id: string): Promise<string> => {
    const { rows } = await sql<{ revision: number }>`select revision from proc_case where id = ${id}`.execute(db());
    const body = { version: rows[0]!.revision, account: who('host_admin/2').account, reason: '休假' };
    expect((await who('host_admin').call('POST', `/api/cases/${id}/handover`, body)).status).toBe(200);
    return (await messages('host_admin/2', `&case=${id}`))[0]!.text!;
  };
  const renaming = async (name_zh: string): Promise<string> => {
    const subject = { kind: 'platform', id: stage.platform };
    const data = { programme: 'qinghe', procedure: 'renaming', subject, data: { name_zh } };
    return ((await who('host_admin').call('POST', '/api/cases', data)).body as { id: string }).id;
  };
  // Names of platforms of Qinghe begin with 青禾.
  const shut = await told(await renaming('红禾作物'));
  expect(shut).toContain('条件尚未具备：提交；');
  expect(shut).not.toContain('您现在可以办理');
  const open = await told(await renaming('青禾水稻资源库'));
  expect(open).toContain('您现在可以办理：提交。');
  expect(open).not.toContain('条件尚未具备');
});

test('a comment for all reaches whoever opened the case and whose turn it is; one for the own desk nobody', async () => {
  const id = await application();
  const say = (person: string, text: string, internal: boolean) =>
    who(person).call('POST', `/api/cases/${id}/comments`, { text, internal });
  await say('district_clerk', '内部意见', true);
  await say('district_clerk', '请补一份说明', false);
  const told = await messages('host_admin', `&case=${id}`);
  expect(told.map(({ text }) => text)).toEqual([expect.stringContaining('请补一份说明')]);
  expect(told[0]!.text).not.toContain('复演 district_clerk');
  await say('host_admin', '说明已补', false);
  expect((await messages('district_clerk', `&case=${id}`))[0]!.text).toContain('说明已补');
});

test('a mail server that is down loses nothing, however long it takes', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  app.services.config.smtpUrl = `smtp://127.0.0.1:${port}`;
  try {
    expect((await settings('district_clerk', 'at_once', 'zh-CN', 1)).status).toBe(200);
    const id = await application();
    await settle();
    for (let attempt = 0; attempt < 10; attempt++) {
      await sql`update outbox set retry_at = '-infinity' where kind = 'mail' and done_at is null`.execute(db());
      await app.background.look();
    }
    const { rows } = await sql<{
      attempts: number;
      failed: boolean;
    }>`select attempts, failed_at is not null as failed from outbox
      where kind = 'mail' and done_at is null`.execute(db());
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.every(({ attempts, failed }) => attempts > 8 && !failed)).toBe(true);
    expect((await messages('district_clerk', `&case=${id}`)).length).toBe(1);
    app.services.config.smtpUrl = undefined;
    await sql`update outbox set retry_at = '-infinity' where kind = 'mail' and done_at is null`.execute(db());
    await settle();
    const left = await sql`select 1 from outbox where kind = 'mail' and done_at is null`.execute(db());
    expect(left.rows).toEqual([]);
  } finally {
    app.services.config.smtpUrl = undefined;
  }
});
