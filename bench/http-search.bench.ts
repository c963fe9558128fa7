// The search page as users get it, over HTTP, beside the same statements sent bare by a client that does nothing else:
//   [--records N] [--engine pg|pglite]; KEYUAN_BENCH_DATABASE_URL: a database that this bench filled before
// Wanted: HTTP at most 1.5 times the bare statements, or 5 ms more; p95 of each class about 150 ms (PGlite: 300 ms).
import { rmSync } from 'node:fs';
import { sql } from 'kysely';
import { buildApp } from '../src/server/app.ts';
import { readConfig } from '../src/server/kernel/config.ts';
import { ANONYMOUS } from '../src/server/kernel/context.ts';
import { migrate } from '../src/server/kernel/db/migrate.ts';
import { countStatements, type Db, openStorage } from '../src/server/kernel/db/open.ts';
import { insertRows } from '../src/server/kernel/db/rows.ts';
import { catalogueRoutes } from '../src/shared/catalogue/routes.ts';
import { generateRecord } from '../src/server/modules/catalogue/generate-records.ts';
import { catalogueHandlers } from '../src/server/modules/catalogue/index.ts';
import { startPostgres } from './postgres.ts';
import { ms, percentile, table, timed } from './report.ts';
import { fillIndex, SEED } from './search-corpus.ts';
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

async function fill(): Promise<void> {
  // One connection, as the rows go through a table that only it sees.
  const storage = await openStorage({ url, folder, connections: 1 });
  await migrate(storage.db);
  const { rows } = await sql<{ there: boolean }>`select exists (select from resource_search) as there`.execute(
    storage.db,
  );
  if (!rows[0]!.there) {
    await sql`insert into platform (id, code, name_zh, kind, contact, demo, created_at)
      select n, 'BENCH-' || n, '示范测速库第 ' || n || ' 号', 'resource_library', '{}', true, now() from generate_series(1, 300) n`.execute(
      storage.db,
    );
    await fillResources(storage.db);
    await fillIndex(storage.db, records, () => undefined);
    await sql`analyze`.execute(storage.db);
  }
  // No demonstration beside them.
  await sql`insert into setting (key, value) values ('demo.loaded', '{"at": "2026-01-01T00:00:00Z"}'), ('register.loaded', '{"at": "2026-01-01T00:00:00Z"}')
    on conflict do nothing`.execute(storage.db);
  await storage.close();
}

/** What a hit shows lies in `resource`: rows under the ids that the index was filled with. */
async function fillResources(db: Db): Promise<void> {
  const types = {
    id: 'bigint',
    platform_id: 'bigint',
    type: 'text',
    local_key: 'text',
    title: 'text',
    fields: 'jsonb',
    access: 'text',
    at: 'timestamptz',
  } as const;
  const access = { full: 'open', conditional: 'conditional', none: 'closed' } as const;
  await sql`create temporary table incoming (id bigint, platform_id bigint, type text, local_key text, title text, fields jsonb, access text, at timestamptz)`.execute(
    db,
  );
  for (let from = 0; from < records; from += 1000) {
    const rows = Array.from({ length: Math.min(1000, records - from) }, (_, offset) => {
      const index = from + offset;
      const { type, platform, fields } = generateRecord(SEED, index);
      return {
        id: String(1000 + index),
        platform_id: String(1 + platform),
        type,
        local_key: `B-${index}`,
        title: fields['title'],
        fields: JSON.stringify(fields),
        access: access[fields['share_scope'] as keyof typeof access],
        at: '2026-01-01T00:00:00Z',
      };
    });
    await insertRows('incoming', types, rows).execute(db);
  }
  await sql`insert into resource (id, platform_id, type, local_key, state, title, fields, access, funding, quality, demo, created_at, updated_at, confirmed_at, published_at)
    select id, platform_id, type, local_key, 'published', title, fields, access, 'fiscal', 80, true, at, at, at, at from incoming`.execute(
    db,
  );
}

/** The statements of a page, as the product sends them. */
async function statementsOf(app: Awaited<ReturnType<typeof buildApp>>, q: string) {
  const query = catalogueRoutes.searchResources.query.parse({ q });
  const ctx = app.contextOf(ANONYMOUS);
  const { texts, parameters } = await countStatements(() =>
    catalogueHandlers.searchResources(ctx, { query, params: undefined, body: undefined }),
  );
  return texts.map((text, index) => ({ text, values: [...parameters[index]!] }));
}

await fill();
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
