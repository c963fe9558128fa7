import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkRecord } from '../../shared/catalogue/check-record.ts';
import { ROLE_IDS, ROLES } from '../../shared/identity/roles.ts';
import { usccFault } from '../../shared/identity/uscc.ts';
import { systemActor } from '../kernel/context.ts';
import { startTestApp, type TestApp } from '../testing/app.ts';
import { readDemo, readNationalPlatforms, recordFiles } from './files.ts';
import { loadDemo, loadRegister } from './load.ts';
import { loadStock, lotFiles, readDemoStock } from './stock.ts';
import { verifyStock } from '../modules/stock/verify.ts';

const demo = readDemo();
const PASSWORD = 'demonstration-Rice-42';
let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ KEYUAN_DEMO_PASSWORD: PASSWORD });
});
afterAll(() => app.close());

const rowsOf = (path: string): Record<string, string>[] =>
  parse(readFileSync(path), { columns: true, bom: true }) as Record<string, string>[];

describe('the files', () => {
  test('every platform is recognisably fictional, and so are addresses and credit codes', () => {
    for (const { code, name_zh, homepage, contact } of demo.platforms) {
      expect(code).toMatch(/^DEMO-/);
      expect(name_zh).toMatch(/^示范.*库$/);
      expect(new URL(homepage).hostname).toMatch(/\.example$/);
      expect(contact.email).toMatch(/\.example$/);
      expect(contact.phone).toMatch(/-90000/);
    }
    for (const { name_zh, uscc } of demo.organisations) {
      expect(name_zh).toMatch(/示范|示例/);
      if (uscc !== undefined) expect([usccFault(uscc), uscc.slice(2, 11)]).toEqual([undefined, '990000DEM']);
    }
  });

  test('a platform in every publication state, in each of the four programmes', () => {
    const places = demo.platforms.flatMap(({ programmes }) => programmes);
    expect(new Set(places.map(({ state }) => state))).toEqual(new Set(['owner', 'recommended', 'accredited']));
    expect(new Set(places.map(({ programme }) => programme))).toEqual(new Set(demo.programmes.map(({ id }) => id)));
  });

  test('accounts cover every role in every programme, within a scope the role knows', () => {
    const wanted = demo.programmes.flatMap(({ id }) => ROLE_IDS.map((role) => `${role}.${id}`));
    const names = demo.accounts.map(({ account }) => account);
    expect(wanted.filter((account) => !names.includes(account))).toEqual([]);
    expect(names.length).toBe(new Set(names).size);
    for (const { account, role, scope } of demo.accounts) {
      // `host_admin2.guangzhou` is a second person in a role.
      expect(account.replace(/\d+(?=\.)/, '')).toMatch(
        new RegExp(`^${role}\\.(${demo.programmes.map(({ id }) => id).join('|')})$`),
      );
      expect(ROLES[role].scopes as readonly string[]).toContain(scope[0]);
    }
  });

  test('every record passes its type, is told apart and is marked as an example', () => {
    const types = new Map<string, number>();
    for (const { path, type: id } of recordFiles()) {
      const type = app.services.types.get(id)!;
      const byLabel = new Map(type.fields.map((field) => [field.label.zh, field.id]));
      const rows = rowsOf(path);
      const keys = new Set<string>();
      for (const row of rows) {
        const given = Object.fromEntries(Object.entries(row).map(([label, value]) => [byLabel.get(label)!, value]));
        const { record, faults } = checkRecord(type, given, { today: '2026-11-24' });
        expect({ path, row: Object.values(row)[0], errors: faults.filter((f) => f.severity === 'error') }).toEqual({
          path,
          row: Object.values(row)[0],
          errors: [],
        });
        expect(row['描述'] ?? row['摘要']).toContain('示例数据');
        expect(row['科技资源标识（CSTR）'] ?? '').toBe('');
        keys.add(record!.localKey.value);
      }
      expect(keys.size).toBe(rows.length);
      types.set(id, (types.get(id) ?? 0) + rows.length);
    }
    expect([...types.keys()].toSorted()).toEqual([...app.services.types.keys()].toSorted());
    expect([...types].filter(([, count]) => count < 15)).toEqual([]);
    expect([...types.values()].reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(400);
  });

  test('20 data centres and 30 resource libraries, none confirmed, none named like the demonstration', () => {
    const { platforms } = readNationalPlatforms();
    const count = (kind: string): number => platforms.filter((one) => one.kind === kind).length;
    expect([count('national_data_centre'), count('national_resource_library')]).toEqual([20, 30]);
    expect(platforms.every(({ name, homepage }) => name.startsWith('国家') && homepage === undefined)).toBe(true);
  });
});

describe('loading', () => {
  test('the register: entries without holdings, unconfirmed, with their source', async () => {
    await loadRegister(app);
    await loadRegister(app);
    const rows = await app
      .contextOf(systemActor('test'))
      .db.selectFrom('platform')
      .select(['code', 'verified', 'source', 'host_name', 'demo'])
      .where('code', 'like', 'N%')
      .execute();
    expect(rows).toHaveLength(50);
    expect(rows.every(({ verified, source, demo: isDemo }) => !verified && source !== null && !isDemo)).toBe(true);
    expect(rows.find(({ code }) => code === 'NRL-06')).toMatchObject({ host_name: null });
  });

  test('the demonstration: every row in, nothing refused, found by anybody, once', async () => {
    const loaded = (await loadDemo(app))!;
    const total = recordFiles().reduce((sum, { path }) => sum + rowsOf(path).length, 0);
    expect(loaded).toMatchObject({ password: PASSWORD, records: total, refused: 0, accounts: demo.accounts.length });
    const page = (await app.http.inject(`/api/resources?q=${encodeURIComponent('黄华占')}`)).json();
    expect(page.items.map(({ platform, demo: isDemo }: never) => [platform, isDemo])).not.toEqual([]);
    expect(page.items[0]).toMatchObject({ demo: true, platform: { code: 'DEMO-RICE' } });
    const all = (await app.http.inject('/api/resources?limit=1')).json();
    const drafts = rowsOf(recordFiles().find(({ platform }) => platform === 'DEMO-WETLAND')!.path).length;
    expect(all.total).toEqual({ value: total - drafts, relation: 'eq' });
    expect(await loadDemo(app)).toBeUndefined();
  }, 240_000);

  test('lots stand in the ledger, stores and services with them; loaded again nothing comes twice', async () => {
    const ctx = () => app.contextOf(systemActor('test'));
    const total = lotFiles().reduce((sum, { path }) => sum + rowsOf(path).length, 0);
    const before = await verifyStock(ctx());
    expect([before.lots, before.differences]).toEqual([total, []]);
    await loadStock(ctx);
    expect(await verifyStock(ctx())).toEqual(before);
    const services = (await app.http.inject('/api/portal/services?limit=100')).json<{ items: unknown[] }>();
    expect(services.items).toHaveLength(readDemoStock().services.length);
  }, 120_000);

  test('its accounts sign in and hold their role', async () => {
    const response = await app.http.inject({
      method: 'POST',
      url: '/api/session',
      payload: { account: 'platform_staff.hubei', password: PASSWORD },
    });
    expect(response.statusCode).toBe(200);
    expect(response.json().roles).toMatchObject([{ role: 'platform_staff', scope_kind: 'platform' }]);
  });

  test('who tries the product is told its accounts, and nobody else’s', async () => {
    const { items } = (await app.http.inject('/api/session/demo-accounts')).json<{ items: { account: string }[] }>();
    expect(items.map(({ account }) => account)).toEqual(demo.accounts.map(({ account }) => account));
    expect(items[0]).toEqual({ account: demo.accounts[0]!.account, name: demo.accounts[0]!.name });
  });

  test('a live installation takes no demonstration, and nothing of it', async () => {
    const live = await startTestApp({ KEYUAN_MODE: 'live' });
    try {
      await expect(loadDemo(live)).rejects.toMatchObject({ code: 'identity.trial_only' });
      const { db } = live.contextOf(systemActor('test'));
      expect(await db.selectFrom('platform').select('id').execute()).toEqual([]);
      expect((await live.http.inject('/api/session/demo-accounts')).json()).toEqual({ items: [] });
    } finally {
      await live.close();
    }
  });
});
