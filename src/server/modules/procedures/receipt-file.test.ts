import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildStage, type Player, type Stage } from '../../replay/stage.ts';
import { startTestApp, type TestApp } from '../../testing/app.ts';
import { fifthJurisdiction } from '../../testing/fifth-jurisdiction.ts';
import { callerOf } from '../../testing/people.ts';
import type { CaseView } from './view.ts';

const fifth = fifthJurisdiction();
let app: TestApp;
let stage: Stage;
let other: Stage;
let call: string;
beforeAll(async () => {
  app = await startTestApp({ KEYUAN_POLICIES: fifth.folder });
  app.setTime('2026-09-07T02:00:00Z');
  stage = await buildStage(app, 'qinghe', ['city_department', 'district_clerk', 'host_admin', 'host_admin/2']);
  other = await buildStage(app, 'qinghe', ['host_admin']);
  const data = { title: '申报', window_from: '2026-09-07', window_to: '2026-12-31' };
  call = (await post('city_department', '/api/cases', { programme: 'qinghe', procedure: 'call', data })).id;
  await post('city_department', `/api/cases/${call}/actions/publish`, { version: 1, data: {} });
}, 120_000);
afterAll(async () => {
  await app.close();
  fifth.remove();
});

const who = (person: string, from = stage): Player => from.players.get(person)!;
async function post(person: string, url: string, body: unknown, from = stage): Promise<CaseView> {
  const answer = await who(person, from).call('POST', url, body);
  if (answer.status >= 300) throw new Error(JSON.stringify(answer.body));
  return answer.body;
}

/** An application that its host submitted. @returns address of the receipt */
async function submitted(from: Stage, title?: string): Promise<string> {
  if (title !== undefined)
    await app.services.storage.db
      .updateTable('platform')
      .set({ name_zh: title })
      .where('id', '=', from.platform)
      .execute();
  const opened = await post(
    'host_admin',
    '/api/cases',
    {
      programme: 'qinghe',
      procedure: 'application',
      subject: { kind: 'platform', id: from.platform },
      parent: call,
      data: { class: 'seed_bank', summary: '保存作物种质', accessions: 200 },
    },
    from,
  );
  const body = { version: opened.version, data: {} };
  const sent = await post('host_admin', `/api/cases/${opened.id}/actions/submit`, body, from);
  return `/api/cases/${opened.id}/receipts/${sent.timeline.findLast(({ receipt }) => receipt)!.id}`;
}

test('GZ-13.2 a submission’s receipt is one numbered PDF for its side, and anybody with its code can verify it', async () => {
  const receipt = await submitted(stage);
  // Two at once ask for one document.
  const [first, second] = await Promise.all(
    ['host_admin', 'host_admin/2'].map((person) => who(person).download(`${receipt}/file`)),
  );
  expect([first!.status, second!.status]).toEqual([200, 200]);
  expect(first!.bytes.subarray(0, 5).toString()).toBe('%PDF-');
  expect(second!.bytes.equals(first!.bytes)).toBe(true);
  const rows = await app.services.storage.db
    .selectFrom('issued_document')
    .selectAll()
    .where('kind', '=', 'receipt')
    .execute();
  expect(rows).toHaveLength(1);
  expect(rows[0]).toMatchObject({
    number_text: '回执〔2026〕1号',
    programme: 'qinghe',
    owner_id: who('host_admin').account,
  });
  const data = rows[0]!.data as Record<string, unknown>;
  const json = (await who('host_admin').call('GET', receipt)).body as Record<string, unknown>;
  expect(data).toMatchObject({ content_sha256: json['digest'], submitted_at: json['at'], trial: true });
  const shown = (await callerOf(app).get(`/api/documents/${rows[0]!.code}`)).json();
  expect(shown).toMatchObject({ number: '回执〔2026〕1号', may_download: false });
  expect(JSON.stringify(shown)).not.toContain('复演资源库');
});

test('offices, other hosts and strangers get no PDF of it', async () => {
  const receipt = await submitted(other);
  for (const person of ['district_clerk', 'city_department', 'host_admin'])
    expect([person, (await who(person).download(`${receipt}/file`)).status]).toEqual([person, 404]);
  expect((await callerOf(app).get(`${receipt}/file`)).statusCode).toBe(401);
  expect((await who('host_admin', other).download(`${receipt}/file`)).status).toBe(200);
});

test('a name that cannot be printed does not keep anybody from submitting; the PDF says which character it is', async () => {
  const third = await buildStage(app, 'qinghe', ['host_admin']);
  const receipt = await submitted(third, '𪚥资源库');
  const refused = await who('host_admin', third).download(`${receipt}/file`);
  expect(refused.status).toBe(422);
  expect(JSON.parse(refused.bytes.toString())).toMatchObject({
    code: 'documents.characters_missing',
    params: { characters: '𪚥（U+2A6A5）' },
  });
  expect((await who('host_admin', third).call('GET', receipt)).status).toBe(200);
});
