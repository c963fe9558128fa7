import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { sql } from 'kysely';
import { buildApp } from '../app.ts';
import { readConfig } from '../kernel/config.ts';
import { openStorage, type Storage } from '../kernel/db/open.ts';
import { PACKAGE_ROOT } from '../kernel/package-root.ts';
import { storeFile } from '../modules/imports/index.ts';
import { startImport } from '../modules/imports/start.ts';
import { systemActor } from '../kernel/context.ts';
import { addCurator, addPlatform, csvOf, type ImportView, PASSWORD } from './import-desk.ts';

export interface KillPlan {
  /** PostgreSQL; without it PGlite in a folder made for this. */
  url?: string | undefined;
  rows: number;
  kills: number;
  /** Empties the database of `url` before another attempt. */
  again: () => Promise<void>;
  log?: (line: string) => void;
}

export interface KillOutcome {
  kills: number;
  /** Rows behind the import at each kill, as far as it was asked. */
  killedAt: number[];
  expected: Tally;
  found: Tally;
}

/** What must come out the same, however often the server died on the way. */
export interface Tally {
  created: number;
  refused: number;
  updated: number;
  rowsDone: number;
  records: number;
  distinctNumbers: number;
  versions: number;
  keys: number;
  searchable: number;
  errorRows: number;
}

const BAD_EVERY = 97;
const isBad = (n: number): boolean => n % BAD_EVERY === 0;

function tableOf(rows: number): string {
  const lines = Array.from({ length: rows }, (_, i) => [
    `K-${String(i + 1).padStart(7, '0')}`,
    `示范种质${i + 1}`,
    'Oryza',
    'sativa',
    isBad(i + 1) ? '95.5' : '30.5',
    '114.2',
  ]);
  return csvOf([['ACCENUMB', 'ACCENAME', 'GENUS', 'SPECIES', 'DECLATITUDE', 'DECLONGITUDE'], ...lines]);
}

/**
 * Imports a table while the server's process is killed (SIGKILL) at random moments, some of them before it has done anything,
 * most in the middle of writing; then lets it end and counts.
 */
export async function killImport(plan: KillPlan): Promise<KillOutcome> {
  for (let rows = plan.rows; ; rows *= 2) {
    const outcome = await attempt({ ...plan, rows });
    if (outcome !== undefined) return outcome;
    // How long an import takes is the machine's affair: where it was over before the last kill, a longer one is taken.
    plan.log?.(`${rows} rows were in before the last kill`);
    await plan.again();
  }
}

