import { join } from 'node:path';
import { sql } from 'kysely';
import type { RecordedCase } from '../../shared/policy/recorded-case.ts';
import { PACKAGE_ROOT } from '../kernel/package-root.ts';
import { readRecorded } from '../replay/read-recorded.ts';
import { replayCase } from '../replay/replay.ts';
import type { Player } from '../replay/stage.ts';
import type { TestApp } from './app.ts';

/** A recorded case of a rule set, up to and without the step of which `until` is true. */
export function recordedUntil(
  ruleSet: string,
  name: string,
  until: (step: RecordedCase['steps'][number]) => boolean,
): RecordedCase {
  const found = readRecorded(join(PACKAGE_ROOT, 'policies', ruleSet)).find((one) => one.name === `${ruleSet}/${name}`);
  if (!found) throw new Error(`no recorded case ${ruleSet}/${name}`);
  const at = found.recorded.steps.findIndex(until);
  if (at < 0) throw new Error(`${name} has no such step`);
  return { ...found.recorded, steps: found.recorded.steps.slice(0, at) };
}

/** Plays it, on a platform of its own. @returns that platform’s newest case of a procedure */
export async function played(app: TestApp, ruleSet: string, recorded: RecordedCase, procedure: string): Promise<Case> {
  // An earlier life that went on to its recognition keeps its name; this one may ask for the same.
  await sql`update platform set name_zh = '复演平台' || id where code like 'RP-%' and name_zh not like '复演%'`.execute(
    app.services.storage.db,
  );
  const otherwise = await replayCase(app, ruleSet, recorded, app.setTime);
  if (otherwise.length > 0) throw new Error(otherwise.join('\n'));
  return newest(app, procedure);
}

export interface Case {
  id: string;
  platform: string;
  parent: string;
}

/** The newest case of a procedure. */
export async function newest(app: TestApp, procedure: string): Promise<Case> {
  const row = await app.services.storage.db
    .selectFrom('proc_case')
    .select(['id', 'platform_id', 'parent_id'])
    .where('procedure', '=', procedure)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  return { id: row.id, platform: row.platform_id!, parent: row.parent_id! };
}

export interface Answer {
  status: number;
  body: {
    id: string;
    code: string;
    title: string;
    state: string;
    errors: { path: string; code: string; message: string; cite?: { clause: string } }[];
    cite?: { clause: string };
    version: number;
  };
}

/** Somebody takes an action of a case, from its state as it is. */
export async function take(
  app: TestApp,
  player: Player,
  id: string,
  action: string,
  { overrides, ...data }: Readonly<Record<string, unknown>> = {},
): Promise<Answer> {
  const { revision } = await app.services.storage.db
    .selectFrom('proc_case')
    .select('revision')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return player.call('POST', `/api/cases/${id}/actions/${action}`, { version: revision, data, overrides });
}
