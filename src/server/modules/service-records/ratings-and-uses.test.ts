import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { z } from 'zod';
import type { ProblemBody } from '../../../shared/problems.ts';
import type { ratingRoutes, receivedService, useRoutes } from '../../../shared/service-records/received-routes.ts';
import { startTestApp, type TestApp } from '../../testing/app.ts';
import { type Caller, callerOf, seedPeople, signIn } from '../../testing/people.ts';
import { record, served } from '../../testing/service-record-desk.ts';
import { addRecord } from '../../testing/stock-desk.ts';
import { accountsNamed } from '../identity/index.ts';

type Received = z.output<typeof receivedService> & ProblemBody;
type Ratings = z.output<typeof ratingRoutes.listServiceRatings.reply>;
type Imported = z.output<typeof useRoutes.importBibliography.reply>;
type Use = z.output<typeof useRoutes.createUse.reply>;

let app: TestApp;
let platform: string;
let resource: string;
let second: string;
let plain: string;
let [staff, elsewhere, receiver, city]: Caller[] = [];

beforeAll(async () => {
  app = await startTestApp();
  const seeded = await seedPeople(app);
  platform = seeded.platforms.get('GZ-ALPHA')!;
  resource = await addRecord(app, platform, 'ZDM00001');
  second = await addRecord(app, platform, 'CGMCC 1.1');
  const { db } = app.services.storage;
  await db
    .insertInto('resource_identifier')
    .values({
      scheme: 'cstr',
      value: '31253.11.sciencedb.00001',
      value_key: '31253.11.SCIENCEDB.00001',
      resource_id: resource,
      state: 'registered',
      state_at: '2026-01-01T00:00:00Z',
    })
    .execute();
  plain = (await accountsNamed(db, ['plain'])).get('plain')!;
  [staff, elsewhere, receiver, city] = await Promise.all(
    ['staff', 'staff.hubei', 'plain', 'city.guangzhou'].map((name) => signIn(app, name)),
  );
}, 120_000);
afterAll(() => app.close());

const deliver = (subject: string, on = '2026-11-20', to = plain) =>
  record(app, {
    platform,
    source: 'request',
    subject,
    content: served({ on, kind: 'information', resources: [{ id: resource }], receiver: { account: to } }),
  });
const upload = async (name: string, text: string): Promise<string> => {
  const answer = await app.http.inject({
    method: 'POST',
    url: `/api/files?name=${encodeURIComponent(name)}`,
    headers: { 'content-type': 'application/octet-stream', cookie: staff!.cookie },
    payload: Buffer.from(text),
  });
  return answer.json<{ id: string }>().id;
};

test('a service is rated once, by its receiver; the platform answers without learning who it was', async () => {
  const { id } = await deliver('rate:1');
  const rating = { resource_score: 5, service_score: 2, text: '发货慢' };
  const url = `/api/received-services/${id}/rating`;
  expect((await callerOf(app).post(url, rating)).statusCode).toBe(401);
  const strange = await elsewhere!.post(url, rating);
  expect([strange.statusCode, strange.json<ProblemBody>().code]).toEqual([403, 'service_records.not_receiver']);
  expect((await receiver!.post(url, { ...rating, service_score: 6 })).statusCode).toBe(400);
  const mine = await receiver!.post(url, rating);
  expect([mine.statusCode, mine.json<Received>().rating?.service_score]).toEqual([201, 2]);
  const twice = await receiver!.post(url, rating);
  expect([twice.statusCode, twice.json<ProblemBody>().code]).toEqual([409, 'service_records.rated_already']);

  // One alone would tell who it was: its platform and the public wait for two more, supervisors do not.
  const list = async (by = staff!) => (await by.get('/api/work/service-ratings')).json<Ratings>();
  const publicly = async () =>
    (await callerOf(app).get(`/api/portal/resources/${resource}/use`)).json<{ ratings: { count: number } }>().ratings;
  expect([await list(), (await list(city)).items.map(({ text }) => text)]).toEqual([
    { items: [], next: null, held: 1 },
    ['发货慢'],
  ]);
  expect((await publicly()).count).toBe(0);
  const more = await Promise.all(['rate:3', 'rate:4', 'rate:5'].map((subject) => deliver(subject)));
  const praise = { resource_score: 5, service_score: 2, text: '' };
  const rateMore = (n: number) => receiver!.post(`/api/received-services/${more[n]!.id}/rating`, praise);
  await rateMore(0);
  expect((await list()).held).toBe(2);
  await rateMore(1);
  await rateMore(2);
  // Three come to light, the fourth waits for others again, or for the end of the quarter.
  expect([(await list()).items.length, (await list()).held, (await publicly()).count]).toEqual([3, 1, 3]);
  app.setTime('2027-01-01T02:00:00Z');
  expect([(await list()).items.length, (await list()).held]).toEqual([4, 0]);
  app.setTime('2026-11-24T02:00:00Z');
  const seen = (await list()).items.filter(({ text }) => text !== '');
  expect(seen).toMatchObject([{ text: '发货慢', rater: null, number: null, may_answer: true, may_withhold: false }]);
  expect(JSON.stringify(seen)).not.toContain('plain');
  const { token } = seen[0]!;
  expect((await elsewhere!.get('/api/work/service-ratings')).json<Ratings>().items).toEqual([]);
  const answer = await staff!.post(`/api/work/service-ratings/${token}/answer`, { text: '已更换承运人', revision: 1 });
  expect(answer.json()).toMatchObject({ answer: '已更换承运人', rater: null, revision: 2 });
  const withholding = { reason: '含个人电话', revision: 2 };
  expect((await staff!.post(`/api/work/service-ratings/${token}/withholding`, withholding)).statusCode).toBe(403);
  expect((await city!.post(`/api/work/service-ratings/${token}/withholding`, withholding)).statusCode).toBe(200);
  const page = (await callerOf(app).get(`/api/portal/resources/${resource}/use`)).json<object>();
  expect(page).toMatchObject({
    services: 4,
    ratings: { count: 3, resource_score: 5, service_score: 2 },
    said: expect.arrayContaining([
      expect.objectContaining({ text: '', withheld: '含个人电话', answer: '已更换承运人' }),
    ]),
  });

  const undone = await deliver('rate:2');
  await staff!.post(`/api/work/service-records/${undone.id}/reversal`, { reason: '未交付' });
  const late = await receiver!.post(`/api/received-services/${undone.id}/rating`, rating);
  expect(late.json<ProblemBody>().code).toBe('service_records.not_delivered');
});

