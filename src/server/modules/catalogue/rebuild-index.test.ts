import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { describeSchema } from '../../kernel/db/describe.ts';
import { systemActor } from '../../kernel/context.ts';
import { type TestApp, startTestApp } from '../../testing/app.ts';
import { act as step, addHouse, find, type House, publish } from '../../testing/catalogue-desk.ts';
import { checkIndex } from './check-index.ts';
import { dropAbandonedRebuild, type RebuildOptions, rebuildIndex } from './rebuild-index.ts';
import { runCommand } from '../../commands.ts';

let app: TestApp;
let house: House;
const ids: string[] = [];

const record = (title: string) => ({
  dataset_number: title,
  title,
  description: '用于检验索引重建的记录。',
  share_scope: 'full',
  share_route: '网站下载',
  funding: 'private',
});

beforeAll(async () => {
  app = await startTestApp();
  house = await addHouse(app, 'REBUILD');
  for (let index = 0; index < 12; index++) ids.push(await publish(house, 'dataset', record(`湖泊水质数据${index}号`)));
});
afterAll(() => app.close());

const ctx = () => app.contextOf(systemActor('test'));
const run = (options: Partial<RebuildOptions> = {}) =>
  rebuildIndex(ctx(), {
    fresh: false,
    signal: new AbortController().signal,
    chunk: 5,
    onProgress: () => undefined,
    ...options,
  });
const clean = { checked: expect.any(Number), missing: 0, differs: 0, stray: 0 };
const shadow = async (): Promise<boolean> => {
  const { rows } = await sql<{
    there: boolean;
  }>`select to_regclass('resource_search_next') is not null as there`.execute(app.services.storage.db);
  return rows[0]!.there;
};

describe('the index made anew', () => {
  test('repairs whatever was wrong, and looks the same as before', async () => {
    const { db } = app.services.storage;
    const before = (await describeSchema(db)).text;
    await sql`delete from resource_search where id = ${ids[0]}`.execute(db);
    await sql`update resource_search set words = ''::tsvector, access = 'closed' where id = ${ids[1]}`.execute(db);
    await sql`insert into resource_search select 999999, words, type, platform_id, disciplines, region, access, year, popularity, prominence, published_at, title_key from resource_search where id = ${ids[2]}`.execute(
      db,
    );
    expect(await checkIndex(ctx(), { repair: false })).toMatchObject({ missing: 1, differs: 1, stray: 1 });
    expect(await run()).toMatchObject({ rows: 12, resumedAt: 0, finished: true });
    expect(await checkIndex(ctx(), { repair: false })).toEqual(clean);
    expect((await describeSchema(db)).text).toBe(before);
    expect((await find(app, 'q=水质')).total.value).toBe(12);
  });

  test('what is written meanwhile is not lost, whatever step it falls into', async () => {
    const steps: string[] = [];
    const pending: Promise<unknown>[] = [];
    let made = '';
    const report = await run({
      onProgress(name) {
        if (steps.includes(name)) return;
        steps.push(name);
        // Not waited for here: writers and the rebuild take turns by themselves.
        if (name === 'filling') pending.push(step(house.author, ids[3]!, 'suspend', '检验'));
        if (name === 'indexing') pending.push(publish(house, 'dataset', record('新添数据')).then((id) => (made = id)));
        if (name === 'exchanging') pending.push(step(house.author, ids[4]!, 'withdraw', '检验'));
      },
    });
    await Promise.all(pending);
    expect(steps).toEqual(['filling', 'indexing', 'following', 'exchanging']);
    expect(report.finished).toBe(true);
    expect(await checkIndex(ctx(), { repair: false })).toEqual(clean);
    expect((await find(app, 'q=新添数据')).items.map(({ id }) => id)).toEqual([made]);
    expect((await find(app, 'q=水质')).total.value).toBe(10);
    const { rows } = await sql`select 1 from search_change`.execute(app.services.storage.db);
    expect(rows).toEqual([]);
  });

  test('interrupted it goes on where it stood, with what changed since', async () => {
    const abort = new AbortController();
    const broken = await run({ signal: abort.signal, onProgress: () => abort.abort() });
    expect(broken).toMatchObject({ finished: false });
    expect(broken.rows).toBe(5);
    expect(await shadow()).toBe(true);
    // Searches and writes do not mind what was left.
    const made = await publish(house, 'dataset', record('中断以后'));
    await step(house.author, ids[5]!, 'suspend', '检验');
    expect((await find(app, 'q=中断以后')).items.map(({ id }) => id)).toEqual([made]);
    await expect(run()).rejects.toMatchObject({ code: 'catalogue.rebuild_runs' });
    await expire(0);
    expect(await run()).toMatchObject({ finished: true, resumedAt: broken.rows });
    expect(await shadow()).toBe(false);
    expect(await checkIndex(ctx(), { repair: false })).toEqual(clean);
    expect((await find(app, 'q=中断以后')).items.map(({ id }) => id)).toEqual([made]);
  });

  test('one that lost its place stops; what nobody goes on with is taken away', async () => {
    const taken = run({
      onProgress(name) {
        if (name === 'filling') overtaken ??= run({ fresh: true });
      },
    });
    let overtaken: Promise<unknown> | undefined;
    await expect(taken).rejects.toMatchObject({ code: 'catalogue.rebuild_runs' });
    expect(await overtaken).toMatchObject({ finished: true });
    const abort = new AbortController();
    await run({ signal: abort.signal, onProgress: () => abort.abort() });
    await dropAbandonedRebuild(ctx());
    expect(await shadow()).toBe(true);
    await expire(2 * 86_400);
    await dropAbandonedRebuild(ctx());
    expect(await shadow()).toBe(false);
    expect(await checkIndex(ctx(), { repair: false })).toEqual(clean);
  });

  test('the command tells how far it is', async () => {
    const said = { out: '', err: '' };
    const output = { out: (text: string) => void (said.out += text), err: (text: string) => void (said.err += text) };
    const request = { argv: ['index', 'rebuild'], cwd: '/' };
    expect(await runCommand(app, request, output, new AbortController().signal)).toBe(0);
    expect(said.err).toMatch(/写入 rows \d+ \/ \d+/);
    expect(said.out).toMatch(/索引已重建 rebuilt \d+/);
    expect(
      await runCommand(app, { ...request, argv: ['index', 'rebuilt'] }, output, new AbortController().signal),
    ).toBe(1);
  });
});

/** As if the process that worked on the rebuild had been gone for so many seconds. */
async function expire(seconds: number): Promise<void> {
  const until = new Date(Date.now() - seconds * 1000 - 1000).toISOString();
  await sql`update setting set value = jsonb_set(value, '{leasedUntil}', to_jsonb(${until}::text)) where key = 'search.rebuild'`.execute(
    app.services.storage.db,
  );
}
