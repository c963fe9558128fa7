import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { EDITORS } from '../../../shared/catalogue/people.ts';
import { type Role, ROLES, WHOLE_INSTANCE } from '../../../shared/identity/roles.ts';
import type { ProblemBody } from '../../../shared/problems.ts';
import type { serviceView, serviceWork } from '../../../shared/stock/service-schemas.ts';
import { startTestApp, type TestApp } from '../../testing/app.ts';
import { addHouse, type House } from '../../testing/catalogue-desk.ts';
import { addPerson, type Caller, nobody } from '../../testing/import-desk.ts';
import { addRecord, contextOf } from '../../testing/stock-desk.ts';
import { countServices, offeredService } from './index.ts';

type Work = z.output<typeof serviceWork>;
type Shown = z.output<typeof serviceView>;

let app: TestApp;
const houses: Record<string, House> = {};

beforeAll(async () => {
  app = await startTestApp();
  for (const programme of ['national', 'guangzhou', 'hubei', 'hunan'])
    houses[programme] = await addHouse(app, programme.toUpperCase(), { programme, state: 'accredited' });
}, 120_000);
afterAll(() => app.close());

const content = (more: object = {}) => ({
  kind: 'testing',
  name_zh: '种子活力检测',
  name_en: 'Seed viability testing',
  description_zh: '按规程检测发芽率，出具报告。',
  channel: 'offline',
  user_groups: ['research_institute', 'tech_enterprise'],
  response_days: 3,
  contact: { person: '王工', email: 'service@example.org' },
  ...more,
});
const costs = (fen: number, more: object = {}) => [
  { item: 'labour', fen, evidence: '2026 年成本核算表第 3 行', ...more },
];
const fee = (price_fen: number, made: object[]) => ({
  fees: [{ name: '检测费', unit: '每样品', price_fen, costs: made }],
});
const create = (house: House, more: object = {}) =>
  house.author.call<Work & ProblemBody>('POST', '/api/work/services', { platform: house.code, ...content(more) });
const act = (caller: Caller, { id, revision }: { id: string; revision: number }, action: string, reason = '') =>
  caller.call<Work & ProblemBody>('POST', `/api/work/services/${id}/actions`, { action, revision, reason });
const publish = async (house: House, more: object = {}): Promise<Work> => {
  const made = await create(house, more);
  if (made.status !== 201) throw new Error(made.bytes.toString());
  const done = await act(house.author, made.body, 'publish');
  if (done.status !== 200) throw new Error(done.bytes.toString());
  return done.body;
};
const listed = async (query: string): Promise<Shown[]> =>
  (await nobody(app).call<{ items: Shown[] }>('GET', `/api/portal/services?limit=100&${query}`)).body.items;

describe('prices', () => {
  test('NAT-25.3 a price may be the documented cost and not a fen more', async () => {
    const house = houses['national']!;
    expect((await create(house, fee(38_000, costs(38_000)))).status).toBe(201);
    const { status, body } = await create(house, fee(38_001, costs(38_000)));
    expect([status, body.code, body.cite?.clause]).toEqual([422, 'stock.service_refused', 'NAT-25.3']);
    expect(body.errors).toMatchObject([{ path: 'body.fees.0.price_fen', code: 'exceeds_cost' }]);
    expect(body.errors?.[0]?.message).toContain('超出 0.01 元');
  });

  test('HB-18.4 0.50 above cost is refused, and said', async () => {
    const { status, body } = await create(houses['hubei']!, fee(12_100, costs(12_050)));
    expect([status, body.cite?.clause]).toEqual([422, 'HB-18.4']);
    expect(body.errors?.[0]?.message).toContain('0.50');
  });

  test('HN-14.3 without documented cost no price above zero can be saved', async () => {
    const house = houses['hunan']!;
    const { status, body } = await create(house, fee(1, []));
    expect([status, body.cite?.clause]).toEqual([422, 'HN-14.3']);
    expect((await create(house, fee(0, []))).status).toBe(201);
    const bare = await create(house, fee(100, costs(100, { evidence: '' })));
    expect(bare.body.errors?.map(({ code }) => code)).toEqual(['evidence_missing']);
  });

  test('GZ-19.3 cost that fiscal money has met already is flagged with the own cost', async () => {
    const house = houses['guangzhou']!;
    const made = await create(house, fee(10_000, costs(10_000, { fiscal_fen: 4000 })));
    expect(made.status).toBe(201);
    expect(made.body.flags).toEqual(['“检测费”的成本已由财政负担 40.00 元，自身成本为 60.00 元']);
    expect((await create(house, fee(6000, costs(10_000, { fiscal_fen: 4000 })))).body.flags).toEqual([]);
    const odd = await create(house, fee(0, costs(100, { fiscal_fen: 101 })));
    expect(odd.body.errors?.map(({ code }) => code)).toEqual(['fiscal_above_cost']);
    expect((await create(house, fee(10.5, costs(100)))).body.code).toBe('kernel.invalid_input');
  });
});

