import { existsSync } from 'node:fs';
import { Readable } from 'node:stream';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { buildApp } from '../app.ts';
import { runCommand } from '../commands.ts';
import { loadDemo } from '../demo/load.ts';
import { describeSchema } from '../kernel/db/describe.ts';
import { openStorage, type Storage } from '../kernel/db/open.ts';
import { localFileStore } from '../kernel/files.ts';
import { type TestApp, startTestApp } from '../testing/app.ts';
import { moveFiles } from './files.ts';
import { moveTo } from './move.ts';

let app: TestApp;
const opened: (() => Promise<void>)[] = [];

beforeAll(async () => {
  app = await startTestApp();
  await loadDemo(app);
}, 240_000);
afterAll(async () => {
  for (const close of opened) await close();
  await app.close();
});

/** A database without anything in it, on the engine that the suite runs on. */
async function openEmpty(): Promise<Storage & { url: string | undefined }> {
  const postgres = inject('postgres');
  if (postgres === '') {
    const storage = await openStorage({});
    opened.push(() => storage.close());
    return { ...storage, url: undefined };
  }
  const name = `keyuan_move_${randomBytes(6).toString('hex')}`;
  const admin = await openStorage({ url: postgres, connections: 1 });
  await sql.raw(`create database ${name} template template0 encoding 'UTF8' locale 'C.UTF-8'`).execute(admin.db);
  const url = new URL(postgres);
  url.pathname = `/${name}`;
  const storage = await openStorage({ url: url.href, connections: 2 });
  opened.push(async () => {
    await storage.close();
    await sql.raw(`drop database if exists ${name} with (force)`).execute(admin.db);
    await admin.close();
  });
  return { ...storage, url: url.href };
}

const QUERIES = [
  '水稻',
  'shuidao',
  '西红柿',
  '枯草芽孢杆菌',
  'Oryza sativa',
  '水质 监测',
  '',
  'title:数据',
  'SFD00029',
];
const answersOf = async (http: TestApp['http']): Promise<unknown[]> => {
  const answers: unknown[] = [];
  for (const q of QUERIES)
    for (const sort of ['relevance', 'newest', 'title'])
      answers.push((await http.inject({ url: `/api/resources?q=${encodeURIComponent(q)}&sort=${sort}` })).json());
  return answers;
};

