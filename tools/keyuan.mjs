// `npm run keyuan -- <command>`: the command line. Paths are taken from the folder it was called in.
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled, ROOT, run } from './setup.mjs';

ensureInstalled();
ensureBuilt();
run(process.execPath, ['--enable-source-maps', join(ROOT, 'dist/server/main.js'), ...process.argv.slice(2)], {
  env: { ...process.env, KEYUAN_CWD: process.env.INIT_CWD ?? process.cwd() },
});
