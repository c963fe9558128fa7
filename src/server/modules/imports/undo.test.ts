import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestApp, startTestApp } from '../../testing/app.ts';
import { act, addHouse, type Copy, type House } from '../../testing/catalogue-desk.ts';
import { type Caller, csvOf, importFile, type ImportView, nobody } from '../../testing/import-desk.ts';

let app: TestApp;
let house: House;
let other: House;

beforeAll(async () => {
  app = await startTestApp();
  house = await addHouse(app, 'HERB');
  other = await addHouse(app, 'OTHER');
});
afterAll(() => app.close());

const HEAD = ['catalogNumber', 'scientificName', 'basisOfRecord', 'locality'];
const bring = (rows: string[][], more: { state?: 'draft' | 'published' } = {}): Promise<ImportView> =>
  importFile(
    house.author,
    '标本.csv',
    csvOf([HEAD, ...rows.map(([n, place]) => [n!, 'Camellia sinensis', 'PreservedSpecimen', place!])]),
    {
      platform: 'HERB',
      type: 'specimen',
      state: 'published',
      ...more,
    },
  );

async function undo(caller: Caller, id: string, reason = '导错了文件') {
  const asked = await caller.call<ImportView & { code: string }>('POST', `/api/imports/${id}/undo`, { reason });
  if (asked.status !== 202) return asked;
  for (;;) {
    const read = await caller.call<ImportView & { code: string }>('GET', `/api/imports/${id}`);
    if (read.body.undo?.state === 'done' || read.body.undo?.state === 'failed') return read;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const record = async (key: string) =>
  app.services.storage.db.selectFrom('resource').selectAll().where('local_key', '=', key).executeTakeFirst();
const place = async (key: string): Promise<unknown> =>
  ((await record(key))?.fields as Record<string, unknown>)?.['locality'];
const inIndex = async (id: string): Promise<boolean> =>
  (await app.services.storage.db.selectFrom('resource_search').select('id').where('id', '=', id).execute()).length > 0;
const save = async (id: string, change: Record<string, unknown>) => {
  const { body } = await house.author.call<Copy>('GET', `/api/work/resources/${id}`);
  const saved = await house.author.call('PUT', `/api/resources/${id}`, {
    revision: body.revision,
    fields: { ...body.fields, ...change },
  });
  expect(saved.status).toBe(200);
};

test('created records go, those that were public leave a tombstone with the reason', async () => {
  const drafts = await bring(
    [
      ['A-1', '甲'],
      ['A-2', '乙'],
    ],
    { state: 'draft' },
  );
  await act(house.author, (await record('A-2'))!.id, 'publish');
  const done = (await undo(house.author, drafts.id)).body;
  expect(done.undo).toMatchObject({ state: 'done', total: 2, done: 2, removed: 1, withdrawn: 1, restored: 0, left: 0 });
  expect(await record('A-1')).toBeUndefined();
  const gone = (await record('A-2'))!;
  expect(gone).toMatchObject({ state: 'withdrawn', ended_reason: '导错了文件' });
  expect(await inIndex(gone.id)).toBe(false);
  // The number of what is gone is free again, that of the tombstone is not.
  expect(
    await bring([
      ['A-1', '丙'],
      ['A-2', '丁'],
    ]),
  ).toMatchObject({ created: 1, refused: 1 });
});

test('changed records get the version before as a new one, drafts and waiting revisions as they were', async () => {
  await bring([
    ['B-1', '原处'],
    ['B-2', '原处'],
    ['B-3', '原处'],
  ]);
  await bring([['B-4', '原处']], { state: 'draft' });
  await save((await record('B-3'))!.id, { locality: '手工修订' });
  const draftAuthor = (await record('B-4'))!.author_id;
  const published = await bring([['B-1', '新处']]);
  const waiting = await bring(
    [
      ['B-2', '新处'],
      ['B-3', '新处'],
      ['B-4', '新处'],
    ],
    { state: 'draft' },
  );
  expect([published.updated, waiting.updated]).toEqual([1, 3]);
  expect(await place('B-4')).toBe('新处');

  expect((await undo(house.checker, waiting.id)).body.undo).toMatchObject({ restored: 3, removed: 0, left: 0 });
  expect((await record('B-2'))!).toMatchObject({ has_revision: false, version: 1 });
  const third = (await record('B-3'))!;
  expect(third.has_revision).toBe(true);
  const working = await house.author.call<Copy>('GET', `/api/work/resources/${third.id}`);
  expect(working.body.fields['locality']).toBe('手工修订');
  expect(await record('B-4')).toMatchObject({ state: 'draft', author_id: draftAuthor, version: 1 });
  expect(await place('B-4')).toBe('原处');

  expect((await undo(house.author, published.id)).body.undo).toMatchObject({ restored: 1 });
  const first = (await record('B-1'))!;
  expect(first).toMatchObject({ state: 'published', version: 3 });
  expect(await place('B-1')).toBe('原处');
  expect(await inIndex(first.id)).toBe(true);
  const { body } = await house.author.call<{ items: { version: number; note: string | null }[] }>(
    'GET',
    `/api/resources/${first.id}/versions`,
  );
  expect(body.items.map(({ version, note }) => [version, note])).toEqual([
    [3, '撤销导入 标本.csv'],
    [2, null],
    [1, null],
  ]);
});

test('what changed since is left and listed with the reason', async () => {
  const batch = await bring(
    [
      ['C-1', '甲'],
      ['C-2', '甲'],
      ['C-3', '甲'],
      ['C-4', '甲'],
      ['C-5', '甲'],
    ],
    { state: 'draft' },
  );
  const ids = await Promise.all(['C-1', 'C-2', 'C-3', 'C-4'].map(async (key) => (await record(key))!.id));
  await save(ids[0]!, { locality: '手工' });
  await bring([['C-2', '再导']], { state: 'draft' });
  for (const id of ids.slice(2)) await act(house.author, id, 'publish');
  await save(ids[2]!, { locality: '修订' });
  await act(house.author, ids[3]!, 'withdraw', '另有原因');

  const { body } = await undo(house.author, batch.id);
  expect(body.undo).toMatchObject({ state: 'done', total: 5, removed: 1, withdrawn: 0, restored: 0, left: 4 });
  const left = await house.author.call<{ items: { id: string; code: string; message: string }[]; next: string | null }>(
    'GET',
    `/api/imports/${batch.id}/left?limit=3`,
  );
  const rest = await house.author.call<typeof left.body>(
    'GET',
    `/api/imports/${batch.id}/left?limit=3&cursor=${left.body.next}`,
  );
  const all = [...left.body.items, ...rest.body.items];
  expect(all.map(({ id, code }) => [id, code])).toEqual([
    [ids[0], 'undo.changed'],
    [ids[1], 'undo.imported_again'],
    [ids[2], 'undo.changed'],
    [ids[3], 'undo.withdrawn'],
  ]);
  for (const { message } of all) expect(message).toMatch(/\p{Script=Han}/u);
  expect(await place('C-1')).toBe('手工');
  expect(await place('C-2')).toBe('再导');
});

test('a draft that an import made public is left; a later import is undone before an earlier one', async () => {
  const first = await bring([['D-1', '甲']], { state: 'draft' });
  const second = await bring([['D-1', '乙']], { state: 'draft' });
  const third = await bring([['D-1', '丙']]);
  expect((await undo(house.author, third.id)).body.undo).toMatchObject({ left: 1 });
  expect(await place('D-1')).toBe('丙');

  const one = await bring([['D-2', '甲']], { state: 'draft' });
  const two = await bring([['D-2', '乙']], { state: 'draft' });
  expect((await undo(house.author, two.id)).body.undo).toMatchObject({ restored: 1 });
  expect(await place('D-2')).toBe('甲');
  expect((await undo(house.author, one.id)).body.undo).toMatchObject({ removed: 1 });
  expect(await record('D-2')).toBeUndefined();
  expect([first.created, second.updated]).toEqual([1, 1]);
});

test('many records go in chunks, each with its audit event', async () => {
  const batch = await bring(
    Array.from({ length: 450 }, (_, i) => [`E-${i}`, '甲']),
    { state: 'draft' },
  );
  expect((await undo(house.author, batch.id)).body.undo).toMatchObject({ removed: 450, total: 450 });
  const events = await app.services.storage.db
    .selectFrom('audit_event')
    .select(['action', 'actor_name'])
    .where('subject_id', '=', batch.id)
    .where('action', 'like', 'imports.batch.undo%')
    .execute();
  const chunks = events.filter(({ action }) => action === 'imports.batch.undo_chunk');
  expect(chunks.length).toBeGreaterThanOrEqual(app.services.storage.kind === 'postgres' ? 2 : 4);
  expect(new Set(events.map(({ actor_name }) => actor_name))).toEqual(new Set(['author.herb']));
});

test('who may not, and what cannot be undone', async () => {
  const batch = await bring([['F-1', '甲']]);
  const trial = await importFile(house.author, '试.csv', csvOf([HEAD, ['F-2', 'x', 'PreservedSpecimen', '乙']]), {
    platform: 'HERB',
    type: 'specimen',
    dry_run: true,
  });
  const refusals = [
    await undo(nobody(app), batch.id),
    await undo(other.author, batch.id),
    await undo(house.author, trial.id),
    await undo(house.author, batch.id, ''),
  ];
  expect(refusals.map(({ status, body }) => [status, body.code])).toEqual([
    [401, 'kernel.sign_in_first'],
    [404, 'imports.unknown'],
    [409, 'imports.nothing_to_undo'],
    [400, 'kernel.invalid_input'],
  ]);
  expect((await nobody(app).call('GET', `/api/imports/${batch.id}/left`)).status).toBe(401);
  expect((await other.author.call('GET', `/api/imports/${batch.id}/left`)).status).toBe(404);
  expect(await record('F-1')).toMatchObject({ state: 'published' });
  expect((await undo(house.author, batch.id)).body.undo?.state).toBe('done');
  expect((await undo(house.author, batch.id)).body.code).toBe('imports.undone');
});
