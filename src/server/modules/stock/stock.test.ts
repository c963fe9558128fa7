import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { EDITORS } from '../../../shared/catalogue/people.ts';
import { type Role, ROLE_IDS, ROLES, WHOLE_INSTANCE } from '../../../shared/identity/roles.ts';
import type { ProblemBody } from '../../../shared/problems.ts';
import type {
  holdingsView,
  importResult,
  storeView,
  takeView,
  warningsView,
} from '../../../shared/stock/keeping-schemas.ts';
import { LABEL_SHEET_IDS } from '../../../shared/stock/label-sheets.ts';
import type { stockRoutes } from '../../../shared/stock/routes.ts';
import type { lotView } from '../../../shared/stock/schemas.ts';
import { WARNING_IDS, warningsOf } from '../../../shared/stock/warnings.ts';
import type { Id } from '../../kernel/ids.ts';
import { startTestApp, type TestApp } from '../../testing/app.ts';
import { addCurator, addPerson, addPlatform, type Caller, nobody } from '../../testing/import-desk.ts';
import { addLot, addRecord, contextOf, inAct } from '../../testing/stock-desk.ts';
import { reserve } from './index.ts';
import { lotOf } from './lots.ts';
import { warned } from './lot-view.ts';
import { verifyStock } from './verify.ts';

type Lot = z.output<typeof lotView>;
type Holdings = z.output<typeof holdingsView>;
type Store = z.output<typeof storeView>;
type Warnings = z.output<typeof warningsView>;
type Imported = z.output<typeof importResult>;
type Take = z.output<typeof takeView>;
type TakeLines = z.output<typeof stockRoutes.readTake.reply>;

let app: TestApp;
let curator: Caller;
let platform: Id;
let resource: Id;

beforeAll(async () => {
  app = await startTestApp();
  platform = await addPlatform(app, 'STOCK');
  await addPlatform(app, 'ELSEWHERE');
  curator = await addCurator(app, 'keeper', platform);
  resource = await addRecord(app, platform, 'ZD-1');
}, 60_000);
afterAll(() => app.close());

const lotBody = (more: object = {}) => ({
  platform: 'STOCK',
  resource,
  form: 'seed',
  unit: 'seed',
  quantity: '100',
  ...more,
});
const make = async (more: object = {}): Promise<Lot> => {
  const made = await curator.call<Lot>('POST', '/api/work/stock/lots', lotBody(more));
  if (made.status !== 201) throw new Error(made.bytes.toString());
  return made.body;
};
const get = async <T>(url: string): Promise<T> => (await curator.call<T>('GET', url)).body;

describe('who may', () => {
  test('nobody and every other role are kept out; the wrong platform too', async () => {
    const lot = await make();
    const calls: [method: 'GET' | 'POST' | 'PUT', url: string, body?: object][] = [
      ['POST', '/api/work/stock/lots', lotBody()],
      ['GET', `/api/work/stock/lots/${lot.id}`],
      ['GET', `/api/work/stock/lots/${lot.id}/movements`],
      ['PUT', `/api/work/stock/lots/${lot.id}`, { form: 'seed', revision: 1 }],
      ['POST', `/api/work/stock/lots/${lot.id}/movements`, { kind: 'in', quantity: '1' }],
      ['POST', `/api/work/stock/lots/${lot.id}/correction`, { counted: '1', movements: 1, reason: 'x' }],
      ['POST', `/api/work/stock/lots/${lot.id}/tests`, { kind: 'quality', passed: true }],
      ['POST', `/api/work/stock/lots/${lot.id}/place`, { revision: 1 }],
      ['GET', '/api/work/stock/stores?platform=STOCK'],
      ['GET', '/api/work/stock/setting?platform=STOCK'],
      ['GET', '/api/work/stock/holdings?platform=STOCK'],
      ['GET', '/api/work/stock/export?platform=STOCK'],
      ['POST', '/api/work/stock/labels', { platform: 'STOCK', lots: [lot.id], sheet: 'a4_3x8' }],
      ['POST', '/api/work/stock/takes', { platform: 'STOCK' }],
    ];
    for (const call of calls) expect((await nobody(app).call(...call)).status, call[1]).toBe(401);
    const elsewhere = (
      await app.services.storage.db
        .selectFrom('platform')
        .select('id')
        .where('code', '=', 'ELSEWHERE')
        .executeTakeFirstOrThrow()
    ).id;
    const scopes = {
      platform: elsewhere,
      organisation: '1',
      programme: 'hubei',
      region: '420000',
      instance: WHOLE_INSTANCE,
    };
    const others: Role[] = ROLE_IDS.filter((role) => !(EDITORS as readonly Role[]).includes(role));
    for (const role of [...EDITORS, ...others]) {
      const kind = ROLES[role].scopes[0];
      const caller = await addPerson(app, `x.${role.replaceAll('_', '-')}`, role, { kind, id: scopes[kind] });
      for (const call of calls) expect((await caller.call(...call)).status, `${role} ${call[1]}`).toBe(403);
      const list = await caller.call<{ items: unknown[] }>('GET', '/api/work/stock/lots');
      if (list.status === 200) expect(list.body.items, role).toEqual([]);
      else expect(list.status, role).toBe(403);
    }
    expect((await get<Lot>(`/api/work/stock/lots/${lot.id}`)).on_hand).toBe('100');
  }, 60_000);
});

