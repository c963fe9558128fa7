import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from 'kysely';
import { callerOf, cookieOf, PASSWORD, seedPeople, signIn } from '../../testing/people.ts';
import { startTestApp, type TestApp } from '../../testing/app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
  await seedPeople(app);
});
afterAll(() => app.close());

const trySignIn = (account: string, password: string, address = '10.0.0.1') =>
  app.http.inject({ method: 'POST', url: '/api/session', payload: { account, password }, remoteAddress: address });

/** What an answer tells, less what differs from request to request. */
const told = ({ statusCode, body, headers }: Awaited<ReturnType<typeof trySignIn>>) => ({
  statusCode,
  body,
  type: headers['content-type'],
  cookie: headers['set-cookie'],
});

test('nobody is signed in without a cookie', async () => {
  const answer = await callerOf(app).get('/api/session');
  expect(answer.statusCode).toBe(200);
  expect(answer.json()).toMatchObject({ account: null, roles: [], administration: [] });
});

test('signing in sets a cookie that scripts cannot read; the account name is compared without case', async () => {
  const answer = await trySignIn(' HEAD ', PASSWORD);
  expect(answer.statusCode).toBe(200);
  expect(answer.json()).toMatchObject({
    account: { account: 'head', organisation: { name: '广州示范大学' } },
    roles: [{ role: 'platform_head', scope_kind: 'platform', scope_label: { zh: '示范作物库' } }],
    administration: ['edit_platforms'],
  });
  const cookie = String(answer.headers['set-cookie']);
  expect(cookie).toMatch(/^keyuan_session=[\w-]{43};/);
  expect(cookie).toMatch(/HttpOnly/);
  expect(cookie).toMatch(/SameSite=Lax/);
  expect(cookie).toMatch(/Path=\//);
  const { rows } = await sql<{ text: string }>`select s::text as text from session s`.execute(app.services.storage.db);
  expect(rows.some(({ text }) => text.includes(cookieOf(answer).split('=')[1]!))).toBe(false);
});

test('over TLS the cookie is for TLS alone', async () => {
  const answer = await app.http.inject({
    method: 'POST',
    url: '/api/session',
    payload: { account: 'head', password: PASSWORD },
    headers: { 'x-forwarded-proto': 'https' },
  });
  expect(String(answer.headers['set-cookie'])).toMatch(/; Secure/);
});

test('signing out ends the session, not only the cookie', async () => {
  const staff = await signIn(app, 'staff');
  const out = await staff.delete('/api/session');
  expect(out.statusCode).toBe(204);
  expect(String(out.headers['set-cookie'])).toMatch(/Max-Age=0/);
  expect((await staff.get('/api/session')).json().account).toBeNull();
});

test('a made-up cookie is nobody, and signing in never takes over a cookie that came along', async () => {
  const made = `keyuan_session=${'A'.repeat(43)}`;
  expect((await callerOf(app, made).get('/api/session')).json().account).toBeNull();
  const answer = await app.http.inject({
    method: 'POST',
    url: '/api/session',
    payload: { account: 'head', password: PASSWORD },
    headers: { cookie: made },
  });
  expect(cookieOf(answer)).not.toBe(made);
});

test('a name without an account is answered like a wrong password, to the lock and beyond', async () => {
  for (let attempt = 1; attempt <= 6; attempt++) {
    const known = await trySignIn('district', 'not the password');
    const unknown = await trySignIn('no.such.name', 'not the password');
    expect(told(unknown)).toEqual(told(known));
    expect(known.statusCode).toBe(attempt < 5 ? 401 : 429);
    expect(known.json().code).toBe(attempt < 5 ? 'identity.sign_in_failed' : 'identity.locked');
    expect(known.body).not.toContain('district');
  }
  // The right password does not help while the name is locked, whatever its case.
  expect((await trySignIn('District', PASSWORD)).statusCode).toBe(429);
});

test('the security administrator lifts a lock, the system administrator cannot', async () => {
  const [security, system] = [await signIn(app, 'security'), await signIn(app, 'system')];
  const { items } = (await security.get('/api/accounts?q=district')).json();
  expect(items[0].locked_until).not.toBeNull();
  expect((await system.post(`/api/accounts/${items[0].id}/unlocking`)).statusCode).toBe(403);
  expect((await security.post(`/api/accounts/${items[0].id}/unlocking`)).json().locked_until).toBeNull();
  expect((await trySignIn('district', PASSWORD)).statusCode).toBe(200);
});

test('tries side by side do not slip past the lock', async () => {
  const tries = await Promise.all(
    Array.from({ length: 12 }, (_, index) => trySignIn('clerk', `wrong ${index}`, '10.0.0.2')),
  );
  expect(tries.filter(({ statusCode }) => statusCode === 401).length).toBeLessThanOrEqual(4);
  expect((await trySignIn('clerk', PASSWORD, '10.0.0.3')).statusCode).toBe(429);
});

test('more than thirty tries a minute from one address are refused', async () => {
  const codes: number[] = [];
  for (let index = 0; index < 31; index++)
    codes.push(
      (
        await app.http.inject({
          method: 'POST',
          url: '/api/session/second-factor',
          payload: { code: '000000' },
          remoteAddress: '10.0.0.9',
        })
      ).statusCode,
    );
  expect(codes.slice(0, 30).every((code) => code === 409)).toBe(true);
  expect(codes[30]).toBe(429);
});

test('writes from another site are refused', async () => {
  const { cookie } = await signIn(app, 'head');
  const write = (headers: Record<string, string>) =>
    app.http.inject({
      method: 'POST',
      url: '/api/session/password',
      headers: { cookie, host: 'localhost:3000', 'content-type': 'application/json', ...headers },
      payload: JSON.stringify({ current: 'wrong', password: 'x' }),
    });
  expect((await write({ origin: 'https://elsewhere.example' })).json().code).toBe('kernel.foreign_origin');
  expect((await write({ origin: 'null' })).json().code).toBe('kernel.foreign_origin');
  expect((await write({ origin: 'http://localhost:3000' })).json().code).toBe('identity.password_wrong');
  expect((await write({ 'content-type': 'text/plain' })).statusCode).toBe(415);
});

test('a new password ends the other sessions and is told by mail', async () => {
  const [here, there] = [await signIn(app, 'host'), await signIn(app, 'host')];
  const weak = await here.post('/api/session/password', { current: PASSWORD, password: 'password' });
  expect(weak.json()).toMatchObject({ code: 'identity.password_refused', errors: [{ path: 'body.password' }] });
  const answer = await here.post('/api/session/password', { current: PASSWORD, password: 'Another-river-8' });
  expect(answer.json().account.account).toBe('host');
  expect((await there.get('/api/session')).json().account).toBeNull();
  await expect(signIn(app, 'host')).rejects.toThrow('sign_in_failed');
  await signIn(app, 'host', 'Another-river-8');
});

test('a session ends after half an hour without use, by the machine’s time', async () => {
  const staff = await signIn(app, 'staff');
  app.setTime('2027-01-01T00:00:00Z');
  expect((await staff.get('/api/session')).json().account).not.toBeNull();
  app.setTime('2026-11-24T02:00:00Z');
  const idle = new Date(Date.now() - 31 * 60_000).toISOString();
  await sql`update session set seen_at = ${idle}`.execute(app.services.storage.db);
  expect((await staff.get('/api/session')).json().account).toBeNull();
});

const codeOf = (secret: string, stepsAhead = 0): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + stepsAhead * 30_000 });

