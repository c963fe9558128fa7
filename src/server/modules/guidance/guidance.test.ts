import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CriterionView, FigureView } from '../../../shared/guidance/eligibility-routes.ts';
import { startTestApp, type TestApp } from '../../testing/app.ts';
import { addHouse, addProgramme } from '../../testing/catalogue-desk.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
  await addHouse(app, 'LITCHI', { programme: 'national' });
  await addProgramme(app, 'guangzhou');
});
afterAll(() => app.close());

let turn = 0;
async function ask<T>(path: string, payload: Record<string, unknown>, headers: Record<string, string> = {}) {
  // Each question from an address of its own: the limit per address has its own test.
  const remoteAddress = `10.9.${turn >> 8}.${turn++ & 255}`;
  const answer = await app.http.inject({ method: 'POST', url: `/api${path}`, payload, headers, remoteAddress });
  return { status: answer.statusCode, body: answer.json<T>(), headers: answer.headers };
}

interface Refusal {
  code: string;
  title: string;
  errors: { path: string; code: string; message: string; cite?: { clause: string; article: string } }[];
}
const refused = async (figures: Record<string, unknown>, headers = {}): Promise<Refusal> => {
  const { status, body } = await ask<Refusal>(
    '/eligibility',
    { programme: 'guangzhou', class: 'crop', figures },
    headers,
  );
  expect(status).toBe(400);
  return body;
};

describe('classes', () => {
  test('GZ-A.class.1 GZ-A.class.2 HB-10.0 NAT-13.0 HN-8.1.0 twelve classes in Guangzhou, one in each of the others, with figures and units', async () => {
    const { items } = (await app.http.inject({ url: '/api/eligibility/classes' })).json<{
      items: { programme: string; class: string; in_force: boolean; family: string | null; figures: FigureView[] }[];
    }>();
    const of = (programme: string) => items.filter((item) => item.programme === programme);
    expect(['national', 'hubei', 'hunan', 'guangzhou'].map((id) => of(id).length)).toEqual([1, 1, 1, 12]);
    expect(
      of('guangzhou')
        .map(({ family }) => family)
        .filter((name) => name === '科技数据'),
    ).toHaveLength(2);
    expect(
      of('guangzhou')
        .map(({ family }) => family)
        .filter((name) => name === '生物种质'),
    ).toHaveLength(10);
    expect(of('guangzhou').every(({ in_force }) => !in_force)).toBe(true);
    const crop = of('guangzhou').find((item) => item.class === 'crop')!;
    const field = crop.figures.find(({ id }) => id === 'open_field')!;
    expect(field).toMatchObject({ label: '露地（更新）栽培用地', unit: '亩', cite: { clause: 'GZ-A.crop.4c' } });
    expect(field.units.map(({ id }) => id)).toEqual(['m2', 'mu', 'ha']);
    // One answer serves all jurisdictions: the same figure under the same name.
    const asked = (programme: string) => of(programme)[0]!.figures.map(({ id }) => id);
    for (const id of ['organisation', 'rules_on_file', 'staff_full_time'])
      expect([asked('national').includes(id), asked('hunan').includes(id)]).toEqual([true, true]);
  });

  test('GZ-11 an application without a class, or with two, is refused and told the classes', async () => {
    for (const name of ['', 'crop,microbe', 'flowers']) {
      const { status, body } = await ask<Refusal>('/eligibility', { programme: 'guangzhou', class: name, figures: {} });
      expect(status).toBe(400);
      if (name !== '') expect(body.title).toContain('microbe');
    }
    const { status } = await ask('/eligibility', { programme: 'atlantis', class: 'crop', figures: {} });
    expect(status).toBe(404);
  });
});