describe('lots', () => {
  test('taken in, moved, tested, used, ended: all of it in the ledger', async () => {
    const store = (
      await curator.call<Store>('POST', '/api/work/stock/stores', {
        platform: 'STOCK',
        name: '一号冷库',
        capacity: '100',
        capacity_unit: 'place',
      })
    ).body;
    const lot = await make({ number: 'A-1', quantity: '10', minimum: '2', store: store.id, shelf: 'A3' });
    const url = `/api/work/stock/lots/${lot.id}`;
    expect(lot).toMatchObject({
      number: 'A-1',
      code: `LOT-${lot.id}`,
      on_hand: '10',
      available: '8',
      store: { name: '一号冷库' },
    });
    const moved = await curator.call<Lot>('POST', `${url}/place`, {
      revision: 1,
      store: store.id,
      shelf: 'B1',
      box: '7',
    });
    expect(moved.body).toMatchObject({ shelf: 'B1', box: '7', revision: 2 });
    expect((await curator.call('POST', `${url}/place`, { revision: 1 })).status).toBe(409);
    expect((await curator.call<ProblemBody>('POST', `${url}/closing`, { revision: 2, closed: true })).body.code).toBe(
      'stock.still_there',
    );
    expect(
      (await curator.call<ProblemBody>('POST', `${url}/movements`, { kind: 'discarded', quantity: '10' })).body.code,
    ).toBe('stock.reason_needed');
    await curator.call('POST', `${url}/movements`, { kind: 'discarded', quantity: '10', reason: '活力丧失' });
    expect((await curator.call<Lot>('POST', `${url}/closing`, { revision: 2, closed: true })).body.closed).toBe(true);
    const { items } = await get<{ items: { kind: string; from: string; to: string; reason: string }[] }>(
      `${url}/movements`,
    );
    expect(items.map(({ kind }) => kind)).toEqual(['discarded', 'moved', 'in']);
    expect(items[1]).toMatchObject({ from: '一号冷库 / A3', to: '一号冷库 / B1 / 7' });
    const { items: closed } = await get<{ items: Lot[] }>('/api/work/stock/lots?platform=STOCK&state=closed');
    expect(closed.map(({ number }) => number)).toContain('A-1');
    const found = await get<{ items: Lot[] }>(`/api/work/stock/lots?state=all&q=${lot.code.toLowerCase()}`);
    expect(found.items.map(({ id }) => id)).toEqual([lot.id]);
  });

  test('bad input is refused with what is wrong: half a seed, a taken number, a foreign record, an unknown unit', async () => {
    await make({ number: 'TAKEN' });
    const codes = async (more: object) => {
      const { status, body } = await curator.call<ProblemBody>('POST', '/api/work/stock/lots', lotBody(more));
      return [status, body.code, body.errors?.map(({ path }) => path)];
    };
    expect(await codes({ quantity: '0.5' })).toEqual([422, 'stock.quantity_refused', undefined]);
    expect(await codes({ number: 'TAKEN' })).toEqual([409, 'stock.number_taken', undefined]);
    expect(await codes({ resource: '99' })).toEqual([404, 'stock.resource_unknown', undefined]);
    expect(await codes({ unit: 'dozen' })).toEqual([400, 'kernel.invalid_input', ['body.unit']]);
    expect(await codes({ quantity: '1e5' })).toEqual([400, 'kernel.invalid_input', ['body.quantity']]);
    expect(await codes({ on: '2026-11-25' })).toEqual([422, 'stock.later_than_today', undefined]);
    expect(await codes({ store: '99' })).toEqual([404, 'stock.store_unknown', undefined]);
    expect(await codes({ number: 'a\u0000b' })).toEqual([400, 'kernel.invalid_input', ['body.number']]);
    const odd = await make({ number: `'; drop table stock_lot; -- <b>` });
    expect(odd.number).toBe(`'; drop table stock_lot; -- <b>`);
  });

  test('warnings: what the rule says of each lot is what the list is filtered by', async () => {
    const cases = [
      { quantity: '5', minimum: '6' },
      { quantity: '5', expires_on: '2026-11-20' },
      { quantity: '5', expires_on: '2026-12-20' },
      { quantity: '5', expires_on: '2027-12-20' },
      { quantity: '5', viability_limit: '85', viability_due: '2026-11-24' },
      { quantity: '0', expires_on: '2026-11-20', viability_due: '2026-01-01' },
    ];
    const lots: Lot[] = [];
    for (const more of cases) lots.push(await make(more));
    const url = `/api/work/stock/lots/${lots[4]!.id}/tests`;
    expect((await curator.call<ProblemBody>('POST', url, { kind: 'viability' })).body.code).toBe(
      'stock.test_incomplete',
    );
    await curator.call('POST', url, { kind: 'viability', percent: '84.5', next: '2026-11-30' });
    // An older result comes in later: the lot stands by the newer one.
    const late = await curator.call<Lot>('POST', url, { kind: 'viability', percent: '99', on: '2026-01-05' });
    expect(late.body).toMatchObject({ viability: '84.5', viability_on: '2026-11-24', viability_due: '2026-11-30' });
    await curator.call('POST', `/api/work/stock/lots/${lots[3]!.id}/tests`, { kind: 'quality', passed: false });
    expect((await get<Lot>(`/api/work/stock/lots/${lots[3]!.id}`)).unfit).toBe('质量检查不合格');
    const { rows } = await sql<Parameters<typeof lotOf>[0]>`select * from stock_lot`.execute(app.services.storage.db);
    for (const id of WARNING_IDS) {
      const listed = await sql<{
        id: Id;
      }>`select l.id from stock_lot l where ${warned(id, '2026-11-24')} order by l.id`.execute(app.services.storage.db);
      const ruled = rows.filter((row) => warningsOf(lotOf(row), '2026-11-24').includes(id)).map((row) => row.id);
      expect(
        listed.rows.map((row) => row.id),
        id,
      ).toEqual(ruled.toSorted((a, b) => Number(BigInt(a) - BigInt(b))));
      if (id !== 'viability_due') expect(ruled.length, id).toBeGreaterThan(0);
    }
    const warnings = await get<Warnings>('/api/work/stock/warnings?platform=STOCK');
    expect(warnings.lots.map(({ id }) => id)).toEqual(expect.arrayContaining(['shortage', 'expired', 'viability_low']));
  });
});

