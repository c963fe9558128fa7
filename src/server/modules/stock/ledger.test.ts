import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Problem } from '../../../shared/problems.ts';
import { runCommand } from '../../commands.ts';
import { systemActor } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { startTestApp, type TestApp } from '../../testing/app.ts';
import { addPlatform } from '../../testing/import-desk.ts';
import { addLot, addRecord, contextOf, heldOf, inAct, sumsOf } from '../../testing/stock-desk.ts';
import { seedRegister } from '../identity/index.ts';
import { chooseLots, consume, lose, receiveBack, release, reserve, send, suppliesOf, type StockStep } from './index.ts';
import { bookByHand, changeLot, correctLot } from './lot-write.ts';
import { verifyStock } from './verify.ts';

let app: TestApp;
let platform: Id;
let other: Id;
let resource: Id;

beforeAll(async () => {
  app = await startTestApp();
  platform = await addPlatform(app, 'STOCK');
  other = await addPlatform(app, 'ELSEWHERE');
  await seedRegister(app.contextOf(systemActor('test')), {
    programmes: [{ id: 'national', rule_set: 'national', mode: 'trial', path: '/national' }],
  });
  await app.services.storage.db
    .insertInto('platform_programme')
    .values({ platform_id: platform, programme_id: 'national', state: 'owner' })
    .execute();
  resource = await addRecord(app, platform, 'ZD-1');
}, 60_000);
afterAll(() => app.close());

let step = 0;
const stepOf = (holder: string, ...lines: [lot: Id, quantity: string][]): StockStep => ({
  key: `step:${++step}`,
  platform,
  holder: { kind: 'request_item', id: holder },
  lines: lines.map(([lot, quantity]) => ({ lot, quantity })),
});
const refused = async (work: Promise<unknown>): Promise<Problem> => {
  try {
    await work;
  } catch (cause) {
    return cause as Problem;
  }
  throw new Error('it was not refused');
};
const lotOf = (quantity: string, more = {}) => addLot(app, { platform: 'STOCK', resource, quantity, ...more });

test('reserved, sent in two parts, partly back, partly used up, the rest lost: every figure follows', async () => {
  const lot = await lotOf('100');
  await inAct(app, stepOf('1', [lot, '50']), reserve);
  expect(await sumsOf(app, lot)).toEqual([100, 50, 0]);
  await inAct(app, stepOf('1', [lot, '20']), send);
  await inAct(app, stepOf('1', [lot, '25']), send);
  expect(await sumsOf(app, lot)).toEqual([55, 5, 45]);
  await inAct(app, stepOf('1', [lot, '5']), release);
  await inAct(app, stepOf('1', [lot, '10']), receiveBack);
  await inAct(app, stepOf('1', [lot, '30']), consume);
  await inAct(app, stepOf('1', [lot, '5']), lose);
  expect(await sumsOf(app, lot)).toEqual([65, 0, 0]);
  expect((await heldOf(app, '1')).map(({ reserved, away }) => [reserved, away])).toEqual([['0', '0']]);
  expect((await verifyStock(contextOf(app))).differences).toEqual([]);
});

test('asking for more than there is: refused with what is there, the minimum kept and what others reserved taken off', async () => {
  const lot = await lotOf('100', { minimum: '30' });
  await inAct(app, stepOf('10', [lot, '40']), reserve);
  const problem = await refused(inAct(app, stepOf('11', [lot, '31']), reserve));
  expect([problem.code, problem.extras.more]).toEqual([
    'stock.not_enough',
    { lot, asked: '31', available: '30', unit: 'seed' },
  ]);
  await inAct(app, stepOf('11', [lot, '30']), reserve);
  expect(await sumsOf(app, lot)).toEqual([100, 70, 0]);
});

test('all lines of a step or none', async () => {
  const [one, two] = [await lotOf('10'), await lotOf('10')];
  const problem = await refused(inAct(app, stepOf('20', [two, '5'], [one, '11']), reserve));
  expect(problem.code).toBe('stock.not_enough');
  expect(await sumsOf(app, two)).toEqual([10, 0, 0]);
  await inAct(app, stepOf('20', [two, '5'], [one, '10'], [two, '1']), reserve);
  expect(await sumsOf(app, two)).toEqual([10, 6, 0]);
});

test('the same step again changes nothing and answers the same; its key is not for another step', async () => {
  const lot = await lotOf('10');
  const asked = stepOf('30', [lot, '4']);
  const first = await inAct(app, asked, reserve);
  expect(await inAct(app, asked, reserve)).toEqual(first);
  expect(await sumsOf(app, lot)).toEqual([10, 4, 0]);
  const problem = await refused(inAct(app, { ...asked, lines: [{ lot, quantity: '5' }] }, reserve));
  expect(problem.code).toBe('stock.key_of_another');
  expect((await refused(inAct(app, asked, send))).code).toBe('stock.key_of_another');
});

