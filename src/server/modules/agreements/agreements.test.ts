import { afterAll, beforeAll, expect, test } from 'vitest';
import type { z } from 'zod';
import type { Asked } from '../../../shared/agreements/asked.ts';
import type { contractRow, partView, permitView, templateWork } from '../../../shared/agreements/schemas.ts';
import { newMessage, type NewMessage } from '../../../shared/notifications/new-message.ts';
import type { ProblemBody } from '../../../shared/problems.ts';
import { act } from '../../kernel/act.ts';
import { systemActor } from '../../kernel/context.ts';
import { samplePdf } from '../../replay/sample-pdf.ts';
import { startTestApp, type TestApp } from '../../testing/app.ts';
import { addHouse, type House } from '../../testing/catalogue-desk.ts';
import { addPerson, type Caller, nobody } from '../../testing/import-desk.ts';
import { addRecord, contextOf } from '../../testing/stock-desk.ts';
import { remindToAccept } from './calls.ts';
import { readFacts } from './facts.ts';
import { askToAccept, faultsFrom, needsOf } from './index.ts';
import { remindOfPermits } from './remind-permits.ts';

type Terms = z.output<typeof partView> & ProblemBody;
type Template = z.output<typeof templateWork> & ProblemBody;
type Permit = z.output<typeof permitView> & ProblemBody;

let app: TestApp;
let gz: House;
let hb: House;
const users: Record<string, { caller: Caller; id: string }> = {};
/** What requests know of their parts: this file stands where they stand. */
const parts = new Map<string, Asked>();

beforeAll(async () => {
  app = await startTestApp();
  app.setTime('2026-11-21T02:00:00Z');
  gz = await addHouse(app, 'GZA', { programme: 'guangzhou', state: 'accredited' });
  hb = await addHouse(app, 'HBA', { programme: 'hubei', state: 'accredited' });
  for (const name of ['wang', 'li', 'stranger']) {
    const caller = await addPerson(app, name, 'registered_user', { kind: 'instance', id: '*' });
    const { id } = await app.services.storage.db
      .selectFrom('account')
      .select('id')
      .where('account', '=', name)
      .executeTakeFirstOrThrow();
    users[name] = { caller, id };
  }
  const requests = {
    asked: async (_ctx: unknown, subject: string) => parts.get(subject),
    open: async (_ctx: unknown, subjects: string[]) => new Set(subjects.filter((subject) => parts.has(subject))),
  };
  Object.assign(app.services.offers, { requests });
}, 120_000);
afterAll(() => app.close());

async function part(subject: string, house: House, more: Partial<Asked> & { type?: string } = {}): Promise<Asked> {
  const { type = 'germplasm_crop', ...rest } = more;
  const resource = await addRecord(app, house.id, `R-${subject}`, { type });
  const asked: Asked = {
    subject,
    platformId: house.id,
    policyId: house === gz ? 'guangzhou' : 'hubei',
    resources: [{ id: resource, typeId: type }],
    requester: {
      accountId: users['wang']!.id,
      organisationId: null,
      unitKind: 'enterprise',
      region: '440100',
      foreignControlled: false,
      users: [users['wang']!.id, users['li']!.id],
    },
    purpose: 'research',
    abroad: false,
    on: '2026-11-21',
    ...rest,
  };
  parts.set(subject, asked);
  return asked;
}
const terms = (subject: string, caller: Caller, path = '', method: 'GET' | 'POST' | 'PUT' = 'GET', body?: unknown) =>
  caller.call<Terms>(method, `/api/agreements/parts/${subject}${path}`, body);
const lacks = async (asked: Asked, on = asked.on) =>
  faultsFrom(await needsOf(contextOf(app), { ...asked, on }), 'deliver').map(({ code }) => code);

/** Messages queued so far whose occasion begins so. */
async function messages(occasion: string): Promise<NewMessage[]> {
  const rows = await app.services.storage.db
    .selectFrom('outbox')
    .select('payload')
    .where('kind', '=', 'notify')
    .orderBy('id')
    .execute();
  return rows
    .map(({ payload }) => newMessage.parse(payload))
    .filter(({ key }) => key.startsWith(`agreements:${occasion}`));
}

const agreement = (percents: [number, number]) => ({
  platform: 'GZA',
  kind: 'material',
  name_zh: '材料转移协议（示范）',
  clauses: [{ title: '一、用途', text: '只用于申请写明的用途。' }],
  shares: [
    { party: 'platform', percent: percents[0] },
    { party: 'user', percent: percents[1] },
  ],
});

