import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EDITORS } from '../../../shared/catalogue/people.ts';
import type { ProblemBody } from '../../../shared/problems.ts';
import { WHOLE_INSTANCE } from '../../../shared/identity/roles.ts';
import { startTestApp, type TestApp } from '../../testing/app.ts';
import { addHouse, type House } from '../../testing/catalogue-desk.ts';
import { addPerson, type Caller, nobody } from '../../testing/import-desk.ts';
import { agreeOnProperty, ask, deskOf, offerService, type PartView, pathsOf } from '../../testing/sharing-desk.ts';
import { addLot, addRecord, contextOf, sumsOf } from '../../testing/stock-desk.ts';
import { tidyOpenData } from './open-data-page.ts';
import { remindOfRequests } from './remind.ts';

let app: TestApp;
let seeds: House;
let data: House;
let hubei: House;
let researcher: Caller;
let outsider: Caller;
let soybean: string;
let lot: string;
let dataset: string;
let file: string;
const BYTES = Buffer.from('样本,产量\nS1,12.5\nS2,13.1\n');
const NAUGHTY = '../../etc/‮passwd <script>“x”.csv';

beforeAll(async () => {
  app = await startTestApp();
  // Of no programme: no rule set asks for more than the requests themselves do.
  seeds = await addHouse(app, 'SEEDS');
  data = await addHouse(app, 'DATA');
  hubei = await addHouse(app, 'HUBEI', { programme: 'hubei', state: 'accredited' });
  researcher = await addPerson(app, 'lin', 'registered_user', { kind: 'instance', id: WHOLE_INSTANCE });
  outsider = await addPerson(app, 'other', 'registered_user', { kind: 'instance', id: WHOLE_INSTANCE });
  soybean = await addRecord(app, seeds.id, 'ZDD00001');
  lot = await addLot(app, { platform: seeds.code, resource: soybean, quantity: '60' });
  dataset = await addRecord(app, data.id, 'DS-1', { type: 'dataset' });
  const url = `/api/resources/${dataset}/files?name=${encodeURIComponent(NAUGHTY)}&access=on_request`;
  const added = await data.author.call<{ id: string; name: string }>('POST', url, BYTES);
  expect(added.status, added.bytes.toString()).toBe(201);
  file = added.body.id;
}, 120_000);
afterAll(() => app.close());

const seedItem = (quantity: string, more: object = {}) => ({
  kind: 'material',
  resource: soybean,
  quantity,
  unit: 'seed',
  ...more,
});
const partOf = async (quantity: string, more: object = {}): Promise<string> =>
  (await ask(researcher, [seedItem(quantity, more)])).body.parts[0]!.id;

test('NAT-22.1 HB-16.1 HN-13.1 material without quantity and recipient is refused, every fault named; a service need not be in the catalogue', async () => {
  const bare = await ask(researcher, [{ kind: 'material', resource: soybean }, { kind: 'data' }], { delivery: null });
  expect([bare.status, bare.body.code]).toEqual([422, 'sharing.refused']);
  expect(pathsOf(bare.body)).toEqual(['body.items.0.quantity quantity_needed', 'body.items.1 nothing_asked']);
  const nowhere = await ask(researcher, [seedItem('5')], { delivery: null, purpose: 'nonsense' });
  expect(pathsOf(nowhere.body)).toEqual(['body.purpose purpose_unknown', 'body.delivery no_recipient']);
  const there = await addRecord(app, hubei.id, 'HB-0');
  const uncited = await ask(researcher, [seedItem('5', { resource: there })], { delivery: null });
  expect(uncited.body.errors?.map(({ cite }) => cite?.clause)).toEqual(['HB-16.1']);
  expect(pathsOf((await ask(researcher, [seedItem('1.5')])).body)).toEqual(['body.items.0.quantity quantity_refused']);
});

