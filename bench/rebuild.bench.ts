// The index of generated records made anew while searches go on:
//   [--records N] [--engine pg|pglite]; KEYUAN_BENCH_DATABASE_URL: a database that http-search or this bench filled before
// Wanted: 1,000,000 in at most 10 minutes, no search failing; the searches' own times are printed.
import { rmSync } from 'node:fs';
import { buildApp } from '../src/server/app.ts';
import { readConfig } from '../src/server/kernel/config.ts';
import { systemActor } from '../src/server/kernel/context.ts';
import { openStorage } from '../src/server/kernel/db/open.ts';
import { rebuildIndex } from '../src/server/modules/catalogue/rebuild-index.ts';
import { startPostgres } from './postgres.ts';
import { fillRecords } from './record-corpus.ts';
import { ms, percentile, timed } from './report.ts';
import { temporaryFolder } from './server.ts';

const option = (name: string): string | undefined => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? undefined : process.argv[at + 1];
};
const engine = option('engine') ?? 'pg';
const records = Number(option('records') ?? (engine === 'pg' ? 1_000_000 : 20_000));
const WANTED_ROWS_PER_SECOND = 1_000_000 / 600;
/** Milliseconds between two searches. */
const EVERY = 250;
const QUERIES = ['水稻', 'KYH00000123', '土壤 监测', '银杏', '数据', 'shuidao', '西红柿'];

const folder = temporaryFolder();
const given = process.env['KEYUAN_BENCH_DATABASE_URL'];
const postgres = engine === 'pg' && given === undefined ? await startPostgres() : undefined;
const url = engine === 'pg' ? (given ?? postgres!.url) : undefined;
await fillRecords({ url, folder }, records);
const storage = await openStorage({ url, folder });
const env = { KEYUAN_DATA: folder, KEYUAN_LOG: 'silent', KEYUAN_MODE: 'trial', ...(url && { DATABASE_URL: url }) };
const app = await buildApp({ config: readConfig(env), storage });
await app.http.ready();

const times: number[] = [];
let failed = 0;
let going = true;
async function searchOn(): Promise<void> {
  for (let turn = 0; going; turn++) {
    const q = QUERIES[turn % QUERIES.length]!;
    const { ms: spent, result } = await timed(() =>
      app.http.inject({ url: `/api/resources?q=${encodeURIComponent(q)}` }),
    );
    times.push(spent);
    if (result.statusCode !== 200) failed += 1;
    await new Promise((resolve) => setTimeout(resolve, EVERY));
  }
}

const searching = searchOn();
const begun = performance.now();
const steps: string[] = [];
let last = '';
const report = await rebuildIndex(app.contextOf(systemActor('bench')), {
  fresh: true,
  signal: new AbortController().signal,
  onProgress(step) {
    if (step === last) return;
    last = step;
    steps.push(`${step} from ${((performance.now() - begun) / 1000).toFixed(1)} s`);
  },
});
const seconds = (performance.now() - begun) / 1000;
going = false;
await searching;
await app.close();
postgres?.stop();
rmSync(folder, { recursive: true, force: true });

const rate = report.rows / seconds;
console.log(
  `${report.rows.toLocaleString('en-US')} rows, ${engine}: ${seconds.toFixed(1)} s, ${Math.round(rate)} rows/s; ${steps.join(', ')}`,
);
console.log(
  `${times.length} searches meanwhile: p50 ${ms(percentile(times, 0.5))} ms, p95 ${ms(percentile(times, 0.95))} ms, longest ${ms(Math.max(...times))} ms, failed ${failed}`,
);
const met = rate >= WANTED_ROWS_PER_SECOND && failed === 0;
console.log(
  `wanted ≥ ${Math.round(WANTED_ROWS_PER_SECOND)} rows/s (1,000,000 in 10 minutes), none failed: ${met ? 'met' : 'missed'}`,
);
if (!met) process.exitCode = 1;
