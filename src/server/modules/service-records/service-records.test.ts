import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import type { ProblemBody } from '../../../shared/problems.ts';
import type { recordBrief, recordView } from '../../../shared/service-records/schemas.ts';
import { startTestApp, type TestApp } from '../../testing/app.ts';
import { type Caller, callerOf, seedPeople, signIn } from '../../testing/people.ts';
import { record, served } from '../../testing/service-record-desk.ts';
import { addRecord } from '../../testing/stock-desk.ts';

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
