// `npm run check`: the shape of the code, generated files, tests.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled, ROOT, run, tool } from './setup.mjs';

ensureInstalled();
const step = (name, act) => {
  console.log(`— ${name}`);
  act();
};
step('tsc -b', () => tool('tsc', ['-b']));
step('oxlint', () => tool('oxlint', ['--type-aware', '--deny-warnings']));
step('oxfmt --check', () => tool('oxfmt', ['--check', '.']));
step('knip', () => tool('knip', []));
step('generated files', () => {
  run(process.execPath, ['--import', '@oxc-node/core/register', 'tools/generate.ts']);
  const { stdout } = spawnSync('git', ['status', '--porcelain', 'src/server/kernel/db/tables.ts', 'docs', 'policies'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  if (stdout.trim() !== '') {
    console.error(`generated files differ from the repository:\n${stdout}`);
    process.exit(1);
  }
});
step('policy coverage', () => {
  ensureBuilt();
  const data = mkdtempSync(join(tmpdir(), 'keyuan-coverage-'));
  try {
    run(process.execPath, ['dist/server/main.js', 'policy', 'coverage'], {
      env: { ...process.env, KEYUAN_DATA: data, DATABASE_URL: '', KEYUAN_MODE: 'trial' },
    });
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
});
if (!process.argv.includes('--no-tests')) {
  step('build', ensureBuilt);
  step('vitest', () => tool('vitest', ['run']));
}