test('NAT-24.2 GZ-18.2 a reported paper without the identifier is marked; it counts once its platform looked at it', async () => {
  const { id } = await deliver('use:1');
  const url = `/api/received-services/${id}/uses`;
  const paper = { kind: 'paper', title: '大豆基因组', year: 2026, doi: '10.1000/182' };
  const bad = await receiver!.post(url, { ...paper, doi: '182' });
  expect([bad.statusCode, bad.json<ProblemBody>().errors?.[0]?.path]).toEqual([422, 'body.doi']);
  const foreign = await receiver!.post(url, { ...paper, resources: [second] });
  expect(foreign.json<ProblemBody>().errors?.[0]?.code).toBe('not_given');
  const got = (await receiver!.post(url, paper)).json<Received>();
  expect(got.resources[0]?.cite).toBe('CSTR:31253.11.sciencedb.00001');
  expect(got.uses[0]).toMatchObject({ state: 'proposed', flags: [{ id: 'acknowledgement_missing' }] });
  const named = {
    kind: 'patent',
    title: '一种大豆',
    number: '200310102344.5',
    acknowledgement: '用 CSTR:31253.11.sciencedb.00001',
  };
  expect((await receiver!.post(url, named)).json<Received>().uses[1]?.flags).toEqual([]);
  const shown = async () =>
    (await callerOf(app).get(`/api/portal/resources/${resource}/use`)).json<{ uses: Use[] }>().uses;
  expect(await shown()).toEqual([]);

  const use = (await staff!.get('/api/work/resource-uses?state=proposed')).json<{ items: Use[] }>().items.at(-1)!;
  expect([use.title, use.flags[0]?.id]).toEqual(['大豆基因组', 'acknowledgement_missing']);
  const review = `/api/work/resource-uses/${use.id}/review`;
  expect((await elsewhere!.post(review, { decision: 'counted', revision: 1 })).statusCode).toBe(403);
  expect((await staff!.post(review, { decision: 'refused', revision: 1 })).statusCode).toBe(422);
  expect((await staff!.post(review, { decision: 'counted', revision: 1 })).json<Use>().state).toBe('counted');
  expect((await staff!.post(review, { decision: 'counted', revision: 1 })).statusCode).toBe(409);
  const mine = (await receiver!.get('/api/received-services')).json<{ items: Received[] }>().items;
  const told = mine.find((one) => one.id === id)!;
  expect(told.uses[0]).toMatchObject({ state: 'counted', reviewed_by: told.platform.name });
  expect(await shown()).toMatchObject([{ title: '大豆基因组', doi: '10.1000/182' }]);
});

