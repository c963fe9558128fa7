// `npm run bench [-- name…]`: prints what the project promises on speed, each as a ratio against the bare engine in the same run.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled, ROOT, run } from './setup.mjs';

ensureInstalled();
ensureBuilt();
/** A bench is a file that names itself one; the others are their parts. */
const benches = readdirSync(join(ROOT, 'bench'))
  .filter((name) => name.endsWith('.bench.ts'))
  .map((name) => name.replace('.bench.ts', ''))
  .sort();
const wanted = process.argv.slice(2).filter((name) => !name.startsWith('-'));
const options = process.argv.slice(2).filter((name) => name.startsWith('-'));
const unknown = wanted.filter((name) => !benches.includes(name));
if (unknown.length > 0) {
  console.error(`没有 no such bench: ${unknown.join(', ')}；可选 there are: ${benches.join(', ')}`);
  process.exit(1);
}
for (const name of wanted.length > 0 ? wanted : benches) {
  console.log(`\n== ${name}`);
  run(process.execPath, ['--import', '@oxc-node/core/register', join('bench', `${name}.bench.ts`), ...options]);
}
