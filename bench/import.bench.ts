// An import of generated rows over HTTP, until the last record is found, beside COPY of the same rows into the same tables:
//   npm run bench -- import
// Wanted: at least half of the speed of COPY; the server's process below 512 MiB, and flat.
import { type ChildProcess, spawn } from 'node:child_process';
import { createReadStream, createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify';
import { sql } from 'kysely';
import { buildApp } from '../src/server/app.ts';
import { readConfig } from '../src/server/kernel/config.ts';
import { migrate } from '../src/server/kernel/db/migrate.ts';
import { openStorage } from '../src/server/kernel/db/open.ts';
import { PACKAGE_ROOT } from '../src/server/kernel/package-root.ts';
import { generateRecord } from '../src/server/modules/catalogue/generate-records.ts';
import { addCurator, addPlatform, type ImportView, PASSWORD } from '../src/server/testing/import-desk.ts';
import { startPostgres } from './postgres.ts';

const ROWS = Number(process.env['ROWS'] ?? 100_000);
const TYPE = 'dataset';
const WANTED = { ratio: 0.5, mebibytes: 512 };

const folder = mkdtempSync(join(tmpdir(), 'keyuan-bench-'));
const postgres = await startPostgres();

async function writeRows(path: string): Promise<string> {
  let last = '';
  function* lines(): Generator<string[]> {
    let columns: string[] | undefined;
    for (let index = 0, taken = 0; taken < ROWS; index++) {
      const { type, fields, codes } = generateRecord(7, index);
      if (type !== TYPE) continue;
      if (!columns) yield (columns = Object.keys(fields));
      yield columns.map((name) => (Array.isArray(fields[name]) ? fields[name].join(';') : String(fields[name] ?? '')));
      last = codes[0]!;
      taken += 1;
    }
  }
  await pipeline(Readable.from(lines()), stringify(), createWriteStream(path));
  return last;
}

function database(name: string): string {
  return Object.assign(new URL(postgres.url), { pathname: `/${name}` }).href;
}

async function createDatabase(name: string): Promise<string> {
  const admin = await openStorage({ url: postgres.url, connections: 1 });
  await sql.raw(`create database ${name}`).execute(admin.db);
  await admin.close();
  return database(name);
}

async function timeImport(file: string, last: string) {
  const env = {
    DATABASE_URL: await createDatabase('imported'),
    KEYUAN_DATA: join(folder, 'data'),
    KEYUAN_MODE: 'trial',
    KEYUAN_LOG: 'warn',
    HOST: '127.0.0.1',
    PORT: '0',
  };
  const app = await buildApp({ config: readConfig(env), storage: await openStorage({ url: env.DATABASE_URL }) });
  await app.http.ready();
  await addCurator(app, 'curator', await addPlatform(app, 'BENCH'));
  await app.close();

  const server = spawn(process.execPath, [join(PACKAGE_ROOT, 'dist/server/main.js'), 'serve'], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const address = await addressOf(server);
    const cookie = await signIn(address);
    const ask = async <T>(method: string, path: string, body?: object): Promise<T> => {
      const headers = { cookie, ...(body && { 'content-type': 'application/json' }) };
      const reply = await fetch(`${address}${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
      if (!reply.ok) throw new Error(`${path}: ${reply.status} ${await reply.text()}`);
      return (await reply.json()) as T;
    };
    const uploaded = (await (
      await fetch(`${address}/api/files?name=rows.csv`, {
        method: 'POST',
        headers: { cookie, 'content-type': 'application/octet-stream' },
        body: Readable.toWeb(createReadStream(file)) as never,
        duplex: 'half',
      } as RequestInit)
    ).json()) as { id: string };
    const memory: { done: number; mebibytes: number }[] = [];
    const began = performance.now();
    let view = await ask<ImportView>('POST', '/api/imports', {
      file: uploaded.id,
      platform: 'BENCH',
      type: TYPE,
      state: 'published',
    });
    while (view.state === 'waiting' || view.state === 'running') {
      await new Promise((resolve) => setTimeout(resolve, 200));
      view = await ask<ImportView>('GET', `/api/imports/${view.id}`);
      memory.push({ done: view.rows_done, mebibytes: residentOf(server.pid!) });
    }
    const ended = performance.now();
    if (view.state !== 'done' || view.created !== ROWS)
      throw new Error(`the import went wrong: ${JSON.stringify(view)}`);
    const page = await ask<{ items: unknown[] }>('GET', `/api/resources?q=${encodeURIComponent(last)}`);
    if (page.items.length === 0) throw new Error(`the last record, ${last}, is not found`);
    const over = performance.now();
    const tenths = Array.from({ length: 10 }, (_, i) =>
      Math.max(
        0,
        ...memory
          .filter(({ done }) => Math.min(9, Math.floor((done / ROWS) * 10)) === i)
          .map(({ mebibytes }) => mebibytes),
      ),
    );
    return {
      seconds: (over - began) / 1000,
      found: (over - ended) / 1000,
      peak: Math.max(...memory.map(({ mebibytes }) => mebibytes)),
      tenths,
    };
  } finally {
    server.kill('SIGTERM');
    await new Promise((resolve) => server.once('exit', resolve));
  }
}

const residentOf = (pid: number): number =>
  Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024);

const addressOf = (server: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    let text = '';
    server.stdout!.on('data', (data: Buffer) => {
      text += data.toString();
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(text);
      if (found) resolve(found[0]);
    });
    server.once('exit', (code) => reject(new Error(`the server ended (${code}): ${text}`)));
  });

async function signIn(address: string): Promise<string> {
  const reply = await fetch(`${address}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ account: 'curator', password: PASSWORD }),
  });
  return reply.headers.getSetCookie()[0]!.split(';')[0]!;
}

