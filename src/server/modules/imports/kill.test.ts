import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { expect, inject, test } from 'vitest';
import { openStorage } from '../../kernel/db/open.ts';
import { killImport } from '../../testing/kill-import.ts';

/** The suite kills three times on its engine; `tools/kill-import.ts` kills twenty times on each. */
const KILLS = 3;

test(
  `a server killed ${KILLS} times in the middle of an import goes on where it stood: no lost and no double record`,
  { timeout: 400_000 },
  async () => {
    const postgres = inject('postgres');
    const name = `keyuan_kill_${randomBytes(6).toString('hex')}`;
    const run = async (statement: string): Promise<void> => {
      const admin = await openStorage({ url: postgres, connections: 1 });
      await sql.raw(statement).execute(admin.db);
      await admin.close();
    };
    const onPostgres = postgres !== '';
    const create = async (): Promise<void> => {
      if (!onPostgres) return;
      await run(`drop database if exists ${name} with (force)`);
      await run(`create database ${name}`);
    };
    await create();
    try {
      const url = onPostgres ? Object.assign(new URL(postgres), { pathname: `/${name}` }).href : undefined;
      const { found, expected, killedAt } = await killImport({ url, rows: 9000, kills: KILLS, again: create });
      expect(killedAt).toHaveLength(KILLS);
      expect(found).toEqual(expected);
    } finally {
      if (onPostgres) await run(`drop database if exists ${name} with (force)`);
    }
  },
);