test('NAT-24.3 HN-13.2b an agreement is a version with a digest that each named user accepts; shares add up; strangers see nothing', async () => {
  const asked = await part('p1', gz);
  const at = '/api/work/agreement-templates';
  const odd = await gz.author.call<Template>('POST', at, agreement([60, 30]));
  expect([odd.status, odd.body.code, odd.body.cite?.clause]).toEqual([422, 'agreements.shares_refused', 'GZ-18.3']);
  expect(odd.body.title).toContain('90%');
  expect((await gz.author.call<Template>('POST', at, agreement([50, 51]))).status).toBe(422);
  expect((await users['wang']!.caller.call('POST', at, agreement([50, 50]))).status).toBe(403);
  expect((await hb.author.call('POST', at, agreement([50, 50]))).status).toBe(403);
  const made = (await gz.author.call<Template>('POST', at, agreement([50, 50]))).body;
  const step = (revision: number, action = 'publish') =>
    gz.author.call<Template>('POST', `${at}/${made.id}/actions`, { action, revision });
  const published = (await step(made.revision)).body;
  expect([published.version, published.digest?.length]).toEqual([1, 64]);
  expect((await step(published.revision)).body.code).toBe('agreements.template_not_now');
  expect(await lacks(asked)).toEqual(['agreement_not_accepted', 'property_not_settled']);

  const { caller } = users['wang']!;
  const shown = (await terms('p1', caller)).body.agreements[0]!;
  expect([shown.version, shown.shares, shown.may_accept]).toEqual([1, '平台（依托单位） 50%，用户 50%', true]);
  const accept = (who: Caller, more: object = {}) =>
    terms('p1', who, '/acceptances', 'POST', { template: made.id, version: 1, digest: shown.digest, ...more });
  expect((await accept(caller, { digest: 'f'.repeat(64) })).body.code).toBe('agreements.version_old');
  expect((await accept(caller)).status).toBe(200);
  expect(await lacks(asked)).toEqual(['agreement_not_accepted']);
  expect((await accept(users['li']!.caller)).body.agreements[0]!.accepted.map(({ name }) => name)).toEqual([
    'wang',
    'li',
  ]);
  expect(await lacks(asked)).toEqual([]);
  expect((await accept(gz.author)).status).toBe(403);
  expect((await accept(users['stranger']!.caller)).status).toBe(404);
  expect((await terms('p1', hb.author)).status).toBe(404);
  expect((await nobody(app).call('GET', '/api/agreements/parts/p1')).status).toBe(401);

  // A later version asks nothing of those who accepted; what they accepted can still be read.
  const saved = await gz.author.call<Template>('PUT', `${at}/${made.id}`, {
    ...agreement([0, 100]),
    revision: published.revision,
  });
  expect((await step(saved.body.revision)).body.version).toBe(2);
  expect(await lacks(asked)).toEqual([]);
  const first = await nobody(app).call<{ digest: string }>('GET', `/api/portal/agreements/${made.id}?version=1`);
  expect(first.body.digest).toBe(shown.digest);
  expect((await step(saved.body.revision, 'withdraw')).status).toBe(409);
  await step(saved.body.revision + 1, 'withdraw');
});

const line = (price_fen: number, fen: number, fiscal_fen = 0) => ({
  name: '检测费',
  unit: '每样品',
  quantity: 2,
  price_fen,
  costs: [{ item: 'labour', fen, fiscal_fen, evidence: '2026 年成本核算表' }],
});
const contract = (lines: object[], more: object = {}) => ({
  title: '种子活力检测',
  host: { name: '示范研究所', code: '12440000XXXXXXXX0A' },
  user: { name: '示范种业有限公司' },
  scope: '按规程检测两份样品，出具报告。',
  lines,
  host_rights: '按期交付报告；收取费用。',
  user_rights: '按期付费；按约定使用结果。',
  shares: [{ party: 'platform', percent: 100 }],
  revision: null,
  ...more,
});

