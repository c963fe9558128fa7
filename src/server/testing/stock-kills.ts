import { spawn } from 'node:child_process';
import { mkdtemp, rm, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildApp } from '../app.ts';
import { readConfig } from '../kernel/config.ts';
import { openStorage } from '../kernel/db/open.ts';
import { PACKAGE_ROOT } from '../kernel/package-root.ts';
import { addPlatform } from './import-desk.ts';
import { addLot, addRecord } from './stock-desk.ts';

/** Each lot at the start; stock-process.ts counts with the same. */
const ON_HAND = '10000';
const LOTS = 3;

export interface StockKills {
  /** PostgreSQL; without it PGlite in a folder made for this. */
  url?: string | undefined;
  kills: number;
  log?: (line: string) => void;
}

/**
 * Kills (SIGKILL) a process again and again while it reserves, sends and takes back, each time at a random moment; the next
 * one, and at the end one that does nothing else, compares everything with what the killed ones had begun.
 * @returns steps begun, and steps that were under way when their process died
 * @throws Error naming the difference
 */
export async function killStock({ url, kills, log = () => undefined }: StockKills) {
  const folder = await mkdtemp(join(tmpdir(), 'keyuan-stock-'));
  const env = {
    KEYUAN_DATA: folder,
    KEYUAN_MODE: 'trial',
    KEYUAN_LOG: 'silent',
    ...(url !== undefined && { DATABASE_URL: url }),
  };
  const journal = join(folder, 'journal');
  try {
    const { lots, platform } = await prepare(env);
    for (let n = 1; n <= kills; n++) {
      await life(env, [journal, String(n), lots.join(','), platform], 50 + Math.random() * 700);
      log(`kill ${n}`);
    }
    await life(env, [journal, 'end', lots.join(','), platform]);
    const entries = (await readFile(journal, 'utf8')).trim().split('\n');
    const begun = entries.filter((line) => line.includes('"began"')).length;
    const under = entries.filter((line) => line.includes('"again"')).length;
    return { begun, under };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function prepare(env: Record<string, string>): Promise<{ lots: string[]; platform: string }> {
  const storage = await openStorage({ url: env['DATABASE_URL'], folder: env['KEYUAN_DATA'] });
  const app = await buildApp({ config: readConfig(env), storage });
  try {
    const platform = await addPlatform(app, 'KILLED');
    const resource = await addRecord(app, platform, 'ZD-1');
    const lots: string[] = [];
    for (let n = 0; n < LOTS; n++)
      lots.push(await addLot(app, { platform: 'KILLED', resource, quantity: ON_HAND, unit: 'gram', form: 'solid' }));
    return { lots, platform };
  } finally {
    await app.close();
  }
}

/** One process from its start to its death, so many ms after it was ready; without `ms` to its own end. */
async function life(env: Record<string, string>, args: readonly string[], ms?: number): Promise<void> {
  const script = join(PACKAGE_ROOT, 'src/server/testing/stock-process.ts');
  const child = spawn(process.execPath, ['--import', '@oxc-node/core/register', script, ...args], {
    cwd: PACKAGE_ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const ready = new Promise<void>((resolve) => {
    const read = (data: Buffer): void => {
      text += data.toString();
      if (text.includes('READY')) resolve();
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
  });
  await Promise.race([ready, ended]);
  if (ms !== undefined) {
    await Promise.race([new Promise((resolve) => setTimeout(resolve, ms)), ended]);
    child.kill('SIGKILL');
  }
  const code = await ended;
  if (code !== null && code !== 0) throw new Error(`the process ended with ${code}: ${text.slice(-2000)}`);
}