test('two clerks want the last tube at once: one has it, the other is told that there is none', async () => {
  for (let round = 0; round < 5; round++) {
    const lot = await lotOf('1', { unit: 'tube', form: 'freeze_dried' });
    const results = await Promise.allSettled([
      inAct(app, stepOf('40', [lot, '1']), reserve),
      inAct(app, stepOf('41', [lot, '1']), reserve),
    ]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const [lost] = results.filter((result) => result.status === 'rejected');
    expect((lost!.reason as Problem).params['available']).toBe('0');
  }
});

test('many who lock the same lots in opposite order all come through', async () => {
  const lots = [await lotOf('1000'), await lotOf('1000')] as const;
  const work = Array.from({ length: 20 }, (_, n) =>
    inAct(app, stepOf(`5${n}`, ...(n % 2 ? lots : lots.toReversed()).map((lot): [Id, string] => [lot, '3'])), reserve),
  );
  await Promise.all(work);
  expect(await sumsOf(app, lots[0])).toEqual([1000, 60, 0]);
  expect((await verifyStock(contextOf(app))).differences).toEqual([]);
});

test('nobody sends, gives up or takes back what is not held for them', async () => {
  const lot = await lotOf('10');
  await inAct(app, stepOf('60', [lot, '4']), reserve);
  expect((await refused(inAct(app, stepOf('61', [lot, '1']), send))).code).toBe('stock.not_held');
  expect((await refused(inAct(app, stepOf('60', [lot, '5']), send))).code).toBe('stock.not_held');
  expect((await refused(inAct(app, stepOf('60', [lot, '1']), receiveBack))).code).toBe('stock.not_held');
  await inAct(app, stepOf('60', [lot, '4']), send);
  expect((await refused(inAct(app, stepOf('60', [lot, '5']), receiveBack))).code).toBe('stock.not_held');
  expect((await refused(inAct(app, stepOf('60', [lot, '1']), release))).code).toBe('stock.not_held');
});

test('lots of another platform are unknown; what is expired, failed or ended is not given out', async () => {
  const foreign = await addLot(app, {
    platform: 'ELSEWHERE',
    resource: await addRecord(app, other, 'QT-1'),
    quantity: '5',
  });
  expect((await refused(inAct(app, stepOf('70', [foreign, '1']), reserve))).code).toBe('stock.lot_unknown');
  const expired = await lotOf('5', { expires_on: '2026-11-23' });
  expect((await refused(inAct(app, stepOf('70', [expired, '1']), reserve))).code).toBe('stock.lot_unfit');
  const lastDay = await lotOf('5', { expires_on: '2026-11-24' });
  await inAct(app, stepOf('70', [lastDay, '1']), reserve);
});

test('quantities are exact decimals in the unit of the lot: no half seeds, no float dust', async () => {
  const seeds = await lotOf('10');
  for (const quantity of ['0.5', '0', '-1', '1e1', 'two', '1.0000001'])
    expect((await refused(inAct(app, stepOf('80', [seeds, quantity]), reserve))).code).toBe('stock.quantity_refused');
  const powder = await lotOf('0.3', { unit: 'gram', form: 'solid' });
  await inAct(app, stepOf('80', [powder, '0.1']), reserve);
  await inAct(app, stepOf('80', [powder, '0.2']), reserve);
  expect((await refused(inAct(app, stepOf('80', [powder, '0.000001']), reserve))).code).toBe('stock.not_enough');
});

test('lots are chosen by what expires first, over several, in units that convert exactly', async () => {
  const record = await addRecord(app, platform, 'ZD-2');
  const late = await addLot(app, { platform: 'STOCK', resource: record, quantity: '2', unit: 'gram', form: 'solid' });
  const soon = await addLot(app, {
    platform: 'STOCK',
    resource: record,
    quantity: '500',
    unit: 'milligram',
    form: 'solid',
    expires_on: '2027-01-01',
  });
  await addLot(app, { platform: 'STOCK', resource: record, quantity: '7' });
  const ctx = contextOf(app);
  expect(await chooseLots(ctx, { resource: record, quantity: '1.25', unit: 'gram' })).toEqual([
    { lot: soon, quantity: '500' },
    { lot: late, quantity: '0.75' },
  ]);
  const problem = await refused(chooseLots(ctx, { resource: record, quantity: '2.6', unit: 'gram' }));
  expect(problem.extras.more).toEqual({
    available: [
      { unit: 'milligram', quantity: '2500' },
      { unit: 'seed', quantity: '7' },
    ],
  });
  expect((await suppliesOf(ctx, [record])).get(record)?.supply).toBe('yes');
  expect((await suppliesOf(ctx, [record, '1'])).has('1')).toBe(false);
});

test('NAT-10.3 what would make a holding negative is refused, and what was held on a day stays what it was', async () => {
  const lot = await lotOf('100', { on: '2026-06-30' });
  const ctx = contextOf(app);
  const book = (kind: 'in' | 'discarded', quantity: string, on?: string) =>
    bookByHand(ctx, lot, { kind, quantity, on, reason: '示范' });
  expect(await refused(book('discarded', '101'))).toMatchObject({
    code: 'stock.below_zero',
    extras: { cite: { clause: 'NAT-10.3' } },
  });
  await book('in', '50', '2026-10-01');
  // 150 are there now, but only 100 in July.
  expect((await refused(book('discarded', '120', '2026-07-15'))).code).toBe('stock.below_zero_then');
  expect((await refused(book('discarded', '1', '2026-06-29'))).code).toBe('stock.below_zero_then');
  expect((await refused(book('in', '1', '2026-11-25'))).code).toBe('stock.later_than_today');
  await book('discarded', '120');
  const { rows } = await sql<{ held: string }>`select sum(on_hand_change) as held from stock_movement
    where lot_id = ${lot} and on_date <= '2026-06-30'`.execute(app.services.storage.db);
  expect(Number(rows[0]!.held)).toBe(100);
});

test('a correction needs a reason, and a count made before another movement does not count', async () => {
  const lot = await lotOf('10');
  const ctx = contextOf(app);
  expect((await refused(correctLot(ctx, lot, { movements: 1, counted: '8', reason: '' }))).code).toBe(
    'stock.reason_needed',
  );
  await inAct(app, stepOf('90', [lot, '6']), reserve);
  expect((await refused(correctLot(ctx, lot, { movements: 1, counted: '8', reason: '盘点' }))).code).toBe(
    'kernel.stale_version',
  );
  expect((await refused(correctLot(ctx, lot, { movements: 2, counted: '5', reason: '盘点' }))).code).toBe(
    'stock.below_zero',
  );
  await correctLot(ctx, lot, { movements: 2, counted: '8', reason: '盘点' });
  expect(await sumsOf(app, lot)).toEqual([8, 6, 0]);
  const content = { form: 'seed', minimum: '3' } as const;
  await changeLot(ctx, lot, { revision: 1, ...content });
  expect((await refused(changeLot(ctx, lot, { revision: 1, ...content }))).code).toBe('kernel.stale_version');
});

test('`stock verify` names the lot, the figure and the difference of whatever was spoilt', async () => {
  const { db } = app.services.storage;
  const lot = await lotOf('40', { number: 'SPOILT' });
  await inAct(app, stepOf('95', [lot, '10']), reserve);
  const verify = async (): Promise<[number, string]> => {
    let text = '';
    const write = (part: string): void => void (text += part);
    const request = { argv: ['stock', 'verify'], cwd: '.' };
    const code = await runCommand(app, request, { out: write, err: write }, AbortSignal.timeout(60_000));
    return [code, text];
  };
  expect((await verify())[0]).toBe(0);
  const spoil = async (change: ReturnType<typeof sql>, mend: ReturnType<typeof sql>, ...seen: RegExp[]) => {
    await change.execute(db);
    const [code, text] = await verify();
    expect(code).toBe(1);
    for (const what of seen) expect(text).toMatch(what);
    await mend.execute(db);
    expect((await verify())[0]).toBe(0);
  };
  await spoil(
    sql`update stock_lot set on_hand = 41 where id = ${lot}`,
    sql`update stock_lot set on_hand = 40 where id = ${lot}`,
    /SPOILT · on_hand · 台账 ledger 40 · 记录 kept 41 · 差 difference 1/,
  );
  await spoil(
    sql`update stock_movement set quantity = 9 where lot_id = ${lot} and seq = 2`,
    sql`update stock_movement set quantity = 10 where lot_id = ${lot} and seq = 2`,
    /SPOILT · seq 2 reserved_change · 台账 ledger 9 · 记录 kept 10/,
  );
  await spoil(
    sql`update stock_hold set reserved = 12 where lot_id = ${lot}`,
    sql`update stock_hold set reserved = 10 where lot_id = ${lot}`,
    /SPOILT · held:request_item:95 reserved · 台账 ledger 10 · 记录 kept 12/,
    /SPOILT · held:all reserved · 台账 ledger 12 · 记录 kept 10/,
  );
  await spoil(
    sql`update stock_movement set seq = 3 where lot_id = ${lot} and seq = 2`,
    sql`update stock_movement set seq = 2 where lot_id = ${lot} and seq = 3`,
    /SPOILT · seq 3 seq · 台账 ledger 2 · 记录 kept 3/,
  );
});
