import { sql } from 'kysely';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { figuresFor } from '../../../shared/policy/check-criteria.ts';
import { type EligibilityRules, evaluateClass } from '../../../shared/policy/evaluate.ts';
import { readFigures } from '../../../shared/policy/figure-values.ts';
import { systemActor } from '../../kernel/context.ts';
import { startTestApp, type TestApp } from '../../testing/app.ts';
import { ruleSetOf } from '../policy/index.ts';
import { type Reply, type ReviewDesk, reviewDesk } from '../../testing/review-desk.ts';

let app: TestApp;
let hubei: ReviewDesk;
let hostName: string;

beforeAll(async () => {
  app = await startTestApp();
  app.setTime('2026-11-02T02:00:00Z');
  hubei = await reviewDesk(app, { ruleSet: 'hubei', authority: 'province_department', persons: ['registered_user'] });
  hostName = hubei.stage.hostName;
}, 120_000);
afterAll(() => app.close());

interface Problem {
  code: string;
  errors?: { path: string; message: string; cite?: { clause: string } }[];
}
const problem = ({ body }: Reply): Problem => body;
const accounts = (desk: ReviewDesk, ...persons: string[]): string[] => persons.map((one) => desk.who(one).account);

async function reviewed(desk: ReviewDesk, id: string, marks: object, recommendation = 'approve'): Promise<void> {
  for (const [n, sub] of (await desk.subs(id, 'expert_review')).entries()) {
    const person = `expert/${n + 1}`;
    expect((await desk.act(person, sub, 'declare')).status).toBe(200);
    for (const [field, value] of Object.entries({ sheet: marks, opinion: '意见', recommendation }))
      expect((await desk.type(person, sub, field, value)).status).toBe(200);
    expect((await desk.act(person, sub, 'review')).status).toBe(200);
  }
}

const HUBEI_MARKS = { resources: 20, facilities: 15, management: 16, sharing: 20, plan: 8 };
const PEOPLE = { visited_on: '2026-11-02', place: '主库', people: '评审组三人', findings: '基本相符。' };

async function record(desk: ReviewDesk, person: string, visit: string, checked: object[]): Promise<Reply> {
  for (const [field, value] of Object.entries({ ...PEOPLE, checked })) await desk.type(person, visit, field, value);
  return desk.act(person, visit, 'record');
}

test('HB-11.3 a review is not closed without a visit, nor with a partner not covered, who is named', async () => {
  const id = await hubei.application('recommended', { partners: '江城协建所\n无' });
  await hubei.act('third_party_agency', id, 'review', { experts: accounts(hubei, 'expert/1', 'expert/2', 'expert/3') });
  await reviewed(hubei, id, HUBEI_MARKS);
  const early = await hubei.act('third_party_agency', id, 'conclude', { panel_opinion: '可行。' });
  expect(problem(early).errors?.map(({ message }) => message)).toEqual(
    expect.arrayContaining([expect.stringContaining('江城协建所'), expect.stringContaining(hostName)]),
  );
  const [visit] = (await hubei.subs(id, 'site_visit')) as [string];
  const none = await record(hubei, 'third_party_agency', visit, []);
  expect([none.status, problem(none).code]).toEqual([422, 'procedures.requirements_unmet']);
  expect(
    (await record(hubei, 'third_party_agency', visit, [{ unit: hostName, item: '种质份数', confirmed: true }])).body,
  ).toMatchObject({ state: 'visited' });
  const missing = await hubei.act('third_party_agency', id, 'conclude', { panel_opinion: '可行。' });
  expect(problem(missing).errors).toEqual([
    expect.objectContaining({
      message: expect.stringContaining('现场考察尚未覆盖“江城协建所”'),
      cite: expect.objectContaining({ clause: 'HB-11.3' }),
    }),
  ]);
  // A second visit to the partner is ordered as the first was; here the row that opens one is the review’s own.
  const again = await hubei.act('third_party_agency', id, 'visit_again', { reason: '补考察共建单位' });
  expect([again.status, problem(again).code]).toEqual([200, undefined]);
  const [, second] = (await hubei.subs(id, 'site_visit')) as [string, string];
  const { body } = await hubei.who('third_party_agency').call('GET', `/api/visits/${second}`);
  expect(body).toMatchObject({
    parties: [
      { name: hostName, covered: true },
      { name: '江城协建所', covered: false },
    ],
    may_add: true,
  });
  expect(
    (
      await record(hubei, 'third_party_agency', second, [
        { unit: '江城协建所', item: '保存设施', confirmed: false, note: '在建' },
      ])
    ).status,
  ).toBe(200);
  expect((await hubei.act('third_party_agency', id, 'conclude', { panel_opinion: '可行。' })).body).toMatchObject({
    state: 'reviewed',
  });
});