test('a second factor: set up, asked for, each code once, removed', async () => {
  const staff = await signIn(app, 'staff.hubei');
  expect((await staff.post('/api/session/second-factor/setup', { password: 'wrong' })).statusCode).toBe(403);
  const { secret, uri } = (await staff.post('/api/session/second-factor/setup', { password: PASSWORD })).json();
  expect(uri).toContain(secret);
  const wrong = codeOf(secret, 20);
  expect((await staff.post('/api/session/second-factor/confirmation', { code: wrong })).json().code).toBe(
    'identity.code_wrong',
  );
  const code = codeOf(secret, -1);
  const confirmed = await staff.post('/api/session/second-factor/confirmation', { code });
  expect(confirmed.json().account.second_factor).toBe(true);

  const first = await trySignIn('staff.hubei', PASSWORD);
  expect(first.json()).toMatchObject({ account: null, awaiting_second_factor: true, roles: [] });
  const half = callerOf(app, cookieOf(first));
  expect((await half.get('/api/platforms')).statusCode).toBe(401);
  expect((await half.post('/api/session/second-factor', { code })).json().code).toBe('identity.code_wrong');
  const whole = await half.post('/api/session/second-factor', { code: ` ${codeOf(secret).replace(/^.../, '$& ')}` });
  expect(whole.json()).toMatchObject({ account: { account: 'staff.hubei' }, awaiting_second_factor: false });
  // The session goes on under another token.
  expect(cookieOf(whole)).not.toBe(half.cookie);
  expect((await half.get('/api/session')).json().account).toBeNull();

  const removed = await callerOf(app, cookieOf(whole)).post('/api/session/second-factor/removal', {
    password: PASSWORD,
    code: codeOf(secret, 1),
  });
  expect(removed.json().account.second_factor).toBe(false);
});

