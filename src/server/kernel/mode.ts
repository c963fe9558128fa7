import type { Mode } from './config.ts';
import { kernelProblem } from '../../shared/kernel/problems.ts';
import type { Db } from './db/open.ts';

/**
 * Settles the mode at start-up and records it: trial by default only without a database server,
 * and never back from live.
 *
 * @throws kernel.mode_fixed when a live database is asked to be trial
 */
export async function settleMode(db: Db, wished: Mode | undefined, hasServer: boolean): Promise<Mode> {
  const row = await db.selectFrom('setting').select('value').where('key', '=', 'mode').executeTakeFirst();
  const recorded = row?.value as Mode | undefined;
  if (recorded === 'live' && wished === 'trial') throw kernelProblem('kernel.mode_fixed');
  const mode = wished ?? recorded ?? (hasServer ? 'live' : 'trial');
  if (mode !== recorded) {
    await db
      .insertInto('setting')
      .values({ key: 'mode', value: JSON.stringify(mode) })
      .onConflict((oc) => oc.column('key').doUpdateSet({ value: JSON.stringify(mode) }))
      .execute();
  }
  return mode;
}