/** @returns undefined when the import was over too soon */
async function attempt({ url, rows, kills, log = () => undefined }: KillPlan): Promise<KillOutcome | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'keyuan-kill-'));
  const env = {
    KEYUAN_DATA: folder,
    KEYUAN_MODE: 'trial',
    KEYUAN_LOG: 'silent',
    HOST: '127.0.0.1',
    PORT: '0',
    ...(url !== undefined && { DATABASE_URL: url }),
  };
  try {
    const batch = await prepare(env, rows);
    const killedAt: number[] = [];
    for (let n = 1; n <= kills; n++) {
      const at = await startAndKill(env, batch);
      if (at === undefined) return undefined;
      killedAt.push(at);
      log(`kill ${n}: after ${at} rows`);
    }
    await startAndFinish(env, batch);
    const found = await withStorage(env, (storage) => tally(storage, batch));
    const bad = Math.floor(rows / BAD_EVERY);
    const good = rows - bad;
    const expected = {
      created: good,
      refused: bad,
      updated: 0,
      rowsDone: rows,
      records: good,
      distinctNumbers: good,
      versions: good,
      keys: good,
      searchable: good,
      errorRows: bad,
    };
    return { kills, killedAt, expected, found };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

type Env = Record<string, string>;

const FROM_SOURCES = [
  '--import',
  '@oxc-node/core/register',
  join(PACKAGE_ROOT, 'src/server/testing/server-process.ts'),
];

async function withStorage<T>(env: Env, use: (storage: Storage) => Promise<T>): Promise<T> {
  const storage = await openStorage({ url: env['DATABASE_URL'], folder: env['KEYUAN_DATA'] });
  try {
    return await use(storage);
  } finally {
    await storage.close();
  }
}

async function prepare(env: Env, rows: number): Promise<string> {
  const storage = await openStorage({ url: env['DATABASE_URL'], folder: env['KEYUAN_DATA'] });
  const app = await buildApp({ config: readConfig(env), storage });
  try {
    await app.http.ready();
    await addCurator(app, 'curator', await addPlatform(app, 'KILLED'));
    const ctx = app.contextOf(systemActor('test'));
    const { id } = await storeFile(ctx, Readable.from([Buffer.from(tableOf(rows))]), 'killed.csv');
    return (
      await startImport(ctx, {
        file: id,
        platform: 'KILLED',
        type: 'germplasm_crop',
        dry_run: false,
        state: 'published',
      })
    ).id;
  } finally {
    await app.close();
  }
}

interface Server {
  process: ChildProcess;
  progress: (batch: string) => Promise<ImportView>;
  ended: Promise<unknown>;
}

async function startServer(env: Env): Promise<Server> {
  const child = spawn(process.execPath, FROM_SOURCES, {
    cwd: PACKAGE_ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const address = await new Promise<string>((resolve, reject) => {
    let text = '';
    const read = (data: Buffer): void => {
      text += data.toString();
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(text);
      if (found) resolve(found[0]);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('exit', (code) => reject(new Error(`the server ended (${code}): ${text.slice(-2000)}`)));
  });
  let cookie: string | undefined;
  return {
    process: child,
    ended,
    async progress(batch) {
      cookie ??= await signIn(address);
      const reply = await fetch(`${address}/api/imports/${batch}`, { headers: { cookie } });
      if (!reply.ok) throw new Error(`${reply.status} ${await reply.text()}`);
      return (await reply.json()) as ImportView;
    },
  };
}

async function signIn(address: string): Promise<string> {
  const reply = await fetch(`${address}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ account: 'curator', password: PASSWORD }),
  });
  if (!reply.ok) throw new Error(`sign-in: ${reply.status} ${await reply.text()}`);
  return reply.headers.getSetCookie()[0]!.split(';')[0]!;
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const isOver = ({ state }: ImportView): boolean => state !== 'waiting' && state !== 'running';

/** @returns rows done when last asked; undefined when the import was over */
async function startAndKill(env: Env, batch: string): Promise<number | undefined> {
  const server = await startServer(env);
  try {
    const first = await server.progress(batch);
    let seen = first;
    // One in four dies before anything was written by this process.
    if (Math.random() < 0.75) {
      while (!isOver(seen) && seen.rows_done === first.rows_done) {
        await pause(20);
        seen = await server.progress(batch);
      }
    }
    await pause(Math.random() * 600);
    seen = await server.progress(batch);
    if (isOver(seen)) return undefined;
    return seen.rows_done;
  } finally {
    server.process.kill('SIGKILL');
    await server.ended;
  }
}

async function startAndFinish(env: Env, batch: string): Promise<void> {
  const server = await startServer(env);
  try {
    while (!isOver(await server.progress(batch))) await pause(200);
  } finally {
    server.process.kill('SIGTERM');
    await server.ended;
  }
}

async function tally({ db }: Storage, batch: string): Promise<Tally> {
  const mine = sql`from resource r join platform p on p.id = r.platform_id where p.code = 'KILLED'`;
  const { rows } = await sql<Record<keyof Tally, string>>`
    select b.created_count as created, b.refused_count as refused, b.updated_count as updated, b.rows_done as "rowsDone",
      (select count(*) ${mine}) as records, (select count(distinct r.local_key) ${mine}) as "distinctNumbers",
      (select count(*) from resource_version v where v.batch_id = b.id) as versions,
      (select count(*) from resource_key k where k.batch_id = b.id) as keys,
      (select count(*) from resource_search s where s.platform_id = b.platform_id) as searchable,
      (select count(distinct f.row) from import_fault f where f.batch_id = b.id and f.severity = 'error') as "errorRows"
    from import_batch b where b.id = ${batch}`.execute(db);
  return Object.fromEntries(Object.entries(rows[0]!).map(([name, value]) => [name, Number(value)])) as unknown as Tally;
}
