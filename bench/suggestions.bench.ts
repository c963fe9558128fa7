// Suggestions while typing, as users get them over HTTP, beside the same statements sent bare:
//   [--records N] [--engine pg|pglite]; KEYUAN_BENCH_DATABASE_URL: a database that http-search filled before
// Wanted: HTTP at most 1.5 times the bare statements, or 5 ms more.
import { rmSync } from 'node:fs';
import { buildApp } from '../src/server/app.ts';
import { readConfig } from '../src/server/kernel/config.ts';
import { ANONYMOUS } from '../src/server/kernel/context.ts';
import { countStatements, openStorage } from '../src/server/kernel/db/open.ts';
import { catalogueHandlers } from '../src/server/modules/catalogue/index.ts';
import { catalogueRoutes } from '../src/shared/catalogue/routes.ts';
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
const ROUNDS = 8;
const CLASSES: Readonly<Record<string, readonly string[]>> = {
  'one character': ['水', '小', '数', '土', '银'],
  'two characters': ['水稻', '数据', '土壤', '银杏', '湖北'],
  letters: ['sh', 'or', 'gin', 'esc', 'ba'],
  pinyin: ['shuid', 'turang', 'yinx', 'shuju', 'daci'],
  initials: ['sd', 'tr', 'yx', 'sjj', 'dc'],
  'nothing there': ['龘龘', 'xqzv', '乂乂', 'zzzzq', '〇〇'],
};

const folder = temporaryFolder();
const given = process.env['KEYUAN_BENCH_DATABASE_URL'];
const postgres = engine === 'pg' && given === undefined ? await startPostgres() : undefined;
const url = engine === 'pg' ? (given ?? postgres!.url) : undefined;
const env = { KEYUAN_DATA: folder, KEYUAN_LOG: 'silent', KEYUAN_MODE: 'trial', ...(url && { DATABASE_URL: url }) };
await fillRecords({ url, folder }, records);

const own = await openStorage({ url, folder, connections: 2 });
const app = await buildApp({ config: readConfig(env), storage: own });
const bare = new Map<string, number[]>();
const counts = new Map<string, number>();
for (const [name, queries] of Object.entries(CLASSES))
  for (let round = -1; round < ROUNDS; round++)
    for (const q of queries) {
      const query = catalogueRoutes.suggestions.query.parse({ q });
      const { texts, parameters } = await countStatements(() =>
        catalogueHandlers.suggestions(app.contextOf(ANONYMOUS), { query, params: undefined, body: undefined }),
      );
      const { ms: spent } = await timed(async () => {
        for (const [index, text] of texts.entries())
          await own.db.executeQuery({ sql: text, parameters: [...parameters[index]!] } as never);
      });
      if (round >= 0) bare.set(name, [...(bare.get(name) ?? []), spent]);
      counts.set(name, texts.length);
    }
await app.close();

const server = await startServer(env);
let missed = false;
const rows: string[][] = [];
for (const [name, queries] of Object.entries(CLASSES)) {
  const times: number[] = [];
  for (let round = -1; round < ROUNDS; round++)
    for (const q of queries) {
      const { ms: spent } = await timed(async () =>
        (await fetch(`${server.address}/api/suggestions?q=${encodeURIComponent(q)}`)).json(),
      );
      if (round >= 0) times.push(spent);
    }
  const [http, sqlOnly] = [percentile(times, 0.5), percentile(bare.get(name)!, 0.5)];
  const fine = http <= 1.5 * sqlOnly || http <= sqlOnly + 5;
  missed ||= !fine;
  rows.push([
    name,
    String(counts.get(name)),
    ms(sqlOnly),
    ms(http),
    (http / sqlOnly).toFixed(2),
    ms(percentile(times, 0.95)),
    fine ? 'met' : 'missed',
  ]);
}
await server.stop();
postgres?.stop();
rmSync(folder, { recursive: true, force: true });
console.log(`${records.toLocaleString('en-US')} records, ${engine}; wanted: ratio ≤ 1.5 or + 5 ms`);
console.log(table(['class', 'statements', 'bare p50', 'HTTP p50', 'ratio', 'HTTP p95', ''], rows));
if (missed) process.exitCode = 1;
