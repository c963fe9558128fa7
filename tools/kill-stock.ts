// Acceptance of the stock ledger, on PGlite and, with KEYUAN_TEST_POSTGRES (a server where databases may be made), on PostgreSQL:
//   node --import @oxc-node/core/register tools/kill-stock.ts [kills]
// kills a process that deals with lots so many times at random moments. The interleavings within one process:
//   KEYUAN_INTERLEAVINGS=10000 npx vitest run --project server src/server/modules/stock/interleavings.test.ts
import { sql } from 'kysely';
import { openStorage } from '../src/server/kernel/db/open.ts';
import { killStock } from '../src/server/testing/stock-kills.ts';

const kills = Number(process.argv[2] ?? 50);
const postgres = process.env['KEYUAN_TEST_POSTGRES'];

async function attempt(engine: string, url?: string): Promise<void> {
  const began = performance.now();
  const { begun, under } = await killStock({ url, kills });
  const seconds = Math.round((performance.now() - began) / 1000);
  console.log(
    `${engine}: ${kills} kills, ${begun} steps, ${under} under way at a death, ${seconds} s: nothing lost, nothing double`,
  );
}

await attempt('PGlite');
if (postgres) {
  const name = `keyuan_stock_${process.pid}`;
  const admin = await openStorage({ url: postgres, connections: 1 });
  await sql.raw(`create database ${name}`).execute(admin.db);
  try {
    await attempt('PostgreSQL', Object.assign(new URL(postgres), { pathname: `/${name}` }).href);
  } finally {
    await sql.raw(`drop database if exists ${name} with (force)`).execute(admin.db);
    await admin.close();
  }
} else console.log('PostgreSQL: left out, KEYUAN_TEST_POSTGRES is not set');