test('GZ-19.2 GZ-19.3 GZ-9.5c a paid contract: within cost, fiscal parts flagged, both sign before delivery, registered, paid', async () => {
  const asked = await part('p2', gz, { purpose: 'business', on: '2026-11-21', listPriceFen: 10_000 });
  const save = (who: Caller, lines: object[], more: object = {}) =>
    terms('p2', who, '/contract', 'PUT', contract(lines, more));
  const over = await save(gz.author, [line(12_100, 12_050)]);
  expect([over.status, over.body.code, over.body.cite?.clause]).toEqual([
    422,
    'agreements.contract_refused',
    'GZ-19.3',
  ]);
  expect(over.body.errors?.[0]).toMatchObject({ path: 'body.lines.0.price_fen', code: 'exceeds_cost' });
  expect((await save(users['wang']!.caller, [line(100, 100)])).status).toBe(403);
  const more = { registrable: true, deliver_on: '2026-12-10', starts_on: '2026-10-09' };
  const saved = (await save(gz.author, [line(10_000, 10_000, 4000)], more)).body;
  expect([saved.contract?.total, saved.contract?.own, saved.contract?.flags.length]).toEqual(['200.00', '120.00', 1]);
  // A draft is the platform's own business.
  expect((await terms('p2', users['wang']!.caller)).body.contract).toBeNull();
  expect(await lacks(asked)).toContain('contract_unsigned_user');

  let revision = saved.contract!.revision;
  const step = async (who: Caller, action: string, given: object = {}) => {
    const done = await terms('p2', who, '/contract/actions', 'POST', { action, revision, ...given });
    if (done.status === 200) revision = done.body.contract!.revision;
    return done;
  };
  expect((await step(gz.author, 'sign')).body.code).toBe('agreements.contract_not_now');
  const offered = (await step(gz.author, 'offer')).body.contract!;
  expect(offered.number).toBe('GZA合同〔2026〕1号');
  for (const format of ['pdf', 'docx']) {
    const file = await users['wang']!.caller.call('GET', `/api/agreements/parts/p2/contract/file?format=${format}`);
    expect([file.status, file.bytes.length > 2000]).toEqual([200, true]);
  }
  expect((await step(gz.author, 'sign', { on: '2026-10-09' })).status).toBe(200);
  expect((await lacks(asked)).filter((code) => code.startsWith('contract'))).toEqual(['contract_unsigned_user']);
  const late = await step(users['wang']!.caller, 'sign', { on: '2026-11-22' });
  expect([late.status, late.body.code]).toEqual([422, 'agreements.signed_late']);
  expect((await step(gz.author, 'sign', { on: '2026-10-09' })).body.code).toBe('agreements.contract_not_now');
  // A named user reads it; only who asked binds the user's side.
  expect((await terms('p2', users['li']!.caller)).body.contract?.may_sign).toBe(false);
  expect((await step(users['li']!.caller, 'sign', { on: '2026-10-09' })).status).toBe(403);
  const signed = (await step(users['wang']!.caller, 'sign', { on: '2026-10-09' })).body.contract!;
  expect([signed.state, signed.in_force_from]).toEqual(['in_force', '2026-10-09']);
  expect((await lacks(asked)).filter((code) => code.startsWith('contract'))).toEqual([]);
  expect(await lacks(asked, '2026-10-08')).toContain('contract_not_yet');

  const open = (
    await gz.author.call<{ items: z.output<typeof contractRow>[] }>('GET', '/api/work/contracts?open=registration')
  ).body.items;
  expect(open.map(({ subject, days_open }) => [subject, days_open])).toEqual([['p2', 43]]);
  expect((await step(gz.author, 'register', { number: '2026440100000001' })).body.code).toBe(
    'agreements.registration_refused',
  );
  await step(gz.author, 'register', { number: '2026440100000001', body: '示范技术合同登记机构', on: '2026-11-20' });
  expect(
    (await gz.author.call<{ items: unknown[] }>('GET', '/api/work/contracts?open=registration')).body.items,
  ).toEqual([]);
  const pay = (fen: number) =>
    terms('p2', gz.author, '/contract/payments', 'POST', { fen, on_date: '2026-11-21', reference: '银行回单 001' });
  expect((await pay(20_001)).body.code).toBe('agreements.payment_refused');
  expect((await pay(20_000)).body.contract?.paid).toBe('200.00');
  expect((await pay(-20_001)).body.code).toBe('agreements.payment_refused');
  // Cancelled, it is paid no more but can be paid back; written anew it is neither signed nor registered.
  await step(gz.author, 'cancel', { reason: '项目调整' });
  expect((await pay(-5000)).body.contract?.paid).toBe('150.00');
  expect((await pay(5000)).body.code).toBe('agreements.contract_not_now');
  const anew = (await save(gz.author, [line(10_000, 10_000)], { ...more, revision })).body.contract!;
  expect([anew.state, anew.registration, anew.user_signed]).toEqual(['draft', null, null]);
  const huge = await save(gz.author, [line(1e12, 1e12)], { revision: anew.revision });
  expect(huge.body.errors?.map(({ code }) => code)).toEqual(['sum_too_large']);
  expect((await hb.author.call<{ items: unknown[] }>('GET', '/api/work/contracts')).body.items).toEqual([]);
});

