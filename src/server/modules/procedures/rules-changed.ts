import { sql } from 'kysely';
import type { Ctx } from '../../kernel/context.ts';

/**
 * Versions of rule sets whose files are no longer those that the latest cases were opened under: a version that ran is not to be
 * changed but followed by another.
 */
export async function changedRules(ctx: Pick<Ctx, 'db' | 'services'>): Promise<string[]> {
  const versions = [...ctx.services.ruleSets.values()].flat();
  const found: string[] = [];
  for (const { id, version, digest } of versions) {
    const { rows } = await sql<{ digest: string | null }>`
      select (select e.detail ->> 'digest' from case_event e where e.case_id = c.id and e.kind = 'opened' order by e.id limit 1) as digest
      from proc_case c where c.rule_set = ${id} and c.rule_set_version = ${version} order by c.id desc limit 1`.execute(
      ctx.db,
    );
    const [latest] = rows;
    if (latest && latest.digest !== null && latest.digest !== digest) found.push(`${id}@${version}`);
  }
  return found;
}

/** Says in the log, once at start-up, which versions have changed. */
export async function tellChangedRules(ctx: Ctx): Promise<void> {
  try {
    for (const name of await changedRules(ctx))
      ctx.services.log.warn(
        { ruleSet: name },
        'the files of this version of a rule set have changed since cases were opened under it',
      );
  } catch (cause) {
    ctx.services.log.warn({ cause }, 'versions of rule sets could not be compared');
  }
}
