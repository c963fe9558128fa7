import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestApp, startTestApp } from '../../testing/app.ts';
import {
  addCurator,
  addPlatform,
  briefly,
  type Caller,
  faultsOf,
  importFile,
  type Preview,
} from '../../testing/import-desk.ts';

let app: TestApp;
let curator: Caller;

beforeAll(async () => {
  app = await startTestApp();
  curator = await addCurator(app, 'curator', await addPlatform(app, 'HERB'));
});
afterAll(() => app.close());

const order = { platform: 'HERB', type: 'specimen' };
const lines = (...objects: unknown[]): string => objects.map((object) => `${JSON.stringify(object)}\n`).join('');
const record = (n: number, more: object = {}): object => ({
  catalogNumber: `J ${n}`,
  scientificName: 'Camellia sinensis',
  basisOfRecord: 'PreservedSpecimen',
  ...more,
});
const fieldsOf = async (key: string) =>
  (
    await app.services.storage.db
      .selectFrom('resource')
      .select('fields')
      .where('local_key', '=', key)
      .executeTakeFirstOrThrow()
  ).fields;

test('lists and numbers keep their kind; keys are matched as headings are', async () => {
  const text = lines(
    record(1, { recordedBy: ['甲; 乙', '丙|丁'], minimumElevationInMeters: 1200, 采集地点: '示范山' }),
    record(2, { decimalLatitude: 30.5, decimalLongitude: 114, recordedBy: null }),
  );
  const file = await curator.upload('标本.txt', text);
  const { body } = await curator.call<Preview>('POST', '/api/imports/preview', { file, ...order });
  expect(body).toMatchObject({ format: 'jsonl', encoding: 'utf-8', archive: null, problem: null });
  expect(body.mapping).toMatchObject({ catalogNumber: 'catalogNumber', 采集地点: 'locality' });
  const done = await importFile(curator, '标本.txt', text, order);
  expect(done).toMatchObject({ format: 'jsonl', rows_done: 2, created: 2, refused: 0 });
  expect(await fieldsOf('J 1')).toMatchObject({
    recordedBy: ['甲; 乙', '丙|丁'],
    minimumElevationInMeters: 1200,
    locality: '示范山',
  });
  expect(await fieldsOf('J 2')).toMatchObject({ decimalLatitude: 30.5, decimalLongitude: 114 });
});

test('bad lines are refused with their reasons and come back as JSON lines', async () => {
  const text = [
    lines(record(10)),
    '{"catalogNumber": "J 11", \n',
    '["J 12"]\n',
    lines(record(13, { locality: { village: '甲' } })),
    '\n',
    lines(record(14, { sex: ['乱', '填'] })),
    lines(record(15, { individualCount: [1, 2] })),
    '{"catalogNumber": "J 16", "scientificName": "Cam',
  ].join('');
  const done = await importFile(curator, '坏.jsonl', text, order);
  expect(done).toMatchObject({ state: 'done', created: 1, refused: 6 });
  expect(briefly(await faultsOf(curator, done.id, 'error'))).toEqual([
    '2 - import.json_malformed',
    '3 - import.json_malformed',
    '4 locality import.value_nested',
    '6 sex record.code_unlisted',
    '6 sex record.code_unlisted',
    '7 individualCount record.too_many_values',
    '8 - import.json_malformed',
  ]);
  const refused = await curator.call('GET', `/api/imports/${done.id}/refused`);
  expect(refused.headers['content-type']).toContain('application/x-ndjson');
  const back = refused.bytes
    .toString()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(back).toHaveLength(6);
  expect(back.find((row) => row['catalogNumber'] === 'J 14')).toMatchObject({ 行号: 6, sex: ['乱', '填'] });
  const again = await importFile(
    curator,
    '更正.jsonl',
    lines(...back.filter((row) => row['catalogNumber'] === 'J 14').map((row) => ({ ...row, sex: '雌' }))),
    order,
  );
  expect(again).toMatchObject({ created: 1, refused: 0 });
});

test('a key that comes too late, a line beyond the limit', async () => {
  const many = Array.from({ length: 10_000 }, () => '{}\n').join('');
  const text = `${lines(record(20))}${many}${lines(record(21, { locality: '晚' }))}${lines(record(22, { habitat: 'x'.repeat(1_100_000) }))}${lines(record(23))}`;
  const done = await importFile(curator, '晚.jsonl', text, order);
  expect(done).toMatchObject({ created: 2 });
  expect(briefly(await faultsOf(curator, done.id, 'error')).filter((fault) => !fault.includes('record.'))).toEqual([]);
  const faults = await app.services.storage.db
    .selectFrom('import_fault')
    .select(['row', 'code'])
    .where('batch_id', '=', done.id)
    .where('code', 'like', 'import.%')
    .orderBy('row')
    .execute();
  expect(faults).toEqual([
    { row: '10002', code: 'import.key_late' },
    { row: '10003', code: 'import.row_too_long' },
  ]);
});

test.each(['utf16le', 'gb18030'] as const)('%s is detected', async (encoding) => {
  const utf8 = lines({ catalogNumber: '中文号', locality: '示范' });
  // “中文号” and “示范” in GB 2312, as Node does not encode it.
  const gb = Buffer.from(
    utf8.replace('中文号', '\xd6\xd0\xce\xc4\xba\xc5').replace('示范', '\xca\xbe\xb7\xb6'),
    'latin1',
  );
  const bytes = encoding === 'gb18030' ? gb : Buffer.from(`\ufeff${utf8}`, 'utf16le');
  const file = await curator.upload('编码.jsonl', bytes);
  const { body } = await curator.call<Preview>('POST', '/api/imports/preview', { file, ...order });
  expect(body).toMatchObject({ format: 'jsonl', encoding: encoding === 'gb18030' ? 'gb18030' : 'utf-16le' });
  expect(body.rows[0]!.cells).toEqual(['中文号', '示范']);
});

test('a row that says it is of another type is refused', async () => {
  const done = await importFile(
    curator,
    '混.jsonl',
    lines({ keyuan_type: 'strain', ...record(30) }, { keyuan_type: 'specimen', ...record(31) }),
    order,
  );
  expect(done).toMatchObject({ created: 1, refused: 1 });
  expect(briefly(await faultsOf(curator, done.id, 'error'))).toEqual(['1 - import.other_type']);
});
