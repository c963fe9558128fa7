import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DocumentInput } from '../../../shared/documents/model.ts';
import { act } from '../../kernel/act.ts';
import { systemActor } from '../../kernel/context.ts';
import { startTestApp, type TestApp } from '../../testing/app.ts';
import { type Caller, callerOf, seedPeople, signIn } from '../../testing/people.ts';
import { valuesUsed } from '../../../shared/documents/paper.ts';
import { ruleSetOf } from '../policy/index.ts';
import { issueDocument, issueReceipt } from './index.ts';
import { paperKind } from './papers.ts';
import { valueLabels } from './value-labels.ts';

let app: TestApp;
let owner: string;
const caller: Record<string, Caller> = {};
beforeAll(async () => {
  app = await startTestApp();
  await seedPeople(app);
  for (const account of ['host', 'head', 'city.guangzhou', 'system']) caller[account] = await signIn(app, account);
  owner = (await caller.host!.get('/api/session')).json().account.id;
}, 120_000);
afterAll(() => app.close());

const ctx = () => app.contextOf(systemActor('test'));
const facts = {
  authority: '示范市科学技术局',
  submitted_at: '2026-11-24T02:00:00.000Z',
  programme: '广州市科技资源库（示范）',
  what: '建设运行实施方案',
  case_number: 'GZ-2026-0001',
  applicant: '广州示范大学',
  subject: '䴙䴘资源库',
  content_sha256: 'a'.repeat(64),
  files: [{ name: '方案 最终.pdf', size: 12_345, sha256: 'b'.repeat(64) }],
  basis: '《广州市支持科技资源库发展办法（征求意见稿）》第十三条第（二）项',
  next: '区级科技行政主管部门受理，至 2026-12-08',
  trial: true,
};
const place = { programme: 'guangzhou', subject: { kind: 'case', id: '1' } };
const receipt = (more: object = {}) =>
  act(ctx(), { action: 'test.receipt' }, (tx) => issueReceipt(ctx(), tx, { ...facts, ...more }, { ...place, owner }));

test('GZ-13.2 a submission gets a numbered receipt, as PDF and as JSON, that anybody can verify', async () => {
  const { code, number } = await receipt();
  expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
  expect(number).toBe('回执〔2026〕1号');
  const shown = (await callerOf(app).get(`/api/documents/${code}`)).json();
  expect(shown).toMatchObject({
    code,
    number,
    title: '材料接收回执',
    issuer: '示范市科学技术局',
    issued_on: '2026-11-24',
    pages: 1,
    may_download: false,
  });
  // Nothing of the applicant is public.
  expect(JSON.stringify(shown)).not.toMatch(/广州示范大学|资源库|方案/);
  const file = await caller.host!.get(`/api/documents/${code}/file`);
  expect(file.headers['content-type']).toBe('application/pdf');
  expect(file.rawPayload.subarray(0, 5).toString()).toBe('%PDF-');
  expect(file.rawPayload.length).toBe(shown.size);
  const { createHash } = await import('node:crypto');
  expect(createHash('sha256').update(file.rawPayload).digest('hex')).toBe(shown.sha256);
  const json = (await caller.host!.get(`/api/documents/${code}/data`)).json();
  expect(json).toEqual({
    code,
    number,
    kind: 'receipt',
    data: facts,
    labels: {},
  });
});

test('only those concerned download: the owner and the deciding authority of the programme', async () => {
  const { code } = await receipt();
  for (const [by, status] of [
    ['host', 200],
    ['city.guangzhou', 200],
    ['head', 403],
    ['system', 403],
    ['nobody', 403],
  ] as const)
    for (const part of ['file', 'file?format=docx', 'data']) {
      const who = caller[by] ?? callerOf(app);
      expect([by, (await who.get(`/api/documents/${code}/${part}`)).statusCode]).toEqual([by, status]);
    }
});

test('a code is taken as people type it; an unknown one is told so', async () => {
  const { code } = await receipt();
  const typed = code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l');
  expect((await callerOf(app).get(`/api/documents/${encodeURIComponent(typed)}`)).json()).toMatchObject({ code });
  for (const wrong of ['0000-0000-0000-0000', 'abc', '%E7%A0%81'])
    expect((await callerOf(app).get(`/api/documents/${wrong}`)).json()).toMatchObject({
      status: 404,
      code: 'documents.code_unknown',
    });
});

