// `npm test`: every test that needs no service, browser journeys included. Arguments go to vitest.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled, ROOT, tool } from './setup.mjs';

ensureInstalled();
ensureBuilt();
if (!existsSync(join(ROOT, '..', 'shared', 'data'))) {
  console.log(
    '略过：外部真实数据（../shared/data）不在，相关测试跳过。 Skipped: tests on outside data, as ../shared/data is absent.',
  );
}
if (!process.env.KEYUAN_TEST_POSTGRES) {
  console.log(
    '数据库：内嵌 PGlite；PostgreSQL 上的同一套测试由 .ci/run 运行。 Database: PGlite; .ci/run runs the same suite on PostgreSQL.',
  );
}
tool('vitest', ['run', ...process.argv.slice(2)]);
