import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../testing/app.ts';
import type { SeededRegister } from './index.ts';
import { type Caller, HOST, OTHER_HOST, seedPeople, signIn } from '../../testing/people.ts';

let app: TestApp;
let ids: SeededRegister;
const caller: Record<string, Caller> = {};
const idOf: Record<string, string> = {};
beforeAll(async () => {
  app = await startTestApp();
  ids = await seedPeople(app);
  for (const account of ['system', 'security', 'auditor', 'host', 'head', 'system.guangzhou', 'security.guangzhou'])
    caller[account] = await signIn(app, account);
  const { items } = (await caller.security!.get('/api/accounts?limit=100')).json();
  for (const { account, id } of items) idOf[account] = id;
});
afterAll(() => app.close());

/** @param scope `kind:id` */
const give = (by: string, account: string, role: string, scope: string, more = {}) => {
  const [scope_kind, scope_id] = scope.split(':');
  return caller[by]!.post('/api/grants', { account_id: idOf[account], role, scope_kind, scope_id, ...more });
};

test('nobody holds two of the three administrators: the refusal names both roles and the standard', async () => {
  for (const [account, role] of [
    ['system', 'auditor'],
    ['auditor', 'system_administrator'],
    ['system.guangzhou', 'security_administrator'],
  ] as const) {
    const answer = await give('security', account, role, 'instance:*');
    expect(answer.statusCode).toBe(409);
    expect(answer.json()).toMatchObject({ code: 'identity.exclusive_roles' });
    expect(answer.json().title).toMatch(/系统管理员|审计人员|安全管理员/);
    expect(answer.json().title).toContain('GB/T 22239-2019');
  }
});

test('an administrator-to-be counts too, and revoking makes room', async () => {
  const later = await give('security', 'plain', 'auditor', 'instance:*', { from_date: '2027-01-01' });
  expect(later.statusCode).toBe(201);
  expect(later.json()).toMatchObject({ in_effect: false, actions: ['revoke'] });
  expect((await give('security', 'plain', 'system_administrator', 'instance:*')).statusCode).toBe(409);
  const revoked = await caller.security!.post(`/api/grants/${later.json().id}/revocation`);
  expect(revoked.json().revoked_at).not.toBeNull();
  const now = await give('security', 'plain', 'system_administrator', 'programme:hubei');
  expect(now.statusCode).toBe(201);
  await caller.security!.post(`/api/grants/${now.json().id}/revocation`);
});

test('a grant counts from its first to its last day', async () => {
  const answer = await give('security', 'plain', 'expert', 'instance:*', {
    from_date: '2026-11-26',
    to_date: '2026-11-27',
  });
  expect(answer.statusCode).toBe(201);
  const plain = await signIn(app, 'plain');
  const roles = async (instant: string) => {
    app.setTime(instant);
    return (await plain.get('/api/session')).json().roles.map(({ role }: { role: string }) => role);
  };
  // Civil dates in Shanghai: the day begins at 16:00 UTC the day before.
  expect(await roles('2026-11-25T15:59:00Z')).toEqual([]);
  expect(await roles('2026-11-25T16:01:00Z')).toEqual(['expert']);
  expect(await roles('2026-11-27T15:59:00Z')).toEqual(['expert']);
  expect(await roles('2026-11-27T16:01:00Z')).toEqual([]);
  app.setTime('2026-11-24T02:00:00Z');
});

test('grants are refused when they make no sense', async () => {
  const cases = [
    [give('security', 'security', 'expert', 'instance:*'), 'identity.own_grant'],
    [give('security', 'plain', 'platform_staff', 'instance:*'), 'identity.role_scope'],
    [give('security', 'plain', 'platform_staff', 'platform:NO-SUCH'), 'identity.scope_unknown'],
    [give('security', 'staff', 'platform_staff', 'platform:gz-alpha'), 'identity.grant_present'],
    [give('security', 'plain', 'expert', 'instance:*', { from_date: '2026-11-23' }), 'identity.grant_dates'],
    [give('security', 'plain', 'expert', 'instance:*', { to_date: '2026-11-23' }), 'identity.grant_dates'],
  ] as const;
  for (const [answer, code] of cases) expect((await answer).json().code).toBe(code);
});

test('a host administrator gives platform roles to the own people on the own platforms, nothing else', async () => {
  const given = await give('host', 'plain', 'platform_staff', 'platform:GZ-ALPHA');
  expect(given.statusCode).toBe(201);
  expect(given.json()).toMatchObject({ scope_label: { zh: '示范作物库' }, granted_by: '示范 host' });
  const beyond = [
    give('host', 'plain', 'platform_staff', 'platform:HB-BETA'),
    give('host', 'plain', 'host_admin', `organisation:${ids.organisations.get(HOST)}`),
    give('host', 'plain', 'host_accountant', `organisation:${ids.organisations.get(OTHER_HOST)}`),
    give('host', 'plain', 'system_administrator', 'programme:guangzhou'),
  ];
  for (const answer of beyond) expect((await answer).json().code).toBe('identity.grant_beyond_scope');
  expect((await give('host', 'staff.hubei', 'platform_staff', 'platform:GZ-ALPHA')).json().code).toBe(
    'identity.account_unknown',
  );
  expect((await caller.host!.post(`/api/grants/${given.json().id}/revocation`)).statusCode).toBe(200);
});

