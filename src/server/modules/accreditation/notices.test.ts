import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { canonicalJson } from '../../../shared/accreditation/canonical-json.ts';
import type { SignedNotice } from '../../../shared/accreditation/notice-list.ts';
import { runCommand } from '../../commands.ts';
import { systemActor } from '../../kernel/context.ts';
import { buildStage, type Player, type Stage } from '../../replay/stage.ts';
import { type Answer, type Case, played, recordedUntil, take } from '../../testing/accreditation-desk.ts';
import { startTestApp, type TestApp } from '../../testing/app.ts';
import { expireClocks } from '../procedures/index.ts';

let app: TestApp;
let stage: Stage;
let folder: string;
let first: Case;
let second: Case;
let notice = '';

const CONTACT = { text: '经评审和审议，拟入选名单公示如下。', contact: '市科技局基础处 020-12345678' };
const who = (person: string): Player => stage.players.get(person)!;
const get = async (url: string) => (await app.http.inject({ url })).json();
const atNoon = (day: string): void => app.setTime(`${day}T04:00:00Z`);
const ofNotice = (id: string) => get(`/api/notices/${id}`);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'keyuan-notice-'));
  app = await startTestApp();
  const prepared = recordedUntil('guangzhou', 'objection-upheld.yaml', (step) => step.case === 'notice');
  first = await played(app, 'guangzhou', prepared, 'selection_notice');
  second = await played(app, 'guangzhou', prepared, 'selection_notice');
  app.setTime('2026-09-28T02:00:00Z');
  stage = await buildStage(app, 'guangzhou', [
    'city_department',
    'district_clerk',
    'host_admin',
    'system_administrator',
    'registered_user',
    'registered_user/2',
    'registered_user/3',
  ]);
}, 180_000);
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

const publish = (by: string, cases: { id: string; version: number }[], more: object = {}): Promise<Answer> =>
  who(by).call('POST', '/api/notices', { programme: 'guangzhou', cases, ...CONTACT, ...more });

async function versioned(...cases: Case[]): Promise<{ id: string; version: number }[]> {
  const rows = await app.services.storage.db
    .selectFrom('proc_case')
    .select(['id', 'revision'])
    .where(
      'id',
      'in',
      cases.map(({ id }) => id),
    )
    .execute();
  return cases.map(({ id }) => ({ id, version: rows.find((row) => row.id === id)!.revision }));
}

test('nothing is on the portal, nor any key, before something was published', async () => {
  expect(await get('/api/notices')).toEqual({ items: [], next: null });
  expect(await get('/api/notice-keys')).toEqual({ items: [] });
  expect((await app.http.inject({ url: '/api/notices/1' })).json().code).toBe('accreditation.notice_unknown');
});

test('only the department publishes; all or none; a stale version publishes nothing', async () => {
  const cases = await versioned(first, second);
  for (const person of ['district_clerk', 'host_admin', 'system_administrator', 'registered_user'])
    expect([person, (await publish(person, cases)).status >= 400]).toEqual([person, true]);
  const stale = await publish('city_department', [cases[0]!, { ...cases[1]!, version: 99 }]);
  expect(stale.body.code).toBe('kernel.stale_version');
  expect((await publish('city_department', cases, { contact: ' ' })).body.code).toBe('kernel.invalid_input');
  const mixed = await publish('city_department', [cases[0]!, { id: first.parent, version: 1 }]);
  expect(mixed.body.code).toBe('accreditation.notices_differ');
  expect((await get('/api/notices')).items).toEqual([]);
  expect((await app.http.inject({ method: 'POST', url: '/api/notices', payload: {} })).statusCode).toBe(401);
});

test('GZ-13.5a several platforms in one notice: period, list, class, host, contact; the end is Saturday 2026-10-10', async () => {
  const made = await publish('city_department', await versioned(first, second));
  expect([made.status, made.body.code]).toEqual([201, undefined]);
  notice = made.body.id;
  const { items } = await get('/api/notices?programme=guangzhou&running=true');
  expect(items).toMatchObject([{ id: notice, first: '2026-09-29', last: '2026-10-10', days_left: 12, items: 2 }]);
  const page = await ofNotice(notice);
  expect(page.list).toMatchObject({
    kind: 'selection_notice',
    ...CONTACT,
    period: { from: '2026-09-28', first: '2026-09-29', last: '2026-10-10', count: 5, unit: 'working_day' },
    cite: { policy: 'guangzhou', article: '第十三条第（五）项', basis: 'law' },
    items: [
      { position: 1, case: first.id, class: { zh: '微生物类' }, region: { zh: '天河区' }, corrects: null },
      { position: 2, case: second.id },
    ],
  });
  expect(
    page.states.map(({ state, may_object }: { state: string; may_object: boolean }) => [state, may_object]),
  ).toEqual([
    ['running', true],
    ['running', true],
  ]);
  expect(page.objection).toMatchObject({
    accept: { text: { zh: '10个工作日' }, basis: 'law' },
    decide: { text: { zh: '30个工作日' }, basis: 'law' },
    excluded: [{ zh: '对评审专家学术判断的不同意见' }],
  });
  expect((await publish('city_department', await versioned(first, second))).body.code).toMatch(/^procedures\./);
});