test('a request to two platforms: accepted in part, shipped in two parts, received; data opened, taken by a link, recorded', async () => {
  const question = await data.author.call<{ id: string; revision: number }>('POST', '/api/work/request-questions', {
    platform: 'DATA',
    text_zh: '数据保存在哪里？',
  });
  const items = [seedItem('50'), { kind: 'data', resource: dataset }];
  expect(pathsOf((await ask(researcher, items)).body)).toEqual([`body.answers.${question.body.id} answer_needed`]);
  const answers = [{ question: question.body.id, text: '本所服务器' }];
  const made = await ask(researcher, items, { answers, users: ['other', '王一'] });
  expect([made.status, made.body.parts.map(({ platform }) => platform.code).sort()]).toEqual([201, ['DATA', 'SEEDS']]);
  expect(made.body.parts.map(({ number }) => number)).toEqual(['SQ-2026-0001', 'SQ-2026-0001']);
  // What was answered once is kept.
  const shortlist = await researcher.call<{ questions: { answer: string }[]; items: { kinds: string[] }[] }>(
    'GET',
    `/api/portal/shortlist?r=${soybean},${dataset}`,
  );
  expect(shortlist.body.questions.map(({ answer }) => answer)).toEqual(['本所服务器']);
  expect(shortlist.body.items.map(({ kinds }) => kinds)).toEqual([['material'], ['data']]);

  const id = made.body.parts.find(({ platform }) => platform.code === 'SEEDS')!.id;
  const [clerk, lin] = [deskOf(seeds.author, id), deskOf(researcher, id)];
  expect((await clerk.post('/claim')).body.mine).toBe(true);
  const second = await deskOf(seeds.checker, id).post('/claim');
  expect([second.status, second.body.code]).toEqual([409, 'sharing.claimed_by_other']);
  const colleague = (await clerk.read()).colleagues.find(({ name }) => name === 'checker.seeds')!;
  expect((await clerk.post('/claim', { account: colleague.id })).body.claimed_by).toBe('checker.seeds');
  const holder = deskOf(seeds.checker, id);
  expect((await holder.post('/claim', { account: '1' })).body.code).toBe('sharing.not_a_colleague');
  // Whoever gave it away cannot give it further.
  expect((await clerk.post('/claim', { account: '1' })).body.code).toBe('sharing.claimed_by_other');
  await clerk.post('/messages', { text: '用于哪一季？', question: true });
  expect((await lin.read()).waits_for_requester).toBe(true);
  expect((await lin.post('/messages', { text: '2027 年春播' })).body.waits_for_requester).toBe(false);

  const item = (await clerk.read()).items[0]!.id;
  expect((await lin.step(item, 'accept')).body.code).toBe('kernel.not_allowed');
  expect((await clerk.step(item, 'accept', { quantity: '51' })).body.code).toBe('sharing.more_than_asked');
  const stale = await clerk.step(item, 'accept', { revision: 1 });
  expect([stale.status, stale.body.code]).toEqual([409, 'kernel.stale_version']);
  const accepted = await clerk.step(item, 'accept', { quantity: '40', reason: '另 10 粒留作繁殖' });
  expect(accepted.body.items[0]).toMatchObject({ state: 'partly', quantity: '50', granted: '40' });
  expect((await clerk.step(item, 'accept')).body.code).toBe('sharing.step_not_now');
  expect((await clerk.step(item, 'reserve')).body.items[0]).toMatchObject({ state: 'reserved', reserved: '40' });
  expect((await clerk.ship([{ item, quantity: '41' }])).body.code).toBe('sharing.more_than_reserved');
  const twice = await clerk.ship([1, 2].map(() => ({ item, quantity: '20' })));
  expect([twice.status, twice.body.code]).toEqual([400, 'kernel.invalid_input']);
  await clerk.ship([{ item, quantity: '25' }], { carrier: '示范速运', tracking: 'X1', cold_chain: '2–8 ℃，冰袋' });
  expect(await sumsOf(app, lot)).toEqual([35, 15, 25]);
  const first = (await lin.read()).shipments[0]!;
  expect(first).toMatchObject({ number: 1, cold_chain: '2–8 ℃，冰袋', lines: [{ quantity: '25', received: null }] });
  expect((await clerk.receive(first.id)).body.code).toBe('kernel.not_allowed');
  expect((await lin.receive(first.id)).body.items[0]).toMatchObject({ state: 'sent', received: '25' });
  expect((await lin.receive(first.id)).body.code).toBe('sharing.already_received');
  await clerk.ship([{ item, quantity: '15' }]);
  const done = await lin.receive((await lin.read()).shipments[1]!.id);
  expect(done.body).toMatchObject({
    open: false,
    items: [{ state: 'fulfilled', sent: '40', received: '40', recorded: true }],
  });
  expect(done.body.items[0]!.cite_as).toContain('示范种质 ZDD00001');
  expect(await sumsOf(app, lot)).toEqual([20, 0, 0]);

  const dataPart = made.body.parts.find(({ platform }) => platform.code === 'DATA')!.id;
  const [keeper, user] = [deskOf(data.author, dataPart), deskOf(researcher, dataPart)];
  expect((await keeper.read()).answers).toEqual([{ question: '数据保存在哪里？', text: '本所服务器' }]);
  const set = (await keeper.read()).items[0]!.id;
  const early = await user.post(`/items/${set}/link`);
  expect(early.body.code).toBe('sharing.step_not_now');
  await keeper.step(set, 'accept');
  await keeper.step(set, 'provide');
  const link = await researcher.call<{ address: string }>('POST', `/api/requests/${dataPart}/items/${set}/link`);
  expect(link.status).toBe(201);
  const taking = `${link.body.address}/files/${file}`;
  expect((await app.http.inject({ method: 'HEAD', url: taking })).headers['content-length']).toBe(`${BYTES.length}`);
  const piece = await app.http.inject({ method: 'GET', url: taking, headers: { range: 'bytes=0-4' } });
  expect([piece.statusCode, piece.rawPayload.equals(BYTES.subarray(0, 5))]).toEqual([206, true]);
  // A naughty name goes out as a name and nothing else.
  expect(piece.headers['content-disposition']).toBe(
    `attachment; filename*=UTF-8''${encodeURIComponent('passwd <script>“x”.csv')}`,
  );
  const whole = await nobody(app).call('GET', taking);
  expect([whole.status, whole.bytes.equals(BYTES)]).toEqual([200, true]);
  const taken = await keeper.read();
  expect(taken.items[0]).toMatchObject({ state: 'fulfilled', recorded: true });
  // One service record for each delivered item, however many instalments and pieces it took.
  const records = await app.services.storage.db
    .selectFrom('service_record')
    .select(['subject', 'kind'])
    .where('subject', 'in', [`request_item:${item}`, `request_item:${set}`])
    .orderBy('id')
    .execute();
  expect(records.map(({ kind }) => kind)).toEqual(['physical', 'information']);
  // The figures of services see the same: one service, answered on its day, fulfilled in part.
  const seen = await seeds.author.call('GET', `/api/work/service-figures?platform=${seeds.code}`);
  expect(seen.body).toMatchObject({
    services: 1,
    outside: 1,
    answers: { asked: 1, median_days: 0, worst_days: 0, fulfilled: 1 },
  });
  expect(taken.downloads.map(({ first_byte, last_byte }) => [first_byte, last_byte])).toEqual([
    [0, BYTES.length - 1],
    [0, 4],
  ]);
  app.setTime('2026-12-02T02:00:00Z');
  expect((await nobody(app).call<ProblemBody>('GET', taking)).body.code).toBe('sharing.link_unknown');
  // Taken once, the data can still be taken back with a reason: what was taken stays recorded, nothing more is.
  const again = await user.post(`/items/${set}/link`);
  const address = (again.body as unknown as { address: string }).address;
  expect((await keeper.step(set, 'revoke')).body.code).toBe('sharing.reason_needed');
  const back = await keeper.step(set, 'revoke', { reason: '发现个人信息' });
  expect(back.body.items[0]).toMatchObject({
    state: 'fulfilled',
    taken_back: true,
    recorded: true,
    reason: '发现个人信息',
  });
  expect((await nobody(app).call<ProblemBody>('GET', address)).body.code).toBe('sharing.link_unknown');
  for (const reply of [await user.post(`/items/${set}/link`), await keeper.step(set, 'revoke', { reason: '再次' })])
    expect(reply.body.code).toBe('sharing.step_not_now');
  const shut = await data.author.call<{ closed_reason: string }>(
    'POST',
    `/api/work/request-questions/${question.body.id}/closing`,
    { revision: question.body.revision, reason: '已改由协议约定' },
  );
  expect(shut.body.closed_reason).toBe('已改由协议约定');
  expect((await nobody(app).call<ProblemBody>('GET', `/api/data-links/${'x'.repeat(43)}`)).status).toBe(404);
  app.setTime('2026-11-24T02:00:00Z');
});

