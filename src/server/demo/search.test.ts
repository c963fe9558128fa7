import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { act } from '../kernel/act.ts';
import { systemActor } from '../kernel/context.ts';
import { countStaleTerms } from '../modules/catalogue/count-terms.ts';
import { readSynonyms, removeFromIndex } from '../modules/search/index.ts';
import { type TestApp, startTestApp } from '../testing/app.ts';
import { judge, type Judgement, readJudgedQueries, readTexts, summaryOf } from '../testing/judged.ts';
import { loadDemo } from './load.ts';

let app: TestApp;
let judged: Judgement[];

beforeAll(async () => {
  app = await startTestApp();
  await loadDemo(app);
  const search = async (q: string) =>
    (await app.http.inject({ url: `/api/resources?q=${encodeURIComponent(q)}` })).json();
  judged = await judge(readJudgedQueries(), await readTexts(app.services.storage.db), search);
}, 240_000);
afterAll(() => app.close());

const misses = (of: readonly Judgement[]): string =>
  of
    .filter(({ relevant, recall, reciprocal }) => relevant > 0 && (recall < 1 || reciprocal < 0.5))
    .map(
      ({ q, relevant, recall, reciprocal, meant }) =>
        `${q} (${relevant}): ${recall.toFixed(2)} ${reciprocal.toFixed(2)} ${meant ?? ''}`,
    )
    .join('\n');

test('most judged queries say something about the demonstration', () => {
  expect(readJudgedQueries().length).toBeGreaterThanOrEqual(250);
  expect(summaryOf(judged).queries).toBeGreaterThanOrEqual(200);
});

test('judged queries: recall@20 at least 0.95, mean reciprocal rank at least 0.8', () => {
  const { recall, mrr } = summaryOf(judged);
  expect(recall, misses(judged)).toBeGreaterThanOrEqual(0.95);
  expect(mrr, misses(judged)).toBeGreaterThanOrEqual(0.8);
});

test.each(['words', 'numbers', 'latin', 'pinyin', 'initials', 'typos', 'synonyms', 'fields'])(
  '%s for themselves',
  (kind) => {
    const own = judged.filter((one) => one.kind === kind);
    const { recall, mrr } = summaryOf(own);
    expect(recall, misses(own)).toBeGreaterThanOrEqual(0.85);
    expect(mrr, misses(own)).toBeGreaterThanOrEqual(0.7);
  },
);

interface Suggested {
  items: { kind: string; kind_label: string; text: string; page: string | null }[];
}
const get = async <T>(url: string): Promise<T> => (await app.http.inject({ url })).json();
const suggested = async (q: string, more = ''): Promise<string[]> =>
  (await get<Suggested>(`/api/suggestions?q=${encodeURIComponent(q)}${more}`)).items.map(
    ({ kind, text }) => `${kind} ${text}`,
  );
interface Page {
  items: { id: string; title: string; highlights: { title: [number, number][] } }[];
  total: { value: number };
  did_you_mean: { q: string; count: number }[];
  hints: { without: string }[];
}
const found = (q: string): Promise<Page> => get(`/api/resources?q=${encodeURIComponent(q)}`);

test('suggestions: as written, in pinyin, by initials, titles and platforms', async () => {
  expect(await suggested('水稻')).toContain('name 水稻');
  expect(await suggested('shuid')).toContain('name 水稻');
  expect(await suggested('kcy')).toEqual(['name 枯草芽孢杆菌']);
  expect(await suggested('Oryz')).toContain('name Oryza sativa');
  expect(await suggested('示范农田')).toContain('platform 示范农田生态科学数据库');
  expect((await suggested('水稻 空育')).some((one) => one.startsWith('title 水稻 空育131'))).toBe(true);
  for (const nothing of ['', ' ', 'xqzv', '%', '_', "'", '\0', '\ufffe', '龘龘'])
    expect(await suggested(nothing)).toEqual([]);
});

test('suggestions stay within the network that is asked', async () => {
  expect(await suggested('铁观音')).toContain('keyword 铁观音');
  const hubei = await suggested('水', '&programme=hubei');
  for (const text of hubei.filter((one) => !/^(title|platform)/.test(one)).map((one) => one.split(' ')[1]!))
    expect(
      (await get<Page>(`/api/resources?programme=hubei&q=${encodeURIComponent(text)}`)).total.value,
    ).toBeGreaterThan(0);
});

