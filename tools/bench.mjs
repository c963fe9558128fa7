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
const given = process.argv.slice(2);
const firstOption = given.findIndex((word) => word.startsWith('-'));
const wanted = firstOption === -1 ? given : given.slice(0, firstOption);
const options = firstOption === -1 ? [] : given.slice(firstOption);
const unknown = wanted.filter((name) => !benches.includes(name));
if (unknown.length > 0) {
  console.error(`没有 no such bench: ${unknown.join(', ')}；可选 there are: ${benches.join(', ')}`);
  process.exit(1);
}
for (const name of wanted.length > 0 ? wanted : benches) {
  console.log(`\n== ${name}`);
  run(process.execPath, ['--import', '@oxc-node/core/register', join('bench', `${name}.bench.ts`), ...options]);
}