test('GZ-13.5a what was published cannot be changed: no field, no row, not even past the program', async () => {
  const edit = await who('city_department').call('PATCH', `/api/cases/${first.id}/draft`, {
    path: 'text',
    value: '改了',
    revision: 0,
  });
  expect((edit.body as { code: string }).code).toBe('procedures.field_closed');
  for (const table of ['public_notice', 'public_notice_item'])
    await expect(
      sql`update ${sql.table(table)} set ${sql.ref(table === 'public_notice' ? 'title_zh' : 'position')} = ${
        table === 'public_notice' ? '改' : 9
      }`.execute(app.services.storage.db),
    ).rejects.toThrow(/cannot be changed/);
});

test('the list is signed: the private key is readable by the program alone and nowhere in the database', async () => {
  const path = join(app.services.config.dataFolder, 'notice-key.pem');
  expect(statSync(path).mode & 0o777).toBe(0o600);
  const secret = readFileSync(path, 'utf8').split('\n')[1]!;
  const { rows } = await sql<{ whole: string }>`
    select coalesce(string_agg(t::text, ' '), '') as whole from (
      select n::text as t from public_notice n union all select k::text from notice_key k
      union all select s::text from setting s union all select a::text from audit_event a) x`.execute(
    app.services.storage.db,
  );
  expect(rows[0]!.whole.length).toBeGreaterThan(1000);
  expect(rows[0]!.whole).not.toContain(secret);
  const page = await ofNotice(notice);
  const { keys } = await get('/.well-known/keyuan-notice-keys.json');
  expect(keys).toMatchObject([{ fingerprint: page.key.fingerprint, current: true, algorithm: 'Ed25519' }]);
});

const fetched = async (name: string): Promise<string> => {
  const file = join(folder, name);
  writeFileSync(file, (await app.http.inject({ url: `/api/notices/${notice}/${name}` })).rawPayload);
  return file;
};

test('openssl alone verifies the bytes, and finds one changed character', async () => {
  const [list, signature] = [await fetched('list.json'), await fetched('list.sig')];
  const { key, sha256 } = await ofNotice(notice);
  const pem = join(folder, 'key.pem');
  writeFileSync(pem, (await app.http.inject({ url: `/api/notice-keys/${key.fingerprint}/key.pem` })).rawPayload);
  const openssl = (...args: string[]): string => execFileSync('openssl', args, { encoding: 'utf8', stdio: 'pipe' });
  const verify = (file: string): string =>
    openssl('pkeyutl', '-verify', '-pubin', '-inkey', pem, '-rawin', '-in', file, '-sigfile', signature);
  expect(verify(list)).toContain('Signature Verified Successfully');
  expect(openssl('dgst', '-sha256', list)).toContain(sha256);
  const changed = join(folder, 'changed.json');
  writeFileSync(changed, readFileSync(list, 'utf8').replace('拟入选', '不入选'));
  expect(() => verify(changed)).toThrow();
});

const run = async (...argv: string[]) => {
  let said = '';
  const output = { out: (text: string) => void (said += text), err: (text: string) => void (said += text) };
  const exit = await runCommand(app, { argv, cwd: folder }, output, new AbortController().signal);
  return { exit, said };
};

