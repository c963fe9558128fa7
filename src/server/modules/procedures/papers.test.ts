import { createHash } from 'node:crypto';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildStage, type Player, type Stage } from '../../replay/stage.ts';
import { startTestApp, type TestApp } from '../../testing/app.ts';
import { fifthJurisdiction } from '../../testing/fifth-jurisdiction.ts';
import { callerOf } from '../../testing/people.ts';

const fifth = fifthJurisdiction();
let app: TestApp;
let stage: Stage;
let other: Stage;
let call: string;

beforeAll(async () => {
  app = await startTestApp({ KEYUAN_POLICIES: fifth.folder });
  app.setTime('2026-09-07T02:00:00Z');
  const persons = ['city_department', 'finance_department', 'district_clerk', 'host_admin', 'registered_user'];
  stage = await buildStage(app, 'qinghe', [...persons, 'city_department/2', 'expert/1', 'expert/2']);
  other = await buildStage(app, 'qinghe', ['host_admin']);
  call = await opened('city_department', 'call', { title: '申报', window_from: '2026-09-07', window_to: '2026-12-31' });
}, 120_000);
afterAll(async () => {
  await app.close();
  fifth.remove();
});

const who = (person: string, from = stage): Player => from.players.get(person)!;
interface Reply {
  status: number;
  body: {
    id: string;
    version: number;
    code: string;
    state: string;
    items: Paper[];
    next: string | null;
    drafts: Draft[];
    whole: boolean;
  };
}
interface Paper {
  code: string;
  case: string;
  kind: string;
  number: string;
  title: string;
  direction: string;
  public: boolean;
  state: string;
}
type Draft = { action: string; kind: string; direction: string };

async function opened(person: string, procedure: string, data: object, parent?: string, from = stage): Promise<string> {
  const { status, body }: Reply = await who(person, from).call('POST', '/api/cases', {
    programme: 'qinghe',
    procedure,
    ...(procedure === 'application' && { subject: { kind: 'platform', id: from.platform } }),
    ...(parent !== undefined && { parent }),
    data,
  });
  expect(status).toBe(201);
  return body.id;
}
async function take(person: string, id: string, action: string, data: object = {}): Promise<Reply> {
  const { body }: Reply = await who(person).call('GET', `/api/cases/${id}`);
  return who(person).call('POST', `/api/cases/${id}/actions/${action}`, { version: body.version, data });
}
const listed = (person: string, id: string, from = stage): Promise<Reply> =>
  who(person, from).call('GET', `/api/cases/${id}/documents`);
const count = async (): Promise<number> =>
  (await app.services.storage.db.selectFrom('issued_document').select('id').where('rule_set', 'is not', null).execute())
    .length;
/** An application of a platform of its own; the host of the first stage runs it. */
async function application(): Promise<string> {
  const at = await buildStage(app, 'qinghe', []);
  const platforms = app.services.storage.db.updateTable('platform').set({ host_id: stage.host });
  await platforms.where('id', '=', at.platform).execute();
  const data = { class: 'seed_bank', summary: '保存作物种质䴙䴘𬶏', accessions: 200 };
  return opened('host_admin', 'application', data, call, { ...stage, platform: at.platform });
}

test('a step issues its papers: listed with number, code and files; a public one is for anybody', async () => {
  expect((await take('city_department', call, 'publish')).status).toBe(200);
  const { body } = await listed('city_department', call);
  expect(body.items).toMatchObject([
    {
      kind: 'call',
      number: '青科申〔2026〕1号',
      title: '申报',
      direction: 'out',
      public: true,
      state: 'valid',
      case: call,
    },
  ]);
  const { code } = body.items[0]!;
  const file = await who('registered_user').download(`/api/cases/${call}/documents/${code}/file`);
  expect([file.status, file.bytes.subarray(0, 5).toString()]).toEqual([200, '%PDF-']);
  expect((await callerOf(app).get(`/api/documents/${code}/file`)).statusCode).toBe(200);
  const word = await who('city_department').download(`/api/cases/${call}/documents/${code}/file?format=docx`);
  expect(strFromU8(unzipSync(word.bytes)['word/document.xml']!)).toContain('青禾市科学技术局文件');
  const data = (await callerOf(app).get(`/api/documents/${code}/data`)).json();
  expect(data.data).toMatchObject({
    title: '申报',
    fields: [{ zh: '申报窗口', en: 'window', value: '2026年12月31日' }],
  });
});