test('what a withdrawn record alone had is not suggested any more, and goes when it is counted', async () => {
  const { db } = app.services.storage;
  const [hit] = (await found('子陵吻虾虎鱼')).items;
  expect(await suggested('子陵吻')).not.toEqual([]);
  const ctx = app.contextOf(systemActor('test'));
  await act(ctx, { action: 'test.withdraw' }, async (tx) => {
    await sql`update resource set state = 'withdrawn' where id = ${hit!.id}`.execute(tx.db);
    await removeFromIndex(tx, [hit!.id]);
  });
  expect(await suggested('子陵吻')).toEqual([]);
  const terms = async (): Promise<unknown[]> =>
    (await sql`select 1 from search_term where key = '子陵吻虾虎鱼'`.execute(db)).rows;
  expect(await terms()).not.toEqual([]);
  for (let turn = 0; turn < 30; turn++) await countStaleTerms(ctx);
  expect(await terms()).toEqual([]);
  const { rows } = await sql<{
    records: number;
  }>`select records from search_term where key = '水稻' and kind = 'name'`.execute(db);
  expect(rows[0]!.records).toBe((await found('"水稻"')).total.value);
});

test('pinyin marks what it found; a phrase and an exclusion mean just what they say', async () => {
  const { items } = await found('wuyoudao');
  const { title, highlights } = items[0]!;
  expect(highlights.title.map(([from, to]) => title.slice(from, to))).toContain('五优稻');
  const wide = (await found('映山红')).total.value;
  expect(wide).toBeGreaterThan(0);
  expect((await found('"映山红"')).total.value).toBe(0);
  expect((await found('杜鹃 -映山红')).total.value).toBe((await found('杜鹃')).total.value);
});

test('fields: kinds of text, filters, both colons; an unknown name is a word like others', async () => {
  expect((await found('标题：水稻')).total).toEqual((await found('title:水稻')).total);
  expect((await found('title:水稻')).total.value).toBeLessThan((await found('水稻')).total.value);
  expect((await found('年份：2015..2019')).total).toEqual((await get<Page>('/api/resources?year=2015-2019')).total);
  expect((await found('type:strain')).total).toEqual((await get<Page>('/api/resources?type=strain')).total);
  expect((await found('类型：菌株 枯草')).total.value).toBe(2);
  expect((await found('-type:strain 枯草')).total.value).toBe(0);
  expect((await found('platform:DEMO-RICE')).total).toEqual(
    (await get<Page>('/api/resources?platform=DEMO-RICE')).total,
  );
  expect((await found('platform:没有这个平台')).total.value).toBe(0);
  expect((await found('没有的字段:水稻')).total.value).toBe(0);
  expect((await found('title: 水稻')).total.value).toBe((await found('title 水稻')).total.value);
});

test('did you mean: only for nothing, and only what finds something', async () => {
  for (const q of ['水到', 'Oryza satva', 'shuidoa', '黄刺鱼', '枯草芽胞杆菌']) {
    const { total, did_you_mean: meant } = await found(q);
    expect([q, total.value, meant.length > 0]).toEqual([q, 0, true]);
    for (const { q: other, count } of meant) expect([other, (await found(other)).total.value]).toEqual([other, count]);
  }
  expect((await found('水稻')).did_you_mean).toEqual([]);
  expect((await found('xqzvxqzv')).did_you_mean).toEqual([]);
});

test('whatever is typed is answered', async () => {
  for (const q of [
    'platform:\0x',
    'platform:',
    'title:\0',
    'year:..',
    'year:99999..1',
    'xq\0zv',
    'type:%',
    "region:'",
    '平台：“',
    '：：',
    'a:b:c',
  ])
    for (const path of ['/api/resources', '/api/suggestions'])
      expect([q, path, (await app.http.inject({ url: `${path}?q=${encodeURIComponent(q)}` })).statusCode]).toEqual([
        q,
        path,
        200,
      ]);
});

test('an operator adds synonyms; what is wrong in a file is told with its place', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'keyuan-synonyms-'));
  await writeFile(
    join(folder, 'own.yaml'),
    'source: test\nsame:\n  - [示范词甲, 水稻]\nwider:\n  - [大田作物, 水稻]\n',
  );
  const synonyms = readSynonyms([folder]);
  expect(synonyms.get('示范词甲')).toContain('水稻');
  expect(synonyms.get('水稻')).toContain('示范词甲');
  expect(synonyms.get('大田作物')).toEqual(['水稻']);
  expect(synonyms.get('水稻')).not.toContain('大田作物');
  await writeFile(join(folder, 'own.yaml'), 'source: test\nsame:\n  - [水稻]\n');
  expect(() => readSynonyms([folder])).toThrow(/own\.yaml:3:\d+ same\.0/);
  await rm(folder, { recursive: true });
});
