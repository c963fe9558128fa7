import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import type { interchangeRoutes } from '../../../shared/interchange/routes.ts';
import type { ProblemBody } from '../../../shared/problems.ts';
import { runCommand } from '../../commands.ts';
import { startTestApp, type TestApp } from '../../testing/app.ts';
import { act, addHouse, draft, type House, publish } from '../../testing/catalogue-desk.ts';
import { addPerson, type Caller, importFile, nobody } from '../../testing/import-desk.ts';
import { readVerdicts } from './cstr/answer.ts';

type Batch = z.output<typeof interchangeRoutes.readCstrBatch.reply>;
type MadeBatch = z.output<typeof interchangeRoutes.makeCstrBatch.reply> & ProblemBody;

let app: TestApp;
/** Accredited, so that nothing is published there without an identifier; and an owner's. */
let strict: House;
let free: House;

beforeAll(async () => {
  app = await startTestApp({ KEYUAN_BASE_URL: 'https://keyuan.example.cn' });
  strict = await addHouse(app, 'STRICT', { programme: 'national', state: 'accredited' });
  free = await addHouse(app, 'FREE');
});
afterAll(() => app.close());

const giveAgency = (house: House, code: string) =>
  app.services.storage.db.updateTable('platform').set({ cstr_agency: code }).where('id', '=', house.id).execute();
const make = (caller: Caller, platform: string, type = 'dataset') =>
  caller.call<MadeBatch>('POST', '/api/work/cstr-batches', { platform, type });
const step = (caller: Caller, { id, revision }: { id: string; revision: number }, verb: string, body: object) =>
  caller.call<Batch & ProblemBody>('POST', `/api/work/cstr-batches/${id}/${verb}`, { revision, ...body });
const whole = { title: '通量', description: '稻田甲烷通量', creators: ['张三', 'Smith, John'], share_scope: 'full' };

test('no agency code is ever made up', async () => {
  await publish(free, 'dataset', whole);
  expect(await make(free.author, 'FREE')).toMatchObject({ status: 422, body: { code: 'interchange.no_agency' } });
  expect(await make(free.author, 'FREE', 'nothing')).toMatchObject({ body: { code: 'interchange.type_unknown' } });
});

test('NAT-13.2b a checked record is registered, published with its identifier, and cited by it', async () => {
  await giveAgency(strict, '31253');
  const { id } = (
    await draft(strict, 'dataset', { ...whole, title_en: 'Fluxes', keywords: ['水稻', 'rice'], disciplines: ['210'] })
  ).body;
  await act(strict.checker, id, 'check');
  expect((await act(strict.author, id, 'publish')).status).toBe(422);

  const made = await make(strict.author, 'STRICT');
  expect(made.status).toBe(201);
  const value = `31253.11.strict.${id}`;
  expect(made.body.batch).toMatchObject({
    state: 'made',
    count: 1,
    template: 'v3_scientific_data',
    items: [{ resource: id, identifier: `CSTR:${value}`, outcome: null }],
  });
  const file = await strict.author.call('GET', `/api/work/cstr-batches/${made.body.batch.id}/body`);
  expect(JSON.parse(file.bytes.toString())).toEqual({
    prefix: '31253',
    metadatas: [
      {
        identifier: value,
        titles: [
          { lang: 'zh', name: '通量' },
          { lang: 'en', name: 'Fluxes' },
        ],
        creators: [
          { type: '1', person: { names: [{ lang: 'zh', name: '张三' }] } },
          { type: '1', person: { names: [{ lang: 'en', name: 'John Smith' }] } },
        ],
        publisher: { names: [{ lang: 'zh', name: '示范STRICT库' }] },
        publish_date: '2026-11-24',
        descriptions: [{ lang: 'zh', description: '稻田甲烷通量' }],
        keywords: [
          { lang: 'zh', keyword: ['水稻'] },
          { lang: 'en', keyword: ['rice'] },
        ],
        subjects: [{ standard_gbt: ['210'] }],
        urls: [`https://keyuan.example.cn/resources/${id}`],
        resource_type: '11',
        type: '1',
        cstr_state: '2',
        share_method: { channel: '3', range: '2' },
      },
    ],
  });
  // It is under way: not twice, and no citation yet.
  expect((await make(strict.author, 'STRICT')).body).toMatchObject({ code: 'interchange.nothing_to_register' });

  const sent = await step(strict.author, made.body.batch, 'task', { task: 'T-1' });
  expect(sent.body).toMatchObject({ state: 'submitted', task: 'T-1' });
  expect((await step(strict.author, made.body.batch, 'task', { task: 'T-2' })).status).toBe(409);
  const answer = { code: 200, data: { content: [{ status: '0', detail: 'ok', components: [{ identifier: value }] }] } };
  const done = await step(strict.author, sent.body, 'answer', { answer });
  expect(done.body).toMatchObject({ state: 'answered', registered: 1, failed: 0, items: [{ outcome: 'registered' }] });

  expect((await act(strict.author, id, 'publish')).status).toBe(200);
  const { body } = await nobody(app).call<{ identifiers: { display: string }[]; citations: { text: string }[] }>(
    'GET',
    `/api/resources/${id}`,
  );
  expect(body.identifiers).toMatchObject([{ display: `CSTR:${value}` }]);
  expect(body.citations[0]!.text).toContain(value);
});

