import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
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
  untilOver,
  type ImportView,
} from '../../testing/import-desk.ts';
import { SHARED_DATA, skipNote } from '../../testing/shared-data.ts';

let app: TestApp;
let curator: Caller;
let neighbour: Caller;

beforeAll(async () => {
  app = await startTestApp();
  curator = await addCurator(app, 'curator', await addPlatform(app, 'CROPS'));
  neighbour = await addCurator(app, 'neighbour', await addPlatform(app, 'OTHERS'));
});
afterAll(() => app.close());

const order = { platform: 'CROPS', type: 'germplasm_crop', state: 'published' as const };
const HEAD = ['ACCENUMB', 'ACCENAME', 'ORIGCTY', 'DECLATITUDE', 'DECLONGITUDE', 'COLLDATE', 'cstr', 'REMARKS'];
const row = (number: string, change: Record<string, string> = {}): string[] =>
  HEAD.map((field) => change[field] ?? { ACCENUMB: number, ACCENAME: `示范种质 ${number}` }[field] ?? '');
const bring = (rows: string[][], caller = curator, more = {}) =>
  importFile(caller, '坏数据.csv', csvOf([HEAD, ...rows]), { ...order, ...more });
const alive = async (): Promise<number> => (await app.http.inject({ url: '/healthz' })).statusCode;
const count = async (like: string): Promise<number> =>
  (await app.services.storage.db.selectFrom('resource').select('id').where('local_key', 'like', like).execute()).length;