test('what a side files is a form to sign before the step and kept as it was filed after it; others see neither', async () => {
  const id = await application();
  const before = await listed('host_admin', id);
  expect(before.body.items).toEqual([]);
  expect(before.body.drafts).toMatchObject([{ action: 'submit', kind: 'application', direction: 'in' }]);
  const issued = await count();
  const draft = await who('host_admin').fetch('POST', `/api/cases/${id}/actions/submit/papers/application`, {
    format: 'docx',
  });
  expect(draft.status).toBe(200);
  const words = strFromU8(unzipSync(draft.bytes)['word/document.xml']!);
  expect(words).toContain('保存作物种质䴙䴘𬶏');
  expect(words).not.toMatch(/〔2026〕|验证码|草稿/);
  // A draft is nobody's but of those who take the step, and makes no number.
  for (const [person, status] of [
    ['district_clerk', 404],
    ['city_department', 404],
    ['registered_user', 404],
  ] as const)
    expect([
      person,
      (await who(person).fetch('POST', `/api/cases/${id}/actions/submit/papers/application`, {})).status,
    ]).toEqual([person, status]);
  expect(await count()).toBe(issued);
  expect((await take('host_admin', id, 'submit')).status).toBe(200);
  const { items } = (await listed('host_admin', id)).body;
  expect(items).toMatchObject([
    { kind: 'application', number: '认定申请表〔2026〕1号', direction: 'in', public: false },
  ]);
  const url = `/api/cases/${id}/documents/${items[0]!.code}/file`;
  expect((await who('host_admin').download(url)).status).toBe(200);
  expect((await who('district_clerk').download(url)).status).toBe(200);
  expect((await who('host_admin', other).call('GET', `/api/cases/${id}/documents`)).status).toBe(404);
  expect((await who('host_admin', other).download(url)).status).toBe(404);
  expect((await callerOf(app).get(`/api/documents/${items[0]!.code}/file`)).statusCode).toBe(403);
  const shown = (await callerOf(app).get(`/api/documents/${items[0]!.code}`)).json();
  expect(shown).toMatchObject({ direction: 'in', issuer: '青禾市科学技术局', state: 'valid' });
  expect(JSON.stringify(shown)).not.toMatch(/复演/);
});

test('a step that is refused, or fails, issues nothing and leaves no gap in the numbers', async () => {
  const id = await application();
  const before = await count();
  expect((await take('host_admin', id, 'submit')).status).toBe(200);
  for (const [person, action] of [
    ['host_admin', 'submit'],
    ['district_clerk', 'submit'],
  ] as const)
    expect((await take(person, id, action)).status).toBeGreaterThanOrEqual(400);
  expect(await count()).toBe(before + 1);
  const numbers = async (): Promise<number[]> =>
    (
      await app.services.storage.db
        .selectFrom('issued_document')
        .select('number')
        .where('kind', '=', 'application')
        .orderBy('number')
        .execute()
    ).map(({ number }) => number);
  // At once: each gets its own, one after the other.
  const ids = await Promise.all(Array.from({ length: 4 }, application));
  await Promise.all(ids.map((one) => take('host_admin', one, 'submit')));
  const all = await numbers();
  expect(all).toEqual(all.map((_, n) => n + 1));
  expect(all.length).toBeGreaterThanOrEqual(6);
});