describe('answers', () => {
  test('GZ-A.data.2b a criterion has clause, value, threshold, gap, article and a sentence, in the language asked for', async () => {
    const question = {
      programme: 'guangzhou',
      class: 'data-comprehensive',
      figures: { team_size: 198, team_senior: 69 },
    };
    const { body } = await ask<{ result: string; criteria: CriterionView[] }>('/eligibility', question);
    const node = body.criteria.find(({ clause }) => clause === 'GZ-A.data.2b')!;
    expect(body.result).toBe('not_met');
    expect(node).toMatchObject({
      result: 'not_met',
      value: 34.84,
      threshold: 35,
      gap: 1,
      cite: { policy: 'guangzhou', article: '附录·科技数据（二）', clause: 'GZ-A.data.2b', basis: 'law' },
      message: '69 / 198（34.84%），须不低于 35%，还差 1 人',
      children: [],
    });
    const english = await ask<{ criteria: CriterionView[] }>('/eligibility', question, { 'accept-language': 'en' });
    expect(english.body.criteria.find(({ clause }) => clause === 'GZ-A.data.2b')!.message).toBe(
      '69 of 198 (34.84 %), must be at least 35 %, 1 persons missing',
    );
  });

  test('without figures everything is missing and nothing is refused', async () => {
    const { body } = await ask<{ result: string; criteria: CriterionView[] }>('/eligibility', {
      programme: 'hunan',
      class: 'hunan',
      figures: {},
    });
    expect(body.result).toBe('evidence_missing');
    expect(body.criteria.map(({ clause }) => clause)).toEqual(['HN-8.0', 'HN-8.1.1', 'HN-8.1.2', 'HN-8.1.3']);
    expect(body.criteria[0]!.children[0]!.message).toBe('还没有填写：平台建成日期');
  });

  test('a house rule is shown as one, the text’s own as law', async () => {
    const { body } = await ask<{ criteria: CriterionView[] }>('/eligibility', {
      programme: 'guangzhou',
      class: 'crop',
      figures: {},
    });
    const stores = body.criteria.find(({ clause }) => clause === 'GZ-A.crop.4b')!.children;
    expect(stores.map(({ label, cite }) => `${label} ${cite.basis}`)).toEqual([
      '三种库齐全 law',
      '总容量 law',
      '长期库温度 house',
      '中期库温度 house',
      '短期库温度 house',
      '软硬件条件 law',
    ]);
  });

  test('everywhere: one set of figures against every class, the nearest first', async () => {
    const { body } = await ask<{
      items: { programme: string; class: string; result: string; counts: Record<string, number>; short: unknown[] }[];
    }>('/eligibility/everywhere', { figures: { samples: 9_999, operating_since: '2024-01-01', staff_full_time: 4 } });
    expect(body.items).toHaveLength(15);
    const at = (name: string) => body.items.find((item) => item.class === name)!;
    expect(at('microbe')).toMatchObject({
      result: 'not_met',
      counts: { not_met: 1 },
      short: [{ clause: 'GZ-A.micro.5c', gap: 1, message: '9,999 份，须不少于 10,000 份，还差 1 份' }],
    });
    expect(at('hubei').short).toMatchObject([{ clause: 'HB-10.3a', gap: '2027-01-01' }]);
    expect(at('national').result).toBe('evidence_missing');
    const order = body.items.map(({ result }) => result);
    expect(order).toEqual(order.toSorted((a, b) => (a === b ? 0 : a === 'not_met' ? 1 : b === 'not_met' ? -1 : 0)));
  });

  test('a figure of one jurisdiction is no fault in the others; one that nobody asks for is', async () => {
    expect((await ask('/eligibility/everywhere', { figures: { virus_sites: 1 } })).status).toBe(200);
    const { status, body } = await ask<Refusal>('/eligibility/everywhere', { figures: { unicorns: 1, samples: -1 } });
    expect(status).toBe(400);
    expect(body.errors.map(({ path, code }) => `${path} ${code}`)).toEqual([
      'body.figures.unicorns figure.unknown',
      'body.figures.samples figure.too_small',
    ]);
  });
});