test('a bibliography is searched for identifiers and numbers; good entries wait for review, bad ones come back', async () => {
  const bib = `@article{a, title={A {\\'E}tude}, author={张三 and Li, Si}, year={2026}, note={Material: CGMCC 1.1}}
@article{b, title={Genomes}, journal={作物学报}, year=2025, doi={10.1000/b}, abstract={Data CSTR:31253.11.SCIENCEDB.00001.}}
@article{c, title={Elsewhere}, year=2025, doi={10.1000/c}}
@article{d, title={Never closed`;
  const run = async (name: string, text: string) =>
    (
      await staff!.post('/api/work/resource-uses/import', { platform: 'GZ-ALPHA', file: await upload(name, text) })
    ).json<Imported & ProblemBody>();
  const first = await run('a.bib', bib);
  expect(first.proposed.map(({ title, authors, resources }) => [title, authors, resources[0]?.id])).toEqual([
    ['A Étude', '张三; Si Li', second],
    ['Genomes', '', resource],
  ]);
  expect([first.read, first.unmatched.map(({ title }) => title), first.refused.map(({ entry }) => entry)]).toEqual([
    4,
    ['Elsewhere'],
    [4],
  ]);
  const ris = 'TY  - JOUR\r\nTI  - Genomes\r\nPY  - 2025\r\nDO  - 10.1000/B\r\nN1  - ZDM00001\r\nER  - \r\n';
  expect(await run('a.ris', ris)).toMatchObject({ read: 1, known: 1, proposed: [] });
  const csl = JSON.stringify([
    { type: 'article-journal', title: 'CSL', issued: { 'date-parts': [[2024]] }, note: 'ZDM00001' },
  ]);
  expect((await run('a.json', csl)).proposed).toMatchObject([{ title: 'CSL', year: 2024, flags: [] }]);
  // Its platform enters a work that was found, then a receiver reports it: it stands once, counts, and hangs on the service.
  const { id } = await deliver('use:known');
  const again = { kind: 'paper', title: 'Genomes', doi: '10.1000/b', year: 2025 };
  const entered = await staff!.post('/api/work/resource-uses', {
    ...again,
    platform: 'GZ-ALPHA',
    resources: [resource],
  });
  expect(entered.json<Use>()).toMatchObject({ state: 'counted', source: { id: 'import' } });
  const reported = (await receiver!.post(`/api/received-services/${id}/uses`, again)).json<Received>();
  expect(reported.uses).toMatchObject([{ title: 'Genomes', state: 'counted' }]);
  expect((await run('a.txt', '没有文献')).code).toBe('service_records.bibliography_unknown');
});

test('receivers are asked a week later and when works may have appeared, once, until they say that no more will come', async () => {
  const mails = async () =>
    (await receiver!.get('/api/messages')).json<{ items: { subject: string }[] }>().items.map(({ subject }) => subject);
  const { id } = await deliver('ask:1', '2026-11-24');
  const on = async (day: string) => {
    app.setTime(`${day}T02:00:00Z`);
    await app.background.look();
    return mails();
  };
  const before = (await on('2026-11-30')).length;
  expect((await on('2026-12-01')).length).toBe(before + 1);
  expect((await on('2026-12-01')).length).toBe(before + 1);
  expect((await on('2027-05-25'))[0]).toBe('请登记资源利用成果');
  // Somebody who cannot be asked keeps nobody else from being asked, and is asked when they can be.
  const { db } = app.services.storage;
  const other = (await accountsNamed(db, ['staff.hubei'])).get('staff.hubei')!;
  const { id: broken } = await deliver('ask:2', '2027-05-25', other < plain ? other : plain);
  const { id: fine } = await deliver('ask:3', '2027-05-25', other < plain ? plain : other);
  await sql`create function refuse_one() returns trigger language plpgsql as ${sql.lit(
    `begin if old.root_id = ${broken} then raise exception 'broken'; end if; return new; end`,
  )}`.execute(db);
  await sql`create trigger refuse_one before update on service_question for each row execute function refuse_one()`.execute(
    db,
  );
  await on('2027-06-01');
  const waiting = await db.selectFrom('service_question').select(['root_id', 'step']).execute();
  const stepOf = (root: string) => waiting.find(({ root_id }) => root_id === root)?.step;
  expect([stepOf(broken), stepOf(fine)]).toEqual([0, 1]);
  await sql`drop trigger refuse_one on service_question`.execute(db);
  await receiver!.post(`/api/received-services/${id}/no-more`, {});
  const open = await app.services.storage.db.selectFrom('service_question').select('root_id').execute();
  expect(open.map(({ root_id }) => root_id)).not.toContain(id);
});