test('nobody, strangers and wrong roles see and do nothing', async () => {
  const id = await partOf('1');
  const people = [
    outsider,
    data.author,
    ...(await Promise.all(
      (['portal_operator', 'city_department', 'auditor'] as const).map((role) =>
        addPerson(app, `wrong.${role.replace('_', '-')}`, role, { kind: 'programme', id: 'national' }),
      ),
    )),
  ];
  for (const caller of people) {
    expect((await caller.call<ProblemBody>('GET', `/api/requests/${id}`)).body.code).toBe('sharing.request_unknown');
    for (const path of ['messages', 'unit'])
      expect((await caller.call('POST', `/api/requests/${id}/${path}`, { text: 'x', revision: 1 })).status).toBe(404);
    const own = await caller.call<{ items: { id: string }[] }>('GET', '/api/requests');
    expect(own.body.items).toEqual([]);
    const work = await caller.call<{ items: { platform: { code: string } }[] }>('GET', '/api/work/requests?filter=all');
    expect((work.body.items ?? []).filter(({ platform }) => platform.code === 'SEEDS')).toEqual([]);
    expect((await caller.call('GET', '/api/work/requests?platform=SEEDS')).status).toBe(403);
    expect((await caller.call('GET', '/api/work/request-questions?platform=SEEDS')).status).toBe(403);
  }
  expect(EDITORS).toContain('platform_staff');
  for (const path of ['/api/requests', `/api/requests/${id}`, '/api/work/requests'])
    expect((await nobody(app).call('GET', path)).status).toBe(401);
  const both = await seeds.checker.call<{ items: { id: string }[] }>('GET', '/api/work/requests?platform=SEEDS');
  expect(both.body.items.map((row) => row.id)).toContain(id);
});

