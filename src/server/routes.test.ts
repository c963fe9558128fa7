import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RouteSpec } from '../shared/contract.ts';
import { GUARDIANS } from '../shared/catalogue/people.ts';
import { type Role, ROLES, WHOLE_INSTANCE } from '../shared/identity/roles.ts';
import { startTestApp, type TestApp } from './testing/app.ts';
import { addHouse, draft, type House, publish } from './testing/catalogue-desk.ts';
import { addPerson, type Caller, nobody } from './testing/import-desk.ts';

/** Roles that reach records of a platform in their scope; the gates by role are tested in identity/gates.test.ts. */
const INSIDERS: readonly Role[] = GUARDIANS;

let app: TestApp;
let mine: House;
let other: House;
const people = new Map<Role, Caller>();

beforeAll(async () => {
  app = await startTestApp();
  mine = await addHouse(app, 'MINE', { programme: 'national' });
  other = await addHouse(app, 'OTHER', { programme: 'hubei' });
  const scopeIds = {
    platform: other.id,
    organisation: '1',
    programme: 'hubei',
    region: '420000',
    instance: WHOLE_INSTANCE,
  };
  for (const role of INSIDERS) {
    const kind = ROLES[role].scopes[0];
    people.set(role, await addPerson(app, `only.${role.replaceAll('_', '-')}`, role, { kind, id: scopeIds[kind] }));
  }
}, 120_000);
afterAll(() => app.close());

const routes = (): [name: string, route: RouteSpec][] => app.modules.flatMap(({ table }) => Object.entries(table));

test('there are routes, and every path and method comes once', () => {
  const all = routes().map(([, { method, path }]) => `${method} ${path}`);
  expect(all.length).toBeGreaterThan(50);
  expect(new Set(all).size).toBe(all.length);
});

test('the right role on the wrong platform: no record, no list row, no change', async () => {
  const published = await publish(mine, 'dataset', { title: '只属于我方平台', share_scope: 'full' });
  const hidden = (await draft(mine, 'dataset', { title: '我方草稿', share_scope: 'full' })).body.id;
  for (const role of INSIDERS) {
    const caller = people.get(role)!;
    for (const id of [published, hidden]) {
      expect((await caller.call('GET', `/api/work/resources/${id}`)).status, role).toBe(403);
      const change = { revision: 1, fields: { title: '改' } };
      expect((await caller.call('PUT', `/api/resources/${id}`, change)).status, role).toBe(403);
      expect(
        (await caller.call('POST', `/api/resources/${id}/actions`, { action: 'withdraw', revision: 1, reason: '无权' }))
          .status,
        role,
      ).toBe(403);
    }
    const { body } = await caller.call<{ items: { id: string }[] }>('GET', '/api/work/resources?limit=100');
    expect(body.items.map(({ id }) => id)).not.toContain(published);
    expect((await caller.call('GET', '/api/work/resources?platform=MINE')).status, role).toBe(403);
    expect((await caller.call('GET', '/api/work/quality?platform=MINE')).status, role).toBe(403);
    expect((await caller.call('GET', '/api/work/withheld?platform=MINE')).status, role).toBe(403);
    const many = await caller.call<{ done: number }>('POST', '/api/work/actions', {
      action: 'withdraw',
      ids: [published],
      reason: '无权',
    });
    expect(many.body.done, role).toBe(0);
  }
  expect((await nobody(app).call('GET', `/api/resources/${published}`)).status).toBe(200);
});