test('HB-18.4 GZ-19.1 what is free by law is charged in no contract; Hubei charges within cost', async () => {
  await part('p3', gz, { purpose: 'disaster', listPriceFen: 100 });
  const refused = await terms('p3', gz.author, '/contract', 'PUT', contract([line(100, 100)]));
  expect([refused.status, refused.body.cite?.clause]).toEqual([422, 'GZ-19.1']);
  await part('p4', hb, { purpose: 'disaster', listPriceFen: 100 });
  const shown = (await terms('p4', hb.author)).body;
  expect([shown.charge.kind, shown.charge.cite]).toEqual(['priced', null]);
  const over = await terms('p4', hb.author, '/contract', 'PUT', contract([line(12_100, 12_050)]));
  expect([over.status, over.body.cite?.clause]).toEqual([422, 'HB-18.4']);
  expect(over.body.errors?.[0]?.message).toContain('0.50');
  expect((await terms('p4', hb.author, '/contract', 'PUT', contract([line(12_050, 12_050)]))).status).toBe(200);
});

test('GZ-19.4 GZ-A.human.2a a human genetic request: declaration with evidence, ethics, consent, the platform’s own licence; refused to an agent of a foreign party', async () => {
  const asked = await part('p5', gz, { type: 'human_genetic' });
  const { caller } = users['wang']!;
  const upload = await caller.call<{ id: string }>(
    'POST',
    `/api/agreements/files?name=${encodeURIComponent('../声明<b>.pdf')}`,
    Buffer.from('%PDF-1.7'),
  );
  expect(upload.status).toBe(201);
  const state = (who: Caller, body: object) => terms('p5', who, '/statements', 'POST', body);
  const agent = { kind: 'declaration', text: '受境外公司委托', foreign: true, on_behalf_of: 'Example Ltd' };
  expect((await state(gz.author, agent)).status).toBe(403);
  expect((await state(users['li']!.caller, { ...agent, file: upload.body.id })).body.code).toBe(
    'agreements.file_unknown',
  );
  await state(caller, { ...agent, file: upload.body.id });
  expect(await lacks(asked)).toContain('foreign_refused');
  const honest = await state(caller, { kind: 'declaration', text: '无境外背景', file: upload.body.id });
  const { id, revision, file } = honest.body.statements[0]!;
  expect(file?.name).toBe('声明<b>.pdf');
  const check = (who: Caller, outcome = 'confirmed') =>
    terms('p5', who, `/statements/${id}/check`, 'POST', { outcome, revision });
  expect((await check(caller)).status).toBe(403);
  expect((await check(gz.author, 'refused')).body.code).toBe('agreements.reason_needed');
  expect((await check(gz.author)).status).toBe(200);
  expect((await gz.author.call('GET', `/api/agreements/parts/p5/files/${upload.body.id}`)).status).toBe(200);
  expect((await hb.author.call('GET', `/api/agreements/parts/p5/files/${upload.body.id}`)).status).toBe(404);
  await state(gz.author, { kind: 'consent', text: '用途在广泛知情同意范围内' });
  const permit = (kind: string, more: object = {}) => ({
    kind,
    number: '伦审〔2026〕1号',
    issuer: '示范医院伦理委员会',
    valid_from: '2026-01-01',
    valid_until: '2026-12-31',
    ...more,
  });
  const hand = (body: object) => terms('p5', caller, '/permits', 'POST', body);
  expect((await hand(permit('nonsense'))).body.code).toBe('agreements.permit_kind_unknown');
  expect((await hand(permit('ethics_approval', { valid_until: '2025-12-31' }))).body.code).toBe(
    'agreements.days_refused',
  );
  const [ethics] = (await hand(permit('ethics_approval'))).body.permits;
  const own = await gz.author.call<Permit>('POST', '/api/work/permits', {
    ...permit('hgr_keeping'),
    platform: 'GZA',
  });
  expect(await lacks(asked)).toEqual(['permit_unchecked', 'permit_unchecked', 'property_not_settled']);
  const confirm = (one: Permit | typeof ethics, subject: string, who = gz.author) =>
    who.call<Permit>('POST', `/api/work/permits/${one!.id}/uses/${subject}/check`, {
      outcome: 'confirmed',
      revision: one!.revision,
    });
  expect((await confirm(ethics, 'p5', hb.author)).status).toBe(403);
  expect((await confirm(ethics, 'p5')).body.state).toBe('confirmed');
  expect((await confirm(own.body, 'own')).status).toBe(200);
  const shares = [{ party: 'user', percent: 100 }];
  const offer = (await state(gz.author, { kind: 'property', shares })).body.statements[0]!;
  const agreed = await terms('p5', caller, `/statements/${offer.id}/check`, 'POST', {
    outcome: 'confirmed',
    revision: offer.revision,
  });
  expect(agreed.body.needs.filter(({ lack }) => lack !== null)).toEqual([]);
  expect(await lacks(asked)).toEqual([]);
  // It expires before the delivery: the delivery stops.
  expect(await lacks(asked, '2027-01-01')).toEqual(['permit_expired', 'permit_expired']);
  // Who holds it and who goes by it are told 30 and 7 days before, never twice.
  const told = await messages('permit:');
  for (const day of ['2026-12-01', '2026-12-01', '2026-12-20', '2026-12-28']) {
    app.setTime(`${day}T02:00:00Z`);
    await remindOfPermits(contextOf(app));
  }
  app.setTime('2026-11-21T02:00:00Z');
  const reminders = (await messages('permit:')).slice(told.length);
  const mine = reminders.filter(({ account, link }) => account === users['wang']!.id && link === '/terms/p5');
  expect(mine.map(({ key }) => key.split(':')[3])).toEqual(['30', '7']);
  expect(reminders.filter(({ link }) => link === '/permits').length).toBeGreaterThan(0);
  expect(new Set(reminders.map(({ key }) => key)).size).toBe(reminders.length);
  const list = await gz.author.call<{ items: Permit[] }>('GET', '/api/work/permits?limit=1');
  expect(list.body.items).toHaveLength(1);
  // Handed in again for another request, it is checked anew.
  const second = await part('p6', gz, { type: 'human_genetic' });
  await terms('p6', caller, '/permits', 'POST', { permit: ethics!.id });
  expect(await lacks(second)).toContain('permit_unchecked');

  // The issuer revokes it: the platform records that, strangers and other platforms do not, and the day lies in its term.
  const end = (who: Caller, body: object) =>
    who.call<ProblemBody>('POST', `/api/permits/${ethics!.id}/end`, {
      by: 'issuer',
      on: '2026-11-21',
      reason: '批件被撤销',
      revision: 1,
      ...body,
    });
  for (const who of [hb.author, users['stranger']!.caller])
    expect((await end(who, {})).body.code).toBe('agreements.permit_unknown');
  expect((await nobody(app).call('POST', `/api/permits/${ethics!.id}/end`, {})).status).toBe(401);
  expect((await end(gz.author, { by: 'holder' })).status).toBe(403);
  expect((await end(gz.author, { reason: '' })).body.code).toBe('agreements.reason_needed');
  expect((await end(gz.author, { on: '2027-01-01' })).body.code).toBe('agreements.end_refused');
  expect((await end(gz.author, { revision: 7 })).body.code).toBe('kernel.stale_version');
  expect((await end(gz.author, {})).status).toBe(204);
  expect(await lacks(asked)).toEqual(['permit_ended']);
  expect(await lacks(asked, '2026-11-20')).toEqual([]);
  const ended = (await messages('permit:')).filter(({ key }) => key.includes(`:${ethics!.id}:ended:`));
  expect(ended.map(({ account }) => account)).toContain(users['wang']!.id);
  expect((await end(caller, { by: 'holder', revision: 2 })).body.code).toBe('agreements.permit_over');
  expect((await terms('p6', caller, '/permits', 'POST', { permit: ethics!.id })).body.code).toBe(
    'agreements.permit_over',
  );
  const own2 = (await caller.call<{ items: Permit[] }>('GET', '/api/permits')).body.items[0]!;
  expect([own2.standing, own2.ended?.reason, own2.may_end]).toEqual(['ended', '批件被撤销', []]);
  // A page of terms, with all of this on it, is read with few statements.
  let statements = 0;
  const counting = app.services.storage.db.withPlugin({
    transformQuery: ({ node }) => (statements++, node),
    transformResult: async ({ result }) => result,
  });
  const ctx = { ...contextOf(app), db: counting, actor: systemActor('test') };
  await readFacts(counting, asked);
  expect(statements).toBeLessThanOrEqual(6);
  statements = 0;
  await needsOf(ctx, asked);
  expect(statements).toBeLessThanOrEqual(6);
});

