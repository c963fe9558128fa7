// The search page as users get it, over HTTP, beside the same statements sent bare by a client that does nothing else:
//   [--records N] [--engine pg|pglite]; KEYUAN_BENCH_DATABASE_URL: a database that this bench filled before
// Wanted: HTTP at most 1.5 times the bare statements, or 5 ms more; p95 of each class about 150 ms (PGlite: 300 ms).
import { rmSync } from 'node:fs';
import { buildApp } from '../src/server/app.ts';
import { readConfig } from '../src/server/kernel/config.ts';
import { ANONYMOUS } from '../src/server/kernel/context.ts';
import { countStatements, openStorage } from '../src/server/kernel/db/open.ts';
import { catalogueRoutes } from '../src/shared/catalogue/routes.ts';
import { catalogueHandlers } from '../src/server/modules/catalogue/index.ts';
import { startPostgres } from './postgres.ts';
import { fillRecords } from './record-corpus.ts';
import { ms, percentile, table, timed } from './report.ts';
import { startServer, temporaryFolder } from './server.ts';

const option = (name: string): string | undefined => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? undefined : process.argv[at + 1];
};
const engine = option('engine') ?? 'pg';
const records = Number(option('records') ?? (engine === 'pg' ? 1_000_000 : 100_000));
const WANTED = engine === 'pg' ? 150 : 300;
const ROUNDS = 8;

const CLASSES: Readonly<Record<string, readonly string[]>> = {
  rare: ['KYH00000123', '拉曼光谱仪 LSM-2000', 'AS 1.398', '朱鹮 保护区', 'Ginkgo biloba'],
  medium: ['银杏', '核磁共振', '大肠埃希氏菌', '转录组', '荞麦'],
  common: ['水稻', '基因组', '监测', '标本', '湖北'],
  'very common': ['数据', '资源', '研究', '信息', '品种'],
  '2-3 words': ['水稻 抗病', '数据 研究', '土壤 监测 数据', '银杏 标本', '小麦 种质 遗传'],
};

const folder = temporaryFolder();
const given = process.env['KEYUAN_BENCH_DATABASE_URL'];
const postgres = engine === 'pg' && given === undefined ? await startPostgres() : undefined;
const url = engine === 'pg' ? (given ?? postgres!.url) : undefined;
const env = { KEYUAN_DATA: folder, KEYUAN_LOG: 'silent', KEYUAN_MODE: 'trial', ...(url && { DATABASE_URL: url }) };

/** The statements of a page, as the product sends them. */
async function statementsOf(app: Awaited<ReturnType<typeof buildApp>>, q: string) {
  const query = catalogueRoutes.searchResources.query.parse({ q });
  const ctx = app.contextOf(ANONYMOUS);
  const { texts, parameters } = await countStatements(() =>
    catalogueHandlers.searchResources(ctx, { query, params: undefined, body: undefined }),
  );
  return texts.map((text, index) => ({ text, values: [...parameters[index]!] }));
}

await fillRecords({ url, folder }, records);
const rows: string[][] = [];
let missed = false;
const own = await openStorage({ url, folder, connections: 2 });
const app = await buildApp({ config: readConfig(env), storage: own });
// One process at a time has the embedded database: there the statements are timed first.
const bare = new Map<string, number[]>();
const counts = new Map<string, number>();
for (const [name, queries] of Object.entries(CLASSES)) {
  for (let round = -1; round < ROUNDS; round++) {
    for (const q of queries) {
      const statements = await statementsOf(app, q);
      const { ms: spent } = await timed(async () => {
        for (const { text, values } of statements)
          await own.db.executeQuery({ sql: text, parameters: values } as never);
      });
      if (round >= 0) bare.set(name, [...(bare.get(name) ?? []), spent]);
      counts.set(name, statements.length);
    }
  }
}
await app.close();

const server = await startServer(env);
for (const [name, queries] of Object.entries(CLASSES)) {
  const times: number[] = [];
  for (let round = -1; round < ROUNDS; round++) {
    for (const q of queries) {
      const { ms: spent } = await timed(async () =>
        (await fetch(`${server.address}/api/resources?q=${encodeURIComponent(q)}`)).json(),
      );
      if (round >= 0) times.push(spent);
    }
  }
  const [http, sqlOnly] = [percentile(times, 0.5), percentile(bare.get(name)!, 0.5)];
  const p95 = percentile(times, 0.95);
  const fine = (http <= 1.5 * sqlOnly || http <= sqlOnly + 5) && p95 <= WANTED;
  missed ||= !fine;
  rows.push([
    name,
    String(counts.get(name)),
    ms(sqlOnly),
    ms(http),
    (http / sqlOnly).toFixed(2),
    ms(http - sqlOnly),
    ms(percentile(bare.get(name)!, 0.95)),
    ms(p95),
    fine ? 'met' : 'missed',
  ]);
}
await server.stop();
postgres?.stop();
rmSync(folder, { recursive: true, force: true });
console.log(
  `${records.toLocaleString('en-US')} records, ${engine}: 20 hits, total, facets, highlights; wanted: ratio ≤ 1.5 or + 5 ms, p95 about ${WANTED} ms`,
);
console.log(table(['class', 'statements', 'bare p50', 'HTTP p50', 'ratio', '+ ms', 'bare p95', 'HTTP p95', ''], rows));
if (missed) process.exitCode = 1;
