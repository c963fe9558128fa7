import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCommand } from '../../commands.ts';
import { startTestApp, type TestApp } from '../../testing/app.ts';
import { fifthJurisdiction } from '../../testing/fifth-jurisdiction.ts';
import { callerOf } from '../../testing/people.ts';

const fifth = fifthJurisdiction();
let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ KEYUAN_POLICIES: fifth.folder });
});
afterAll(async () => {
  await app.close();
  fifth.remove();
});

const get = async (path: string) => (await callerOf(app).get(path)).json();
async function policy(...argv: string[]): Promise<{ exit: number; out: string; err: string }> {
  const said = { out: '', err: '' };
  const output = { out: (text: string) => void (said.out += text), err: (text: string) => void (said.err += text) };
  const exit = await runCommand(
    app,
    { argv: ['policy', ...argv], cwd: process.cwd() },
    output,
    new AbortController().signal,
  );
  return { exit, ...said };
}

test('anyone reads which regulations there are and how far each is served', async () => {
  const { items } = await get('/api/policies');
  expect(items.map(({ id }: { id: string }) => id)).toEqual(['guangzhou', 'hubei', 'hunan', 'national', 'qinghe']);
  const guangzhou = items[0];
  expect(guangzhou).toMatchObject({ status: 'draft', standing: 'undated', counts: { clauses: 262 } });
  const { covered, missing, later, not_built, nothing_to_do } = guangzhou.counts;
  expect(covered + missing + later + not_built + nothing_to_do).toBe(262);
});

test('a regulation, article by article, with what the system does, where and which tests prove it', async () => {
  const { articles, versions, fallback } = await get('/api/policies/guangzhou');
  expect(versions).toMatchObject([{ version: 'draft-2020', current: true }]);
  expect(fallback).toHaveLength(2);
  const clauses = articles.find(({ number }: { number: string }) => number === '第三十二条').clauses;
  expect(clauses).toMatchObject([
    {
      id: 'GZ-32',
      state: 'covered',
      values: expect.arrayContaining([
        expect.objectContaining({ theme: 'instrument', path: 'validity', basis: 'law' }),
      ]),
      tests: expect.arrayContaining(['src/server/modules/identity/programme-instrument.test.ts']),
      house_rules: expect.arrayContaining([
        expect.objectContaining({ id: 'AMB-X-08', where: ['instrument.term_end'] }),
      ]),
    },
  ]);
  expect(clauses[0].what.zh).toContain('有效期');
});

test('what is not built says so with the reason', async () => {
  const { articles } = await get('/api/policies/national');
  const clause = articles
    .flatMap((a: { clauses: { id: string }[] }) => a.clauses)
    .find((c: { id: string }) => c.id === 'NAT-10.7');
  expect(clause).toMatchObject({ state: 'not_built', reason: { zh: expect.stringContaining('经费') }, screens: [] });
});

test('an unknown rule set or version is said to be unknown', async () => {
  expect(await get('/api/policies/atlantis')).toMatchObject({ status: 404, code: 'guidance.policy_unknown' });
  expect(await get('/api/policies/hunan?version=1999')).toMatchObject({ status: 404, params: { id: 'hunan@1999' } });
  expect(await get('/api/policies/comparison?ids=hunan,atlantis')).toMatchObject({ code: 'guidance.policy_unknown' });
});

test('the comparison covers every jurisdiction there is, the made-up one too', async () => {
  const { policies, topics } = await get('/api/policies/comparison');
  expect(policies).toHaveLength(5);
  expect(topics).toHaveLength(46);
  const portal = topics.find(({ key }: { key: string }) => key === 'openness');
  expect(portal.cells.map((cell: { policy: string }) => cell.policy)).toContain('qinghe');
  const two = await get('/api/policies/comparison?ids=national,guangzhou@draft-2020');
  expect(two.policies.map(({ id }: { id: string }) => id)).toEqual(['national', 'guangzhou']);
});

test('policy check says what a rule set makes possible, and refuses a broken one', async () => {
  for (const id of ['guangzhou', 'hubei', 'hunan', 'national']) {
    const { exit, out } = await policy('check', `policies/${id}`);
    expect([id, exit]).toEqual([id, 0]);
    expect(out).toContain('selection_notice'.slice(0, id === 'national' ? 0 : undefined));
  }
  expect((await policy('check', fifth.folder)).out).toContain('qinghe@2026');
  expect(await policy('check', 'docs')).toMatchObject({ exit: 1, err: expect.stringContaining('no instrument.yaml') });
});

test('policy explain, policy diff', async () => {
  const { out } = await policy('explain', 'guangzhou', 'GZ-32');
  expect(out).toContain('policies/guangzhou/instrument.yaml validity');
  expect(out).toContain('programme-instrument.test.ts');
  expect((await policy('explain', 'guangzhou', 'GZ-99')).exit).toBe(1);
  const diff = await policy('diff', 'national', 'guangzhou@draft-2020');
  expect(diff.out).toMatch(/认定公示[\s\S]*national {2}没有规定[\s\S]*guangzhou@draft-2020 {2}认定公示：5个工作日/);
  expect((await policy('diff', 'national', 'atlantis')).err).toContain('atlantis');
  expect((await policy('diff', 'national')).err).toContain('Usage');
});

test('policy coverage holds its floor and names what is missing below a minimum', async () => {
  const all = await policy('coverage');
  expect([all.exit, all.err]).toEqual([0, '']);
  expect(all.out).toMatch(/accounts .*not built/);
  expect(await policy('coverage', '--module', 'instrument', '--min', '100')).toMatchObject({ exit: 0 });
  expect((await policy('coverage', '--module', 'kitchen')).err).toContain('kitchen');
  expect((await policy('coverage', '--min', 'all')).err).toContain('Usage');
});