test('NAT-16.4 GZ-13.4b a visit with no checked fact is refused; what was measured takes the place of the claim, and the criterion is judged by it', async () => {
  const gz = await reviewDesk(app, { ruleSet: 'guangzhou', authority: 'city_department' });
  const figures = {
    stores_held: ['long_term', 'medium_term', 'short_term'],
    long_term_volume: '1500',
    medium_term_volume: '0',
    short_term_volume: '0',
    long_term_temperature: '-18',
    medium_term_temperature: '-4',
    short_term_temperature: '4',
    conditions_stated: true,
  };
  const ruleSet = ruleSetOf(app.contextOf(systemActor('test')), 'guangzhou');
  const criteria = ruleSet.criteria!;
  const crop = criteria.classes.find(({ value }) => value.code === 'crop')!;
  const storesBy = (given: object): string => {
    const { values, faults } = readFigures(figuresFor(criteria), given as Record<string, unknown>);
    expect(faults).toEqual([]);
    const { criteria: nodes } = evaluateClass(ruleSet as EligibilityRules, crop, values, '2026-11-02');
    const stores = nodes.find((node) => JSON.stringify(node).includes('GZ-A.crop.4b'))!;
    return stores.result;
  };
  expect(storesBy(figures)).toBe('judgement');
  const id = await gz.application('under_review', { class: 'crop', figures });
  expect((await gz.act('city_department', id, 'visit', { reason: '核实库容' })).status).toBe(200);
  const [visit] = (await gz.subs(id, 'site_visit')) as [string];
  const seen = (await gz.who('city_department').call('GET', `/api/visits/${visit}`)).body as {
    claims: { figure: string; label: string; unit: string | null; claimed: unknown }[];
  };
  expect(seen.claims.find(({ figure }) => figure === 'long_term_volume')).toMatchObject({
    label: '长期库容量',
    claimed: '1500',
  });
  const empty = await record(gz, 'city_department', visit, [{ unit: '', item: '', confirmed: false }]);
  expect(problem(empty).errors?.[0]).toMatchObject({ path: 'fields.checked.0', cite: { clause: 'GZ-13.4b' } });
  const fact = {
    unit: gz.stage.hostName,
    item: '长期库容',
    figure: 'long_term_volume',
    claimed: '1500',
    confirmed: false,
    found: '1420',
  };
  expect((await record(gz, 'city_department', visit, [fact])).status).toBe(200);
  const after = (await gz.who('city_department').call('GET', `/api/cases/${id}`)).body as { data: { figures: object } };
  expect(after.data.figures).toEqual({ ...figures, long_term_volume: '1420' });
  expect(storesBy(after.data.figures)).toBe('not_met');
  // The claim stays in the record of the visit.
  const kept = (await gz.who('city_department').call('GET', `/api/cases/${visit}`)).body as {
    data: { checked: object[] };
  };
  expect(kept.data.checked[0]).toMatchObject({ claimed: '1500', found: '1420' });
  // From here on it counts: the selection needs reasons.
  await sql`update proc_case set state = 'reviewed' where id = ${id}`.execute(app.services.storage.db);
  const refused = await gz.act('city_department', id, 'select');
  expect(problem(refused).errors?.[0]).toMatchObject({
    code: 'procedures.need.criteria',
    cite: { clause: 'GZ-13.4b' },
  });
  expect((await gz.act('city_department', id, 'select', {}, { criteria: '扩建在建，年内达标。' })).status).toBe(200);
});

test('GZ-13.4b without a visit the review is concluded all the same, with the reason why', async () => {
  const gz = await reviewDesk(app, { ruleSet: 'guangzhou', authority: 'city_department' });
  const id = await gz.application('forwarded', { class: 'crop' });
  expect(
    (await gz.act('city_department', id, 'review', { experts: accounts(gz, 'expert/1', 'expert/2', 'expert/3') }))
      .status,
  ).toBe(200);
  await reviewed(gz, id, { resources: 15, facilities: 10, team: 10, service: 20, plan: 20 });
  const refused = await gz.act('city_department', id, 'conclude', {});
  expect([refused.status, problem(refused).code]).toEqual([422, 'procedures.answers_wrong']);
  const done = await gz.act('city_department', id, 'conclude', { panel_opinion: '同意。', no_visit: '材料足以判断。' });
  expect(done.body).toMatchObject({ state: 'reviewed', data: { no_visit: '材料足以判断。' } });
});

