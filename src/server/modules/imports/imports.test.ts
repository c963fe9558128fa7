import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestApp, startTestApp } from '../../testing/app.ts';
import {
  addCurator,
  addPlatform,
  briefly,
  type Caller,
  csvOf,
  faultsOf,
  importFile,
  type ImportView,
  type Preview,
} from '../../testing/import-desk.ts';
import { tableOf, cellsOf } from '../../testing/tables.ts';

let app: TestApp;
let curator: Caller;
let careful: Caller;

beforeAll(async () => {
  app = await startTestApp();
  curator = await addCurator(app, 'curator', await addPlatform(app, 'CROPS'));
  careful = await addCurator(app, 'careful', await addPlatform(app, 'CHECKED', { checkedByOther: true }));
});
afterAll(() => app.close());

const HEAD = ['ACCENUMB', '属名', 'SPECIES', '种质名称', 'ORIGCTY', 'DECLATITUDE', 'DECLONGITUDE', '备注甲'];
const good = (n: number): string[] => [
  `ZDM${String(n).padStart(5, '0')}`,
  'Oryza',
  'sativa',
  `示范稻 ${n} 号`,
  'CHN',
  '30.5',
  '114.3',
  '不导入',
];
const order = { platform: 'CROPS', type: 'germplasm_crop' };
const records = async (
  code: string,
): Promise<{ local_key: string; state: string; title: string; version: number; author: boolean }[]> =>
  (
    await app.services.storage.db
      .selectFrom('resource as r')
      .innerJoin('platform as p', 'p.id', 'r.platform_id')
      .where('p.code', '=', code)
      .select(['r.local_key', 'r.state', 'r.title', 'r.version', 'r.author_id'])
      .orderBy('r.local_key')
      .execute()
  ).map(({ author_id, ...row }) => ({ ...row, author: author_id !== null }));