describe('bad input is refused, naming the figure, its unit and the article', () => {
  test.each([
    ['accessions', -5, 'figure.too_small', /保存的种质资源.*不能小于 0.*份.*附录二（一）4/],
    ['accessions', 1e30, 'figure.too_large', /大得不合常理.*份/],
    ['accessions', 12.5, 'figure.not_whole', /整数.*份/],
    ['accessions', 'many', 'figure.not_a_number', /数字.*份/],
    ['accessions', '5000 亩', 'figure.unit', /单位应为 份，不是“亩”/],
    ['accessions', [1], 'figure.not_a_number', /数字/],
    ['open_field', '10 TB', 'figure.unit', /单位应为 平方米 \/ 亩 \/ 公顷，不是“TB”/],
    ['open_field', { value: 10, unit: '平方里' }, 'figure.unit', /单位应为/],
    ['open_field', 1.123_456_789, 'figure.places', /六位小数/],
    ['long_term_temperature', -300, 'figure.too_small', /-196.*℃/],
    ['team_since', '2026-02-30', 'figure.no_such_date', /“2026-02-30”不存在.*附录二（一）2/],
    ['team_since', '去年', 'figure.no_such_date', /2026-11-21/],
    ['host_kind', '基金会', 'figure.choice', /科研院所、高等院校/],
    ['stores_held', ['地窖'], 'figure.choice', /长期库、中期库、短期库/],
    ['stores_held', 3, 'figure.list', /列表/],
    ['host_legal_person', '也许', 'figure.yes_no', /是或否/],
    ['mystery', 1, 'figure.unknown', /没有“mystery”这项数据.*附录二（一）/],
    ['__proto__x', 1, 'figure.unknown', /没有/],
  ])('%s = %j', async (figure, value, code, message) => {
    const { errors } = await refused({ [figure]: value });
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatchObject({
      path: `body.figures.${figure}`,
      code,
      cite: { clause: expect.stringMatching(/^GZ-/) },
    });
    expect(errors[0]!.message).toMatch(message);
  });

  test('a row is named by its number and column', async () => {
    const { errors } = await refused({ sites: '主库；天河区；运行\n温室；；场地\n棚；番禺区；养猫' });
    expect(errors.map(({ path, code }) => `${path} ${code}`)).toEqual([
      'body.figures.sites.1.place figure.column_missing',
      'body.figures.sites.2.purpose figure.choice',
    ]);
    expect(errors[1]!.message).toContain('第 3 行：用途');
    const unknown = await refused({ sites: [{ name: 'a', place: 'b', purpose: 'site', colour: 'red' }] });
    expect(unknown.errors[0]).toMatchObject({ path: 'body.figures.sites.0.colour', code: 'figure.column_unknown' });
    expect((await refused({ sites: Array.from({ length: 5001 }, () => ({})) })).errors[0]!.code).toBe(
      'figure.too_long',
    );
  });

  test('in English too, and several at once', async () => {
    const body = await refused({ accessions: -1, team_since: '2025-02-29' }, { 'accept-language': 'en' });
    expect(body.code).toBe('guidance.figures_wrong');
    expect(body.errors.map(({ message }) => message)).toEqual([
      'Accessions preserved cannot be less than 0 (accessions), not -1 (附录二（一）4)',
      'Date on which the team was formed: there is no date 2025-02-29; write it as 2026-11-21 (附录二（一）2)',
    ]);
  });

  test('the day of the check must exist; figures must be an object', async () => {
    const question = { programme: 'guangzhou', class: 'crop', figures: {} };
    const answer = await ask<Refusal>('/eligibility', { ...question, on: '2026-13-01' });
    expect([answer.status, answer.body.errors[0]!.path]).toEqual([400, 'body.on']);
    expect((await ask('/eligibility', { ...question, figures: 'all' })).status).toBe(400);
    expect((await ask('/eligibility', { programme: 'guangzhou', class: 'crop' })).status).toBe(400);
  });
});

test('nothing is kept of a question, not even under an Idempotency-Key', async () => {
  const key = { 'idempotency-key': 'same-key' };
  const one = await ask('/eligibility', { programme: 'hubei', class: 'hubei', figures: {} }, key);
  const two = await ask('/eligibility', { programme: 'hunan', class: 'hunan', figures: {} }, key);
  expect([one.status, two.status]).toEqual([200, 200]);
  const kept = await app.services.storage.db
    .selectFrom('idempotency')
    .select('key')
    .where('key', '=', 'same-key')
    .execute();
  expect(kept).toEqual([]);
});

test('questions from one address are limited', async () => {
  const statuses = new Set<number>();
  for (let n = 0; n < 62; n++) {
    const answer = await app.http.inject({
      method: 'POST',
      url: '/api/eligibility/everywhere',
      remoteAddress: '10.200.0.1',
      payload: { figures: {} },
    });
    statuses.add(answer.statusCode);
  }
  expect([...statuses]).toEqual([200, 429]);
});

test('NAT-17.1 GZ-6 a name in the register is taken, whatever its spaces and prefix', async () => {
  const { name_zh: name } = await app.services.storage.db
    .selectFrom('platform')
    .select('name_zh')
    .limit(1)
    .executeTakeFirstOrThrow();
  const db = app.services.storage.db;
  await db.updateTable('platform').set({ name_zh: '广州 荔枝科技资源圃' }).where('name_zh', '=', name).execute();
  const { body } = await ask<{ result: string; reasons: { code: string; message: string }[] }>('/names/check', {
    programme: 'guangzhou',
    zh: '广州市荔枝科技资源圃',
    en: '',
  });
  expect(body.result).toBe('refused');
  expect(body.reasons).toContainEqual(
    expect.objectContaining({ code: 'name.taken', message: '与已登记的“广州 荔枝科技资源圃”是同一名称' }),
  );
});