describe('stores, holdings, what the public sees', () => {
  test('NAT-21.4 19 of 20 TB with a limit of 90 % is a warning of 95 %', async () => {
    const made = await curator.call<Store>('POST', '/api/work/stock/stores', {
      platform: 'STOCK',
      name: '存储阵列',
      capacity: '20',
      capacity_unit: 'TB',
      used: '19',
      warn_percent: 90,
      temperature_max: '25',
      humidity_max: '60',
    });
    expect(made.body).toMatchObject({ percent: 95, full: true, temperature_max: '25' });
    const { stores } = await get<Warnings>('/api/work/stock/warnings?platform=STOCK');
    expect(stores.map(({ name, percent }) => [name, percent])).toEqual([['存储阵列', 95]]);
    const again = await curator.call<ProblemBody>('POST', '/api/work/stock/stores', {
      platform: 'STOCK',
      name: '存储阵列',
    });
    expect(again.body.code).toBe('stock.store_taken');
  });

  test('NAT-10.3 holdings asked for a day stay what they were after later intakes, with the yearly increments', async () => {
    const id = await addPlatform(app, 'HOLDINGS');
    const keeper = await addCurator(app, 'keeper.holdings', id);
    for (let n = 0; n < 3; n++)
      await addLot(app, {
        platform: 'HOLDINGS',
        resource: await addRecord(app, id, `H-${n}`),
        quantity: '100',
        on: `202${4 + n}-06-30`,
      });
    const on = async (day: string) =>
      (await keeper.call<Holdings>('GET', `/api/work/stock/holdings?platform=HOLDINGS&on=${day}`)).body;
    const before = await on('2025-12-31');
    expect(before).toMatchObject({
      resources: 2,
      lots: 2,
      holdings: [{ unit: 'seed', quantity: '200', lots: 2, resources: 2 }],
    });
    const lot = await keeper.call<{ items: Lot[] }>('GET', '/api/work/stock/lots?platform=HOLDINGS');
    await keeper.call('POST', `/api/work/stock/lots/${lot.body.items[0]!.id}/movements`, {
      kind: 'regenerated',
      quantity: '50',
    });
    await keeper.call('POST', `/api/work/stock/lots/${lot.body.items[1]!.id}/movements`, {
      kind: 'used',
      quantity: '30',
    });
    expect(await on('2025-12-31')).toEqual(before);
    expect(
      (await on('2026-11-24')).years.map(({ year, new_lots, rows }) => [
        year,
        new_lots,
        rows[0]!.added,
        rows[0]!.taken,
      ]),
    ).toEqual([
      [2026, 1, '150', '30'],
      [2025, 1, '100', '0'],
      [2024, 1, '100', '0'],
    ]);
  });

  test('HB-8.3 twelve lots whose viability is below the limit are twelve quality issues', async () => {
    const id = await addPlatform(app, 'QUALITY');
    const keeper = await addCurator(app, 'keeper.quality', id);
    for (let n = 0; n < 14; n++) {
      const lot = await addLot(app, {
        platform: 'QUALITY',
        resource: await addRecord(app, id, `Q-${n}`),
        quantity: '10',
        viability_limit: '80',
      });
      await keeper.call('POST', `/api/work/stock/lots/${lot}/tests`, {
        kind: 'viability',
        percent: n < 12 ? '79.99' : '80',
      });
    }
    const { body } = await keeper.call<Holdings>('GET', '/api/work/stock/holdings?platform=QUALITY');
    expect([body.quality.viability_low, body.quality.lots.length, body.quality.failed]).toEqual([12, 12, 0]);
  });

  test('GZ-9.4 one accession fewer than the minimum of the class: the alert says so', async () => {
    const id = await addPlatform(app, 'CROPS');
    const keeper = await addCurator(app, 'keeper.crops', id);
    const setting = {
      platform: 'CROPS',
      shown: 'answer',
      fewest_resources: 5000,
      fewest_because: '附录一 农作物种质资源库',
      revision: 0,
    };
    expect((await keeper.call('PUT', '/api/work/stock/setting', setting)).status).toBe(200);
    // 5,000 accessions with a lot each, straight into the tables: how they came there is tested elsewhere.
    const { db } = app.services.storage;
    await sql`insert into stock_lot (id, platform_id, resource_id, number, form, unit, on_hand, movements, created_at)
      select 700000000 + n, ${id}, 800000000 + n, 'C' || n, 'seed', 'seed', 10, 1, now() from generate_series(1, 5000) n`.execute(
      db,
    );
    await sql`insert into stock_movement (lot_id, seq, kind, quantity, on_hand_change, reserved_change, away_change,
        on_hand_after, reserved_after, away_after, on_date, at, actor_name)
      select 700000000 + n, 1, 'in', 10, 10, 0, 0, 10, 0, 0, '2026-01-01', now(), 'test' from generate_series(1, 5000) n`.execute(
      db,
    );
    const fewest = async () =>
      (await keeper.call<Warnings>('GET', '/api/work/stock/warnings?platform=CROPS')).body.fewest;
    expect(await fewest()).toBeNull();
    await keeper.call('POST', '/api/work/stock/lots/700000001/movements', {
      kind: 'discarded',
      quantity: '10',
      reason: '丧失活力',
    });
    expect(await fewest()).toEqual({ held: 4999, fewest: 5000, because: '附录一 农作物种质资源库' });
  });

  test('the public sees whether something can be had, how much only where the platform wants it', async () => {
    const record = await addRecord(app, platform, 'PUBLIC-1');
    const supply = async () =>
      (
        await nobody(app).call<{ supply: { supply: string; available: unknown } | null }>(
          'GET',
          `/api/portal/resources/${record}/offers?lang=en`,
        )
      ).body.supply;
    expect(await supply()).toBeNull();
    const lot = await addLot(app, { platform: 'STOCK', resource: record, quantity: '50', minimum: '20' });
    expect(await supply()).toMatchObject({
      supply: 'yes',
      label: 'Can be asked for',
      available: null,
      forms: ['Seed'],
    });
    const step = {
      key: 'public:1',
      platform,
      holder: { kind: 'request_item', id: '900' },
      lines: [{ lot, quantity: '20' }],
    };
    await inAct(app, step, reserve);
    expect((await supply())?.supply).toBe('limited');
    const setting = await get<{ revision: number }>('/api/work/stock/setting?platform=STOCK');
    await curator.call('PUT', '/api/work/stock/setting', {
      platform: 'STOCK',
      shown: 'number',
      revision: setting.revision,
    });
    expect((await supply())?.available).toEqual([{ unit: 'seed', unit_label: 'seeds', quantity: '10' }]);
    expect(
      (
        await curator.call('PUT', '/api/work/stock/setting', {
          platform: 'STOCK',
          shown: 'number',
          revision: setting.revision,
        })
      ).status,
    ).toBe(409);
    await curator.call('PUT', '/api/work/stock/setting', {
      platform: 'STOCK',
      shown: 'nothing',
      revision: setting.revision + 1,
    });
    expect(await supply()).toBeNull();
    await curator.call('PUT', '/api/work/stock/setting', {
      platform: 'STOCK',
      shown: 'answer',
      revision: setting.revision + 2,
    });
    await inAct(app, { ...step, key: 'public:2', lines: [{ lot, quantity: '10' }] }, reserve);
    expect((await supply())?.supply).toBe('no');
  });
});

