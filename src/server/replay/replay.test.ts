import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { startTestApp } from '../testing/app.ts';
import { BUILT_IN } from '../modules/policy/index.ts';
import { readdirSync } from 'node:fs';
import { fifthJurisdiction } from '../testing/fifth-jurisdiction.ts';
import { readRecorded } from './read-recorded.ts';
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
