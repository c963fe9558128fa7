import { sql } from 'kysely';
import type { Ctx } from '../../kernel/context.ts';

/** Chinese names of the register that are one of these when spaces are left out. */
export async function platformNamesAmong(ctx: Pick<Ctx, 'db'>, names: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ name_zh: string }>`
    select name_zh from platform
    where replace(replace(name_zh, ' ', ''), '　', '') in (${sql.join([...names])}) order by id limit 20`.execute(
    ctx.db,
  );
  return rows.map((row) => row.name_zh);
}
