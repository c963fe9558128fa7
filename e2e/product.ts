import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const MAIN = resolve('dist/server/main.js');
const START_WITHIN_MS = 400_000;

export interface Product {
  /** Address, without a slash at the end. */
  address: string;
  /** Password of every demonstration account. */
  password: string;
  /** File that holds its time, where one was asked for. */
  clockFile: string;
  /** Folder of the mails, which go nowhere else. */
  outbox: string;
  stop: () => Promise<void>;
}

/** Starts the built product on a free port with a new data folder and the demonstration; its time is the machine's unless a file sets it. */
export async function startProduct({ clock }: { clock: boolean }): Promise<Product> {
  if (!existsSync(MAIN)) throw new Error('no build: run `npm test`, which builds first');
  const folder = await mkdtemp(join(tmpdir(), 'keyuan-e2e-'));
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const password = 'demonstration 2026 journeys';
  const clockFile = join(folder, 'clock');
  await writeFile(clockFile, new Date().toISOString());
  const server = spawn(process.execPath, ['--enable-source-maps', MAIN, 'serve'], {
    env: {
      PATH: process.env['PATH'],
      PORT: String(port),
      KEYUAN_DATA: folder,
      KEYUAN_DEMO_PASSWORD: password,
      KEYUAN_LOG: 'error',
      ...(clock && { KEYUAN_CLOCK: clockFile }),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: string[] = [];
  for (const stream of [server.stdout, server.stderr]) stream.on('data', (text: Buffer) => said.push(String(text)));
  let expected = false;
  server.once('exit', (code, signal) => {
    if (!expected) console.error(`the product ended by itself: ${code ?? signal}\n${said.join('')}`);
  });
  const stop = async (): Promise<void> => {
    expected = true;
    await ended(server);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await ready(server, address);
  } catch (cause) {
    await stop();
    throw new Error(`the product did not start\n${said.join('')}`, { cause });
  }
  return { address, password, clockFile, outbox: join(folder, 'outbox'), stop };
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((done) => probe.listen(0, '127.0.0.1', done));
  const { port } = probe.address() as { port: number };
  await new Promise((done) => probe.close(done));
  return port;
}

async function ready(server: ChildProcess, address: string): Promise<void> {
  const until = Date.now() + START_WITHIN_MS;
  while (Date.now() < until) {
    if (server.exitCode !== null) throw new Error(`ended with code ${server.exitCode}`);
    const answer = await fetch(`${address}/readyz`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((done) => setTimeout(done, 200));
  }
  throw new Error(`not ready within ${START_WITHIN_MS} ms`);
}

async function ended(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const end = new Promise((done) => server.once('exit', done));
  server.kill('SIGTERM');
  const late = setTimeout(() => server.kill('SIGKILL'), 20_000);
  await end;
  clearTimeout(late);
}