describe('a curator brings a table', () => {
  test('preview: headings, suggested columns, what it says of the first rows; nothing is written', async () => {
    const bad = good(2).with(5, '95');
    const file = await curator.upload('稻种.csv', csvOf([HEAD, good(1), bad]));
    const { status, body } = await curator.call<Preview>('POST', '/api/imports/preview', { file, ...order });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      format: 'csv',
      encoding: 'utf-8',
      heading_row: 1,
      headings: HEAD,
      problem: null,
      sheets: [],
    });
    expect(body.mapping).toMatchObject({ ACCENUMB: 'ACCENUMB', 属名: 'GENUS', 种质名称: 'ACCENAME', 备注甲: null });
    expect(body.matched).toMatchObject({ ACCENUMB: 'id', 属名: 'label', 备注甲: 'none' });
    expect(body.rows.map(({ row }) => row)).toEqual([2, 3]);
    expect(body.rows[0]!.faults.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(body.rows[1]!.faults).toContainEqual(expect.objectContaining({ column: 'DECLATITUDE', severity: 'error' }));
    expect(await records('CROPS')).toEqual([]);
  });

  test('preview tells why an import would not start, and which fields of the minimum set have no column', async () => {
    const file = await curator.upload(
      '无编号.csv',
      csvOf([
        ['ORIGCTY', 'DECLATITUDE'],
        ['CHN', '30'],
      ]),
    );
    const { body } = await curator.call<Preview>('POST', '/api/imports/preview', { file, ...order });
    expect(body.problem?.code).toBe('imports.key_unmapped');
    expect(body.missing).toContainEqual(expect.objectContaining({ id: 'ACCENUMB', why: 'key' }));
    const started = await curator.call('POST', '/api/imports', { file, ...order });
    expect([started.status, (started.body as { code: string }).code]).toEqual([422, 'imports.key_unmapped']);
  });

  test('a trial run counts and finds what an import would, and writes no record', async () => {
    const rows = [HEAD, good(1), good(2).with(4, 'ZZZ'), good(1)];
    const done = await importFile(curator, '稻种.csv', csvOf(rows), { ...order, dry_run: true });
    expect(done).toMatchObject({ state: 'done', dry_run: true, rows_done: 3, created: 1, refused: 2 });
    expect(briefly(await faultsOf(curator, done.id, 'error'))).toEqual([
      '3 ORIGCTY record.code_unlisted',
      '4 - write.key_twice',
    ]);
    expect(await records('CROPS')).toEqual([]);
  });

  test.each(['csv', 'tsv', 'xlsx'] as const)(
    '%s: good rows go in, bad rows come back with reasons, and go in when corrected',
    async (kind) => {
      const base = { csv: 100, tsv: 200, xlsx: 300 }[kind];
      const rows = [
        HEAD,
        good(base),
        good(base + 1).with(5, '95.1'),
        good(base + 2),
        good(base + 3)
          .with(4, 'XQZ')
          .with(6, 'east'),
      ];
      const before = (await records('CROPS')).length;
      const done = await importFile(curator, `稻种.${kind}`, await tableOf(kind, rows), {
        ...order,
        state: 'published',
      });
      expect(done).toMatchObject({
        state: 'done',
        format: kind,
        rows_total: 4,
        rows_done: 4,
        created: 2,
        updated: 0,
        refused: 2,
      });
      expect(done.notes.map(({ code }) => code)).toContain('note.columns_aside');
      expect(await records('CROPS')).toHaveLength(before + 2);
      const { items } = await faultsOf(curator, done.id, 'error');
      expect(items.map(({ row, column, field }) => [row, column, field])).toEqual([
        [3, 'DECLATITUDE', 'DECLATITUDE'],
        [5, 'ORIGCTY', 'ORIGCTY'],
        [5, 'DECLONGITUDE', 'DECLONGITUDE'],
      ]);

      const refused = await curator.call('GET', `/api/imports/${done.id}/refused`);
      expect(decodeURIComponent(String(refused.headers['content-disposition']))).toContain(`稻种-退回.${kind}`);
      const table = await cellsOf(kind, refused.bytes);
      expect(table[0]).toEqual(['行号', '错误', ...HEAD]);
      expect(table.slice(1).map((row) => row[0])).toEqual(['3', '5']);
      expect(table[1]![1]).toContain('DECLATITUDE');
      expect(table[1]!.slice(2)).toEqual(rows[2]);

      const corrected = table.map((row, i) => (i === 0 ? row : row.with(6, 'CHN').with(7, '31').with(8, '115')));
      const again = await importFile(curator, `更正.${kind}`, await tableOf(kind, corrected), {
        ...order,
        state: 'published',
      });
      expect(again).toMatchObject({ state: 'done', rows_done: 2, created: 2, refused: 0 });
      const whole = await importFile(
        curator,
        `全部.${kind}`,
        await tableOf(kind, [HEAD, good(base), good(base + 2).with(3, '新名')]),
        { ...order, state: 'published' },
      );
      expect(whole).toMatchObject({ created: 0, unchanged: 1, updated: 1, refused: 0 });
    },
  );

  test('columns are mapped by hand, and a value is given for all rows', async () => {
    const rows = [
      ['我的编号', '拉丁属'],
      ['HAND-1', 'Zea'],
      ['HAND-2', 'Zea'],
    ];
    const done = await importFile(curator, '手工.csv', csvOf(rows), {
      ...order,
      mapping: { 我的编号: 'ACCENUMB', 拉丁属: 'GENUS' },
      constants: { ORIGCTY: 'PER', SPECIES: 'mays' },
    });
    expect(done).toMatchObject({ state: 'done', created: 2, refused: 0, target_state: 'draft' });
    const kept = await app.services.storage.db
      .selectFrom('resource')
      .select('fields')
      .where('local_key', 'like', '%HAND-1')
      .executeTakeFirstOrThrow();
    expect(kept.fields).toMatchObject({ ORIGCTY: 'PER', SPECIES: 'mays', GENUS: 'Zea' });
  });

  test('where another person has to check, what was to be published goes in as drafts, and says so', async () => {
    const done = await importFile(careful, '待审.csv', csvOf([HEAD, good(1)]), {
      ...order,
      platform: 'CHECKED',
      state: 'published',
    });
    expect(done).toMatchObject({ state: 'done', target_state: 'draft', created: 1 });
    expect(done.notes.map(({ code }) => code)).toContain('note.to_be_checked');
    expect(await records('CHECKED')).toMatchObject([{ state: 'draft', author: true }]);
  });

  test('published rows are found at once; drafts are not', async () => {
    await importFile(curator, '可查.csv', csvOf([HEAD, good(901).with(3, '龙泉早粳')]), {
      ...order,
      state: 'published',
    });
    await importFile(curator, '草稿.csv', csvOf([HEAD, good(902).with(3, '龙泉晚粳')]), order);
    const found = await curator.call<{ items: { title: string }[] }>(
      'GET',
      `/api/resources?q=${encodeURIComponent('龙泉')}`,
    );
    expect(found.body.items.map(({ title }) => title).join()).toContain('龙泉早粳');
    expect(found.body.items).toHaveLength(1);
  });

  test('an import leaves one audit event a chunk and the batch on every version', async () => {
    const done = await importFile(
      curator,
      '审计.csv',
      csvOf([HEAD, ...Array.from({ length: 250 }, (_, i) => good(2000 + i))]),
      order,
    );
    expect(done).toMatchObject({ created: 250 });
    const { db } = app.services.storage;
    const versions = await db
      .selectFrom('resource_version')
      .select('version')
      .where('batch_id', '=', done.id)
      .execute();
    expect(versions).toHaveLength(250);
    const events = await db
      .selectFrom('audit_event')
      .select(['action', 'actor_name'])
      .where('subject_kind', '=', 'import')
      .where('subject_id', '=', done.id)
      .orderBy('id')
      .execute();
    const chunks = app.services.storage.kind === 'postgres' ? 1 : 2;
    expect(events.map(({ action }) => action.replace('imports.batch.', ''))).toEqual([
      'create',
      'start',
      ...Array(chunks).fill('write'),
      'finish',
    ]);
    expect(new Set(events.map(({ actor_name }) => actor_name))).toEqual(new Set(['curator']));
  });

  test('cancelled, it stops behind a chunk; what is in stays in, and it cannot be cancelled twice', async () => {
    const file = await curator.upload(
      '长.csv',
      csvOf([HEAD, ...Array.from({ length: 8000 }, (_, i) => good(10_000 + i))]),
    );
    const { body: started } = await curator.call<ImportView>('POST', '/api/imports', { file, ...order });
    for (;;) {
      const { body } = await curator.call<ImportView>('GET', `/api/imports/${started.id}`);
      if (body.rows_done > 0) break;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const cancelled = await curator.call<ImportView>('POST', `/api/imports/${started.id}/cancel`);
    expect(cancelled.body).toMatchObject({ state: 'cancelled', rate: null });
    await new Promise((resolve) => setTimeout(resolve, 500));
    const { body: after } = await curator.call<ImportView>('GET', `/api/imports/${started.id}`);
    expect(after.rows_done).toBe(cancelled.body.rows_done);
    expect(after.rows_done).toBeLessThan(8000);
    expect((await records('CROPS')).filter(({ local_key }) => /ZDM1\d{4}/.test(local_key))).toHaveLength(after.created);
    const again = await curator.call<{ code: string }>('POST', `/api/imports/${started.id}/cancel`);
    expect([again.status, again.body.code]).toEqual([409, 'imports.over']);
  });
});
