import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PACKAGE_ROOT } from '../src/server/kernel/package-root.ts';

export interface ThrowAwayServer {
  address: string;
  folder: string;
  stop: () => Promise<void>;
}

const MAIN = join(PACKAGE_ROOT, 'dist/server/main.js');

export async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => probe.once('error', reject).listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as { port: number };
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

export const temporaryFolder = (): string => mkdtempSync(join(tmpdir(), 'keyuan-bench-'));

/** Runs a command of the built product on a data folder of its own. */
export async function keyuan(env: Readonly<Record<string, string>>, ...argv: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [MAIN, ...argv], {
    env: { ...process.env, ...env },
    maxBuffer: 64 * 1024 * 1024,
  });
  return stdout;
}

/** The built product as its users start it, in a process of its own. */
export async function startServer(env: Readonly<Record<string, string>>, ...argv: string[]): Promise<ThrowAwayServer> {
  const folder = env['KEYUAN_DATA'] ?? temporaryFolder();
  const port = await freePort();
  const child: ChildProcess = spawn(process.execPath, [MAIN, 'serve', ...argv], {
    env: { ...process.env, PORT: String(port), KEYUAN_DATA: folder, KEYUAN_LOG: 'error', ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const address = `http://127.0.0.1:${port}`;
  const isUp = async (): Promise<boolean> => (await fetch(`${address}/readyz`).catch(() => undefined))?.ok === true;
  while (!(await isUp())) {
    if (child.exitCode !== null) throw new Error(`the server ended (${child.exitCode})`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return {
    address,
    folder,
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
      if (env['KEYUAN_DATA'] === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}
