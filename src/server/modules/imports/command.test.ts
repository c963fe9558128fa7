import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCommand } from '../../commands.ts';
import { type TestApp, startTestApp } from '../../testing/app.ts';
import { addPlatform, csvOf } from '../../testing/import-desk.ts';

let app: TestApp;
let folder: string;

beforeAll(async () => {
  app = await startTestApp();
  await addPlatform(app, 'CLI');
  await addPlatform(app, 'GONE', { state: 'closed' });
  folder = await mkdtemp(join(tmpdir(), 'keyuan-command-'));
});
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true });
});

/** @returns exit code and everything said */
async function run(...argv: string[]): Promise<[number, string]> {
  let said = '';
  const output = { out: (text: string) => void (said += text), err: (text: string) => void (said += text) };
  const code = await runCommand(app, { argv: ['import', ...argv], cwd: folder }, output, new AbortController().signal);
  return [code, said];
}
const file = async (name: string, rows: string[][]): Promise<string> => {
  await writeFile(join(folder, name), csvOf(rows));
  return name;
};
const HEAD = ['ACCENUMB', 'ACCENAME', 'ORIGCTY'];
const to = (platform: string): string[] => ['--platform', platform, '--type', 'germplasm_crop'];

test('nothing refused: exit code 0, counts in both languages, no report', async () => {
  const [code, said] = await run(
    ...to('CLI'),
    '--state',
    'published',
    '--report',
    'r0.csv',
    await file('a.csv', [HEAD, ['1', '甲', 'CHN']]),
  );
  expect([code, said]).toEqual([0, expect.stringContaining('共 1 行，新增 1，更新 0，未变 0，退回 0')]);
  expect(said).toContain('1 rows, 1 created');
  expect(existsSync(join(folder, 'r0.csv'))).toBe(false);
});

test('NAT-12.2 HB-6.3b some rows refused: exit code 2, reasons on the screen, the rows in the report', async () => {
  const [code, said] = await run(
    ...to('CLI'),
    '--report',
    'r2.csv',
    await file('b.csv', [HEAD, ['2', '乙', 'CHN'], ['3', '丙', 'XXQ']]),
  );
  expect([code, said]).toEqual([2, expect.stringMatching(/第 3 行 ORIGCTY.*XXQ/)]);
  const report = await readFile(join(folder, 'r2.csv'), 'utf8');
  expect(report).toContain('丙');
  expect(report).not.toContain('乙');
});

test('a trial run writes nothing and has the same exit codes', async () => {
  const name = await file('c.csv', [HEAD, ['4', '丁', 'CHN'], ['4', '戊', 'CHN']]);
  expect(await run(...to('CLI'), '--dry-run', name)).toEqual([
    2,
    expect.stringContaining('试导入（未写入）：共 2 行，新增 1'),
  ]);
  const kept = await app.services.storage.db.selectFrom('resource').select('id').where('local_key', '=', '4').execute();
  expect(kept).toEqual([]);
});

test('a mapping file gives columns and values for all rows', async () => {
  await writeFile(
    join(folder, 'map.json'),
    JSON.stringify({ columns: { 甲: 'ACCENUMB', 乙: 'GENUS' }, constants: { ORIGCTY: 'CHN' } }),
  );
  const name = await file('d.csv', [
    ['甲', '乙'],
    ['M-1', 'Zea'],
  ]);
  expect(await run(...to('CLI'), '--mapping', 'map.json', name)).toEqual([0, expect.stringContaining('1 created')]);
  const kept = await app.services.storage.db
    .selectFrom('resource')
    .select('fields')
    .where('local_key', '=', 'M-1')
    .executeTakeFirstOrThrow();
  expect(kept.fields).toMatchObject({ GENUS: 'Zea', ORIGCTY: 'CHN' });
  await writeFile(join(folder, 'bad.json'), '{"columns": 7}');
  expect(await run(...to('CLI'), '--mapping', 'bad.json', name)).toEqual([1, expect.stringContaining('bad.json')]);
});

test('what cannot start: exit code 1 and why', async () => {
  const name = await file('e.csv', [HEAD, ['9', '己', 'CHN']]);
  const cases: [string[], string][] = [
    [[name], '用法 Usage'],
    [[...to('CLI'), '--state', 'withdrawn', name], '用法 Usage'],
    [[...to('NOWHERE'), name], 'NOWHERE'],
    [[...to('GONE'), name], 'GONE'],
    [['--platform', 'CLI', '--type', 'unicorn', name], 'unicorn'],
    [[...to('CLI'), 'missing.csv'], 'missing.csv'],
    [[...to('CLI'), '--colour', name], 'colour'],
  ];
  for (const [argv, why] of cases) expect(await run(...argv)).toEqual([1, expect.stringContaining(why)]);
});

test('an import is undone by its number; what changed since is told with exit code 2', async () => {
  const name = await file('u.csv', [HEAD, ['U-1', '甲', 'CHN'], ['U-2', '乙', 'CHN']]);
  const batch = /Batch (\d+)/.exec((await run(...to('CLI'), name))[1])![1]!;
  const later = await file('v.csv', [HEAD, ['U-2', '丙', 'CHN']]);
  await run(...to('CLI'), later);
  expect(await run('undo', batch, '--reason', '导错了')).toEqual([
    2,
    expect.stringMatching(/删除 1，撤回 0，恢复 0，保留 1[^]*之后的另一次导入/),
  ]);
  expect(await run('undo', batch)).toEqual([1, expect.stringContaining('用法 Usage')]);
  expect(await run('undo', '99999999', '--reason', 'x')).toEqual([1, expect.stringMatching(/\p{Script=Han}/u)]);
});