test('`notice verify FILE`: genuine, changed, signed by another key, not a notice', async () => {
  await fetched('signed.json');
  expect(await run('notice', 'verify', 'signed.json')).toMatchObject({ exit: 0 });
  const signed = JSON.parse(readFileSync(join(folder, 'signed.json'), 'utf8')) as SignedNotice;
  const write = (name: string, value: unknown) => writeFileSync(join(folder, name), JSON.stringify(value));
  write('renamed.json', { ...signed, list: { ...signed.list, contact: '他处' } });
  expect(await run('notice', 'verify', 'renamed.json')).toMatchObject({ exit: 1 });
  // Another key of one's own, with everything else right.
  const own = await import('node:crypto');
  const pair = own.generateKeyPairSync('ed25519');
  const list = { ...signed.list, contact: '他处' };
  const bytes = Buffer.from(canonicalJson(list));
  write('forged.json', {
    list,
    sha256: own.createHash('sha256').update(bytes).digest('hex'),
    signature: own.sign(null, bytes, pair.privateKey).toString('base64'),
    key: { ...signed.key, public_key: pair.publicKey.export({ type: 'spki', format: 'pem' }) },
  });
  expect((await run('notice', 'verify', 'forged.json')).said).toContain('签名不对');
  write('nothing.json', { hello: 1 });
  expect((await run('notice', 'verify', 'nothing.json')).exit).toBe(1);
  expect((await run('notice')).exit).toBe(1);
  expect((await run('notice', 'keys')).said).toContain(signed.key.fingerprint);
  const check = await app.http.inject({
    method: 'POST',
    url: '/api/notices/check',
    payload: { ...signed, list: { ...signed.list, contact: '他处' } },
  });
  expect(check.json().result).toBe('changed');
  const genuine = await app.http.inject({ method: 'POST', url: '/api/notices/check', payload: signed });
  expect(genuine.json().result).toBe('genuine');
});

const IDS = ['999999199001010016', '999999199001010024'];
const objection = (code = IDS[0]) => ({
  party: 'person',
  party_name: '张三',
  party_code: code,
  identity: '周边单位职工，电话 020-1',
  content: '请复核样本数量',
  reasons: '目录与现场不符',
});
const object = (by: string, under: Case, data: object = objection()): Promise<Answer> =>
  who(by).call('POST', '/api/cases', { programme: 'guangzhou', procedure: 'objection', parent: under.id, data });

let objected = '';
test('GZ-26.1 GZ-13.5c an objection names who, what and why; it comes back with the article and can be completed in time', async () => {
  app.setTime('2026-10-10T15:59:00Z');
  const opened = await object('registered_user', first, { content: '不服' });
  expect(opened.status).toBe(201);
  objected = opened.body.id;
  const bare = await take(app, who('registered_user'), objected, 'file');
  expect(bare.body.code).toBe('procedures.requirements_unmet');
  expect(bare.body.errors.map(({ path }) => path)).toEqual(
    expect.arrayContaining(['fields.party', 'fields.party_name', 'fields.party_code']),
  );
  expect(bare.body.errors.map(({ cite }) => cite?.clause)).toContain('GZ-13.5c');
  const fill = async (values: object) => {
    for (const [path, value] of Object.entries(values)) {
      const { body } = await who('registered_user').call('GET', `/api/cases/${objected}`);
      const field = (body as { fields: { id: string; revision: number }[] }).fields.find(({ id }) => id === path)!;
      const saved = await who('registered_user').call('PATCH', `/api/cases/${objected}/draft`, {
        path,
        value,
        revision: field.revision,
      });
      expect([path, saved.status]).toEqual([path, 200]);
    }
  };
  await fill({ ...objection('999999199001010017'), party: 'person' });
  const wrong = await take(app, who('registered_user'), objected, 'file');
  expect(wrong.body.errors.map(({ path }) => path)).toEqual(['fields.party_code']);
  await fill({ party_code: IDS[0], party: 'unit' });
  const sealless = await take(app, who('registered_user'), objected, 'file');
  expect(sealless.body.errors.map(({ path }) => path)).toEqual(['fields.party_code', 'fields.seal']);
  await fill({ party: 'person' });
  // 23:59:59 of the last day in Beijing.
  app.setTime('2026-10-10T15:59:59Z');
  const filed = await take(app, who('registered_user'), objected, 'file');
  expect([filed.status, filed.body.state]).toEqual([200, 'filed']);
});

test('GZ-26.3 the same person under another account is refused for this result; about another platform they may', async () => {
  const again = await object('registered_user/2', first, objection());
  const refused = await take(app, who('registered_user/2'), again.body.id, 'file');
  expect(refused.body.errors).toMatchObject([{ path: 'fields.party_code', cite: { clause: 'GZ-26.3' } }]);
  expect((await take(app, who('registered_user/2'), again.body.id, 'drop')).body.state).toBe('lapsed');
  const other = await object('registered_user/2', second, objection());
  expect((await take(app, who('registered_user/2'), other.body.id, 'file')).body.state).toBe('filed');
  const refuse = await take(app, who('city_department'), other.body.id, 'refuse', {
    ground: 'academic',
    answer: '仅为对专家学术判断的不同意见。',
  });
  expect(refuse.body.state).toBe('not_accepted');
});

