import { sql } from 'kysely';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';

/** Chinese names of the register that are one of these when spaces are left out. @param except a platform that may have it */
export async function platformNamesAmong(
  ctx: Pick<Ctx, 'db'>,
  names: readonly string[],
  except?: Id,
): Promise<string[]> {
  const { rows } = await sql<{ name_zh: string }>`
    select name_zh from platform
    where replace(replace(name_zh, ' ', ''), '　', '') in (${sql.join([...names])})
      and id is distinct from ${except ?? null}::bigint order by id limit 20`.execute(ctx.db);
  return rows.map((row) => row.name_zh);
}
