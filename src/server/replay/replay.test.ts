import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { recordedCase } from '../../shared/policy/recorded-case.ts';
import { runCommand } from '../commands.ts';
import { startTestApp } from '../testing/app.ts';
import { BUILT_IN } from '../modules/policy/index.ts';
import { readdirSync } from 'node:fs';
import { fifthJurisdiction } from '../testing/fifth-jurisdiction.ts';
import { readRecorded } from './read-recorded.ts';
import { testPapers } from '../testing/paper-tests.ts';
import { instantOf, personsOf, playOf, playOn, replayCase } from './replay.ts';
import { buildStage } from './stage.ts';

const fifth = fifthJurisdiction();
const folders = [...readdirSync(BUILT_IN).map((name) => join(BUILT_IN, name)), join(fifth.folder, 'qinghe')];
const recorded = folders.flatMap((folder) =>
  readRecorded(folder).map((one) => ({ ...one, id: folder.split('/').at(-1)! })),
);
const app = await startTestApp({ KEYUAN_POLICIES: fifth.folder });
afterAll(async () => {
  await app.close();
  fifth.remove();
});

test('there are recorded cases', () => {
  expect(recorded.length).toBeGreaterThan(1);
});

/** Played below, with looks at what the public sees on the way. */
const WHOLE = 'qinghe/garden.yaml';

test.each(recorded.filter(({ name }) => name !== WHOLE))(
  '$recorded.clauses $name comes out as recorded',
  { timeout: 120_000 },
  async ({ id, recorded: one }) => {
    expect(await replayCase(app, id, one, app.setTime)).toEqual([]);
  },
);

test('a fifth jurisdiction runs a whole accreditation over the interface, from the call to the register and to its end, with no code of its own', async () => {
  const { steps } = recorded.find(({ name }) => name === WHOLE)!.recorded;
  app.setTime(instantOf(steps[0]!));
  const stage = await buildStage(app, 'qinghe', personsOf({ steps }));
  const play = playOf(app, 'qinghe', stage);
  const get = async (url: string) => (await app.http.inject({ url })).json();
  const entries = async (query: string) => (await get(`/api/register?programme=qinghe&${query}`)).items;
  const recognisedAt = steps.findIndex(({ on }) => on > '2026-04-21');
  expect(await playOn(play, steps.slice(0, recognisedAt), app.setTime)).toEqual([]);

  expect((await get(`/api/calls/${play.cases.get('call')}`)).apply).toEqual([
    { procedure: 'application', label: { zh: '新建申请', en: 'Start an application' } },
    { procedure: 'recognition', label: { zh: '申请认定', en: 'Apply for recognition' } },
  ]);
  const [{ id: entry, ...row }] = await entries('q=青禾木兰活体圃');
  expect(row).toMatchObject({
    standing: 'valid',
    class: { zh: '活体圃', en: 'Living collection' },
    head: '林禾',
    plaque_no: '青圃1号',
    term_first: '2026-04-21',
    term_last: '2030-04-21',
    decision: { signatories: [expect.anything(), expect.anything()], cite: { clause: 'QH-9' } },
  });
  const { papers, notices } = await get(`/api/register/${entry}`);
  expect(papers).toMatchObject([{ kind_label: { zh: '活体圃牌匾证书' }, state: 'valid' }]);
  const [{ code }] = papers;
  expect(await get(`/api/documents/${code}`)).toMatchObject({ kind_label: { zh: '活体圃牌匾证书' }, state: 'valid' });
  expect((await entries(`document=${code}`)).map(({ id }: { id: string }) => id)).toEqual([entry]);
  const notice = await get(`/api/notices/${notices[0].id}`);
  expect(notice).toMatchObject({
    kind: 'listing_notice',
    states: [{ state: 'passed', entry }],
    objection: { procedure: 'challenge', cite: { clause: 'QH-8' } },
  });
  const signed = await get(`/api/notices/${notice.id}/signed.json`);
  const check = async (payload: object) =>
    (await app.http.inject({ method: 'POST', url: '/api/notices/check', payload })).json().result;
  expect(await check(signed)).toBe('genuine');
  expect(await check({ ...signed, list: { ...signed.list, text: '另一份' } })).toBe('changed');

  expect(await playOn(play, steps.slice(recognisedAt), app.setTime)).toEqual([]);
  const ended = await get(`/api/register/${entry}`);
  expect(ended).toMatchObject({ standing: 'ended', ended_on: '2026-06-22', excluded_until: '2031-01-31' });
  expect([ended.history.length, ended.notices.length]).toEqual([2, 2]);
  expect(ended.papers.map((paper: { kind_label: { zh: string } }) => paper.kind_label.zh)).toEqual([
    '撤销决定',
    '活体圃牌匾证书',
  ]);
  for (const { code: paper } of ended.papers)
    expect((await entries(`document=${paper}`)).map(({ id }: { id: string }) => id)).toEqual([entry]);
}, 120_000);

test('a life that was lived is recorded without names and texts, and comes out the same when it is played again', async () => {
  const { id, recorded: one } = recorded.find(({ name }) => name.endsWith('qinghe/accredited.yaml'))!;
  expect(await replayCase(app, id, one, app.setTime)).toEqual([]);
  const { id: lived } = await app.services.storage.db
    .selectFrom('proc_case')
    .select('id')
    .where('procedure', '=', 'application')
    .where('state', '=', 'lapsed')
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow();
  let said = '';
  const output = { out: (text: string) => void (said += text), err: (text: string) => void (said += text) };
  const exit = await runCommand(
    app,
    { argv: ['case', 'record', lived], cwd: '/' },
    output,
    new AbortController().signal,
  );
  expect([exit, said.includes('保存本市主要作物种质')]).toEqual([0, false]);
  const again = recordedCase.parse(parse(said));
  expect(again.steps.length).toBeGreaterThan(10);
  expect(await replayCase(app, id, again, app.setTime)).toEqual([]);
}, 120_000);

testPapers(() => app, folders);