test('who objects is never public, and not for the platform', async () => {
  const publicly = [
    `/api/notices/${notice}`,
    `/api/notices/${notice}/signed.json`,
    '/api/notices',
    '/api/register',
    `/api/cases/${objected}`,
  ];
  for (const url of publicly) {
    const { body } = await app.http.inject({ url });
    for (const secret of ['张三', IDS[0]!, '周边单位']) expect([url, body.includes(secret)]).toEqual([url, false]);
  }
  expect((await who('host_admin').call('GET', `/api/cases/${objected}`)).status).toBe(404);
  const { rows } = await sql<{ whole: string }>`select objection_party::text as whole from objection_party`.execute(
    app.services.storage.db,
  );
  expect(rows.length).toBeGreaterThan(1);
  for (const { whole } of rows) expect(whole).not.toContain(IDS[0]);
});

test('GZ-13.5a GZ-26.1 after the end: only the platform objected to is held, the other has passed; nobody may object any more', async () => {
  atNoon('2026-10-11');
  await expireClocks(app.contextOf(systemActor('test')));
  const page = await ofNotice(notice);
  expect(page.states).toMatchObject([{ state: 'held' }, { state: 'passed', may_object: false }]);
  expect((await object('registered_user/3', first)).body.code).toBe('procedures.cannot_open');
  const { items } = await get('/api/notices?running=false');
  expect(items).toMatchObject([{ id: notice, days_left: null }]);
});

test('GZ-27.2 upheld: the result is corrected, a new full notice of this platform alone; the old page says so and stays', async () => {
  const before = await ofNotice(notice);
  const city = who('city_department');
  expect((await take(app, city, objected, 'accept')).body.state).toBe('accepted');
  expect((await take(app, city, objected, 'uphold', { answer: '经复核，样本数量有误。' })).body.state).toBe('upheld');
  expect((await ofNotice(notice)).states).toMatchObject([{ state: 'corrected', next: null }, { state: 'passed' }]);
  const selected = await take(app, city, first.parent, 'select', {
    overrides: { no_other: '与同类入选平台服务对象不同，经厅务会研究。' },
  });
  expect(selected.body.state).toBe('on_notice');
  const sub = await app.services.storage.db
    .selectFrom('proc_case')
    .select(['id', 'revision'])
    .where('parent_id', '=', first.parent)
    .where('state', '=', 'prepared')
    .executeTakeFirstOrThrow();
  const corrected = await publish('city_department', [{ id: sub.id, version: sub.revision }]);
  const page = await ofNotice(corrected.body.id);
  expect(page.list.items).toMatchObject([{ position: 1, corrects: notice }]);
  expect(page.list.period).toMatchObject({ count: 5, from: '2026-10-11' });
  const after = await ofNotice(notice);
  expect(after.states[0]).toMatchObject({ state: 'corrected', next: corrected.body.id });
  expect([after.list, after.sha256, after.signature]).toEqual([before.list, before.sha256, before.signature]);
  atNoon('2026-10-12');
  // AMB-GZ-30: to who objected before, a corrected result is the same one; others may.
  const same = await object('registered_user', { ...first, id: sub.id });
  expect((await take(app, who('registered_user'), same.body.id, 'file')).body.errors).toMatchObject([
    { path: 'fields.party_code' },
  ]);
  const other = await object('registered_user/3', { ...first, id: sub.id }, objection(IDS[1]));
  expect((await take(app, who('registered_user/3'), other.body.id, 'file')).body.state).toBe('filed');
});

test('notices are found by the name of a platform, page by page', async () => {
  const { list } = await ofNotice(notice);
  const name = encodeURIComponent(list.items[1].host);
  const found = await get(`/api/notices?q=${name}&limit=1`);
  expect(found.items.map(({ id }: { id: string }) => id)).toEqual([notice]);
  const one = await get('/api/notices?limit=1');
  expect(one.items).toHaveLength(1);
  const two = await get(`/api/notices?limit=1&cursor=${one.next}`);
  expect(two.items[0].id).toBe(notice);
  expect((await app.http.inject({ url: `/api/notices?limit=1&q=x&cursor=${one.next}` })).json().code).toBe(
    'kernel.bad_cursor',
  );
});
