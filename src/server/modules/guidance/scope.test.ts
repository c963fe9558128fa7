import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../testing/app.ts';
import { callerOf } from '../../testing/people.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

const check = async (programme: string, types: string[], base?: string) =>
  (await callerOf(app).post('/api/scope/check', { programme, types, base })).json();
const verdict = async (programme: string, ...types: string[]) => {
  const { result, reasons } = await check(programme, types);
  return [result, ...reasons.map(({ cite }: { cite: { clause: string } }) => cite.clause)];
};

test('NAT-2 another class of base is refused, naming the only one permitted', async () => {
  expect(await check('national', ['科学数据'], '科学与工程研究类')).toMatchObject({
    result: 'refused',
    reasons: [{ message: { zh: expect.stringContaining('基础支撑与条件保障类') }, cite: { clause: 'NAT-2' } }],
  });
  expect((await check('national', ['科学数据'], '基础支撑与条件保障类')).result).toBe('accepted');
});

test('NAT-3.1 a type that is not listed is held for a decision', async () => {
  expect(await verdict('national', '科普场馆')).toEqual(['held', 'NAT-3.1']);
  expect(await verdict('national', '科学数据', '科普场馆')).toEqual(['accepted', 'NAT-3.1']);
});

test('NAT-3.2 GZ-3.2 nothing but instruments is refused with what governs them; HN-2.1a Hunan takes them', async () => {
  for (const [programme, clause] of [
    ['national', 'NAT-3.2'],
    ['guangzhou', 'GZ-3.2'],
  ] as const) {
    const answer = await check(programme, ['大型科研仪器']);
    expect(answer).toMatchObject({ result: 'refused', reasons: [{ cite: { clause } }] });
    expect(answer.reasons[0].message.zh).toContain('国科发基〔2017〕289号');
  }
  expect(await verdict('hunan', '科研仪器')).toEqual(['accepted']);
});

test('NAT-3.3 GZ-3.3 GZ-3.4 nothing but books is refused; beside data they are noted', async () => {
  expect(await verdict('national', '图书文献')).toEqual(['refused', 'NAT-3.3']);
  expect(await verdict('national', '科学数据', '图书文献')).toEqual(['accepted', 'NAT-3.3']);
  expect(await verdict('guangzhou', '图书文献')).toEqual(['refused', 'GZ-3.3']);
  expect(await verdict('guangzhou', '科技数据', '图书文献')).toEqual(['accepted', 'GZ-3.3']);
  expect(await verdict('guangzhou', '图书文献', '大型科研仪器')).toEqual(['refused', 'GZ-3.3', 'GZ-3.2']);
  expect(await verdict('guangzhou', '生物种质')).toEqual(['accepted']);
});

test('HB-2 GZ-3.1 fields of Hubei: minerals are taken there and held in Guangzhou, data the other way round', async () => {
  expect(await verdict('hubei', '岩矿化石标本')).toEqual(['accepted']);
  expect((await verdict('guangzhou', '岩矿化石标本'))[0]).toBe('held');
  expect(await verdict('hubei', '科学数据')).toEqual(['held', 'HB-2']);
  expect(await verdict('guangzhou', '植物种质')).toEqual(['accepted']);
});

test('an unknown programme, no type, a type without words', async () => {
  expect((await check('atlantis', ['科学数据'])).code).toBe('guidance.programme_unknown');
  expect((await check('national', [])).status).toBe(400);
  expect((await check('national', [''])).status).toBe(400);
});
