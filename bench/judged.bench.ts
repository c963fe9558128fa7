// The judged queries on the demonstration and, where ../shared/data is, on real files beside it.
// Wanted: recall@20 ≥ 0.95, mean reciprocal rank ≥ 0.8.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buildApp } from '../src/server/app.ts';
import { loadDemo } from '../src/server/demo/load.ts';
import { readConfig } from '../src/server/kernel/config.ts';
import { systemActor } from '../src/server/kernel/context.ts';
import { openStorage } from '../src/server/kernel/db/open.ts';
import { seedRegister } from '../src/server/modules/identity/index.ts';
import { runImport, storeFile } from '../src/server/modules/imports/index.ts';
import { judge, readJudgedQueries, readTexts, summaryOf } from '../src/server/testing/judged.ts';
import { SHARED_DATA } from '../src/server/testing/shared-data.ts';
import { table } from './report.ts';
import { temporaryFolder } from './server.ts';

const RECALL = 0.95;
const MRR = 0.8;

const folder = temporaryFolder();
const storage = await openStorage({ folder });
const app = await buildApp({ config: readConfig({ KEYUAN_DATA: folder, KEYUAN_LOG: 'silent' }), storage });
await app.http.ready();
await loadDemo(app);
if (existsSync(SHARED_DATA)) await importReal();
else console.log(`skipped: real files, as ${SHARED_DATA} is absent`);

const texts = await readTexts(storage.db);
const judged = await judge(readJudgedQueries(), texts, async (q) =>
  (await app.http.inject({ url: `/api/resources?q=${encodeURIComponent(q)}` })).json(),
);
await app.close();
rmSync(folder, { recursive: true, force: true });
const kinds = [...new Set(judged.map(({ kind }) => kind))];
const row = (name: string, { queries, recall, mrr }: ReturnType<typeof summaryOf>): string[] => [
  name,
  String(queries),
  recall.toFixed(3),
  mrr.toFixed(3),
];
const all = summaryOf(judged);
console.log(`${texts.length.toLocaleString('en-US')} records`);
console.log(
  table(
    ['kind', 'queries', 'recall@20', 'MRR'],
    [...kinds.map((kind) => row(kind, summaryOf(judged.filter((one) => one.kind === kind)))), row('all', all)],
  ),
);
if (process.argv.includes('--verbose'))
  for (const { q, relevant, recall, reciprocal, meant } of judged)
    if (relevant === 0 || recall < 1 || reciprocal < 1)
      console.log(`${q}\t${relevant}\t${recall.toFixed(2)}\t${reciprocal.toFixed(2)}\t${meant ?? ''}`);
const met = all.queries >= 250 && all.recall >= RECALL && all.mrr >= MRR;
console.log(`wanted: ≥ 250 queries, recall ≥ ${RECALL}, MRR ≥ ${MRR}: ${met ? 'met' : 'missed'}`);
if (!met) process.exitCode = 1;

async function importReal(): Promise<void> {
  const now = () => app.contextOf(systemActor('bench'));
  await seedRegister(now(), {
    platforms: [{ code: 'REAL', name_zh: '示范真实数据平台', kind: 'resource_library' as const, demo: true }],
  });
  const at = (...parts: string[]): string => join(SHARED_DATA, ...parts);
  const bring = async (name: string, bytes: Buffer | string, type: string, mapping?: Record<string, string | null>) => {
    const file = await storeFile(now(), Readable.from([Buffer.from(bytes)]), name);
    const asked = { file: file.id, platform: 'REAL', type, dry_run: false, state: 'published' as const };
    const batch = await runImport(now(), { ...asked, ...(mapping && { mapping }) }, { now });
    console.log(`${name}: ${batch.created_count} of ${batch.rows_done}`);
  };
  await bring('grin.csv', readFileSync(at('01-germplasm', 'grin-arachis-legumes-1000.mcpd.csv')), 'germplasm_crop');
  await bring('ijsem.csv', readFileSync(at('02-microbes', 'ijsem-strains-1000.csv')), 'strain');
  for (const name of ['city-datasets-with-description.tsv', 'datagovtw-dataset-titles-5000.tsv'])
    await bring(name, readFileSync(at('08-chinese', name)), 'dataset');
  const papers = readFileSync(at('08-chinese', 'csl-papers-500.tsv'));
  await bring('papers.tsv', papers, 'dataset', { abstract: 'description', category: 'subjects', discipline: null });
}