test('more than the stock, the last tube twice, cancelled before and after shipping, loans, losses: the ledger always agrees', async () => {
  // 20 are left.
  const many = deskOf(seeds.author, await partOf('30'));
  const manyItem = (await many.read()).items[0]!;
  expect(manyItem.available).toEqual([{ quantity: '20', unit: '粒' }]);
  const tooMany = await many.step(manyItem.id, 'accept');
  expect([tooMany.status, tooMany.body.code]).toEqual([409, 'stock.not_enough_of_resource']);
  await many.step(manyItem.id, 'accept', { quantity: '20' });

  const rivalId = await partOf('20');
  const [rival, winner] = [deskOf(seeds.checker, rivalId), many];
  const rivalItem = (await rival.read()).items[0]!.id;
  await rival.step(rivalItem, 'accept');
  const both = await Promise.all([winner.step(manyItem.id, 'reserve'), rival.step(rivalItem, 'reserve')]);
  expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
  const lost = both.find(({ status }) => status === 409)!;
  expect(['stock.not_enough', 'stock.not_enough_of_resource']).toContain(lost.body.code);
  expect(await sumsOf(app, lot)).toEqual([20, 20, 0]);
  const [got, item] = both[0]!.status === 200 ? [winner, manyItem.id] : [rival, rivalItem];
  const gotId = (await got.read()).id;
  const lin = deskOf(researcher, gotId);
  await got.ship([{ item, quantity: '12' }]);
  // Cancelled after shipping: what was not sent is free at once, the rest has to come back.
  expect((await lin.step(item, 'cancel', { reason: '项目变更' })).body.items[0]!.state).toBe('returning');
  expect(await sumsOf(app, lot)).toEqual([8, 0, 12]);
  expect((await got.step(item, 'give_back', { quantity: '13' })).body.code).toBe('sharing.more_than_away');
  expect((await got.step(item, 'give_back', { quantity: '11' })).body.items[0]!.state).toBe('returning');
  expect((await got.step(item, 'lose', { quantity: '1' })).body.code).toBe('sharing.reason_needed');
  const ended = await got.step(item, 'lose', { quantity: '1', reason: '途中破损' });
  expect([ended.body.items[0]!.state, ended.body.open]).toEqual(['returned', false]);
  expect(await sumsOf(app, lot)).toEqual([19, 0, 0]);

  // HB-16.1: a loan with its day, extended, partly back, listed when overdue.
  const loanId = await partOf('3', { loan: true });
  const [desk, borrower] = [deskOf(seeds.author, loanId), deskOf(researcher, loanId)];
  const lent = (await desk.read()).items[0]!.id;
  expect((await desk.step(lent, 'accept', { back_on: '2026-11-23' })).body.code).toBe('sharing.back_on_past');
  await desk.step(lent, 'accept', { back_on: '2026-11-24' });
  await desk.step(lent, 'reserve');
  await desk.ship([{ item: lent, quantity: '3' }]);
  const parcel = (await borrower.read()).shipments[0]!;
  const half = { lines: [{ item: lent, lot, quantity: '1.5' }] };
  expect((await borrower.receive(parcel.id, half)).body.code).toBe('sharing.quantity_refused');
  await borrower.receive(parcel.id);
  expect((await desk.read()).items[0]).toMatchObject({ state: 'received', received: '3' });
  expect((await desk.step(lent, 'extend', { back_on: '2026-11-25' })).body.items[0]!.back_on).toBe('2026-11-25');
  const overdue = async (): Promise<string[]> =>
    (
      await seeds.author.call<{ items: { id: string }[] }>('GET', '/api/work/requests?filter=loans_overdue')
    ).body.items.map(({ id }) => id);
  expect(await overdue()).toEqual([]);
  app.setTime('2026-11-25T16:30:00Z');
  expect(await overdue()).toEqual([loanId]);
  await remindOfRequests(contextOf(app));
  await remindOfRequests(contextOf(app));
  const told = await app.services.storage.db
    .selectFrom('outbox')
    .select('unique_key')
    .where('unique_key', 'like', `notify:request:${loanId}:loan:%`)
    .execute();
  expect(told.map(({ unique_key }) => unique_key!.split(':').slice(3, 7).slice(-1))).toHaveLength(1);
  expect((await desk.step(lent, 'give_back', { quantity: '2' })).body.items[0]!.state).toBe('received');
  expect((await desk.step(lent, 'give_back', { quantity: '1' })).body.items[0]!.state).toBe('returned');
  expect(await sumsOf(app, lot)).toEqual([19, 0, 0]);
  app.setTime('2026-11-24T02:00:00Z');

  // Waiting list, substitute, decline with reasons.
  const other = await addRecord(app, seeds.id, 'ZDD00002');
  await addLot(app, { platform: seeds.code, resource: other, quantity: '100' });
  const id = await partOf('19');
  const waiting = deskOf(seeds.author, id);
  const first = (await waiting.read()).items[0]!.id;
  expect((await waiting.step(first, 'wait')).body.code).toBe('sharing.reason_needed');
  await waiting.step(first, 'wait', { reason: '明年繁殖' });
  const swapped = await waiting.step(first, 'substitute', { resource: other, reason: '同系' });
  expect(swapped.body.items.map(({ state, instead_of }) => [state, instead_of])).toEqual([
    ['substituted', null],
    ['accepted', '示范种质 ZDD00001'],
  ]);
  const foreign = await waiting.step(swapped.body.items[1]!.id, 'decline', { because: 'not_viable' });
  expect([foreign.body.items[1]!.state, foreign.body.items[1]!.reason, foreign.body.open]).toEqual([
    'declined',
    '活力或质量不合格',
    false,
  ]);
});

