// An import of generated rows over HTTP, until the last record is found, beside COPY of the same rows into the same tables:
//   npm run bench -- import
// Wanted: at least half of the speed of COPY; the server's process below 512 MiB, and flat. Then the same specimens as CSV and as a
// Darwin Core Archive with an extension: the archive at half the rate of the table at least.
import { type ChildProcess, spawn } from 'node:child_process';
import { createReadStream, createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parse } from 'csv-parse';
import { stringify } from 'csv-stringify';
import { sql } from 'kysely';
import { ZipFile } from 'yazl';
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
const WANTED = { ratio: 0.5, mebibytes: 512, archive: 0.5 };

const folder = mkdtempSync(join(tmpdir(), 'keyuan-bench-'));
const postgres = await startPostgres();

interface Made {
  path: string;
  columns: string[];
  /** Number of the last record. */
  last: string;
}

const textOf = (value: unknown): string => (Array.isArray(value) ? value.join(';') : String((value as string) ?? ''));

async function writeRows(path: string, wanted: string): Promise<Made> {
  let last = '';
  let columns: string[] = [];
  function* lines(): Generator<string[]> {
    for (let index = 0, taken = 0; taken < ROWS; index++) {
      const { type, fields, codes } = generateRecord(7, index);
      if (type !== wanted) continue;
      if (taken === 0) yield (columns = Object.keys(fields));
      yield columns.map((name) => textOf(fields[name]));
      last = codes[0]!;
      taken += 1;
    }
  }
  await pipeline(Readable.from(lines()), stringify(), createWriteStream(path));
  return { path, columns, last };
}

/** The same table as the core of an archive, with a picture for each record in an extension. */
async function packArchive(table: Made, path: string): Promise<Made> {
  const key = table.columns.indexOf('catalogNumber');
  const field = (name: string, index: number): string =>
    `<field index="${index}" term="http://rs.tdwg.org/dwc/terms/${name}"/>`;
  const how =
    'encoding="UTF-8" fieldsTerminatedBy="," linesTerminatedBy="\\n" fieldsEnclosedBy="&quot;" ignoreHeaderLines="1"';
  const meta = `<archive xmlns="http://rs.tdwg.org/dwc/text/"><core ${how} rowType="http://rs.tdwg.org/dwc/terms/Occurrence"><files><location>occurrence.csv</location></files><id index="${key}"/>${table.columns.map(field).join('')}</core><extension ${how} rowType="http://rs.gbif.org/terms/1.0/Multimedia"><files><location>multimedia.csv</location></files><coreid index="0"/><field index="1" term="http://purl.org/dc/terms/identifier"/></extension></archive>`;
  async function* pictures(): AsyncGenerator<string[]> {
    yield ['id', 'identifier'];
    const rows = createReadStream(table.path).pipe(parse({ from_line: 2 })) as AsyncIterable<string[]>;
    for await (const row of rows) yield [row[key]!, `https://example.org/${encodeURIComponent(row[key]!)}.jpg`];
  }
  const zip = new ZipFile();
  zip.addBuffer(Buffer.from(meta), 'meta.xml');
  zip.addFile(table.path, 'occurrence.csv');
  zip.addReadStream(Readable.from(pictures()).pipe(stringify()), 'multimedia.csv');
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(path));
  return { ...table, path };
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

async function timeImport({ path, last }: Made, type: string, name: string) {
  const env = {
    DATABASE_URL: await createDatabase(name),
    KEYUAN_DATA: join(folder, name),
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
        body: Readable.toWeb(createReadStream(path)) as never,
        duplex: 'half',
      } as RequestInit)
    ).json()) as { id: string };
    const memory: { done: number; mebibytes: number }[] = [];
    const began = performance.now();
    let view = await ask<ImportView>('POST', '/api/imports', {
      file: uploaded.id,
      platform: 'BENCH',
      type,
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
  const tables = [
    'resource',
    'resource_version',
    'resource_key',
    'resource_identifier',
    'resource_search',
    'search_term',
  ];
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
  const imported = await timeImport(await writeRows(join(folder, 'rows.csv'), TYPE), TYPE, 'imported');
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
  const table = await writeRows(join(folder, 'specimens.csv'), 'specimen');
  const asTable = await timeImport(table, 'specimen', 'specimens');
  const asArchive = await timeImport(await packArchive(table, join(folder, 'specimens.zip')), 'specimen', 'archive');
  const share = asTable.seconds / asArchive.seconds;
  console.log(`specimens CSV   ${asTable.seconds.toFixed(1)} s, ${rate(asTable.seconds)}; peak ${asTable.peak} MiB`);
  console.log(
    `as archive      ${asArchive.seconds.toFixed(1)} s, ${rate(asArchive.seconds)}; peak ${asArchive.peak} MiB`,
  );
  console.log(`archive to CSV  ${share.toFixed(2)} (wanted >= ${WANTED.archive})`);
  if (share < WANTED.archive) process.exitCode = 1;
  if (ratio < WANTED.ratio || imported.peak > WANTED.mebibytes) process.exitCode = 1;
} finally {
  postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}