describe('each fault names row, field and rule, and the other rows go in', () => {
  test('cells: coordinates, dates, codes, identifiers', async () => {
    const done = await bring([
      row('C-1'),
      row('C-2', { DECLATITUDE: '91', DECLONGITUDE: '10' }),
      row('C-3', { DECLATITUDE: '30', DECLONGITUDE: '-180.001' }),
      row('C-4', { COLLDATE: '20200230' }),
      row('C-5', { COLLDATE: '20201301' }),
      row('C-6', { ORIGCTY: 'XYZ' }),
      row('C-7', { cstr: 'CSTR:3125.11.A' }),
      row('C-8', { COLLDATE: '20200229' }),
    ]);
    expect(done).toMatchObject({ state: 'done', rows_done: 8, created: 2, refused: 6 });
    const { items } = await faultsOf(curator, done.id, 'error');
    expect(items.map(({ row: at, field }) => [at, field])).toEqual([
      [3, 'DECLATITUDE'],
      [4, 'DECLONGITUDE'],
      [5, 'COLLDATE'],
      [6, 'COLLDATE'],
      [7, 'ORIGCTY'],
      [8, 'cstr'],
    ]);
    expect(items[0]!.message).toContain('91');
    expect(items[2]!.message).toContain('20200230');
    for (const { message, code } of items) expect(message).not.toBe(code);
    expect(await count('C-%')).toBe(2);
  });

  test('the same number twice in a file, near and far apart', async () => {
    const many = Array.from({ length: 450 }, (_, i) => row(`D-${i}`));
    const done = await bring([...many, row('D-3'), row('D-449')]);
    expect(done).toMatchObject({ created: 450, refused: 2 });
    const { items } = await faultsOf(curator, done.id, 'error');
    expect(items.map(({ row: at, code }) => [at, code])).toEqual([
      [452, 'write.key_twice'],
      [453, 'write.key_twice'],
    ]);
    expect(items[0]!.message).toContain('第 5 行');
  });

  test('the same number on another platform is another record; another platform’s identifier is refused', async () => {
    const mine = await bring([row('E-1', { cstr: 'CSTR:31253.11.keyuan.e1' })]);
    expect(mine).toMatchObject({ created: 1, refused: 0 });
    const done = await bring(
      [
        row('E-1'),
        row('E-2', { cstr: 'cstr:31253.11.KEYUAN.E1' }),
        row('E-3', { cstr: 'CSTR:31253.11.keyuan.e3' }),
        row('E-4', { cstr: '31253.11.Keyuan.E3' }),
      ],
      neighbour,
      { platform: 'OTHERS' },
    );
    expect(done).toMatchObject({ created: 2, refused: 2 });
    const { items } = await faultsOf(neighbour, done.id, 'error');
    expect(items.map(({ row: at, field, code }) => [at, field, code])).toEqual([
      [3, 'cstr', 'write.identifier_taken'],
      [5, 'cstr', 'write.identifier_twice'],
    ]);
    expect(items[0]!.message).toContain('示范CROPS库');
    const owners = await app.services.storage.db
      .selectFrom('resource_identifier')
      .select('value')
      .where('scheme', '=', 'cstr')
      .execute();
    expect(owners).toHaveLength(2);
  });

  test('a trial run refuses the same', async () => {
    const rows = [
      row('E-1'),
      row('E-2', { cstr: 'CSTR:31253.11.keyuan.e1' }),
      row('F-3', { cstr: 'CSTR:31253.11.keyuan.f3' }),
      ...Array.from({ length: 300 }, (_, i) => row(`F-${100 + i}`)),
      row('F-4', { cstr: 'CSTR:31253.11.keyuan.F3' }),
      row('F-3'),
    ];
    const done = await bring(rows, neighbour, { platform: 'OTHERS', dry_run: true });
    expect(briefly(await faultsOf(neighbour, done.id, 'error'))).toEqual([
      '3 cstr write.identifier_taken',
      '305 cstr write.identifier_twice',
      '306 - write.key_twice',
    ]);
    expect(await count('F-%')).toBe(0);
  });

  test('form of the file: byte order mark, quoted newlines, ragged rows, control characters', async () => {
    const text = `\ufeffACCENUMB,COLLSITE,REMARKS\r\nG-1,"两行\n名称","甲，""乙"""\r\nG-2,少一格\r\nG-3,多,一,格\r\n\r\nG-4,响\u0007铃\u0000与\u001b[31m,x\r\n`;
    const done = await importFile(curator, '形式.csv', text, order);
    expect(done).toMatchObject({ state: 'done', rows_done: 4, created: 2, refused: 2 });
    expect(briefly(await faultsOf(curator, done.id))).toEqual(
      expect.arrayContaining(['3 - import.ragged_row', '4 - import.ragged_row', '6 COLLSITE record.control_removed']),
    );
    const kept = await app.services.storage.db
      .selectFrom('resource')
      .select(['local_key', 'fields'])
      .where('local_key', 'in', ['G-1', 'G-4'])
      .orderBy('local_key')
      .execute();
    expect(kept.map(({ fields }) => (fields as Record<string, string>)['COLLSITE'])).toEqual([
      expect.stringMatching(/^两行\s名称$/),
      '响铃与[31m',
    ]);
  });

  test('formula cells of a text file are text, and come back as they were', async () => {
    const done = await bring([
      row('H-1', { REMARKS: '=1+1' }),
      row('H-2', { REMARKS: '@SUM(A1)', ORIGCTY: 'QQQ' }),
      row('H-3', { REMARKS: "'=2+2" }),
    ]);
    expect(done).toMatchObject({ created: 2, refused: 1 });
    const refused = (await curator.call('GET', `/api/imports/${done.id}/refused`)).bytes.toString();
    expect(refused).toContain("'@SUM(A1)");
    const again = await importFile(curator, '更正.csv', refused.replaceAll('QQQ', 'CHN'), order);
    expect(again).toMatchObject({ created: 1, refused: 0 });
    const kept = await app.services.storage.db
      .selectFrom('resource')
      .select('fields')
      .where('local_key', 'like', 'H-%')
      .orderBy('local_key')
      .execute();
    expect(kept.map(({ fields }) => (fields as Record<string, string>)['REMARKS'])).toEqual([
      '=1+1',
      '@SUM(A1)',
      '=2+2',
    ]);
  });

  test(
    'a field of 10 MB and a line of 100 MB are refused with their rows; the server answers meanwhile',
    { timeout: 180_000 },
    async () => {
      const head = Buffer.from(`${HEAD.join()}\n${row('I-1').join()}\nI-2,`);
      const tail = Buffer.from(`,,,,,,\n${row('I-4').join()}\n`);
      const file = await curator.upload(
        '巨行.csv',
        Buffer.concat([
          head,
          Buffer.alloc(10 * 2 ** 20, 'x'),
          Buffer.from(',,,,,,\nI-3,'),
          Buffer.alloc(100 * 2 ** 20, 'y'),
          tail,
        ]),
      );
      const { body } = await curator.call<ImportView>('POST', '/api/imports', { file, ...order });
      const waited = performance.now();
      expect(await alive()).toBe(200);
      expect(performance.now() - waited).toBeLessThan(1000);
      const done = await untilOver(curator, body.id);
      expect(done).toMatchObject({ state: 'done', rows_done: 4, created: 2, refused: 2 });
      expect(briefly(await faultsOf(curator, done.id, 'error'))).toEqual([
        '3 - import.row_too_long',
        '4 - import.row_too_long',
      ]);
      expect((await curator.call('GET', `/api/imports/${done.id}/refused`)).status).toBe(200);
    },
  );

  test('fields at and beyond their limits, and texts no index entry can hold', async () => {
    const done = await bring([
      row('J-1', { REMARKS: '长'.repeat(300_000) }),
      row('J-2', { ACCENAME: 'a'.repeat(9000) }),
      row(`J-${'9'.repeat(5000)}`),
      row('J-4'),
    ]);
    expect(done.state).toBe('done');
    const { items } = await faultsOf(curator, done.id, 'error');
    expect(new Set(items.map(({ row: at }) => at))).toEqual(new Set([2, 3, 4]));
    expect(done).toMatchObject({ created: 1, refused: 3 });
    expect(await alive()).toBe(200);
  });
});