test('a contract signed by hand comes as a scan with its day; two who write the first one at once get one contract', async () => {
  await part('p7', gz, { purpose: 'business', listPriceFen: 10_000 });
  const more = { deliver_on: '2026-12-10' };
  const both = await Promise.all(
    [1, 2].map(() => terms('p7', gz.author, '/contract', 'PUT', contract([line(10_000, 12_000)], more))),
  );
  expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
  const { db } = app.services.storage;
  const row = await db.selectFrom('service_contract').selectAll().where('subject', '=', 'p7').executeTakeFirstOrThrow();
  expect([row.total_fen, row.cost_fen, row.capped]).toEqual(['20000', '24000', true]);
  // What the rules refuse the database refuses too.
  await expect(
    db.updateTable('service_contract').set({ total_fen: '24001' }).where('subject', '=', 'p7').execute(),
  ).rejects.toThrow('service_contract_within_cost');
  const take = (who: Caller, body: object) => terms('p7', who, '/contract/actions', 'POST', body);
  const offered = (await take(gz.author, { action: 'offer', revision: 1 })).body.contract!;
  expect((await messages('contract:p7:offered')).map(({ account }) => account)).toEqual([users['wang']!.id]);
  const upload = async (bytes: Buffer) =>
    (await gz.author.call<{ id: string }>('POST', '/api/agreements/files?name=scan.pdf', bytes)).body.id;
  const scan = { action: 'scan', revision: offered.revision, on: '2026-11-20' };
  const text = await take(gz.author, { ...scan, file: await upload(Buffer.from('signed')) });
  expect([text.status, text.body.code]).toEqual([422, 'agreements.scan_refused']);
  const file = await upload(samplePdf('有偿服务合同'));
  expect((await take(users['wang']!.caller, { ...scan, file })).body.code).toBe('agreements.file_unknown');
  expect((await take(gz.author, { ...scan, file, on: '2026-11-22' })).body.code).toBe('agreements.signed_late');
  const signed = (await take(gz.author, { ...scan, file })).body.contract!;
  expect([signed.state, signed.in_force_from, signed.scan]).toEqual(['in_force', '2026-11-20', 'scan.pdf']);
  const at = '/api/agreements/parts/p7/contract/scan';
  expect((await users['li']!.caller.call('GET', at)).bytes.subarray(0, 5).toString()).toBe('%PDF-');
  expect((await users['stranger']!.caller.call('GET', at)).status).toBe(404);
});

