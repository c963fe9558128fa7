import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../testing/app.ts';
import { addProgramme } from '../../testing/catalogue-desk.ts';

let app: TestApp;
let folder: string;
beforeAll(async () => {
  app = await startTestApp();
  await addProgramme(app, 'guangzhou');
  folder = await mkdtemp(join(tmpdir(), 'keyuan-eligibility-'));
});
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

const asked = { programme: 'guangzhou', class: 'crop', figures: { open_field: '10 亩' } };
const print = (payload: object, language = 'zh-CN') =>
  app.http.inject({
    method: 'POST',
    url: '/api/eligibility/pdf',
    payload,
    headers: { 'accept-language': language },
  });

test('the self-check comes as a PDF, the same bytes for the same question, nothing kept', async () => {
  const first = await print(asked);
  expect(first.statusCode).toBe(200);
  expect(first.headers['content-type']).toBe('application/pdf');
  const second = await print(asked);
  expect(second.rawPayload.equals(first.rawPayload)).toBe(true);
  const { db } = app.services.storage;
  expect(await db.selectFrom('issued_document').selectAll().execute()).toEqual([]);
});

const poppler = spawnSync('pdftotext', ['-v']).error === undefined;
test.skipIf(!poppler)('it says every criterion with its result and article, in both languages', async () => {
  const { criteria } = (await app.http.inject({ method: 'POST', url: '/api/eligibility', payload: asked })).json<{
    criteria: { cite: { article: string } }[];
  }>();
  expect(criteria.length).toBeGreaterThan(3);
  const path = join(folder, 'result.pdf');
  const textOf = async (language: string): Promise<string> => {
    await writeFile(path, (await print(asked, language)).rawPayload);
    return execFileSync('pdftotext', ['-raw', path, '-'], { encoding: 'utf8' }).replace(/\s+/g, '');
  };
  const zh = await textOf('zh-CN');
  for (const word of ['申报自测结果', '仅供参考', '尚未印发', '缺材料', ...criteria.map(({ cite }) => cite.article)])
    expect(zh).toContain(word.replace(/\s+/g, ''));
  expect(await textOf('en')).toContain('Resultoftheself-check');
});

test('wrong figures are refused as in the check itself', async () => {
  const answer = await print({ ...asked, figures: { open_field: '10 瓶' } });
  expect(answer.json()).toMatchObject({ status: 400, code: 'guidance.figures_wrong' });
  expect((await print({ ...asked, class: 'tea' })).json()).toMatchObject({ code: 'guidance.class_unknown' });
});