test('files that are no tables are refused before anything is stored', async () => {
  const cases: [string, Buffer, string][] = [
    ['图.csv', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'imports.'],
    ['空.csv', Buffer.from('\n\n'), 'imports.'],
    ['坏.xlsx', Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(200, 7)]), 'imports.damaged'],
    ['散文.txt', Buffer.from('春眠不觉晓，处处闻啼鸟。'), 'imports.no_heading'],
  ];
  const before = (await app.services.storage.db.selectFrom('import_batch').select('id').execute()).length;
  for (const [name, bytes, code] of cases) {
    const file = await curator.upload(name, bytes);
    const { status, body } = await curator.call<{ code: string; title: string }>('POST', '/api/imports', {
      file,
      ...order,
    });
    expect([name, status]).toEqual([name, 422]);
    expect(body.code).toContain(code);
    expect(body.title).toMatch(/\p{Script=Han}/u);
  }
  expect((await app.services.storage.db.selectFrom('import_batch').select('id').execute()).length).toBe(before);
});

const OWN_NAUGHTY = [
  "'; drop table resource; --",
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '{{constructor.constructor("return 1")()}}',
  '${jndi:ldap://127.0.0.1/a}',
  '../../etc/passwd',
  '%00%0a%s%n',
  '\u202eабв\u202c',
  '\u200b\u200d\ufeff零宽',
  'Z͑ͫ̓a̴͂l̷g̸o̵',
  '👩‍👩‍👧‍👦🇨🇳',
  '\u{20000}\u{2A6D6}𠮷野家',
  'İıſΩﬀ',
  'NULL',
  '1E400',
  '-0',
  '\\',
  '"',
  '\\\'\\"',
  '((((((((((',
  'NaN',
  '\ud7ff\ue000\uffff',
];

test('naughty strings of our own go through every text field, and are found or refused, never fatal', () =>
  throughEverything(OWN_NAUGHTY, 'N'));

const LIST = join(SHARED_DATA, '09-adversarial', 'blns.json');
test.skipIf(!existsSync(LIST))(
  `naughty strings of the list${skipNote(LIST)}`,
  () => throughEverything(JSON.parse(readFileSync(LIST, 'utf8')) as string[], 'B'),
  120_000,
);

async function throughEverything(strings: readonly string[], mark: string): Promise<void> {
  const head = [
    'ACCENUMB',
    'ACCENAME',
    'CROPNAME',
    'GENUS',
    'COLLSITE',
    'keywords',
    'description',
    'DONORNAME',
    'REMARKS',
  ];
  const rows = strings.map((text, i) => [`${mark}-${i}`, ...head.slice(1).map(() => text)]);
  const done = await importFile(curator, '怪.csv', csvOf([head, ...rows]), order);
  expect(done).toMatchObject({ state: 'done', failure: null, rows_done: strings.length });
  expect(done.created + done.refused).toBe(strings.length);
  expect(await count(`${mark}-%`)).toBe(done.created);
  const { items } = await faultsOf(curator, done.id, 'error');
  for (const { row: at, field, message } of items)
    expect([at, field, message]).toEqual([expect.any(Number), expect.any(String), expect.stringMatching(/\S/)]);
  for (const text of strings) {
    const { status } = await curator.call('GET', `/api/resources?q=${encodeURIComponent(text)}`);
    expect([text, status]).toEqual([text, text.length > 1000 ? 400 : 200]);
  }
  expect(await alive()).toBe(200);
}

describe('what the database refuses for a reason nobody foresaw', () => {
  beforeAll(() =>
    sql`alter table resource add constraint never check (title not like '%不可存%')`.execute(app.services.storage.db),
  );
  afterAll(() => sql`alter table resource drop constraint never`.execute(app.services.storage.db));

  test('single rows are found and refused alone', async () => {
    const done = await bring(
      Array.from({ length: 450 }, (_, i) => row(`K-${i}`, i === 7 || i === 449 ? { ACCENAME: '不可存' } : {})),
    );
    expect(done).toMatchObject({ state: 'done', rows_done: 450, created: 448, refused: 2 });
    const faults = await faultsOf(curator, done.id, 'error');
    expect(briefly(faults)).toEqual(['9 - import.database_refused', '451 - import.database_refused']);
    expect(await count('K-%')).toBe(448);
  });

  test('row after row, the import fails instead of trying each; what is in stays in', async () => {
    const done = await bring(
      Array.from({ length: 900 }, (_, i) => row(`L-${i}`, i < 300 ? {} : { ACCENAME: '不可存' })),
    );
    expect(done).toMatchObject({ state: 'failed', failure: { code: 'imports.interrupted' } });
    expect(await count('L-%')).toBe(done.created);
    expect(done.refused).toBeLessThan(300);
    expect(await alive()).toBe(200);
  });
});
