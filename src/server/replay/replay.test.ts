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
import { replayCase } from './replay.ts';

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

test.each(recorded)(
  '$recorded.clauses $name comes out as recorded',
  { timeout: 120_000 },
  async ({ id, recorded: one }) => {
    expect(await replayCase(app, id, one, app.setTime)).toEqual([]);
  },
);

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
