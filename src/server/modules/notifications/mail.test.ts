import { readdir, readFile, stat } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from 'kysely';
import { startTestApp, type TestApp } from '../../testing/app.ts';
import { type Caller, callerOf, HOST, seedPeople, signIn } from '../../testing/people.ts';

let app: TestApp;
let system: Caller;
let host: string;
beforeAll(async () => {
  app = await startTestApp({ KEYUAN_BASE_URL: 'https://keyuan.example' });
  host = (await seedPeople(app)).organisations.get(HOST)!;
  system = await signIn(app, 'system');
});
afterAll(() => app.close());

const folder = () => join(app.services.config.dataFolder, 'outbox');
/** Delivers what is queued; the background may be at it too. */
async function deliver(from = app): Promise<void> {
  const open = sql`select 1 from outbox where done_at is null and retry_at <= ${new Date().toISOString()} limit 1`;
  const leased = sql`select 1 from outbox where done_at is null and last_error is null limit 1`;
  const { db } = from.services.storage;
  do await from.background.look();
  while ((await open.execute(db)).rows.length > 0 || (await leased.execute(db)).rows.length > 0);
}
const newest = async () => {
  await deliver();
  const { items } = (await system.get('/api/mail?limit=1')).json();
  return (await system.get(`/api/mail/${items[0].id}`)).json();
};
const tokenOf = (text: string): string => /https:\/\/keyuan\.example\/workbench\/link#([\w-]+)/.exec(text)![1]!;
const invite = (account: string) =>
  system.post('/api/accounts', { account, name: '林 溪', email: `${account}@example.org`, organisation_id: host });

test('an invitation lies in a folder and a file that are the owner’s alone', async () => {
  const invited = await invite('lin.xi');
  expect(invited.json()).toMatchObject({ state: 'invited', actions: ['update', 'invite_again', 'disable'] });
  const mail = await newest();
  expect(mail).toMatchObject({ recipient: 'lin.xi@example.org', via: 'file', subject: '【科源】请启用您的账号' });
  expect(mail.text).toContain('林 溪');
  const [file] = await readdir(folder());
  expect((await stat(folder())).mode & 0o777).toBe(0o700);
  expect((await stat(join(folder(), file!))).mode & 0o777).toBe(0o600);
  expect(await readFile(join(folder(), file!), 'latin1')).toMatch(/^To: lin\.xi@example\.org/m);
});

test('the token lies nowhere in the database', async () => {
  const token = tokenOf((await newest()).text);
  for (const table of ['outbox', 'one_time_link', 'mail_message', 'audit_event']) {
    const { rows } = await sql<{ found: string }>`select t::text as found from ${sql.table(table)} t`.execute(
      app.services.storage.db,
    );
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.some(({ found }) => found.includes(token))).toBe(false);
  }
});

test('an invitation works once', async () => {
  const token = tokenOf((await newest()).text);
  const nobody = callerOf(app);
  expect((await nobody.post('/api/links/reading', { token })).json()).toMatchObject({
    account: 'lin.xi',
    purpose: 'invitation',
  });
  const use = (password: string) => nobody.post('/api/links/use', { token, password });
  expect((await use('lin.xi')).json().code).toBe('identity.password_refused');
  const used = await Promise.all([use('Snow-on-the-river-1'), use('Snow-on-the-river-2')]);
  expect(used.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)).toEqual([200, 410]);
  expect((await use('Snow-on-the-river-3')).json().code).toBe('identity.link_invalid');
  expect((await nobody.post('/api/links/reading', { token })).statusCode).toBe(410);
});

test('a new invitation ends the earlier one', async () => {
  const { id } = (await invite('he.shan')).json();
  const first = tokenOf((await newest()).text);
  expect((await system.post(`/api/accounts/${id}/invitation`)).statusCode).toBe(200);
  const second = tokenOf((await newest()).text);
  const nobody = callerOf(app);
  expect((await nobody.post('/api/links/reading', { token: first })).statusCode).toBe(410);
  expect((await nobody.post('/api/links/reading', { token: second })).statusCode).toBe(200);
  const taken = await invite('He.Shan');
  expect(taken.json()).toMatchObject({ code: 'identity.account_taken', status: 409 });
});

