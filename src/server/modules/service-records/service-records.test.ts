import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import type { ProblemBody } from '../../../shared/problems.ts';
import type { figureRoutes, serviceFigures } from '../../../shared/service-records/figure-routes.ts';
import type { recordBrief, recordView } from '../../../shared/service-records/schemas.ts';
import { startTestApp, type TestApp } from '../../testing/app.ts';
import { type Caller, callerOf, seedPeople, signIn } from '../../testing/people.ts';
import { record, served } from '../../testing/service-record-desk.ts';
import { addRecord } from '../../testing/stock-desk.ts';
import { median } from './figures.ts';

type Brief = z.output<typeof recordBrief>;
type View = z.output<typeof recordView>;

let app: TestApp;
let platform: string;
let resource: string;
let [staff, elsewhere, plain, city, clerk]: Caller[] = [];

beforeAll(async () => {
  app = await startTestApp();
  const seeded = await seedPeople(app);
  platform = seeded.platforms.get('GZ-ALPHA')!;
  resource = await addRecord(app, platform, 'ZDM00001');
  [staff, elsewhere, plain, city, clerk] = await Promise.all(
    ['staff', 'staff.hubei', 'plain', 'city.guangzhou', 'clerk'].map((name) => signIn(app, name)),
  );
}, 120_000);
afterAll(() => app.close());

const URL = '/api/work/service-records';
const enter = async (content: object, code = 'GZ-ALPHA', by = staff!) => {
  const answer = await by.post(URL, { platform: code, ...content });
  return { status: answer.statusCode, body: answer.json<View & ProblemBody>() };
};
const list = async (query: string, by = staff!): Promise<Brief[]> =>
  (await by.get(`${URL}?limit=100&${query}`)).json<{ items: Brief[] }>().items;