describe('a move to another database', () => {
  test('carries everything over: rows, sequences, mode, schema, answers', async () => {
    const target = await openEmpty();
    const source = app.services.storage;
    const before = await answersOf(app.http);
    const carried = await moveTo(source, target);
    const rows = Object.fromEntries(carried.map(({ name, target: { rows: n } }) => [name, n]));
    const held = await sql<{ n: number }>`select count(*)::int as n from resource`.execute(source.db);
    expect(rows['resource']).toBe(held.rows[0]!.n);
    expect(rows['resource_search']).toBeGreaterThan(400);
    expect(rows['account']).toBeGreaterThan(0);
    expect(rows['audit_event']).toBeGreaterThan(0);
    expect(carried.every(({ source: a, target: b }) => a.rows === b.rows && a.digest === b.digest)).toBe(true);
    expect((await describeSchema(target.db)).text).toBe((await describeSchema(source.db)).text);
    const next = await buildApp({ config: app.services.config, storage: { ...target, close: async () => undefined } });
    await next.http.ready();
    expect(next.services.config.mode).toBe('trial');
    expect(await answersOf(next.http)).toEqual(before);
    // Numbers go on where they were.
    const sequence = sql<{ n: string }>`select nextval('id_block') as n`;
    expect(Number((await sequence.execute(target.db)).rows[0]!.n)).toBe(
      Number((await sequence.execute(source.db)).rows[0]!.n),
    );
    const log = sql<{
      id: string;
    }>`insert into outbox (kind, payload, due_at) values ('none', '{}', 'infinity') returning id`;
    await expect(log.execute(target.db)).resolves.toMatchObject({ rows: [{ id: expect.any(String) }] });
    await next.close();
    await expect(moveTo(source, target)).rejects.toMatchObject({ code: 'kernel.move_not_empty' });
  }, 240_000);

  test('refuses a target that is not empty, of an older or a newer version, and leaves it as it was', async () => {
    const source = app.services.storage;
    const foreign = await openEmpty();
    await sql`create table somebody_else (id int)`.execute(foreign.db);
    await expect(moveTo(source, foreign)).rejects.toThrow('somebody_else');
    const { rows } = await sql`select 1 from pg_class where relname = 'resource'`.execute(foreign.db);
    expect(rows).toEqual([]);
    const target = await openEmpty();
    // One that failed half-way leaves an empty schema, which the next move takes.
    const broken = moveTo(source, target, (name) => {
      if (name === 'resource') throw new Error('the line broke');
    });
    await expect(broken).rejects.toThrow('the line broke');
    const left = await sql<{
      n: string;
    }>`select (select count(*) from platform) + (select count(*) from resource) as n`.execute(target.db);
    expect(left.rows[0]!.n).toBe('0');
    await sql`insert into migration (name, digest) values ('9999-later.sql', '')`.execute(target.db);
    await expect(moveTo(source, target)).rejects.toThrow('9999-later.sql');
    await sql`delete from migration where name = '9999-later.sql'`.execute(target.db);
    const last = await sql<{ name: string; digest: string }>`
      delete from migration where name = (select max(name) from migration) returning name, digest`.execute(target.db);
    await expect(moveTo(source, target)).rejects.toThrow(last.rows[0]!.name);
    await sql`insert into migration (name, digest) values (${last.rows[0]!.name}, ${last.rows[0]!.digest})`.execute(
      target.db,
    );
    await moveTo(source, target);
  }, 240_000);

  test('files are copied and read again; a damaged one is named', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'keyuan-moved-'));
    opened.push(() => rm(folder, { recursive: true, force: true }));
    const { db } = app.services.storage;
    const attached = await app.services.files.put(Readable.from([Buffer.from('随记录的文件')]), 1000);
    const record = (await db.selectFrom('resource').select('id').executeTakeFirstOrThrow()).id;
    await db
      .insertInto('resource_file')
      .values({
        resource_id: record,
        id: '1',
        name: 'a.txt',
        media_type: 'text/plain',
        size: String(attached.size),
        sha256: attached.sha256,
        role: 'file',
        access: 'open',
        added_by_name: '',
        added_at: '2026-11-24T00:00:00Z',
      })
      .execute();
    const moved = await moveFiles(db, app.services.files, folder);
    expect(existsSync(localFileStore(folder).pathOf(attached.sha256))).toBe(true);
    expect(moved.faulty).toEqual([]);
    expect(moved.whole).toBeGreaterThan(5);
    const { sha256 } = (await db.selectFrom('stored_file').select('sha256').executeTakeFirst())!;
    await writeFile(localFileStore(folder).pathOf(sha256), 'not what it was');
    const again = await moveFiles(db, localFileStore(folder), undefined);
    expect(again).toMatchObject({ whole: moved.whole - 1, faulty: [sha256] });
    // From the whole original it is mended.
    expect((await moveFiles(db, app.services.files, folder)).faulty).toEqual([]);
  });

  test('the command asks for an address, and for the embedded database', async () => {
    const said = { out: '', err: '' };
    const output = { out: (text: string) => void (said.out += text), err: (text: string) => void (said.err += text) };
    const run = (...argv: string[]) =>
      runCommand(app, { argv: ['move', ...argv], cwd: '/' }, output, new AbortController().signal);
    expect(await run('--to', 'mysql://x')).toBe(1);
    expect(said.err).toContain('move --to');
    if (inject('postgres') === '') return;
    expect(await run('--to', (await openEmpty()).url!)).toBe(1);
    expect(said.err).toContain('pg_dump');
  });
});

/** From the embedded database to a server: needs both, so it runs where a server is given. */
describe.skipIf(inject('postgres') === '')('from PGlite to PostgreSQL (skipped without KEYUAN_TEST_POSTGRES)', () => {
  test('the command carries a trial over', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'keyuan-trial-'));
    opened.push(() => rm(folder, { recursive: true, force: true }));
    const embedded = await openStorage({ folder });
    const trial = await buildApp({ config: { ...app.services.config, dataFolder: folder }, storage: embedded });
    await trial.http.ready();
    await loadDemo(trial);
    const before = await answersOf(trial.http);
    const target = await openEmpty();
    const said = { out: '', err: '' };
    const output = { out: (text: string) => void (said.out += text), err: (text: string) => void (said.err += text) };
    const argv = ['move', '--to', target.url!];
    const code = await runCommand(trial, { argv, cwd: folder }, output, new AbortController().signal);
    expect([code, said.err]).toEqual([0, '']);
    expect(said.out).toMatch(/resource_search +(\d{3,}) = \1\b/);
    await trial.close();
    const next = await buildApp({
      config: { ...app.services.config, mode: undefined },
      storage: { ...target, close: async () => undefined },
    });
    await next.http.ready();
    expect(next.services.config.mode).toBe('trial');
    expect(await answersOf(next.http)).toEqual(before);
    await next.close();
  }, 300_000);
});
