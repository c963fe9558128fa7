import { spawnSync, execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadDemo } from '../../demo/load.ts';
import { systemActor } from '../../kernel/context.ts';
import { startTestApp, type TestApp } from '../../testing/app.ts';
import { catalogueHandlers } from '../catalogue/index.ts';

/** Clients that others wrote (Debian: libhttp-oai-perl, libcatmandu-oai-perl). They never stop at a fault, so they are stopped. */
const has = (program: string): boolean => spawnSync(program, ['--help'], { timeout: 20_000 }).error === undefined;
const note = (there: boolean, packages: string): string => (there ? '' : ` (skipped: no ${packages} here)`);
const oaiPmh = has('oai_pmh');
const catmandu = has('catmandu');

let app: TestApp;
let address: string;
let expected: { published: string[]; deleted: string[] };

/** The demonstration, with some of it withdrawn and suspended. */
beforeAll(async () => {
  if (!oaiPmh && !catmandu) return;
  app = await startTestApp({ KEYUAN_DEMO_PASSWORD: 'demonstration-Rice-42' });
  await loadDemo(app);
  const { rows } = await sql<{ id: string }>`select id from resource where state = 'published' order by id`.execute(
    app.services.storage.db,
  );
  const ids = rows.map(({ id }) => id);
  const ctx = app.contextOf(systemActor('test'));
  const gone = ids.filter((_, index) => index % 40 === 7);
  const paused = ids.filter((_, index) => index % 40 === 8);
  for (const [action, chosen] of [
    ['withdraw', gone],
    ['suspend', paused],
  ] as const) {
    const body = { action, ids: chosen, reason: '收割测试' };
    const { done } = await catalogueHandlers.actOnMany(ctx, { body, params: undefined, query: undefined });
    expect(done).toBe(chosen.length);
  }
  const deleted = new Set([...gone, ...paused]);
  expected = { published: ids.filter((id) => !deleted.has(id)), deleted: [...deleted] };
  expect(expected.published.length).toBeGreaterThan(250);
  expect(expected.deleted.length).toBeGreaterThan(5);
  address = `${await app.http.listen({ port: 0, host: '127.0.0.1' })}/oai`;
}, 240_000);
afterAll(() => app?.close());

async function run(program: string, ...argv: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)('timeout', ['120', program, ...argv], { maxBuffer: 256 * 1024 * 1024 });
  return stdout;
}
const idsIn = (text: string): string[] => [...text.matchAll(/oai:127\.0\.0\.1:(\d+)/g)].map(([, id]) => id!);
const sorted = (ids: readonly string[]): string[] => [...new Set(ids)].toSorted();

describe('clients of others harvest every record and every deletion', () => {
  test(`oai_pmh of HTTP::OAI${note(oaiPmh, 'libhttp-oai-perl')}`, async ({ skip }) => {
    if (!oaiPmh) skip();
    const headers = await run('oai_pmh', '-X', 'ListIdentifiers', '--metadataPrefix', 'oai_dc', address);
    expect(sorted(idsIn(headers))).toEqual(sorted([...expected.published, ...expected.deleted]));
    const records = await run('oai_pmh', '-X', 'ListRecords', '--metadataPrefix', 'datacite', address);
    expect(sorted(idsIn(records))).toEqual(sorted([...expected.published, ...expected.deleted]));
  }, 180_000);

  test.each(['oai_dc', 'datacite', 'core'])(
    `catmandu, %s${note(catmandu, 'libcatmandu-oai-perl')}`,
    async (prefix) => {
      if (!catmandu) return;
      const text = await run(
        'catmandu',
        'convert',
        'OAI',
        '--url',
        address,
        '--metadataPrefix',
        prefix,
        'to',
        'JSON',
        '--line_delimited',
        '1',
      );
      const items = text
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as { _identifier: string; _status?: string | null });
      const of = (deleted: boolean) =>
        sorted(
          items
            .filter(({ _status }) => (_status === 'deleted') === deleted)
            .flatMap(({ _identifier }) => idsIn(_identifier)),
        );
      expect(of(false)).toEqual(sorted(expected.published));
      expect(of(true)).toEqual(sorted(expected.deleted));
    },
    180_000,
  );
});