test('named users are asked to accept, once, reminded on two days, and no more once they have', async () => {
  const at = '/api/work/agreement-templates';
  const made = (await gz.author.call<Template>('POST', at, agreement([50, 50]))).body;
  await gz.author.call('POST', `${at}/${made.id}/actions`, { action: 'publish', revision: made.revision });
  const named = { called: { [users['wang']!.id]: '王', [users['li']!.id]: 'li' } };
  const asked = await part('p8', gz);
  Object.assign(asked.requester, named);
  const needs = await needsOf(contextOf(app), asked);
  // As the request calls them: it is no way to learn whose account a sign-in name is.
  expect(needs.find(({ kind }) => kind === 'agreement')?.lack?.zh).toContain('尚未由王、li接受');
  for (let n = 0; n < 2; n++)
    await act(contextOf(app), { action: 'test.ask' }, (tx) => askToAccept(contextOf(app), tx, asked, needs));
  const li = async () => (await messages('accept:p8:')).filter(({ account }) => account === users['li']!.id);
  expect((await li()).map(({ link }) => link)).toEqual(['/terms/p8']);
  const shown = (await terms('p8', users['wang']!.caller)).body.agreements.find(({ id }) => id === made.id)!;
  await terms('p8', users['wang']!.caller, '/acceptances', 'POST', {
    template: made.id,
    version: 1,
    digest: shown.digest,
  });
  for (const day of ['2026-11-23', '2026-11-24', '2026-11-24', '2026-12-01', '2026-12-20']) {
    app.setTime(`${day}T02:00:00Z`);
    await remindToAccept(contextOf(app));
  }
  expect((await li()).map(({ kind }) => kind)).toEqual(['step', 'due', 'due']);
  expect((await messages('accept:p8:')).filter(({ account }) => account === users['wang']!.id)).toHaveLength(1);
  expect(await app.services.storage.db.selectFrom('agreement_call').selectAll().execute()).toEqual([]);
});