test('who leaves the organisation of a request gets nothing until the unit is renewed; a closed account gets nothing', async () => {
  const { db } = app.services.storage;
  const organisation = await app.services.ids.next(db);
  const kind = { kind: 'university', created_at: '2026-01-01T00:00:00Z' };
  await db
    .insertInto('organisation')
    .values({ id: organisation, name_zh: '示范大学', ...kind })
    .execute();
  const belong = (to: string | null) =>
    db.updateTable('account').set({ organisation_id: to }).where('account', '=', 'lin').execute();
  await belong(organisation);
  const id = await partOf('2');
  const [desk, lin] = [deskOf(seeds.author, id), deskOf(researcher, id)];
  const item = (await desk.read()).items[0]!.id;
  await desk.step(item, 'accept');
  await desk.step(item, 'reserve');
  await belong(null);
  const refused = await desk.ship([{ item, quantity: '2' }]);
  expect([refused.status, refused.body.code, (await desk.read()).requester.left]).toEqual([
    409,
    'sharing.requester_left',
    true,
  ]);
  // The unit is one of the whole request: its other parts are told and go on with it as well.
  await belong(organisation);
  const two = await ask(researcher, [seedItem('1'), { kind: 'data', resource: dataset }]);
  await belong(null);
  const [renewed, along] = two.body.parts.map((part) => deskOf(researcher, part.id));
  const before = (await along!.read()).revision;
  expect((await renewed!.post('/unit')).body.requester.left).toBe(false);
  const told = await along!.read();
  expect([told.requester.left, told.revision, told.events.at(-1)!.kind]).toEqual([false, before + 1, 'unit']);
  expect((await lin.post('/unit')).body.requester).toMatchObject({ organisation: null, left: false });
  await db.updateTable('account').set({ state: 'disabled' }).where('account', '=', 'lin').execute();
  expect((await desk.ship([{ item, quantity: '2' }])).body.code).toBe('sharing.requester_gone');
  await db.updateTable('account').set({ state: 'active' }).where('account', '=', 'lin').execute();
  expect((await desk.step(item, 'release')).body.items[0]!.state).toBe('accepted');
  expect((await lin.step(item, 'cancel')).body.items[0]!.state).toBe('cancelled');
});

test('NAT-18.3 HB-12.2 HN-11.2 a custom service without an agreed specification cannot be delivered', async () => {
  const service = await offerService(data);
  const bare = await ask(researcher, [{ kind: 'service', service }], { delivery: null });
  expect(pathsOf(bare.body)).toEqual(['body.items.0.note requirement_needed']);
  const made = await ask(researcher, [{ kind: 'service', service, note: '比较两组产量' }], { delivery: null });
  const id = made.body.parts[0]!.id;
  const [desk, lin] = [deskOf(data.author, id), deskOf(researcher, id)];
  // Three working days from Tuesday.
  expect((await desk.read()).due_on).toBe('2026-11-27');
  const item = (await desk.read()).items[0]!.id;
  app.setTime('2026-11-27T16:30:00Z');
  const late = await data.author.call<{ items: { id: string; overdue: boolean }[] }>(
    'GET',
    '/api/work/requests?filter=overdue',
  );
  expect(late.body.items.map((row) => [row.id, row.overdue])).toEqual([[id, true]]);
  await desk.step(item, 'accept');
  expect((await lin.step(item, 'agree')).body.code).toBe('sharing.specification_open');
  await desk.step(item, 'specify', { reason: '双因素方差分析，十个工作日' });
  const refused = await desk.step(item, 'deliver');
  expect([refused.status, refused.body.code]).toEqual([409, 'sharing.specification_open']);
  await lin.step(item, 'agree');
  await desk.step(item, 'deliver');
  expect((await lin.step(item, 'confirm')).body.items[0]!.state).toBe('fulfilled');
});

