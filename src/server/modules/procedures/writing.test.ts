import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildStage, type Player, type Stage } from '../../replay/stage.ts';
import { startTestApp, type TestApp } from '../../testing/app.ts';
import { fifthJurisdiction } from '../../testing/fifth-jurisdiction.ts';
import type { CaseView } from './view.ts';

const fifth = fifthJurisdiction();
let app: TestApp;
let stage: Stage;
/** An application that its host is filling in. */
let draft: string;
beforeAll(async () => {
  app = await startTestApp({ KEYUAN_POLICIES: fifth.folder });
  app.setTime('2026-09-07T02:00:00Z');
  stage = await buildStage(app, 'qinghe', ['city_department', 'district_clerk', 'host_admin', 'platform_head']);
  const data = { title: '申报', window_from: '2026-09-07', window_to: '2026-12-31' };
  const call = await post('city_department', '/api/cases', { programme: 'qinghe', procedure: 'call', data });
  await post('city_department', `/api/cases/${call.id}/actions/publish`, { version: 1, data: {} });
  draft = (
    await post('host_admin', '/api/cases', {
      programme: 'qinghe',
      procedure: 'application',
      subject: { kind: 'platform', id: stage.platform },
      parent: call.id,
      data: { class: 'seed_bank', summary: '保存作物种质', accessions: 200 },
    })
  ).id;
}, 120_000);
afterAll(async () => {
  await app.close();
  fifth.remove();
});

const who = (person: string): Player => stage.players.get(person)!;
async function post(person: string, url: string, body: unknown): Promise<CaseView> {
  const answer = await who(person).call('POST', url, body);
  if (answer.status >= 300) throw new Error(JSON.stringify(answer.body));
  return answer.body;
}
const todo = async (person: string): Promise<string[]> => {
  const { body } = await who(person).call('GET', '/api/cases?todo=mine&limit=100');
  return (body as unknown as { items: { id: string }[] }).items.map(({ id }) => id);
};
const act = async (person: string, action: string, data = {}): Promise<CaseView> => {
  const { body } = await who(person).call('GET', `/api/cases/${draft}`);
  return post(person, `/api/cases/${draft}/actions/${action}`, { version: (body as CaseView).version, data });
};

test('who fills in a case has it on the to-do list while it is being written, though others hand it in', async () => {
  // The head of the platform writes and cannot submit.
  expect(await todo('platform_head')).toContain(draft);
  expect(await todo('host_admin')).toContain(draft);
  await act('host_admin', 'submit');
  expect(await todo('platform_head')).not.toContain(draft);
  expect(await todo('district_clerk')).toContain(draft);
  await act('district_clerk', 'return', { reason: '请补充。' });
  expect(await todo('platform_head')).toContain(draft);
  expect(await todo('district_clerk')).not.toContain(draft);
});

test('writers see each other and hold sections; offices do not; nothing of it fills the audit trail', async () => {
  const be = (person: string, section: string | null, lock = false) =>
    who(person).call('PUT', `/api/cases/${draft}/presence`, { section, lock });
  expect((await be('host_admin', 'summary', true)).status).toBe(200);
  const met = await be('platform_head', 'plan', true);
  const { present } = met.body as unknown as { present: { name: string; section: string | null; locked: boolean }[] };
  expect(present.map(({ section, locked }) => [section, locked])).toEqual(
    expect.arrayContaining([
      ['summary', true],
      ['plan', true],
    ]),
  );
  const taken = await be('platform_head', 'summary', true);
  expect([taken.status, (taken.body as unknown as { code: string }).code]).toEqual([409, 'procedures.field_locked']);
  expect((await be('district_clerk', null)).status).toBe(403);
  // A lock ends with the presence of its holder.
  await app.services.storage.db
    .updateTable('case_presence')
    .set({ seen_at: '2020-01-01T00:00:00Z' })
    .where('account_id', '=', who('host_admin').account)
    .execute();
  expect((await be('platform_head', 'summary', true)).status).toBe(200);
  const events = await app.services.storage.db
    .selectFrom('audit_event')
    .select('outcome')
    .where('action', '=', 'procedures.case.present')
    .execute();
  expect(events.map(({ outcome }) => outcome)).not.toContain('done');
});
