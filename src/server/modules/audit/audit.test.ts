import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../testing/app.ts';
import { type Caller, callerOf, seedPeople, signIn } from '../../testing/people.ts';

let app: TestApp;
let auditor: Caller;
beforeAll(async () => {
  app = await startTestApp();
  await seedPeople(app);
  auditor = await signIn(app, 'auditor');
});
afterAll(() => app.close());

interface Event {
  id: string;
  at: string;
  action: string;
  outcome: string;
  actor: { name: string };
  subject: { kind: string } | null;
  detail: Record<string, unknown>;
}
const events = async (query: string, caller = auditor): Promise<Event[]> =>
  (await caller.get(`/api/audit-events?${query}`)).json().items;

test('what is done and what is refused is on record, with who did it', async () => {
  const head = await signIn(app, 'head');
  const change = (fields: object) => head.patch('/api/platforms/GZ-ALPHA', { revision: 1, ...fields });
  expect((await change({ name_zh: '另一个名称' })).statusCode).toBe(403);
  expect((await change({ summary_zh: '水稻与大豆种质' })).statusCode).toBe(200);
  const [done, refused] = [
    await events('action=identity.platform.update'),
    await events('action=route.updatePlatform'),
  ];
  expect(done).toMatchObject([
    {
      outcome: 'done',
      actor: { name: '示范 head' },
      subject: { kind: 'platform' },
      detail: { change: { summary_zh: '水稻与大豆种质' } },
    },
  ]);
  expect(refused).toMatchObject([{ outcome: 'refused', detail: { code: 'identity.register_field' } }]);
});

test('filters: beginning of the action, subject, actor, days in Shanghai', async () => {
  app.setTime('2026-11-25T15:59:59Z');
  await signIn(app, 'plain');
  app.setTime('2026-11-25T16:00:00Z');
  const plain = await signIn(app, 'plain');
  const { id } = (await plain.get('/api/session')).json().account;
  expect(await events(`actor=${id}`)).toHaveLength(2);
  expect(await events(`actor=${id}&from=2026-11-26`)).toHaveLength(1);
  expect(await events(`actor=${id}&to=2026-11-25`)).toHaveLength(1);
  expect(await events(`subject_kind=account&subject_id=${id}&from=2026-11-25&to=2026-11-26`)).toHaveLength(2);
  expect(await events('action=identity.session_')).toEqual([]);
  expect((await events('action=identity.session.')).length).toBeGreaterThan(2);
  expect(await events('outcome=refused&action=identity.session')).toEqual([]);
});

test('pages join up', async () => {
  const all = await events('limit=100');
  const seen: string[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const answer: { items: Event[]; next: string | null } = (
      await auditor.get(`/api/audit-events?limit=3${cursor === '' ? '' : `&cursor=${cursor}`}`)
    ).json();
    seen.push(...answer.items.map(({ id }) => id));
    cursor = answer.next;
  }
  expect(seen).toEqual(all.map(({ id }) => id));
});

test('an auditor of a programme reads of its people and platforms only', async () => {
  const own = await signIn(app, 'auditor.guangzhou');
  const platforms = (await own.get('/api/platforms')).json().items as { id: string; code: string }[];
  const read = await events('limit=100', own);
  expect(read.map(({ actor }) => actor.name)).toContain('示范 head');
  expect(read.map(({ actor }) => actor.name)).not.toContain('示范 auditor');
  const hubei = await signIn(app, 'staff.hubei');
  await hubei.get('/api/session');
  expect((await events('limit=100', own)).map(({ actor }) => actor.name)).not.toContain('示范 staff.hubei');
  expect(platforms.length).toBe(3);
});

test('nobody else reads it, not even the other two administrators', async () => {
  for (const account of ['system', 'security', 'host']) {
    const caller = await signIn(app, account);
    expect((await caller.get('/api/audit-events')).statusCode).toBe(403);
  }
  expect((await callerOf(app).get('/api/audit-events')).statusCode).toBe(401);
});
