// Search of generated records by words of every frequency: the product's search beside bare SQL over the same words.
//   [--records N] [--engine pg|pglite]; KEYUAN_BENCH_DATABASE_URL: a database to use again instead of a new one
import { sql } from 'kysely';
import { migrate } from '../src/server/kernel/db/migrate.ts';
import { type Db, openStorage, type Storage } from '../src/server/kernel/db/open.ts';
import { parseQuery, type SearchFilters, searchIds, type SearchRequest } from '../src/server/modules/search/index.ts';
import { startPostgres } from './postgres.ts';
import { ms, percentile, table, timed } from './report.ts';
import { fillIndex } from './search-corpus.ts';

const option = (name: string): string | undefined => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? undefined : process.argv[at + 1];
};
const engine = option('engine') ?? 'pg';
const records = Number(option('records') ?? (engine === 'pg' ? 1_000_000 : 100_000));
const WANTED = engine === 'pg' ? 150 : 300;
const ROUNDS = 6;

interface Class {
  name: string;
  queries: readonly string[];
  sort?: SearchRequest['sort'];
  filters?: SearchFilters;
}

const CLASSES: readonly Class[] = [
  {
    name: 'rare',
    queries: ['KYH00000123', 'Ginkgo biloba 标本 丹霞山', '拉曼光谱仪 LSM-2000', 'AS 1.398', '朱鹮 保护区'],
  },
  { name: 'medium', queries: ['银杏', '核磁共振', '大肠埃希氏菌', 'E. coli', '转录组', '荞麦'] },
  { name: 'common', queries: ['水稻', '基因组', '监测', '标本', '湖北', '数据集'] },
  { name: 'very common', queries: ['数据', '资源', '研究', '信息', '品种', '样品'] },
  { name: '2 words', queries: ['水稻 抗病', '数据 研究', '小麦 品质', '土壤 监测 数据', '银杏 标本', '遗传 变异'] },
  { name: '3 words', queries: ['水稻 抗病 品种', '数据 资源 研究', '湖北 土壤 监测', '小麦 种质 遗传'] },
  { name: 'phrase', queries: ['"水稻品种"', '"数据资源"', '"土壤监测"'] },
  { name: 'excluded', queries: ['-数据', '水稻 -数据', '研究 -水稻'] },
  { name: 'nothing asked', queries: [''] },
  {
    name: 'filtered',
    queries: ['数据', '水稻', ''],
    filters: { type: ['dataset', 'strain'], region: ['420000'], access: ['open'] },
  },
  { name: 'by date', queries: ['', '数据', '水稻', '银杏', '数据 研究'], sort: 'newest' },
  { name: 'one platform by date', queries: ['', '数据'], sort: 'newest', filters: { platform: ['40'] } },
  { name: 'by title', queries: ['', '数据', '水稻', '银杏'], sort: 'title' },
];

const given = process.env['KEYUAN_BENCH_DATABASE_URL'];
const server = engine === 'pg' && given === undefined ? await startPostgres() : undefined;
const url = engine === 'pg' ? (given ?? server!.url) : undefined;
const storage: Storage = await openStorage({ url });
try {
  await migrate(storage.db);
  await prepare(storage.db);
  const rows: string[][] = [];
  for (const one of CLASSES) rows.push(await measure(storage.db, one));
  console.log(
    `${records.toLocaleString('en-US')} records, ${storage.kind}: 20 hits, total, 6 facets; wanted p95 <= ${WANTED} ms`,
  );
  console.log(table(['class', 'p50 ms', 'p95 ms', 'bare p50', 'bare p95', ''], rows));
} finally {
  await storage.close();
  server?.stop();
}

async function prepare(db: Db): Promise<void> {
  const { rows } = await sql<{ there: boolean }>`select exists (select from resource_search) as there`.execute(db);
  if (rows[0]!.there) return;
  const { ms: spent } = await timed(() =>
    fillIndex(db, records, (done) => {
      if (done % 50_000 === 0) console.error(`${done} of ${records} records`);
    }),
  );
  console.log(`filled in ${Math.round(spent / 1000)} s`);
}

/** What the page would be without the product: the first hits by the bare words, a capped count and three facets, unranked. */
async function bare(db: Db, words: string): Promise<void> {
  await sql`
    with hits as materialized (select id, type, access, year from resource_search where words @@ ${words}::tsquery limit 2000)
    select (select json_agg(id) from (select id from hits limit 20) first),
      (select count(*) from (select 1 from resource_search where words @@ ${words}::tsquery limit 10001) counted),
      (select json_agg(t) from (select type, count(*) from hits group by 1) t),
      (select json_agg(t) from (select access, count(*) from hits group by 1) t),
      (select json_agg(t) from (select year, count(*) from hits group by 1) t)`.execute(db);
}

async function measure(db: Db, { name, queries, filters = {}, sort = 'relevance' }: Class): Promise<string[]> {
  const ours: number[] = [];
  const bares: number[] = [];
  for (let round = -1; round < ROUNDS; round++)
    for (const text of queries) {
      const query = parseQuery(text);
      const { ms: spent, result } = await timed(() => searchIds(db, { query, filters, sort, limit: 20, facets: true }));
      const words = query.terms.flatMap(({ rank, excluded }) => (excluded ? [] : rank.slice(0, 1)));
      const { ms: least } = await timed(() =>
        bare(db, words.length > 0 ? words.map((word) => `'${word.replaceAll("'", "''")}'`).join('&') : `'=all'`),
      );
      if (round < 0) {
        if (process.argv.includes('--verbose'))
          console.error(`${text}\t${sort}\t${result.total.value} ${result.total.relation}\t${ms(spent)}`);
        continue;
      }
      ours.push(spent);
      bares.push(least);
    }
  const p95 = percentile(ours, 0.95);
  return [
    name,
    ms(percentile(ours, 0.5)),
    ms(p95),
    ms(percentile(bares, 0.5)),
    ms(percentile(bares, 0.95)),
    p95 <= WANTED ? '' : 'slow',
  ];
}
