import { afterAll, beforeAll, expect, test } from 'vitest';
import { fillForm } from '../../replay/fill-form.ts';
import { samplePdf } from '../../replay/sample-pdf.ts';
import { buildStage, type Player, type Stage } from '../../replay/stage.ts';
import { startTestApp, type TestApp } from '../../testing/app.ts';
import { fifthJurisdiction } from '../../testing/fifth-jurisdiction.ts';

const fifth = fifthJurisdiction();
let app: TestApp;
let stage: Stage;
let id = '';
const who = (person: string): Player => stage.players.get(person)!;
const post = async (person: string, url: string, body: unknown): Promise<{ id: string }> =>
  (await who(person).call('POST', url, body)).body;

beforeAll(async () => {
  app = await startTestApp({ KEYUAN_POLICIES: fifth.folder });
  app.setTime('2026-09-07T02:00:00Z');
  stage = await buildStage(app, 'qinghe', ['city_department', 'host_admin']);
  const data = { title: '申报', window_from: '2026-09-07', window_to: '2026-12-31' };
  const call = await post('city_department', '/api/cases', { programme: 'qinghe', procedure: 'call', data });
  await post('city_department', `/api/cases/${call.id}/actions/publish`, { version: 1, data: {} });
  const subject = { kind: 'platform', id: stage.platform };
  const opened = {
    programme: 'qinghe',
    procedure: 'application',
    subject,
    parent: call.id,
    data: { class: 'seed_bank' },
  };
  id = (await post('host_admin', '/api/cases', opened)).id;
}, 120_000);
afterAll(async () => {
  await app.close();
  fifth.remove();
});

test('a form that nobody here has seen is data: it is filled, printed, read back and signed', async () => {
  const host = who('host_admin');
  const wrong: { body: { faults: { code: string }[] } } = await host.call('PATCH', `/api/cases/${id}/plan`, {
    path: '1/text',
    value: '库'.repeat(51),
    revision: 0,
  });
  expect(wrong.body.faults.map(({ code }) => code)).toContain('too_long');
  await host.call('PATCH', `/api/cases/${id}/plan`, { path: '1/text', value: '没有', revision: 1 });
  expect((await fillForm(host, id))?.status).toBe(200);
  const word = await host.download(`/api/cases/${id}/plan/document?format=docx`);
  const read = await host.upload(`/api/cases/${id}/plan/word?name=a.docx`, word.bytes);
  expect(read.body).toMatchObject({ changes: [], unread: [], missing: [] });
  const { body } = (await host.call('GET', `/api/cases/${id}/plan`)) as {
    body: { values: { path: string; value: unknown }[] };
  };
  expect(body.values.find(({ path }) => path === '2/years')!.value).toHaveLength(3);
  const signed = (size: number) =>
    host.upload(`/api/cases/${id}/plan/signed?field=plan&revision=0&name=a.pdf`, samplePdf('x', size));
  expect((await signed(1_048_577)).status).toBe(413);
  expect((await signed(1_048_576)).status).toBe(201);
}, 60_000);
