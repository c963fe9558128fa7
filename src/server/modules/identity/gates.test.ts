import { afterAll, beforeAll, expect, test } from 'vitest';
import { ROLE_IDS, ROLES } from '../../../shared/identity/roles.ts';
import { systemActor } from '../../kernel/context.ts';
import { startTestApp, type TestApp } from '../../testing/app.ts';
import { type Caller, callerOf, PASSWORD, seedPeople, signIn } from '../../testing/people.ts';
import { seedAccounts } from './index.ts';

let app: TestApp;
const caller = new Map<string, Caller>();
const nobody = () => callerOf(app);

/** Where a role's test account holds it: the first kind of scope the role may have. */
const SCOPE_ID = {
  instance: '*',
  programme: 'guangzhou',
  platform: 'GZ-ALPHA',
  organisation: '广州示范大学',
  region: '440106',
};

beforeAll(async () => {
  app = await startTestApp();
  await seedPeople(app);
  const accounts = ROLE_IDS.map((role) => {
    const [scopeKind] = ROLES[role].scopes;
    return {
      account: `only.${role}`,
      name: role,
      demo: false,
      roles: [{ role, scopeKind, scopeId: SCOPE_ID[scopeKind] }],
    };
  });
  await seedAccounts(
    app.contextOf(systemActor('test')),
    [...accounts, { account: 'only.nothing', name: '-', demo: false, roles: [] }],
    PASSWORD,
  );
  for (const role of [...ROLE_IDS, 'nothing']) caller.set(role, await signIn(app, `only.${role}`));
});
afterAll(() => app.close());

const routes = () =>
  app.modules.flatMap(({ table }) => Object.entries(table).map(([name, route]) => ({ name, ...route })));

function call(who: Caller, { method, path, body }: ReturnType<typeof routes>[number]) {
  const headers = {
    cookie: who.cookie,
    ...(method !== 'GET' &&
      method !== 'DELETE' && { 'content-type': body === 'bytes' ? 'application/octet-stream' : 'application/json' }),
  };
  const url = path.replaceAll(/:\w+/g, '999999999999');
  return app.http.inject({ method, url, headers, ...(method !== 'GET' && method !== 'DELETE' && { payload: '{}' }) });
}

test('nobody gets through a gate that asks for a sign-in', async () => {
  const gated = routes().filter(({ allow }) => allow !== 'anyone');
  expect(gated.length).toBeGreaterThan(30);
  for (const route of gated) {
    const answer = await call(nobody(), route);
    expect([route.name, answer.statusCode, answer.json().code]).toEqual([route.name, 401, 'kernel.sign_in_first']);
  }
});

test('each role that a gate does not name is turned away there', async () => {
  let tried = 0;
  for (const route of routes()) {
    const { allow, name } = route;
    if (typeof allow === 'string') continue;
    for (const [role, who] of caller) {
      if ((allow as readonly string[]).includes(role)) continue;
      tried += 1;
      const answer = await call(who, route);
      expect([name, role, answer.statusCode, answer.json().code]).toEqual([name, role, 403, 'kernel.not_allowed']);
    }
  }
  expect(tried).toBeGreaterThan(300);
});

test('each role that a gate names gets past it', async () => {
  for (const route of routes()) {
    if (typeof route.allow === 'string' || route.method === 'DELETE') continue;
    for (const role of route.allow) {
      const answer = await call(caller.get(role)!, route);
      const isJson = /json/.test(String(answer.headers['content-type']));
      expect([route.name, role, isJson && answer.json().code]).not.toEqual([route.name, role, 'kernel.not_allowed']);
      expect(answer.statusCode).toBeLessThan(500);
    }
  }
});
