import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { expect, inject, test } from 'vitest';
import { openStorage } from '../../kernel/db/open.ts';
import { killStock } from '../../testing/stock-kills.ts';

/** The suite kills three times on its engine; `tools/kill-stock.ts` as often as it is told, on each. */
const KILLS = 3;

test(
  `a process killed ${KILLS} times while it reserves, sends and takes back: every step is done once or not at all`,
  { timeout: 400_000 },
  async () => {
    const postgres = inject('postgres');
    const name = `keyuan_stock_${randomBytes(6).toString('hex')}`;
    const run = async (statement: string): Promise<void> => {
      const admin = await openStorage({ url: postgres, connections: 1 });
      await sql.raw(statement).execute(admin.db);
      await admin.close();
    };
    if (postgres !== '') await run(`create database ${name}`);
    try {
      const url = postgres === '' ? undefined : Object.assign(new URL(postgres), { pathname: `/${name}` }).href;
      const { begun, under } = await killStock({ url, kills: KILLS });
      expect(begun).toBeGreaterThan(KILLS);
      expect(under).toBeLessThanOrEqual(KILLS);
    } finally {
      if (postgres !== '') await run(`drop database if exists ${name} with (force)`);
    }
  },
);
