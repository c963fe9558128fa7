import { afterAll, beforeAll, expect, test } from 'vitest';
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
