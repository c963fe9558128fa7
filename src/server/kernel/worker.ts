import { type ChildProcess, fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type ResourceLimits, Worker } from 'node:worker_threads';

/**
 * Starts a worker thread by name. In the built server workers lie beside `main.js` under `dist/server`;
 * from sources (tests, development) the TypeScript file is run through a loader, as Node 20 strips no types.
 *
 * @param source the worker's module, `new URL('./x-worker.ts', import.meta.url)`
 * @param resourceLimits of its heap; a thread that needs more ends, the process does not
 */
export function startWorker(source: URL, workerData?: unknown, resourceLimits: ResourceLimits = {}): Worker {
  const file = fileURLToPath(source);
  if (existsSync(file)) {
    return new Worker(source, { workerData, resourceLimits, execArgv: ['--import', '@oxc-node/core/register'] });
  }
  const name = file.split('/').pop()!.replace(/\.ts$/, '.js');
  return new Worker(new URL(`./${name}`, import.meta.url), { workerData, resourceLimits });
}

/** Like {@link startWorker}, as a process of its own: for code whose faults may end it. Messages carry buffers. */
export function startProcess(source: URL, args: readonly string[]): ChildProcess {
  const file = fileURLToPath(source);
  const fromSource = existsSync(file);
  const name = file.split('/').pop()!.replace(/\.ts$/, '.js');
  return fork(fromSource ? file : fileURLToPath(new URL(`./${name}`, import.meta.url)), [...args], {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    execArgv: fromSource ? ['--import', '@oxc-node/core/register'] : [],
    // What the child is for needs neither the database's address nor a password.
    env: { PATH: process.env['PATH'] ?? '', TZ: 'UTC' },
  });
}