/** The tables a record is written to, with all their indexes, from files beside the server. */
async function timeCopy(): Promise<{ seconds: number }> {
  const tables = ['resource', 'resource_version', 'resource_key', 'resource_identifier', 'resource_search'];
  const from = await openStorage({ url: database('imported'), connections: 1 });
  for (const table of tables) await sql.raw(`copy ${table} to '${join(postgres.folder, table)}'`).execute(from.db);
  await from.close();
  const to = await openStorage({ url: await createDatabase('copied'), connections: 1 });
  await migrate(to.db);
  const began = performance.now();
  for (const table of tables) await sql.raw(`copy ${table} from '${join(postgres.folder, table)}'`).execute(to.db);
  const seconds = (performance.now() - began) / 1000;
  await to.close();
  return { seconds };
}

try {
  const file = join(folder, 'rows.csv');
  const last = await writeRows(file);
  const imported = await timeImport(file, last);
  const copied = await timeCopy();
  const ratio = copied.seconds / imported.seconds;
  const rate = (seconds: number): string => `${Math.round(ROWS / seconds).toLocaleString('en-US')} rows/s`;
  console.log(`rows            ${ROWS.toLocaleString('en-US')} (${TYPE})`);
  console.log(
    `import          ${imported.seconds.toFixed(1)} s, ${rate(imported.seconds)} (last record found ${imported.found.toFixed(2)} s after the end)`,
  );
  console.log(`bare COPY       ${copied.seconds.toFixed(1)} s, ${rate(copied.seconds)}`);
  console.log(`ratio           ${ratio.toFixed(2)} (wanted >= ${WANTED.ratio})`);
  console.log(
    `server memory   peak ${imported.peak} MiB (wanted <= ${WANTED.mebibytes}); by tenths of the import: ${imported.tenths.join(' ')}`,
  );
  if (ratio < WANTED.ratio || imported.peak > WANTED.mebibytes) process.exitCode = 1;
} finally {
  postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}