describe('a batch of several', () => {
  const ids: string[] = [];
  let batch: Batch;
  beforeAll(async () => {
    await giveAgency(free, 'A0006');
    for (let n = 0; n < 3; n++) ids.push(await publish(free, 'dataset', { ...whole, title: `数据 ${n}` }));
    ids.push(await publish(free, 'dataset', { title: '缺作者', description: '有描述', share_scope: 'full' }));
    ids.push(await publish(free, 'dataset', { ...whole, title: '只知年份', publication_date: '2020' }));
  });

  test('what lacks something is named with its fields, the rest goes in', async () => {
    const made = await make(free.author, 'FREE');
    batch = made.body.batch;
    expect(batch.items.map(({ title }) => title)).toEqual(['通量', '数据 0', '数据 1', '数据 2']);
    expect(made.body.lacking).toEqual([
      { id: ids[3], title: '缺作者', fields: ['作者或创建者'] },
      { id: ids[4], title: '只知年份', fields: ['首次公开日期'] },
    ]);
    const again = await make(free.author, 'FREE');
    expect(again).toMatchObject({ status: 422, body: { params: { count: 2 } } });
    expect(again.body.errors!.map(({ message }) => message).join()).toContain('作者或创建者');
  });

  test('an identifier under way is not cited, and an edit does not lose it', async () => {
    const { body } = await nobody(app).call<{ citations: { text: string }[]; identifiers: { state: string }[] }>(
      'GET',
      `/api/resources/${ids[0]}`,
    );
    expect(body.identifiers).toMatchObject([{ state: 'pending' }]);
    expect(body.citations[0]!.text).not.toContain('A0006');
    const work = await free.author.call<{ revision: number; fields: object }>('GET', `/api/work/resources/${ids[0]}`);
    await free.author.call('PUT', `/api/resources/${ids[0]}`, {
      revision: work.body.revision,
      fields: { ...work.body.fields, title: '数据 0 修订' },
    });
    await act(free.author, ids[0]!, 'publish');
    const after = await nobody(app).call<{ identifiers: { state: string }[] }>('GET', `/api/resources/${ids[0]}`);
    expect(after.body.identifiers).toMatchObject([{ state: 'pending' }]);
  });

  test('an answer is taken entry by entry; what failed may be tried again under the same identifier', async () => {
    const sent = (await step(free.author, batch, 'task', { task: 'T-9' })).body;
    const [first, second, third, fourth] = sent.items.map(({ identifier }) => identifier);
    expect((await step(free.author, sent, 'answer', { answer: { hello: 1 } })).body.code).toBe(
      'interchange.answer_unreadable',
    );
    expect(
      (await step(free.author, sent, 'answer', { answer: [{ status: '0', identifier: '31253.11.x.1' }] })).body.code,
    ).toBe('interchange.answer_of_another');
    const part = await step(free.author, sent, 'answer', {
      answer: [
        { status: '0', identifier: first },
        { status: 7, identifier: second!.toLowerCase().replace('cstr:', ''), detail: 'The identifier existed' },
        { status: '5', identifier: third, detail: '标题过长' },
      ],
    });
    expect(part.body).toMatchObject({ state: 'submitted', registered: 2, failed: 1 });
    const done = await step(free.author, part.body, 'answer', {
      answer: { items: [{ status: '0', identifier: fourth }] },
    });
    expect(done.body.state).toBe('answered');
    expect(done.body.items[2]).toMatchObject({ outcome: 'failed', message: '5 标题过长' });
    const retry = await make(free.author, 'FREE');
    expect(retry.body.batch.items.map(({ identifier }) => identifier)).toEqual([third]);
    const dropped = await step(free.author, retry.body.batch, 'drop', {});
    expect(dropped.body.state).toBe('dropped');
    expect((await make(free.author, 'FREE')).body.batch.count).toBe(1);
  });

  test('harvesters get a registered identifier', async () => {
    const reply = await app.http.inject(
      `/oai?verb=GetRecord&metadataPrefix=datacite&identifier=oai:keyuan.example.cn:${ids[0]}`,
    );
    expect(reply.body).toContain(`<identifier identifierType="CSTR">A0006.11.free.${ids[0]}</identifier>`);
  });
});

