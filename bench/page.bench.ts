// A record page: SQL statements, and the time to its first HTML over HTTP. Wanted: at most 6 statements, p95 about 50 ms.
import { rmSync } from 'node:fs';
import { buildApp } from '../src/server/app.ts';
import { readConfig } from '../src/server/kernel/config.ts';
import { ANONYMOUS } from '../src/server/kernel/context.ts';
import { countStatements, openStorage } from '../src/server/kernel/db/open.ts';
import { catalogueHandlers } from '../src/server/modules/catalogue/index.ts';
import { ms, percentile, table, timed } from './report.ts';
import { keyuan, startServer, temporaryFolder } from './server.ts';

const RECORDS = 2_000;
const PAGES = 300;
const WANTED = { statements: 6, p95: 50 };

const folder = temporaryFolder();
const env = { KEYUAN_DATA: folder, KEYUAN_LOG: 'silent' };
await keyuan(env, 'generate', '--records', String(RECORDS));

const server = await startServer(env);
const ids: string[] = [];
for (let cursor: string | null = ''; cursor !== null && ids.length < PAGES;) {
  const answer = await fetch(`${server.address}/api/resources?limit=100${cursor === '' ? '' : `&cursor=${cursor}`}`);
  const body = (await answer.json()) as { items: { id: string }[]; next: string | null };
  ids.push(...body.items.map(({ id }) => id));
  cursor = body.next;
}
const get = async (path: string): Promise<string> => (await fetch(`${server.address}${path}`)).text();
for (const id of ids.slice(0, 30)) await get(`/resources/${id}`);
const pages: number[] = [];
const bare: number[] = [];
for (const id of ids) {
  pages.push((await timed(() => get(`/resources/${id}`))).ms);
  bare.push((await timed(() => get('/healthz'))).ms);
}
await server.stop();

const app = await buildApp({ config: readConfig(env), storage: await openStorage({ folder }) });
const ctx = app.contextOf(ANONYMOUS);
const { count } = await countStatements(() => {
  const params = { id: ids[0]! };
  return Promise.all([
    catalogueHandlers.readResource(ctx, { params, query: {}, body: undefined }),
    catalogueHandlers.listVersions(ctx, { params, query: undefined, body: undefined }),
    catalogueHandlers.listRelated(ctx, { params, query: undefined, body: undefined }),
  ]);
});
await app.close();
rmSync(folder, { recursive: true, force: true });

const [p50, p95] = [percentile(pages, 0.5), percentile(pages, 0.95)];
console.log(
  table(
    ['record page', 'statements', 'p50 ms', 'p95 ms', 'empty answer p95 ms', 'wanted', ''],
    [
      [
        `${ids.length} pages of ${RECORDS} records, PGlite`,
        String(count),
        ms(p50),
        ms(p95),
        ms(percentile(bare, 0.95)),
        `≤ ${WANTED.statements} statements, p95 about ${WANTED.p95} ms`,
        count <= WANTED.statements && p95 <= WANTED.p95 ? 'met' : 'missed',
      ],
    ],
  ),
);