test('administrators of a programme stay within it', async () => {
  expect((await give('security.guangzhou', 'plain', 'portal_operator', 'programme:hubei')).statusCode).toBe(403);
  expect((await give('security.guangzhou', 'plain', 'expert', 'instance:*')).statusCode).toBe(403);
  const { items } = (await caller['system.guangzhou']!.get('/api/accounts?limit=100')).json();
  const names = items.map(({ account }: { account: string }) => account);
  expect(names).toContain('head');
  expect(names).not.toContain('staff.hubei');
  expect(names).not.toContain('auditor');
  expect((await caller['system.guangzhou']!.get(`/api/accounts/${idOf.security}`)).statusCode).toBe(404);
});

test('a host administrator sees and changes the own people only, and none with roles elsewhere', async () => {
  const { items } = (await caller.host!.get('/api/accounts')).json();
  expect(items.map(({ account }: { account: string }) => account)).toEqual(['head', 'host', 'plain', 'staff']);
  expect((await caller.host!.get(`/api/accounts/${idOf['staff.hubei']}`)).statusCode).toBe(404);
  const expert = await give('security', 'plain', 'expert', 'instance:*', { from_date: '2027-02-01' });
  const change = await caller.host!.patch(`/api/accounts/${idOf.plain}`, { revision: 1, name: '别人' });
  expect(change.json().code).toBe('identity.account_beyond_scope');
  await caller.security!.post(`/api/grants/${expert.json().id}/revocation`);
  await caller.security!.get('/api/grants');
  const listed = (await caller.security!.get(`/api/grants?account=${idOf.plain}`)).json().items;
  for (const grant of listed) await caller.security!.post(`/api/grants/${grant.id}/revocation`);
  const again = await caller.host!.patch(`/api/accounts/${idOf.plain}`, { revision: 1, name: '陈 晓' });
  expect(again.json()).toMatchObject({ name: '陈 晓', revision: 2 });
  const stale = await caller.host!.patch(`/api/accounts/${idOf.plain}`, { revision: 1, name: '陈晓' });
  expect(stale.json()).toMatchObject({ code: 'kernel.stale_version', status: 409 });
  const moved = await caller.host!.patch(`/api/accounts/${idOf.plain}`, {
    revision: 2,
    organisation_id: ids.organisations.get(OTHER_HOST),
  });
  expect(moved.json().code).toBe('identity.account_beyond_scope');
});

test('mail addresses of those who watch are theirs alone', async () => {
  for (const account of ['security', 'auditor']) {
    const answer = await caller.system!.patch(`/api/accounts/${idOf[account]}`, {
      revision: 1,
      email: 'me@example.org',
    });
    expect(answer.json().code).toBe('identity.guarded_email');
  }
  const own = await caller.system!.patch(`/api/accounts/${idOf.system}`, { revision: 1, email: 'me@example.org' });
  expect(own.json().code).toBe('identity.own_account');
});

test('a disabled account is out at once; the last security administrator stays', async () => {
  const staff = await signIn(app, 'staff');
  const disabled = await caller.system!.post(`/api/accounts/${idOf.staff}/disabling`, { revision: 1 });
  expect(disabled.json()).toMatchObject({ state: 'disabled', revision: 2 });
  expect((await staff.get('/api/session')).json().account).toBeNull();
  await expect(signIn(app, 'staff')).rejects.toThrow('identity.sign_in_failed');
  const enabled = await caller.system!.post(`/api/accounts/${idOf.staff}/enabling`, { revision: 2 });
  expect(enabled.json()).toMatchObject({ state: 'active' });
  await signIn(app, 'staff');
  expect((await caller.system!.post(`/api/accounts/${idOf.system}/disabling`, { revision: 1 })).json().code).toBe(
    'identity.own_account',
  );
  const last = await caller.system!.post(`/api/accounts/${idOf.security}/disabling`, { revision: 1 });
  expect(last.json().code).toBe('identity.last_security_administrator');
  const { items } = (await caller.security!.get(`/api/grants?account=${idOf.security}`)).json();
  expect((await caller.security!.post(`/api/grants/${items[0].id}/revocation`)).json().code).toBe(
    'identity.last_security_administrator',
  );
});

test('lists go on where the page ended, and refuse a cursor of another list', async () => {
  const seen: string[] = [];
  let next: string | null = '';
  while (next !== null) {
    const answer = await caller.security!.get(`/api/accounts?limit=4${next === '' ? '' : `&cursor=${next}`}`);
    seen.push(...answer.json().items.map(({ account }: { account: string }) => account));
    next = answer.json().next;
  }
  expect(seen.toSorted()).toEqual(Object.keys(idOf).toSorted());
  expect(new Set(seen).size).toBe(seen.length);
  const first = (await caller.security!.get('/api/accounts?limit=4')).json().next;
  expect((await caller.security!.get(`/api/accounts?limit=4&state=active&cursor=${first}`)).json().code).toBe(
    'kernel.bad_cursor',
  );
});

test('percent signs and underscores in a search stand for themselves', async () => {
  const found = async (q: string) =>
    (await caller.security!.get(`/api/accounts?q=${encodeURIComponent(q)}`)).json().items.length;
  expect(await found('%')).toBe(0);
  expect(await found('sys_em')).toBe(0);
  expect(await found('SYSTEM')).toBe(2);
});
