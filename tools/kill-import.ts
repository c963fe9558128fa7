// Kills a server twenty times at random in the middle of an import and counts what came out:
//   node --import @oxc-node/core/register tools/kill-import.ts [kills] [rows]
// On PGlite; with KEYUAN_TEST_POSTGRES (a server where databases may be made) on PostgreSQL too.
import { isDeepStrictEqual } from 'node:util';
import { sql } from 'kysely';
import { openStorage } from '../src/server/kernel/db/open.ts';
import { killImport } from '../src/server/testing/kill-import.ts';

const kills = Number(process.argv[2] ?? 20);
const rows = Number(process.argv[3] ?? 60_000);
const postgres = process.env['KEYUAN_TEST_POSTGRES'];

async function attempt(engine: string, again: () => Promise<void>, url?: string): Promise<void> {
  const began = performance.now();
  const { found, expected } = await killImport({
    url,
    rows,
    kills,
    again,
    log: (line) => console.log(`${engine} ${line}`),
  });
  const right = isDeepStrictEqual(found, expected);
  console.log(
    `${engine}: ${rows} rows, ${kills} kills, ${Math.round((performance.now() - began) / 1000)} s: ${right ? 'nothing lost, nothing double' : 'WRONG'}`,
  );
  console.log(JSON.stringify(right ? found : { found, expected }));
  if (!right) process.exitCode = 1;
}

await attempt('PGlite', async () => undefined);
if (postgres) {
  const name = `keyuan_kill_${process.pid}`;
  const admin = await openStorage({ url: postgres, connections: 1 });
  const create = async (): Promise<void> => {
    await sql.raw(`drop database if exists ${name} with (force)`).execute(admin.db);
    await sql.raw(`create database ${name}`).execute(admin.db);
  };
  await create();
  try {
    await attempt('PostgreSQL', create, Object.assign(new URL(postgres), { pathname: `/${name}` }).href);
  } finally {
    await sql.raw(`drop database if exists ${name} with (force)`).execute(admin.db);
    await admin.close();
  }
} else console.log('PostgreSQL: left out, KEYUAN_TEST_POSTGRES is not set');