test('the deciding authority withdraws and corrects a paper with reasons; nobody else does, and none twice', async () => {
  const id = await opened('city_department', 'call', {
    title: '误印',
    window_from: '2026-09-08',
    window_to: '2026-12-30',
  });
  await take('city_department', id, 'publish');
  const { code } = (await listed('city_department', id)).body.items[0]!;
  const corrected = { reason: '标题误印。', corrections: { 'field.title': '更正后的申报通知' } };
  for (const [person, from] of [
    ['host_admin', stage],
    ['district_clerk', stage],
    ['registered_user', stage],
  ] as const)
    expect((await who(person, from).call('POST', `/api/documents/${code}/replace`, corrected)).status).toBe(403);
  const unknown = { reason: '无', corrections: { 'field.nothing': '无' } };
  expect((await who('city_department').call('POST', `/api/documents/${code}/replace`, unknown)).body).toMatchObject({
    code: 'documents.correction_unknown',
  });
  const made: { status: number; body: { code: string; title: string; number: string; state: string } } = await who(
    'city_department',
  ).call('POST', `/api/documents/${code}/replace`, corrected);
  expect(made).toMatchObject({
    status: 201,
    body: { title: '更正后的申报通知', number: '青科申〔2026〕3号', state: 'valid' },
  });
  expect((await callerOf(app).get(`/api/documents/${code}`)).json()).toMatchObject({
    state: 'replaced',
    state_reason: '标题误印。',
    state_on: '2026-09-07',
    replaced_by: made.body.code,
  });
  expect(
    (await who('city_department').call('POST', `/api/documents/${code}/withdraw`, { reason: '再次' })).body,
  ).toMatchObject({ code: 'documents.not_valid' });
  const withdrawn = await who('city_department').call('POST', `/api/documents/${made.body.code}/withdraw`, {
    reason: '暂停申报',
  });
  expect(withdrawn).toMatchObject({ status: 200, body: { state: 'withdrawn', state_reason: '暂停申报' } });
  expect((await listed('city_department', id)).body.items.map(({ state }) => state)).toEqual(['withdrawn', 'replaced']);
});

test('a certificate tells today’s standing of what it certifies', async () => {
  const id = await opened('city_department', 'call', {
    title: '短期',
    window_from: '2026-09-07',
    window_to: '2026-09-09',
  });
  await take('city_department', id, 'publish');
  const { code } = (await listed('city_department', id)).body.items[0]!;
  const standing = async () => (await callerOf(app).get(`/api/documents/${code}`)).json().standing;
  expect(await standing()).toEqual({ zh: '申报中', en: 'Open for applications', since: '2026-09-07' });
  app.setTime('2026-09-10T02:00:00Z');
  await app.background.look();
  expect(await standing()).toMatchObject({ zh: '已截止', since: '2026-09-10' });
  app.setTime('2026-09-07T02:00:00Z');
});

test('the whole case is one ZIP with digests of all that is in it, for those who see all of it', async () => {
  const id = await application();
  await take('host_admin', id, 'submit');
  expect((await listed('host_admin', id)).body.whole).toBe(false);
  for (const [person, from, status] of [
    ['host_admin', stage, 403],
    ['registered_user', stage, 404],
    ['host_admin', other, 404],
  ] as const)
    expect((await who(person, from).download(`/api/cases/${id}/bundle`)).status).toBe(status);
  expect((await listed('city_department', id)).body.whole).toBe(true);
  const { status, bytes } = await who('city_department').download(`/api/cases/${id}/bundle`);
  expect(status).toBe(200);
  const files = unzipSync(bytes);
  const list = JSON.parse(strFromU8(files[`办件${id}/清单.json`]!)) as {
    files: { path: string; sha256: string; size: number }[];
  };
  expect(Object.keys(files).length).toBe(list.files.length + 1);
  expect(list.files.map(({ path }) => path)).toEqual(
    expect.arrayContaining(['办理过程.pdf', '办件数据.json', expect.stringMatching(/^文书\/认定申请表 .*\.pdf$/)]),
  );
  for (const { path, sha256, size } of list.files) {
    const file = files[`办件${id}/${path}`]!;
    expect([path, file.length, createHash('sha256').update(file).digest('hex')]).toEqual([path, size, sha256]);
    if (path.endsWith('.pdf')) expect(strFromU8(file.subarray(0, 5))).toBe('%PDF-');
  }
});

test('papers are listed in pages', async () => {
  const id = await opened('city_department', 'call', {
    title: '多页',
    window_from: '2026-09-07',
    window_to: '2026-12-31',
  });
  await take('city_department', id, 'publish');
  let { code } = (await listed('city_department', id)).body.items[0]!;
  for (let n = 0; n < 3; n++)
    ({ code } = (
      (await who('city_department').call('POST', `/api/documents/${code}/replace`, {
        reason: '更正',
        corrections: {},
      })) as Reply
    ).body);
  const first: Reply = await who('city_department').call('GET', `/api/cases/${id}/documents?limit=3`);
  const second: Reply = await who('city_department').call(
    'GET',
    `/api/cases/${id}/documents?limit=3&cursor=${first.body.next}`,
  );
  expect([first.body.items.length, second.body.items.length, second.body.next]).toEqual([3, 1, null]);
  expect(new Set([...first.body.items, ...second.body.items].map((paper) => paper.code)).size).toBe(4);
});