test('HB-18.2 without an agreement on intellectual property nothing is delivered, and the refusal cites its article', async () => {
  const resource = await addRecord(app, hubei.id, 'HB-1');
  const hubeiLot = await addLot(app, { platform: hubei.code, resource, quantity: '5' });
  const made = await ask(researcher, [seedItem('5', { resource })], { users: ['other'] });
  const desk = deskOf(hubei.author, made.body.parts[0]!.id);
  // A named user reads what there is to accept, not the request; to strangers there is neither.
  const panel = `/api/agreements/parts/${made.body.parts[0]!.id}`;
  const seen = await outsider.call<{ side: string }>('GET', panel);
  expect([seen.status, seen.body.side]).toEqual([200, 'requester']);
  expect(await deskOf(outsider, made.body.parts[0]!.id).read()).toMatchObject({ code: 'sharing.request_unknown' });
  for (const at of [panel, '/api/agreements/parts/1'])
    expect((await seeds.author.call<ProblemBody>('GET', at)).body.code).toBe('agreements.part_unknown');
  const item = (await desk.read()).items[0]!.id;
  await desk.step(item, 'accept');
  await desk.step(item, 'reserve');
  const refused = await desk.ship([{ item, quantity: '5' }]);
  expect([refused.status, refused.body.code, refused.body.cite?.clause]).toEqual([
    409,
    'sharing.not_agreed',
    'HB-18.2',
  ]);
  await agreeOnProperty(researcher, hubei.author, made.body.parts[0]!.id);
  expect((await desk.ship([{ item, quantity: '5' }])).status).toBe(200);
  expect((await desk.read()).receipt).toMatchObject({ remind_after: 15, close_after: 30 });
  // Nobody confirms: reminded once after 15 days, received after 30, as the rule set says; never without a reminder before.
  const states = async () => (await desk.read()).items.map(({ state }) => state);
  const awaiting = sql<{
    n: number;
  }>`select count(*)::int as n from outbox where unique_key like ${`notify:request:${made.body.parts[0]!.id}:awaited:%`}`;
  for (const [day, state, mails] of [
    ['2026-12-08', 'sent', 0],
    ['2027-01-10', 'sent', 1],
    ['2027-01-10', 'sent', 1],
    ['2027-01-11', 'fulfilled', 1],
  ] as const) {
    app.setTime(`${day}T02:00:00Z`);
    await remindOfRequests(contextOf(app));
    expect([day, await states(), (await awaiting.execute(app.services.storage.db)).rows[0]!.n]).toEqual([
      day,
      [state],
      mails,
    ]);
  }
  const closed = await desk.read();
  expect([closed.open, closed.items[0]!.recorded, closed.shipments[0]!.assumed]).toEqual([false, true, true]);
  expect(closed.events.map(({ kind }) => kind)).toContain('assumed');
  expect(await sumsOf(app, hubeiLot)).toEqual([0, 0, 0]);
  app.setTime('2026-11-24T02:00:00Z');

  // What acceptance asks for is asked of a substitute as well.
  const other = await addRecord(app, hubei.id, 'HB-2');
  await addLot(app, { platform: hubei.code, resource: other, quantity: '5' });
  const abroad = await ask(researcher, [seedItem('5', { resource })], { abroad: true });
  const keeper = deskOf(hubei.author, abroad.body.parts[0]!.id);
  const wanted = (await keeper.read()).items[0]!.id;
  const swapped = await keeper.step(wanted, 'substitute', { resource: other, reason: '同系' });
  expect([swapped.status, swapped.body.code, swapped.body.cite?.clause]).toEqual([
    409,
    'sharing.not_agreed',
    'HB-18.5',
  ]);
  expect((await keeper.read()).items).toHaveLength(1);
});

test('an embargo ends by the date in Shanghai: open there today while it is yesterday in UTC', async () => {
  const { db } = app.services.storage;
  await db
    .updateTable('resource')
    .set({ fields: JSON.stringify({ embargo_until: '2026-12-11' }) })
    .where('id', '=', dataset)
    .execute();
  const { body } = await data.author.call<{ items: { id: string; revision: number }[] }>(
    'GET',
    `/api/resources/${dataset}/files`,
  );
  const change = { revision: body.items[0]!.revision, access: 'open', caption: '' };
  await data.author.call('PATCH', `/api/resources/${dataset}/files/${file}`, change);
  const take = () => nobody(app).call<ProblemBody>('GET', `/api/resources/${dataset}/files/${file}`);
  app.setTime('2026-12-10T15:59:59Z');
  expect([(await take()).status, (await take()).body.code]).toEqual([403, 'catalogue.file_embargoed']);
  app.setTime('2026-12-10T16:00:00Z');
  expect((await take()).bytes.equals(BYTES)).toBe(true);
});

test('attachments keep their bytes and lose their folders', async () => {
  const id = await partOf('1');
  const named = `/api/requests/${id}/files?name=${encodeURIComponent(NAUGHTY)}`;
  const added = await researcher.call<PartView>('POST', named, BYTES);
  const attached = added.body.events.at(-1)!.files[0]!;
  expect(attached.name).toBe('passwd <script>“x”.csv');
  const got = await seeds.author.call('GET', `/api/requests/${id}/files/${attached.id}`);
  expect(got.bytes.equals(BYTES)).toBe(true);
  expect((await outsider.call('GET', `/api/requests/${id}/files/${attached.id}`)).status).toBe(404);
});

/** Mails that are queued, delivered into the folder of mails: the newest first. */
async function mailsTo(address: string): Promise<string[]> {
  const open = sql`select 1 from outbox where kind = 'mail' and payload ->> 'to' = ${address} and done_at is null`;
  do await app.background.look();
  while ((await open.execute(app.services.storage.db)).rows.length > 0);
  const { rows } = await sql<{ file: string }>`
    select file from mail_message where recipient = ${address} order by id desc`.execute(app.services.storage.db);
  const texts = rows.map(async ({ file: name }) => {
    const text = await readFile(join(app.services.config.dataFolder, 'outbox', name), 'latin1');
    return Buffer.from(text.slice(text.search(/\r?\n\r?\n/)).replace(/\s/g, ''), 'base64').toString('utf8');
  });
  return Promise.all(texts);
}
const tokenIn = (text: string): string => /\/open-data\/proof#([\w-]+)/.exec(text)![1]!;