test('a hundred at most', async () => {
  const house = await addHouse(app, 'MANY');
  await giveAgency(house, 'B0001');
  const rows = Array.from({ length: 130 }, (_, i) => `M-${i},批量 ${i},描述,张三,full`);
  await importFile(
    house.author,
    'm.csv',
    ['dataset_number,title,description,creators,share_scope', ...rows].join('\n'),
    {
      platform: 'MANY',
      type: 'dataset',
      state: 'published',
    },
  );
  const counts = [];
  for (let n = 0; n < 2; n++) counts.push((await make(house.author, 'MANY')).body.batch.count);
  expect(counts).toEqual([100, 30]);
  const list = await house.author.call<{ items: Batch[] }>('GET', '/api/work/cstr-batches?platform=MANY');
  expect(list.body.items.map(({ count }) => count)).toEqual([30, 100]);
});

test('others see and do nothing', async () => {
  const { body } = await make(free.author, 'FREE').then(() =>
    free.author.call<{ items: Batch[] }>('GET', '/api/work/cstr-batches?platform=FREE'),
  );
  const batch = body.items[0]!;
  const head = await addPerson(app, 'head.strict', 'platform_head', { kind: 'platform', id: strict.id });
  const auditor = await addPerson(app, 'auditor.all', 'auditor', { kind: 'instance', id: '*' });
  for (const [caller, status] of [
    [nobody(app), 401],
    [auditor, 403],
    [strict.author, 404],
    [head, 404],
  ] as const) {
    expect((await caller.call('GET', `/api/work/cstr-batches/${batch.id}`)).status).toBe(status);
    expect((await caller.call('GET', `/api/work/cstr-batches/${batch.id}/body`)).status).toBe(status);
    for (const verb of ['task', 'answer', 'drop'])
      expect((await step(caller, batch, verb, { task: 'x', answer: {} })).status, verb).toBe(status);
  }
  expect((await make(head, 'FREE')).status).toBe(403);
  expect((await head.call('GET', '/api/work/cstr-batches?platform=FREE')).status).toBe(403);
  const mine = await head.call<{ items: Batch[] }>('GET', '/api/work/cstr-batches');
  expect(mine.body.items.every(({ platform }) => platform.code === 'STRICT')).toBe(true);
});

test('by the command line', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'keyuan-cstr-'));
  const run = async (...argv: string[]) => {
    let [out, err] = ['', ''];
    const exit = await runCommand(
      app,
      { argv: ['cstr', ...argv], cwd: folder },
      { out: (text) => void (out += text), err: (text) => void (err += text) },
      new AbortController().signal,
    );
    return { exit, out, err };
  };
  const house = await addHouse(app, 'CLI');
  await giveAgency(house, 'C0001');
  const id = await publish(house, 'dataset', whole);
  expect((await run('batch', '--platform', 'CLI', '--type', 'dataset', 'batch.json')).exit).toBe(0);
  const file = JSON.parse(await readFile(join(folder, 'batch.json'), 'utf8')) as {
    metadatas: { identifier: string }[];
  };
  expect(file.metadatas).toMatchObject([{ identifier: `C0001.11.cli.${id}` }]);
  const batch = /^(\d+) ·/.exec((await run('list', '--platform', 'CLI')).out)![1]!;
  expect((await run('task', batch, 'T-3')).exit).toBe(0);
  await writeFile(
    join(folder, 'answer.json'),
    JSON.stringify([{ status: '9', identifier: `C0001.11.cli.${id}`, detail: '拒绝' }]),
  );
  const answered = await run('answer', batch, 'answer.json');
  expect(answered).toMatchObject({ exit: 2 });
  expect(answered.err).toContain('拒绝');
  expect((await run('task', batch, 'T-4')).exit).toBe(1);
  expect((await run('what')).exit).toBe(1);
});

test('verdicts are found wherever they lie', () => {
  expect(readVerdicts(null)).toEqual([]);
  expect(readVerdicts({ status: 200, message: 'ok' })).toEqual([]);
  let deep: unknown = { status: '0', identifier: '31253.11.a' };
  for (let n = 0; n < 100; n++) deep = { deep };
  expect(readVerdicts(deep)).toEqual([]);
  expect(readVerdicts([{ status: '7', identifier: 'CSTR:31253.11.a', msg: 'forbidden' }])).toEqual([
    { valueKey: '31253.11.A', registered: false, message: '7 forbidden' },
  ]);
});