test('a password reset is answered alike for everybody, ends sessions and works once', async () => {
  const staff = await signIn(app, 'staff');
  const nobody = callerOf(app);
  const ask = (account: string) => nobody.post('/api/password-resets', { account });
  const [known, unknown] = [await ask('staff'), await ask('no.such.name')];
  expect([known.statusCode, known.body]).toEqual([unknown.statusCode, unknown.body]);
  const mail = await newest();
  expect(mail).toMatchObject({ recipient: 'staff@example.org', subject: '【科源】重设密码' });
  const token = tokenOf(mail.text);
  expect((await nobody.post('/api/links/use', { token, password: 'Geese-fly-south-2' })).json()).toEqual({
    account: 'staff',
  });
  expect((await staff.get('/api/session')).json().account).toBeNull();
  expect((await nobody.post('/api/links/use', { token, password: 'Geese-fly-south-3' })).statusCode).toBe(410);
  await signIn(app, 'staff', 'Geese-fly-south-2');
});

test('a delivery that is repeated writes no second mail', async () => {
  const before = (await system.get('/api/mail?limit=100')).json().items.length;
  await sql`update outbox set done_at = null, retry_at = '-infinity' where kind = 'mail'`.execute(
    app.services.storage.db,
  );
  await deliver();
  expect((await system.get('/api/mail?limit=100')).json().items.length).toBe(before);
});

test('mail is for system administrators to read', async () => {
  for (const account of ['security', 'host', 'head']) {
    const caller = await signIn(app, account);
    expect((await caller.get('/api/mail')).statusCode).toBe(403);
    expect((await caller.get('/api/failed-mail')).statusCode).toBe(403);
  }
  expect((await callerOf(app).get('/api/mail')).statusCode).toBe(401);
  expect((await system.get('/api/mail/1')).json().code).toBe('notifications.mail_unknown');
});

test('links of those who watch are hidden, and administrators of a programme see their own people’s mail only', async () => {
  const programme = await signIn(app, 'system.guangzhou');
  for (const account of ['security', 'staff.hubei', 'head']) {
    await callerOf(app).post('/api/password-resets', { account });
    const mail = await newest();
    expect(mail.recipient).toBe(`${account}@example.org`);
    expect([mail.withheld, mail.text === null]).toEqual(account === 'security' ? [true, true] : [false, false]);
    expect((await programme.get(`/api/mail/${mail.id}`)).statusCode).toBe(account === 'head' ? 200 : 404);
  }
  const seen = (await programme.get('/api/mail?limit=100')).json().items as { recipient: string }[];
  expect(new Set(seen.map(({ recipient }) => recipient))).toEqual(
    new Set(['lin.xi@example.org', 'he.shan@example.org', 'staff@example.org', 'head@example.org']),
  );
});

/** A mail server that takes one message at a time. */
async function mailServer() {
  const messages: string[] = [];
  let refusing = false;
  const server = createServer((socket) => {
    let data: string | undefined;
    socket.write('220 test\r\n');
    let pending = '';
    socket.on('data', (bytes) => {
      pending += bytes.toString();
      const lines = pending.split('\r\n');
      pending = lines.pop()!;
      for (const line of lines) {
        if (data !== undefined) {
          if (line !== '.') data += `${line}\n`;
          else {
            messages.push(data);
            data = undefined;
            socket.write('250 taken\r\n');
          }
        } else if (line.startsWith('DATA')) {
          data = '';
          socket.write('354 go on\r\n');
        } else if (line.startsWith('RCPT') && refusing) socket.write('451 not now\r\n');
        else if (line.startsWith('QUIT')) socket.end('221 bye\r\n');
        else socket.write('250 ok\r\n');
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    messages,
    refuse: (yes: boolean) => void (refusing = yes),
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

test('with a mail server mail goes there, and one that is refused is tried again', async () => {
  const smtp = await mailServer();
  const other = await startTestApp({ KEYUAN_SMTP_URL: smtp.url, KEYUAN_SMTP_FROM: 'office@keyuan.example' });
  try {
    await seedPeople(other);
    smtp.refuse(true);
    await callerOf(other).post('/api/password-resets', { account: 'plain' });
    await deliver(other);
    const admin = await signIn(other, 'system');
    expect((await admin.get('/api/failed-mail')).json().items).toMatchObject([
      { recipient: 'plain@example.org', attempts: 1, given_up: false },
    ]);
    smtp.refuse(false);
    await sql`update outbox set retry_at = '-infinity', last_error = null`.execute(other.services.storage.db);
    await deliver(other);
    expect(smtp.messages).toHaveLength(1);
    expect(smtp.messages[0]).toMatch(/^From: office@keyuan\.example/m);
    expect((await admin.get('/api/failed-mail')).json().items).toEqual([]);
    const { items } = (await admin.get('/api/mail')).json();
    expect(items).toMatchObject([{ via: 'smtp', file: null }]);
    expect((await admin.get(`/api/mail/${items[0].id}`)).json().text).toBeNull();
  } finally {
    await other.close();
    await smtp.close();
  }
});