test('open data without an account: a mail proves the address once, nothing tells whether it is known, a flood gets no mails', async () => {
  const visitor = nobody(app);
  const asked = {
    resources: [dataset],
    unit_kind: 'individual',
    region: '420000',
    purpose: 'research',
    purpose_text: '复核',
  };
  const post = (email: string, more: object = {}) =>
    visitor.call<ProblemBody>('POST', '/api/portal/open-data', { ...asked, email, ...more });
  const refused = await post('a@example.org', { resources: [soybean], region: null, unit_kind: 'university' });
  expect([refused.status, pathsOf(refused.body)]).toEqual([
    422,
    ['body.resources.0 not_open', 'body.unit unit_needed', 'body.region region_needed'],
  ]);
  // The address of an account and one that nobody knows are answered alike, to the letter.
  await app.services.storage.db
    .updateTable('account')
    .set({ email: 'lin@example.org' })
    .where('account', '=', 'lin')
    .execute();
  const [known, unknown] = [await post('lin@example.org'), await post('new@example.org')];
  expect([known.status, known.bytes.toString()]).toEqual([unknown.status, unknown.bytes.toString()]);
  const [mail] = await mailsTo('new@example.org');
  // The mail says nothing the asker wrote.
  expect([mail!.includes('示范种质 DS-1'), mail!.includes('复核')]).toEqual([true, false]);
  const token = tokenIn(mail!);
  for (const table of ['outbox', 'mail_proof', 'audit_event']) {
    const { rows } = await sql<{ t: string }>`select t::text as t from ${sql.table(table)} t`.execute(
      app.services.storage.db,
    );
    expect(rows.some(({ t }) => t.includes(token))).toBe(false);
  }
  const prove = () => visitor.call<{ key: string } & ProblemBody>('POST', '/api/portal/open-data/proof', { token });
  const both = await Promise.all([prove(), prove()]);
  expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 410]);
  const { key } = both.find(({ status }) => status === 201)!.body;
  expect((await prove()).body.code).toBe('identity.link_invalid');

  type Page = { resources: { title: string; cite_as: string; files: { address: string | null; sha256: string }[] }[] };
  const seen = await visitor.call<Page>('GET', `/api/open-data/${key}`);
  const [found] = seen.body.resources;
  expect([found!.title, found!.files.length]).toEqual(['示范种质 DS-1', 1]);
  for (const range of ['bytes=0-3', undefined]) {
    const taken = await app.http.inject({
      method: 'GET',
      url: found!.files[0]!.address!,
      ...(range !== undefined && { headers: { range } }),
    });
    expect(taken.statusCode).toBe(range === undefined ? 200 : 206);
  }
  const records = await sql<{ kind: string; source: string; region_code: string }>`
    select kind, source, region_code from service_record where subject like 'open_data:%'`.execute(
    app.services.storage.db,
  );
  expect(records.rows).toEqual([{ kind: 'information', source: 'download', region_code: '420000' }]);
  // Wrong keys, a key for the files of another record, and one that is over.
  expect((await visitor.call<ProblemBody>('GET', `/api/open-data/${'x'.repeat(43)}`)).body.code).toBe(
    'sharing.open_data_unknown',
  );
  expect((await visitor.call<ProblemBody>('GET', `/api/open-data/${key}/files/1`)).body.code).toBe(
    'sharing.open_data_unknown',
  );
  app.setTime('2027-01-20T02:00:00Z');
  expect((await visitor.call('GET', `/api/open-data/${key}`)).status).toBe(404);
  await tidyOpenData(contextOf(app));
  const kept = await app.services.storage.db.selectFrom('open_data_ask').select(['email', 'access_hash']).execute();
  expect(kept.map(({ access_hash }) => access_hash !== null)).toEqual([true]);
  app.setTime('2026-12-10T16:00:00Z');

  // One address gets three mails an hour, one network asks for twenty: the answers stay the same until then.
  const { db } = app.services.storage;
  const many = [await post('flood@example.org'), await post('Flood@example.org'), await post('flood@example.org')];
  await db.updateTable('mail_proof').set({ network: '203.0.113.9' }).execute();
  const fourth = await app.http.inject({
    method: 'POST',
    url: '/api/portal/open-data',
    payload: { ...asked, email: 'flood@example.org' },
    remoteAddress: '198.51.100.7',
  });
  expect([fourth.statusCode, fourth.body]).toEqual([202, many[0]!.bytes.toString()]);
  expect((await mailsTo('flood@example.org')).length + (await mailsTo('Flood@example.org')).length).toBe(3);
  await sql`insert into mail_proof (id, email, subject, path, network, created_at, expires_at)
    select n, 'x', 'flood:' || n, '/', '198.51.100.8', now(), now() from generate_series(1, 20) n`.execute(db);
  const barred = await app.http.inject({
    method: 'POST',
    url: '/api/portal/open-data',
    payload: { ...asked, email: 'b@example.org' },
    remoteAddress: '198.51.100.8',
  });
  expect([barred.statusCode, (barred.json() as ProblemBody).code]).toEqual([429, 'identity.too_many_proofs']);
  // A proof that is over proves nothing.
  const late = tokenIn((await mailsTo('flood@example.org'))[0]!);
  await db
    .updateTable('mail_proof')
    .set({ expires_at: '2020-01-01T00:00:00Z' })
    .where('email', '=', 'flood@example.org')
    .execute();
  expect((await visitor.call('POST', '/api/portal/open-data/proof', { token: late })).status).toBe(410);
  app.setTime('2026-11-24T02:00:00Z');
});