describe('what is offered', () => {
  test('a draft is nobody’s business; published it is on the page; a later draft changes nothing until it is published', async () => {
    const house = houses['national']!;
    const made = (await create(house, { name_zh: '草稿服务', response_days: null, contact: {} })).body;
    expect(made.lacks.map(({ path }) => path)).toEqual(['response_days', 'contact']);
    const early = await act(house.author, made, 'publish');
    expect([early.status, early.body.code]).toEqual([422, 'stock.service_incomplete']);
    expect((await nobody(app).call('GET', `/api/portal/services/${made.id}`)).status).toBe(404);
    const work = await publish(house, { name_zh: '第一版' });
    const url = `/api/work/services/${work.id}`;
    const saved = await house.author.call<Work>('PUT', url, {
      ...content({ name_zh: '第二版' }),
      revision: work.revision,
    });
    expect(saved.body).toMatchObject({ version: 1, changed: true });
    expect((await nobody(app).call<Shown>('GET', `/api/portal/services/${work.id}`)).body.name).toBe('第一版');
    expect((await house.author.call('PUT', url, { ...content(), revision: work.revision })).status).toBe(409);
    const second = (await act(house.author, saved.body, 'publish')).body;
    const { body } = await nobody(app).call<Shown & { versions: { version: number }[] }>(
      'GET',
      `/api/portal/services/${work.id}?lang=en`,
    );
    expect([body.name, body.version, body.versions.map(({ version }) => version)]).toEqual([
      'Seed viability testing',
      2,
      [2, 1],
    ]);
    expect((await nobody(app).call<Shown>('GET', `/api/portal/services/${work.id}?version=1`)).body.name).toBe(
      '第一版',
    );
    expect((await offeredService(contextOf(app), work.id, 1))?.content.name_zh).toBe('第一版');
    expect((await act(house.author, second, 'publish')).body.code).toBe('stock.service_not_now');
    expect((await act(house.author, second, 'withdraw')).body.code).toBe('stock.reason_needed');
    const before = await countServices(contextOf(app), house.id);
    expect((await act(house.author, second, 'withdraw', '不再提供')).body.state).toBe('withdrawn');
    expect(await countServices(contextOf(app), house.id)).toBe(before - 1);
    expect((await nobody(app).call('GET', `/api/portal/services/${work.id}`)).status).toBe(404);
    expect((await offeredService(contextOf(app), work.id))?.offered).toBe(false);
  });

  test('NAT-22.1 offers carry their object and channel; for one resource or all of a type, of the own platform only', async () => {
    const house = houses['hubei']!;
    const [one, two] = [await addRecord(app, house.id, 'HB-1'), await addRecord(app, house.id, 'HB-2')];
    const foreign = await addRecord(app, houses['hunan']!.id, 'HN-1');
    const single = await publish(house, {
      kind: 'physical',
      name_zh: '单份供种',
      resources: [one],
      channel: 'offline',
    });
    const all = await publish(house, {
      kind: 'information',
      name_zh: '数据查询',
      types: ['germplasm_crop'],
      channel: 'online',
    });
    expect((await listed(`resource=${one}`)).map(({ id }) => id)).toEqual([single.id, all.id]);
    expect((await listed(`resource=${two}`)).map(({ id }) => id)).toEqual([all.id]);
    expect(await listed(`resource=${foreign}`)).toEqual([]);
    const { channel, kind, within } = (await listed(`resource=${two}`))[0]!;
    expect([channel.id, kind.id, within.id]).toEqual(['online', 'information', 'public']);
    const bad = await create(house, { resources: [foreign], types: ['no_such_type'] });
    expect(bad.body.errors?.map(({ code }) => code)).toEqual(['resource_unknown', 'type_unknown']);
  });

  test('NAT-22.2 exactly the services tagged so are listed', async () => {
    const house = houses['national']!;
    for (const n of [1, 2, 3]) await publish(house, { name_zh: `知识服务${n}`, modes: ['knowledge'] });
    await publish(house, { name_zh: '系统服务', modes: ['systematic'] });
    expect((await listed('platform=NATIONAL&mode=knowledge')).map(({ name }) => name)).toEqual([
      '知识服务1',
      '知识服务2',
      '知识服务3',
    ]);
  });

  test('HB-16.2 filter by 系统性 shows only such services', async () => {
    const house = houses['hubei']!;
    await publish(house, { name_zh: '系统检索', modes: ['systematic', 'comprehensive'] });
    expect((await listed('platform=HUBEI&mode=systematic')).map(({ name }) => name)).toEqual(['系统检索']);
  });

  test('GZ-A.human.3b a process with steps and times, open to hospitals, universities and companies, stands on the page', async () => {
    const house = houses['guangzhou']!;
    const process = [
      { name: '提交申请', days: 0, text: '附伦理审查批件' },
      { name: '审核', days: 5, text: '' },
      { name: '出库', days: 3, text: '' },
    ];
    await publish(house, { name_zh: '样本服务', user_groups: ['hospital', 'university', 'enterprise'], process });
    const [shown] = await listed('platform=GUANGZHOU&group=hospital');
    expect(shown?.process).toEqual(process);
    expect(shown?.user_groups.map(({ id }) => id)).toEqual(['hospital', 'university', 'enterprise']);
    expect(await listed('platform=GUANGZHOU&group=government')).toEqual([]);
  });
});