test('in live use the roles of administrators rest until a second factor is set up', async () => {
  const live = await startTestApp({ KEYUAN_MODE: 'live' });
  try {
    await seedPeople(live);
    const system = await signIn(live, 'system');
    expect((await system.get('/api/session')).json()).toMatchObject({
      needs_second_factor_setup: true,
      administration: [],
    });
    expect((await system.get('/api/accounts')).statusCode).toBe(403);
    const { secret } = (await system.post('/api/session/second-factor/setup', { password: PASSWORD })).json();
    const set = await system.post('/api/session/second-factor/confirmation', { code: codeOf(secret) });
    expect(set.json()).toMatchObject({ needs_second_factor_setup: false });
    expect((await system.get('/api/accounts')).statusCode).toBe(200);
    expect((await (await signIn(live, 'head')).get('/api/session')).json().needs_second_factor_setup).toBe(false);
  } finally {
    await live.close();
  }
});

test('the security administrator removes a lost second factor, once', async () => {
  const staff = await signIn(app, 'staff');
  const { secret } = (await staff.post('/api/session/second-factor/setup', { password: PASSWORD })).json();
  await staff.post('/api/session/second-factor/confirmation', { code: codeOf(secret) });
  const security = await signIn(app, 'security');
  const [account] = (await security.get('/api/accounts?q=staff&limit=1')).json().items;
  expect(account.actions).toEqual(['reset_second_factor']);
  const reset = () => security.post(`/api/accounts/${account.id}/second-factor-reset`, { revision: account.revision });
  expect((await reset()).json()).toMatchObject({ second_factor: false, revision: account.revision + 1 });
  expect((await reset()).statusCode).toBe(409);
  expect((await staff.get('/api/session')).json().account).toBeNull();
  expect((await signIn(app, 'staff')).cookie).not.toBe('');
});

test('once a day, what is over is removed and what is in use stays', async () => {
  const staff = await signIn(app, 'staff.hubei');
  const { db } = app.services.storage;
  await trySignIn('forgotten.name', 'wrong', '10.0.0.20');
  await trySignIn('fresh.name', 'wrong', '10.0.0.20');
  const old = new Date(Date.now() - 25 * 3_600_000).toISOString();
  await sql`update sign_in_failure set last_at = ${old} where account = 'forgotten.name'`.execute(db);
  await signIn(app, 'head');
  await sql`update session set expires_at = ${old} where account_id = (select id from account where account = 'head')`.execute(
    db,
  );
  app.setTime('2026-11-26T02:00:00Z');
  await app.background.look();
  const left = await sql<{ account: string }>`
    select a.account from session s join account a on a.id = s.account_id
    union all select account from sign_in_failure`.execute(db);
  const names = left.rows.map(({ account }) => account);
  expect(names).toEqual(expect.arrayContaining(['staff.hubei', 'fresh.name']));
  expect(names).not.toContain('forgotten.name');
  expect(names).not.toContain('head');
  expect((await staff.get('/api/session')).json().account).not.toBeNull();
  app.setTime('2026-11-24T02:00:00Z');
});