test('material of which the platform keeps no lots is its own word: granted, sent in parts, lost and returned without the ledger', async () => {
  const rare = await addRecord(app, seeds.id, 'ZDD00009');
  const made = await ask(researcher, [seedItem('10', { resource: rare, unit: 'gram' })]);
  const id = made.body.parts[0]!.id;
  const [desk, lin] = [deskOf(seeds.author, id), deskOf(researcher, id)];
  const item = (await desk.read()).items[0]!.id;
  expect((await desk.step(item, 'accept')).body.items[0]).toMatchObject({ state: 'accepted', off_ledger: true });
  await desk.step(item, 'reserve');
  expect((await desk.ship([{ item, quantity: '11' }])).body.code).toBe('sharing.more_than_reserved');
  await desk.ship([{ item, quantity: '4' }]);
  expect((await desk.step(item, 'lose', { quantity: '5', reason: '破损' })).body.code).toBe('sharing.more_than_away');
  const sent = await desk.ship([{ item, quantity: '6' }]);
  expect(sent.body.items[0]).toMatchObject({ state: 'sent', sent: '10', reserved: '0' });
  expect(sent.body.shipments.map(({ lines }) => [lines[0]!.lot, lines[0]!.quantity])).toEqual([
    [null, '4'],
    [null, '6'],
  ]);
  await lin.receive(sent.body.shipments[0]!.id, { lines: [{ item, quantity: '3' }] });
  await desk.step(item, 'lose', { quantity: '1', reason: '破损' });
  const done = await lin.receive(sent.body.shipments[1]!.id);
  expect(done.body.items[0]).toMatchObject({ state: 'fulfilled', received: '9', lost: '1', recorded: true });
  const { rows } = await sql`select 1 from stock_hold where holder_id = ${item}`.execute(app.services.storage.db);
  expect(rows).toEqual([]);
});

test('every kind of service goes from request to service record, with what was done, its contract and its price', async () => {
  const kinds = ['information', 'physical', 'testing', 'processing', 'training', 'popularisation', 'custom'];
  const services: string[] = [];
  for (const kind of kinds) services.push(await offerService(data, kind));
  // A service is listed by itself, beside records; what is not offered is gone.
  const listed = await nobody(app).call<{ items: { id: string; resource: string | null }[]; gone: string[] }>(
    'GET',
    `/api/portal/shortlist?r=s${services[0]},${dataset},s1`,
  );
  expect([listed.body.items.map(({ id, resource }) => [id, resource]), listed.body.gone]).toEqual([
    [
      [dataset, dataset],
      [`s${services[0]}`, null],
    ],
    ['s1'],
  ]);
  const items = services.map((service) => ({ kind: 'service', service, note: '比较两组产量' }));
  const made = await ask(researcher, items, { delivery: null, users: ['王一'] });
  const id = made.body.parts[0]!.id;
  const [desk, lin] = [deskOf(data.author, id), deskOf(researcher, id)];
  const { db } = app.services.storage;
  await db
    .insertInto('service_contract')
    .values({
      id: await app.services.ids.next(db),
      subject: id,
      platform_id: data.id,
      state: 'in_force',
      number: 'HT-2026-0001',
      content: '{}',
      total_fen: '120000',
      cost_fen: '120000',
      created_at: '2026-11-24T02:00:00Z',
    })
    .execute();
  for (const [n, { id: item }] of (await desk.read()).items.entries()) {
    await desk.step(item, 'accept');
    if (kinds[n] === 'custom') {
      await desk.step(item, 'specify', { reason: '长'.repeat(5000) });
      await lin.step(item, 'agree');
    }
    const bare = kinds[n] === 'physical' ? await desk.step(item, 'deliver') : undefined;
    if (bare) expect([bare.status, bare.body.code]).toEqual([422, 'sharing.done_incomplete']);
    const done = { hours: 1.5, quantity: '12', unit: '份', outcome: `报告 ${n}` };
    const sent = await desk.step(item, 'deliver', done);
    expect(sent.body.items[n]).toMatchObject({ state: 'sent', done: { hours: 1.5, outcome: `报告 ${n}` } });
    expect((await lin.step(item, 'confirm')).body.items[n]).toMatchObject({ state: 'fulfilled', recorded: true });
  }
  const { rows } = await sql<{ kind: string; hours: string; participants: number; income: string; contract: string }>`
    select kind, hours::float as hours, participants, income_fen as income, content ->> 'contract' as contract from service_record
    where content ->> 'contract' = 'HT-2026-0001' order by id`.execute(db);
  expect(rows.map((row) => [row.kind, Number(row.hours), row.participants, Number(row.income)])).toEqual(
    kinds.map((kind, n) => [
      kind,
      1.5,
      kind === 'training' || kind === 'popularisation' ? 2 : 0,
      n === 0 ? 120_000 : 0,
    ]),
  );
  expect((await desk.read()).open).toBe(false);
});