describe('records', () => {
  test('NAT-10.4b GZ-9.5b numbered without gaps, never deleted, corrected by a reversal and another record', async () => {
    const first = await enter(served());
    expect([first.status, first.body.number, first.body.state]).toEqual([201, '2026-000001', 'valid']);
    const refused = await enter(served({ on: '2026-11-25' }));
    expect([refused.status, refused.body.errors?.map(({ path }) => path)]).toEqual([422, ['body.on']]);
    const { id } = first.body;
    const gone = await staff!.delete(`${URL}/${id}`);
    expect([gone.statusCode, gone.json<ProblemBody>().code]).toEqual([409, 'service_records.never_deleted']);
    expect((await staff!.post(`${URL}/${id}/correction`, { ...served(), reason: '' })).statusCode).toBe(400);
    const corrected = await staff!.post(`${URL}/${id}/correction`, {
      ...served({ income_fen: 1200, contract: 'HT-7' }),
      reason: '金额漏填',
    });
    expect(corrected.statusCode).toBe(201);
    const now = corrected.json<View>();
    expect([now.number, now.income, now.reason]).toEqual(['2026-000003', '12.00', '金额漏填']);
    expect(now.entries.map(({ number, state }) => [number, state])).toEqual([
      ['2026-000001', 'reversed'],
      ['2026-000002', 'reversal'],
      ['2026-000003', 'valid'],
    ]);
    expect((await list('state=valid')).map(({ number }) => number)).toEqual(['2026-000003']);
    const again = await staff!.post(`${URL}/${id}/reversal`, { reason: '再次' });
    expect(again.json<ProblemBody>().code).toBe('service_records.not_in_force');
  });

  test('made by the system once for a subject, whoever asks again', async () => {
    const draft = { platform, source: 'request' as const, subject: 'delivery:1', content: served() };
    const [a, b] = await Promise.all([record(app, draft), record(app, draft)]);
    expect(a.id).toBe(b.id);
    expect([a.fresh, b.fresh].filter(Boolean)).toHaveLength(1);
    expect(a.number).toBe('2026-000004');
  });

  test('NAT-22.1 HB-16.1 material needs quantity and recipient; a loan that is late is listed until it is back', async () => {
    const tubes = { kind: 'physical' as const, title: '菌种 5 管', resources: [{ id: resource }] };
    const lacking = await enter(served(tubes));
    expect(lacking.body.errors?.map(({ path }) => path).sort()).toEqual(['body.quantity', 'body.receiver.address']);
    const given = served({
      ...tubes,
      on: '2026-10-01',
      due_back: '2026-11-01',
      resources: [{ id: resource, quantity: '3', unit: 'tube' }],
      receiver: { address: '当面交付' },
    });
    const { status, body } = await enter(given);
    expect([status, body.flags, body.overdue]).toEqual([201, [], true]);
    expect((await list('overdue=true')).map(({ id }) => id)).toEqual([body.id]);
    expect((await staff!.post(`${URL}/${body.id}/return`, { on: '2026-11-24' })).statusCode).toBe(200);
    expect(await list('overdue=true')).toEqual([]);
    const corrected = await staff!.post(`${URL}/${body.id}/correction`, { ...given, reason: '数量有误' });
    expect(corrected.json<View>()).toMatchObject({ returned_on: '2026-11-24', overdue: false });
    const bare = { ...tubes, resources: [] };
    const cited = (await enter(served(bare), 'HB-BETA', elsewhere)).body;
    expect([cited.cite?.clause, cited.errors?.[0]?.cite?.clause]).toEqual(['HB-16.1', 'HB-16.1']);
    const strange = (await enter(served({ service: '1' }))).body;
    expect(strange.errors?.map(({ path }) => path)).toEqual(['body.service']);
  });

  test('NAT-18.3 HN-11.2 a custom service without an agreed specification is refused', async () => {
    const { status, body } = await enter(served({ kind: 'custom' }));
    expect([status, body.errors?.map(({ path }) => path)]).toEqual([422, ['body.specification']]);
    const agreed = { kind: 'custom', specification: '每季一次 DNA 指纹', specified_on: '2026-10-01' } as const;
    expect((await enter(served(agreed))).status).toBe(201);
    expect((await enter(served({ ...agreed, specified_on: '2026-11-21' }))).body.errors?.[0]?.code).toBe('too_late');
  });

  test('HN-13.1 material without a catalogue item is marked, popularisation needs none', async () => {
    const talk = await enter(served({ kind: 'popularisation', participants: 120, receiver: { group: 'public' } }));
    expect([talk.status, talk.body.flags]).toEqual([201, []]);
    const bare = await enter(served({ kind: 'physical', quantity: '5', unit: '管', receiver: { address: '广州' } }));
    expect([bare.status, bare.body.flags.map(({ id }) => id)]).toEqual([201, ['no_catalogue_item']]);
  });

  test('NAT-22.2 HB-16.2 the tag of how knowledge comes is found again', async () => {
    for (let n = 0; n < 3; n++) await enter(served({ title: `专题 ${n}`, modes: ['knowledge'] }));
    await enter(served({ modes: ['systematic'] }));
    expect((await list('mode=knowledge')).map(({ title }) => title).sort()).toEqual(['专题 0', '专题 1', '专题 2']);
    expect(await list('mode=systematic')).toHaveLength(1);
  });

  test('others neither read nor write, supervisors read units and no people', async () => {
    const { body } = await enter(served({ receiver: { person: '张三', address: '天河路' } }));
    expect([body.person, body.may_change]).toEqual(['张三', true]);
    expect((await callerOf(app).get(`${URL}/${body.id}`)).statusCode).toBe(401);
    expect((await plain!.get(`${URL}/${body.id}`)).statusCode).toBe(403);
    expect((await elsewhere!.get(`${URL}/${body.id}`)).statusCode).toBe(403);
    expect(await list('', elsewhere)).toEqual([]);
    expect((await enter(served(), 'GZ-ALPHA', elsewhere)).status).toBe(403);
    expect((await enter(served(), 'GZ-ALPHA', city)).status).toBe(403);
    for (const reader of [city!, clerk!]) {
      const seen = (await reader.get(`${URL}/${body.id}`)).json<View>();
      expect([seen.unit, seen.person, seen.address, seen.may_change]).toEqual(['示范种业公司', null, null, false]);
    }
    expect((await enter(served({ resources: [{ id: resource }] }), 'HB-BETA', elsewhere)).body.errors?.[0]?.code).toBe(
      'resource_unknown',
    );
  });
});

