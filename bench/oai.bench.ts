// A whole harvest over HTTP, as a harvester does it: one request after the other, without compression.
//   [--records N] [--prefix oai_dc|datacite|core]; KEYUAN_BENCH_OAI_DATABASE_URL: a database that this bench filled before
// Wanted: 200,000 records on PostgreSQL at 2,000 a second or more; the last page at most 1.3 times the first.
import { rmSync } from 'node:fs';
import { sql } from 'kysely';
import { migrate } from '../src/server/kernel/db/migrate.ts';
import { type Db, openStorage } from '../src/server/kernel/db/open.ts';
import { insertRows } from '../src/server/kernel/db/rows.ts';
import { generateRecord } from '../src/server/modules/catalogue/generate-records.ts';
import { startPostgres } from './postgres.ts';
import { ms, percentile, table, timed } from './report.ts';
import { SEED } from './search-corpus.ts';
import { startServer, temporaryFolder } from './server.ts';

const option = (name: string): string | undefined => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? undefined : process.argv[at + 1];
};
const records = Number(option('records') ?? 200_000);
const prefixes = option('prefix') === undefined ? ['oai_dc', 'datacite', 'core'] : [option('prefix')!];
const WANTED = { rate: 2000, ratio: 1.3 };
/** Pages at either end, whose medians are compared. */
const ENDS = 20;

const ROW = {
  id: 'bigint',
  platform_id: 'bigint',
  type: 'text',
  local_key: 'text',
  title: 'text',
  fields: 'jsonb',
  at: 'timestamptz',
} as const;

async function fill(db: Db): Promise<void> {
  await sql`insert into platform (id, code, name_zh, kind, contact, demo, created_at)
    select n, 'BENCH-' || n, '示范测速库第 ' || n || ' 号', 'resource_library', '{}', true, now() from generate_series(1, 300) n`.execute(
    db,
  );
  await sql`create temporary table incoming (id bigint, platform_id bigint, type text, local_key text, title text, fields jsonb, at timestamptz)`.execute(
    db,
  );
  const start = Date.parse('2026-01-01T00:00:00Z');
  for (let from = 0; from < records; from += 1000) {
    const rows = Array.from({ length: Math.min(1000, records - from) }, (_, offset) => {
      const index = from + offset;
      const { type, platform, fields } = generateRecord(SEED, index);
      // Thousands in one moment, as imports leave them.
      const at = new Date(start + Math.floor(index / 1000) * 60_000).toISOString();
      return {
        id: String(1000 + index),
        platform_id: String(1 + platform),
        type,
        local_key: `B-${index}`,
        title: fields['title'],
        fields: JSON.stringify(fields),
        at,
      };
    });
    await insertRows('incoming', ROW, rows).execute(db);
  }
  await sql`insert into resource (id, platform_id, type, local_key, state, title, fields, access, funding, quality, demo, created_at, updated_at, confirmed_at, published_at)
    select id, platform_id, type, local_key, case when id % 50 = 0 then 'withdrawn' else 'published' end, title, fields, 'open', 'fiscal', 80, true, at, at, at, at from incoming`.execute(
    db,
  );
  await sql`insert into resource_identifier (scheme, value_key, value, resource_id, state, state_at)
    select 'cstr', '31253.11.BENCH.' || id, '31253.11.bench.' || id, id, 'registered', at from incoming`.execute(db);
  await sql`insert into setting (key, value) values ('demo.loaded', '{"at": "2026-01-01T00:00:00Z"}'), ('register.loaded', '{"at": "2026-01-01T00:00:00Z"}')
    on conflict do nothing`.execute(db);
  await sql`analyze`.execute(db);
}

const given = process.env['KEYUAN_BENCH_OAI_DATABASE_URL'];
const postgres = given === undefined ? await startPostgres() : undefined;
const url = given ?? postgres!.url;
const folder = temporaryFolder();
const storage = await openStorage({ url, connections: 1 });
await migrate(storage.db);
const { rows: filled } = await sql<{ there: boolean }>`select exists (select from resource) as there`.execute(
  storage.db,
);
if (!filled[0]!.there) await fill(storage.db);
await storage.close();

const server = await startServer({
  KEYUAN_DATA: folder,
  KEYUAN_LOG: 'silent',
  KEYUAN_MODE: 'trial',
  DATABASE_URL: url,
});
let missed = false;
const rows: string[][] = [];
for (const prefix of prefixes) {
  const times: number[] = [];
  let [seen, size] = [0, 0];
  const { ms: spent } = await timed(async () => {
    for (let query: string | undefined = `metadataPrefix=${prefix}`; query !== undefined;) {
      const asked: string = query;
      const page = await timed(async () =>
        (
          await fetch(`${server.address}/oai?verb=ListRecords&${asked}`, { headers: { 'accept-encoding': 'identity' } })
        ).text(),
      );
      times.push(page.ms);
      seen += page.result.split('<record>').length - 1;
      size += page.result.length;
      const token: string | undefined = /<resumptionToken[^>]*>([^<]+)</.exec(page.result)?.[1];
      query = token === undefined ? undefined : `resumptionToken=${token}`;
    }
  });
  // The first requests warm the program up; the last page may be a short one.
  const first = percentile(times.slice(5, 5 + ENDS), 0.5);
  const last = percentile(times.slice(-ENDS - 1, -1), 0.5);
  const rate = seen / (spent / 1000);
  const fine = seen === records && rate >= WANTED.rate && last <= WANTED.ratio * first;
  missed ||= !fine;
  rows.push([
    prefix,
    seen.toLocaleString('en-US'),
    (spent / 1000).toFixed(1),
    rate.toFixed(0),
    ms(first),
    ms(last),
    (last / first).toFixed(2),
    ms(percentile(times, 0.95)),
    (size / 1e6).toFixed(0),
    fine ? 'met' : 'missed',
  ]);
}
await server.stop();
postgres?.stop();
rmSync(folder, { recursive: true, force: true });
console.log(
  `${records.toLocaleString('en-US')} records, PostgreSQL, pages of 200; wanted: ≥ ${WANTED.rate}/s, last ≤ ${WANTED.ratio} × first`,
);
console.log(
  table(['ListRecords', 'records', 's', 'records/s', 'first ms', 'last ms', 'ratio', 'p95 ms', 'MB', ''], rows),
);
if (missed) process.exitCode = 1;