test('HN-8.2.2 experts against and a proposal to recognise: refused without reasons; without a visit there is no proposal', async () => {
  const hunan = await reviewDesk(app, { ruleSet: 'hunan', authority: 'province_department' });
  const id = await hunan.application('checked');
  await hunan.act('third_party_agency', id, 'review', { experts: accounts(hunan, 'expert/1', 'expert/2', 'expert/3') });
  await reviewed(hunan, id, { integration: 10, plan: 8, conditions: 9, service: 10, sustainability: 4 }, 'reject');
  const propose = (data: object) =>
    hunan.act('third_party_agency', id, 'propose', { proposal: '建议认定。', result: 'recognise', ...data });
  expect(
    problem(await propose({ departure: '有说明' }))
      .errors?.map(({ message }) => message)
      .join(),
  ).toContain('现场考察');
  const [visit] = (await hunan.subs(id, 'site_visit')) as [string];
  expect(
    (await record(hunan, 'third_party_agency', visit, [{ unit: hunan.stage.hostName, item: '设备', confirmed: true }]))
      .status,
  ).toBe(200);
  const refused = await propose({});
  expect(problem(refused).errors).toEqual([
    expect.objectContaining({
      message: expect.stringContaining('专家建议通过 0 人、不通过 3 人'),
      cite: expect.objectContaining({ clause: 'HN-8.2.2' }),
    }),
  ]);
  expect((await propose({ departure: '' })).status).toBe(422);
  expect((await propose({ departure: '专家所提问题现场考察时已整改。' })).body).toMatchObject({ state: 'proposed' });
});

test('photos: images only, upright, without place, time and device; previews; nobody outside the offices sees them', async () => {
  const id = await hubei.application('recommended');
  await hubei.act('third_party_agency', id, 'review', { experts: accounts(hubei, 'expert/1') });
  const [visit] = (await hubei.subs(id, 'site_visit')) as [string];
  const picture = await sharp({ create: { width: 3000, height: 2000, channels: 3, background: '#446688' } })
    .withExif({
      IFD0: { Make: 'SecretPhone', Artist: '张某' },
      IFD3: { GPSLatitude: '30/1 31/1 0/1', GPSLongitude: '114/1 18/1 0/1' },
    })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
  expect((await sharp(picture).metadata()).exif?.includes('SecretPhone')).toBe(true);
  const path = `/api/visits/${visit}/photos`;
  const sent = await hubei.who('third_party_agency').upload(`${path}?caption=${encodeURIComponent('种质库')}`, picture);
  expect([sent.status, sent.body]).toMatchObject([201, { caption: '种质库', width: 1707, height: 2560 }]);
  const { id: photo } = sent.body as { id: string };
  for (const [size, side] of [
    ['full', 2560],
    ['preview', 480],
  ] as const) {
    const got = await hubei.who('province_department').download(`${path}/${photo}?size=${size}`);
    const data = await sharp(got.bytes).metadata();
    expect([got.status, data.format, data.height, data.exif, data.orientation]).toEqual([
      200,
      'jpeg',
      side,
      undefined,
      undefined,
    ]);
    expect(got.bytes.includes('SecretPhone')).toBe(false);
  }
  for (const bad of [
    Buffer.from('%PDF-1.7\nnot a picture'),
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
    picture.subarray(0, 900),
  ])
    expect(problem(await hubei.who('third_party_agency').upload(path, bad))).toMatchObject({
      code: 'experts.not_an_image',
    });
  const large = await hubei.who('third_party_agency').upload(path, Buffer.alloc(20 * 1024 * 1024 + 1));
  expect(problem(large).code).toBe('kernel.too_large');
  for (const person of ['host_admin', 'platform_head', 'registered_user', 'expert/1']) {
    expect([person, (await hubei.who(person).call('GET', `/api/visits/${visit}`)).status]).toEqual([person, 404]);
    expect([person, (await hubei.who(person).download(`${path}/${photo}`)).status]).toEqual([person, 404]);
    expect([person, (await hubei.who(person).upload(path, picture)).status]).toEqual([person, 404]);
  }
  expect(
    (await record(hubei, 'third_party_agency', visit, [{ unit: hostName, item: '份数', confirmed: true }])).status,
  ).toBe(200);
  expect(problem(await hubei.who('third_party_agency').upload(path, picture)).code).toBe('experts.visit_closed');
});
