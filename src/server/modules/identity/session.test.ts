import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../testing/app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

test('nobody is signed in without a cookie', async () => {
  const answer = await app.http.inject({ method: 'GET', url: '/api/session' });
  expect(answer.statusCode).toBe(200);
  expect(answer.json()).toMatchObject({ account: null, roles: [], administration: [] });
});

test('a name without an account is told no more than a wrong password', async () => {
  const answer = await app.http.inject({
    method: 'POST',
    url: '/api/session',
    payload: { account: 'no.such.name', password: 'whatever it is' },
  });
  expect(answer.statusCode).toBe(401);
  expect(answer.json()).toMatchObject({ code: 'identity.sign_in_failed' });
});