describe('tables, labels, stock-taking', () => {
  test('a table is taken in: good rows kept, the others handed back, corrected and taken in again; what goes out comes in the same', async () => {
    const id = await addPlatform(app, 'TABLE');
    const keeper = await addCurator(app, 'keeper.table', id);
    await addRecord(app, id, '00012');
    await addRecord(app, id, '00013');
    await keeper.call('POST', '/api/work/stock/stores', { platform: 'TABLE', name: '冷库' });
    const rows = [
      '资源编号,批号,保存形式,数量,单位,库位,发芽率,有效期至',
      '00012,L-1,种子,1000,粒,冷库,92.5,2030-01-01',
      '00013,L-2,种子,0.5,粒,冷库,,',
      '99999,L-3,种子,5,粒,,,',
      '00013,L-1,种子,5,粒,,,',
      '00013,L-4,罐头,5,粒,无此库,,',
      '00013,L-5,干制标本,3,件,,101,2026-02-30',
    ];
    const take = async (text: string, more: object = {}) => {
      const file = await keeper.upload('lots.csv', text);
      const answer = await keeper.call<Imported>('POST', '/api/work/stock/import', {
        platform: 'TABLE',
        file,
        ...more,
      });
      expect(answer.status, answer.bytes.toString()).toBe(200);
      return answer.body;
    };
    const tried = await take(rows.join('\n'), { try_only: true });
    expect([tried.taken, tried.refused]).toEqual([1, 5]);
    expect((await keeper.call<{ items: Lot[] }>('GET', '/api/work/stock/lots?platform=TABLE')).body.items).toEqual([]);
    const done = await take(rows.join('\n'));
    expect([done.taken, done.refused]).toEqual([1, 5]);
    expect(done.rows.map(({ row, faults }) => [row, faults.map(({ column }) => column)])).toEqual([
      [3, ['数量']],
      [4, ['资源编号']],
      [5, ['批号']],
      [6, ['库位']],
      [7, ['有效期至']],
    ]);
    const corrected = done
      .refused_table!.split('\r\n')
      .filter((_, n) => n < 2)
      .join('\r\n')
      .replace(',0.5,', ',500,');
    expect(await take(corrected)).toMatchObject({ taken: 1, refused: 0 });
    const { items } = (await keeper.call<{ items: Lot[] }>('GET', '/api/work/stock/lots?platform=TABLE')).body;
    expect(items.map(({ number, on_hand, viability }) => [number, on_hand, viability])).toEqual([
      ['L-2', '500', null],
      ['L-1', '1000', '92.5'],
    ]);
    for (const format of ['csv', 'xlsx'] as const) {
      const out = await keeper.call('GET', `/api/work/stock/export?platform=TABLE&format=${format}`);
      const copy = `COPY-${format}`;
      const copyId = await addPlatform(app, copy);
      const copier = await addCurator(app, `keeper.${format}`, copyId);
      for (const number of ['00012', '00013']) await addRecord(app, copyId, number);
      await copier.call('POST', '/api/work/stock/stores', { platform: copy, name: '冷库' });
      const file = await copier.upload(`lots.${format}`, out.bytes);
      expect(
        (await copier.call<Imported>('POST', '/api/work/stock/import', { platform: copy, file })).body,
      ).toMatchObject({ taken: 2, refused: 0 });
      const again = await copier.call('GET', `/api/work/stock/export?platform=${copy}&format=csv`);
      const first = await keeper.call('GET', '/api/work/stock/export?platform=TABLE&format=csv');
      expect(again.bytes.toString()).toBe(first.bytes.toString());
    }
    const file = await keeper.upload('other.csv', 'a,b\n1,2');
    expect((await keeper.call<ProblemBody>('POST', '/api/work/stock/import', { platform: 'TABLE', file })).status).toBe(
      422,
    );
  });

  test.each(LABEL_SHEET_IDS)('labels as PDF: %s', async (sheet) => {
    const lots = [await make({ number: `标签 ${sheet}`, expires_on: '2030-01-01' }), await make(), await make()];
    const { status, bytes } = await curator.call('POST', '/api/work/stock/labels', {
      platform: 'STOCK',
      lots: lots.map(({ id }) => id),
      sheet,
      skip: 5,
    });
    expect(status, bytes.toString().slice(0, 500)).toBe(200);
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
    const folder = mkdtempSync(join(tmpdir(), 'keyuan-labels-'));
    try {
      writeFileSync(join(folder, 'labels.pdf'), bytes);
      const text = execFileSync('pdftotext', ['-layout', join(folder, 'labels.pdf'), '-']).toString();
      expect(text.replace(/\s/g, '')).toContain(`标签${sheet}`);
      const pages = text.split('\f').length - 1;
      expect(pages).toBe(sheet.startsWith('a4') ? 1 : 3);
    } finally {
      rmSync(folder, { recursive: true });
    }
    expect(
      (await curator.call('POST', '/api/work/stock/labels', { platform: 'STOCK', lots: ['99'], sheet })).status,
    ).toBe(404);
  });

  test('stock-taking by scanning: what differs is booked with its reason, once, and not when the lot moved meanwhile', async () => {
    const id = await addPlatform(app, 'TAKE');
    const keeper = await addCurator(app, 'keeper.take', id);
    const store = (await keeper.call<Store>('POST', '/api/work/stock/stores', { platform: 'TAKE', name: '冰箱' })).body
      .id;
    const record = await addRecord(app, id, 'T-1');
    const lot = (number: string, more: object = {}) =>
      addLot(app, { platform: 'TAKE', resource: record, quantity: '10', number, store, ...more });
    const [same, less, missing, elsewhere] = [
      await lot('SAME'),
      await lot('LESS'),
      await lot('MISSING'),
      await lot('ELSEWHERE', { store: null }),
    ];
    const take = (await keeper.call<Take>('POST', '/api/work/stock/takes', { platform: 'TAKE', store })).body;
    const url = `/api/work/stock/takes/${take.id}`;
    const scans = [
      { code: `LOT-${same}` },
      { code: 'LESS', counted: '7' },
      { code: `https://example.org/x?LOT-${elsewhere}`, counted: '10' },
      { code: 'NO SUCH LOT' },
      { code: 'LESS', counted: '0.5' },
    ];
    const scanned = await keeper.call<{ seen: number; unknown: string[]; refused: { code: string }[] }>(
      'POST',
      `${url}/scans`,
      { scans },
    );
    expect(scanned.body).toMatchObject({ seen: 3, unknown: ['NO SUCH LOT'], refused: [{ code: 'LESS' }] });
    const { lines } = (await keeper.call<TakeLines>('GET', url)).body;
    expect(Object.fromEntries(lines.map((line) => [line.lot.number, [line.found, line.difference]]))).toEqual({
      SAME: ['as_expected', null],
      LESS: ['differs', '-3'],
      MISSING: ['missing', '-10'],
      ELSEWHERE: ['elsewhere', null],
    });
    const chosen = lines
      .filter(({ found }) => found !== 'as_expected')
      .map(({ lot: { id: lotId }, movements }) => ({ lot: lotId, movements }));
    const book = (body: object) =>
      keeper.call<ProblemBody>('POST', `${url}/booking`, { revision: take.revision, ...body });
    expect((await book({ reason: '', lines: chosen })).body.code).toBe('stock.reason_needed');
    await keeper.call('POST', `/api/work/stock/lots/${less}/movements`, { kind: 'used', quantity: '1' });
    expect((await book({ reason: '年度盘点', lines: chosen })).status).toBe(409);
    const now = (await keeper.call<TakeLines>('GET', url)).body.lines;
    const again = chosen.map((line) => ({
      ...line,
      movements: now.find(({ lot: { id: lotId } }) => lotId === line.lot)!.movements,
    }));
    expect((await book({ reason: '年度盘点', lines: again })).status).toBe(200);
    expect((await book({ reason: '年度盘点', lines: again })).body.code).toBe('stock.take_over');
    const after = (await keeper.call<{ items: Lot[] }>('GET', '/api/work/stock/lots?platform=TAKE&state=all')).body
      .items;
    expect(Object.fromEntries(after.map(({ number, on_hand, store: at }) => [number, [on_hand, at?.name]]))).toEqual({
      SAME: ['10', '冰箱'],
      LESS: ['7', '冰箱'],
      MISSING: ['0', '冰箱'],
      ELSEWHERE: ['10', '冰箱'],
    });
    const { items } = (
      await keeper.call<{ items: { kind: string; reason: string }[] }>(
        'GET',
        `/api/work/stock/lots/${missing}/movements`,
      )
    ).body;
    expect(items[0]).toMatchObject({ kind: 'corrected_down', reason: '年度盘点' });
    expect((await verifyStock(contextOf(app))).differences).toEqual([]);
  });
});