describe('tables and figures', () => {
  const upload = async (name: string, text: string, by = staff!): Promise<string> =>
    (
      await app.http.inject({
        method: 'POST',
        url: `/api/files?name=${encodeURIComponent(name)}`,
        headers: { 'content-type': 'application/octet-stream', cookie: by.cookie },
        payload: Buffer.from(text),
      })
    ).json<{ id: string }>().id;
  type Outcome = z.output<typeof figureRoutes.importServiceRecords.reply> & ProblemBody;
  type Figures = z.output<typeof serviceFigures>;
  const take = async (text: string, more = {}) =>
    (
      await elsewhere!.post(`${URL}/import`, {
        platform: 'HB-BETA',
        file: await upload('a.csv', text, elsewhere),
        ...more,
      })
    ).json<Outcome>();
  const figures = async (query: string, by = elsewhere!) =>
    (await by.get(`/api/work/service-figures?${query}`)).json<Figures>();

  test('HB-12.2 GZ-A.data.5.1c good rows are kept, bad ones come back; figures agree and name what is lacking', async () => {
    const head = '服务日期,服务类型,服务内容,单位性质,服务对象单位,所在地区,收入（元）,参加人数,备注';
    const text = `${head}
2026-03-01,检验检测,菌种鉴定,企业,=HYPERLINK(1),武汉市,120.50,,x
2026-03-02,检验检测,菌种鉴定,研究所?,某所,武汉市,,,
2026-13-01,检验检测,菌种鉴定,企业,某公司,武汉市,,,
2026-04-01,检验检测,自用,科研院所,武汉示范研究院,420100,0,,
2026-05-01,科学普及,开放日,个人,,420100,,无,`;
    expect(await take(text, { try_only: true })).toMatchObject({ taken: 2, refused: 3 });
    expect((await figures('')).services).toBe(0);
    const done = await take(text);
    expect([done.taken, done.rows.map(({ row, faults }) => [row, faults.map(({ column }) => column)])]).toEqual([
      2,
      [
        [3, ['单位性质']],
        [4, ['服务日期']],
        [6, ['参加人数']],
      ],
    ]);
    // The same table once more counts nothing twice; a row that was not there before is taken.
    expect(await take(`${text}\n2026-04-01,检验检测,自用,科研院所,武汉示范研究院,420100,0,,`)).toMatchObject({
      taken: 1,
      known: 2,
      refused: 3,
    });
    const [last] = await list(`q=${encodeURIComponent('自用')}`, elsewhere);
    await elsewhere!.post(`${URL}/${last!.id}/reversal`, { reason: '重复' });
    expect(done.refused_table).toContain('某公司');
    const now = await figures('from=2026-01-01&to=2026-12-31');
    expect(now).toMatchObject({
      services: 2,
      outside: 1,
      outside_percent: 50,
      income_fen: 12_050,
      users: 2,
      reversed: 1,
    });
    expect(now.gaps.map(({ id }) => id)).toEqual(['popularisation', 'tech_enterprise', 'researcher']);
    expect(now.by_region).toMatchObject([{ id: '420100', count: 2 }]);
    expect((await figures('from=2026-03-02&to=2026-12-31')).services).toBe(1);
    const talk = served({ kind: 'popularisation', participants: 45, receiver: { group: 'public' } });
    const { body } = await enter(talk, 'HB-BETA', elsewhere);
    expect((await figures('')).gaps.map(({ id }) => id)).not.toContain('popularisation');
    // A correction takes nothing back: the service was delivered, and its unit is one user however it was written.
    const corrected = await elsewhere!.post(`${URL}/${body.id}/correction`, {
      ...talk,
      participants: 40,
      reason: '人数',
    });
    expect(await figures('')).toMatchObject({ services: 3, users: 3, reversed: 1, participants: 40 });
    await elsewhere!.post(`${URL}/${corrected.json<View>().id}/reversal`, { reason: '改期' });
    const same = served({
      income_fen: 9000,
      cost_fen: 8000,
      receiver: { unit: '武汉 示范研究院', unit_kind: 'research_institute' },
    });
    const { body: twin } = await enter(same, 'HB-BETA', elsewhere);
    expect(await figures('')).toMatchObject({ services: 3, users: 2, cost_fen: 8000 });
    await elsewhere!.post(`${URL}/${twin.id}/reversal`, { reason: '试录' });
    expect(await figures('')).toMatchObject({ services: 2, reversed: 3, participants: 0 });
    expect((await callerOf(app).get('/api/portal/service-figures')).json<Figures>().by_kind[0]?.income_fen).toBe(0);
    expect((await elsewhere!.get('/api/work/service-figures?platform=GZ-ALPHA')).statusCode).toBe(403);
    expect((await elsewhere!.get('/api/work/service-figures/table')).body).toContain('120.50');
  });

  test('records of a period go out as they come in, formulas defused', async () => {
    const csv = (await elsewhere!.get(`${URL}/table?from=2026-03-01&to=2026-03-31`)).body;
    expect(csv.split('\r\n')).toHaveLength(3);
    expect(csv).toContain(",'=HYPERLINK(1),");
    expect((await elsewhere!.get(`${URL}/table?format=xlsx`)).rawPayload.subarray(0, 2).toString()).toBe('PK');
    expect((await take(csv, { try_only: true })).taken).toBe(1);
  });

  test('the middle of days', () => {
    expect([median([]), median([3]), median([5, 1]), median([9, 1, 2])]).toEqual([null, 3, 3, 2]);
  });
});
