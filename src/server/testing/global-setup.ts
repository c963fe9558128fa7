import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { sql } from 'kysely';
import { migrate } from '../kernel/db/migrate.ts';
import { openStorage } from '../kernel/db/open.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Dumped PGlite folder of a migrated, empty database. */
    template: string;
    /** URL of a PostgreSQL server to run the suite on; '' runs it on PGlite. */
    postgres: string;
  }
}

/**
 * Migrates one database; every test file starts from a copy. With `KEYUAN_TEST_POSTGRES` (a URL of a server
 * whose role may create databases) the same suite runs on PostgreSQL.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const postgres = process.env['KEYUAN_TEST_POSTGRES'] ?? '';
  project.provide('postgres', postgres);
  if (postgres !== '') {
    const admin = await openStorage({ url: postgres, connections: 1 });
    await sql`drop database if exists keyuan_template`.execute(admin.db);
    await sql`create database keyuan_template template template0 encoding 'UTF8' locale 'C.UTF-8'`.execute(admin.db);
    await admin.close();
    const url = new URL(postgres);
    url.pathname = '/keyuan_template';
    const template = await openStorage({ url: url.href, connections: 1 });
    await migrate(template.db);
    await template.close();
    project.provide('template', '');
    return async () => undefined;
  }
  const folder = await mkdtemp(join(tmpdir(), 'keyuan-test-'));
  const storage = await openStorage({});
  await migrate(storage.db);
  const file = join(folder, 'template.tar');
  await writeFile(file, Buffer.from(await (await storage.dump!()).arrayBuffer()));
  await storage.close();
  project.provide('template', file);
  return () => rm(folder, { recursive: true, force: true });
}
