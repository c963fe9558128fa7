import { readFile } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { inject } from 'vitest';
import { openStorage, type Storage } from '../kernel/db/open.ts';

/** A migrated, empty database of its own: a copy of the template on the engine the suite runs on. */
export async function openTestStorage(): Promise<Storage> {
  const postgres = inject('postgres');
  if (postgres === '') return openStorage({ template: new Blob([await readFile(inject('template'))]) });
  const name = `keyuan_test_${randomBytes(6).toString('hex')}`;
  const admin = await openStorage({ url: postgres, connections: 1 });
  await sql.raw(`create database ${name} template keyuan_template`).execute(admin.db);
  await admin.close();
  const url = new URL(postgres);
  url.pathname = `/${name}`;
  const storage = await openStorage({ url: url.href, connections: 4 });
  return {
    ...storage,
    async close() {
      await storage.close();
      const again = await openStorage({ url: postgres, connections: 1 });
      await sql.raw(`drop database if exists ${name} with (force)`).execute(again.db);
      await again.close();
    },
  };
}
