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