test('nobody and the wrong platform write no service', async () => {
  const house = houses['national']!;
  const work = await publish(house, { name_zh: '不许动' });
  const scopes = {
    platform: houses['hubei']!.id,
    organisation: '1',
    programme: 'hubei',
    region: '420000',
    instance: WHOLE_INSTANCE,
  };
  const callers: [Caller, number][] = [[nobody(app), 401]];
  for (const role of [...EDITORS, 'province_department', 'registered_user', 'auditor'] as Role[]) {
    const kind = ROLES[role].scopes[0];
    callers.push([await addPerson(app, `s.${role.replaceAll('_', '-')}`, role, { kind, id: scopes[kind] }), 403]);
  }
  for (const [caller, status] of callers) {
    expect((await caller.call('POST', '/api/work/services', { platform: house.code, ...content() })).status).toBe(
      status,
    );
    expect((await caller.call('GET', `/api/work/services/${work.id}`)).status).toBe(status);
    expect(
      (await caller.call('PUT', `/api/work/services/${work.id}`, { ...content(), revision: work.revision })).status,
    ).toBe(status);
    expect((await act(caller, work, 'withdraw', '无权')).status).toBe(status);
  }
  expect((await nobody(app).call('GET', `/api/portal/services/${work.id}`)).status).toBe(200);
});
