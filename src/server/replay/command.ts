import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { civilDateAt, type Instant } from '../../shared/dates.ts';
import { buildApp } from '../app.ts';
import type { Config } from '../kernel/config.ts';
import { openStorage } from '../kernel/db/open.ts';
import type { CommandOutput } from '../kernel/local-socket.ts';
import { readRuleSet } from '../modules/policy/index.ts';
import { readRecorded } from './read-recorded.ts';
import { replayCase } from './replay.ts';

/**
 * `policy replay DIR`: plays the recorded cases of a rule set in a product of its own, in memory; nothing of the installation is touched.
 * @returns exit code: 0 all as recorded, 2 some otherwise
 */
export async function replayCommand(config: Config, given: string, output: CommandOutput): Promise<number> {
  const folder = resolve(given);
  const { id } = readRuleSet(folder);
  const recorded = readRecorded(folder);
  const data = await mkdtemp(join(tmpdir(), 'keyuan-replay-'));
  let now: Instant = new Date().toISOString();
  const app = await buildApp({
    config: {
      ...config,
      dataFolder: data,
      databaseUrl: undefined,
      clockFile: undefined,
      mode: 'trial',
      logLevel: 'silent',
      policyFolders: withFolder(config, folder),
    },
    storage: await openStorage({}),
    clock: { now: () => now, today: () => civilDateAt(now) },
  });
  let astray = 0;
  try {
    await app.http.ready();
    for (const { name, recorded: one } of recorded) {
      const lines = await replayCase(app, id, one, (instant) => (now = instant));
      output.out(`${lines.length === 0 ? '✓' : '✗'} ${name} ${one.title.zh} ${one.title.en}\n`);
      for (const line of lines) output.out(`    ${line}\n`);
      if (lines.length > 0) astray++;
    }
  } finally {
    await app.close();
    await rm(data, { recursive: true, force: true });
  }
  output.out(`${recorded.length - astray}/${recorded.length}\n`);
  return astray === 0 ? 0 : 2;
}

/** The rule sets known already, and the given one where it is none of the built-in. */
const withFolder = ({ policyFolders }: Config, folder: string): string[] =>
  folder.startsWith(resolve('policies')) ? policyFolders : [...policyFolders, folder];
