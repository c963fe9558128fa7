import type { RuleSet } from '../../../shared/policy/rule-set.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { ReadDb } from '../../kernel/db/open.ts';
import { portalProgrammes } from '../identity/index.ts';

/** Names of the authority of a programme and of all that decide with it, as papers carry them. */
export async function authoritiesOf(
  ctx: Ctx,
  db: ReadDb,
  programmeId: string,
  ruleSet: Pick<RuleSet, 'instrument' | 'authorities'>,
): Promise<{ programme: string; authority: string; joint: string[] }> {
  const programme = (await portalProgrammes({ ...ctx, db })).find(({ id }) => id === programmeId)!;
  const authority = programme.authority?.zh ?? ruleSet.instrument.issuers[0]?.zh ?? programme.name.zh;
  const others = (ruleSet.authorities?.managers.value ?? []).slice(1).map(({ name }) => name.zh);
  return { programme: programme.name.zh, authority, joint: [authority, ...others] };
}
