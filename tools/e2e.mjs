// `npm run e2e [-- name…]`: builds what it needs and runs the journeys in a real browser whose names hold one of the
// names (`accreditation`); without a name all of them. Options (`-t …`) go to vitest. Fails when a journey fails.
// KEYUAN_LOOKS=all looks at every page in each language at each width, KEYUAN_SHOTS=folder keeps pictures.
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled, ROOT, tool } from './setup.mjs';

const FAILURES = 'e2e-failures';
const given = process.argv.slice(2);
const firstOption = given.findIndex((word) => word.startsWith('-'));
const wanted = firstOption === -1 ? given : given.slice(0, firstOption);
const options = firstOption === -1 ? [] : given.slice(firstOption);
const journeys = readdirSync(join(ROOT, 'e2e'))
  .filter((name) => name.endsWith('.test.ts'))
  .map((name) => name.replace('.test.ts', ''))
  .sort();
const unknown = wanted.filter((name) => !journeys.some((journey) => journey.includes(name)));
if (unknown.length > 0) {
  console.error(`没有 no such journey: ${unknown.join(', ')}；可选 there are: ${journeys.join(', ')}`);
  process.exit(1);
}
const chosen = journeys.filter((journey) => wanted.length === 0 || wanted.some((name) => journey.includes(name)));
console.log(`浏览器旅程 journeys in the browser: ${chosen.join(', ')}`);
ensureInstalled();
ensureBuilt();
rmSync(join(ROOT, FAILURES), { recursive: true, force: true });
console.log(`失败时的截图 pictures of failures: ${FAILURES}/`);
tool('vitest', [
  'run',
  '--project',
  'e2e',
  '--project',
  'journeys',
  '--reporter',
  'verbose',
  ...chosen.map((journey) => `e2e/${journey}.test.ts`),
  ...options,
]);