test('numbers count on without a gap within programme, kind and year, also when asked for at once', async () => {
  const before = Number(/\d+(?=号)/.exec((await receipt()).number)![0]);
  const issued = await Promise.all([receipt(), receipt(), receipt()]);
  const numbers = issued.map(({ number }) => Number(/(\d+)号/.exec(number)![1])).sort((a, b) => a - b);
  expect(numbers).toEqual([before + 1, before + 2, before + 3]);
  await expect(
    act(ctx(), { action: 'test.receipt' }, async (tx) => {
      await issueReceipt(ctx(), tx, facts, { ...place, owner });
      throw new Error('taken back');
    }),
  ).rejects.toThrow('taken back');
  expect((await receipt()).number).toBe(`回执〔2026〕${before + 4}号`);
  app.setTime('2026-12-31T16:30:00Z');
  expect((await receipt()).number).toBe('回执〔2027〕1号');
  app.setTime('2026-11-24T02:00:00Z');
});

test('a character that cannot be printed is refused with field and character; nothing is issued', async () => {
  const count = async () =>
    Number(
      (
        await app.services.storage.db
          .selectFrom('issued_document')
          .select((eb) => eb.fn.countAll().as('count'))
          .executeTakeFirstOrThrow()
      ).count,
    );
  const before = await count();
  await expect(receipt({ subject: '𪚥资源库😀' })).rejects.toMatchObject({
    code: 'documents.characters_missing',
    params: { count: 2, characters: '𪚥（U+2A6A5）、😀（U+1F600）' },
    extras: { errors: [{ path: 'blocks.0.rows.5.1', zh: '无法印出的字符：𪚥（U+2A6A5）、😀（U+1F600）' }] },
  });
  expect(await count()).toBe(before);
});

test('the effect makes the bytes once; asking again finds the same', async () => {
  const { code, id } = await receipt();
  const stored = () =>
    app.services.storage.db.selectFrom('issued_document').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  await app.background.look();
  const { sha256 } = await stored();
  expect(sha256).toMatch(/^[0-9a-f]{64}$/);
  expect((await callerOf(app).get(`/api/documents/${code}`)).json()).toMatchObject({ sha256 });
});

test('a public document is for anybody; own documents are listed in pages', async () => {
  const model = (number: string): DocumentInput => ({
    style: 'official',
    title: '公示通知',
    issuer: '示范市科学技术局',
    date: '2026-11-24',
    head: { mark: '示范市科学技术局文件', number },
    blocks: [{ kind: 'paragraph', text: '示范' }],
  });
  const wanted = {
    ...place,
    kind: 'receipt',
    label: { zh: '通知', en: 'Notice' },
    owner,
    public: true,
    model,
    data: () => null,
  };
  const { code } = await act(ctx(), { action: 'test.notice' }, (tx) => issueDocument(ctx(), tx, wanted));
  expect((await callerOf(app).get(`/api/documents/${code}/file`)).statusCode).toBe(200);
  const first = (await caller.host!.get('/api/documents?limit=3')).json();
  expect(first.items[0]).toMatchObject({ code, title: '公示通知' });
  const second = (await caller.host!.get(`/api/documents?limit=3&cursor=${first.next}`)).json();
  expect(second.items).toHaveLength(3);
  expect(second.items.map((item: { code: string }) => item.code)).not.toContain(code);
  expect((await caller.head!.get('/api/documents')).json()).toEqual({ items: [], next: null });
  expect((await callerOf(app).get('/api/documents')).statusCode).toBe(401);
});

test('every value that a paper of a case may be corrected in has a name in both languages', () => {
  for (const id of ['national', 'guangzhou', 'hubei', 'hunan']) {
    const rules = ruleSetOf(ctx(), id);
    const all = Object.values(rules.procedures!.procedures);
    for (const { fields, transitions } of all)
      for (const { action, produces } of transitions)
        for (const kind of produces) {
          const { names } = valuesUsed(paperKind(rules, kind));
          const labels = valueLabels(rules, { kind, action }, names);
          // A template may name a field that only other procedures have: it never has a value here.
          const mayBe = (name: string): boolean => {
            const [of, field] = name.split('.') as [string, string?];
            if (of === 'field') return fields[field!] !== undefined;
            if (of === 'clock') return rules.clocks!.clocks[field!] !== undefined;
            if (of === 'document') return rules.documents!.documents.some(({ value }) => value.id === field);
            return !['list', 'fields', 'n', 'row', 'parent', 'sub'].includes(of) || labels[name] !== undefined;
          };
          expect([id, kind, names.filter((name) => mayBe(name) && labels[name] === undefined)]).toEqual([id, kind, []]);
        }
  }
  const receiptLetter = valueLabels(ruleSetOf(ctx(), 'guangzhou'), { kind: 'DOC-13', action: 'record' }, [
    'case.title',
  ]);
  expect(receiptLetter['case.title']).toEqual({ zh: '办件名称', en: 'Name of the case' });
});
