import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { desksOfAccount, seenBy } from './access.ts';
import { sql } from 'kysely';

/** Those of some cases that an account sees today; none for an account that is not active. */
export async function casesSeenBy(ctx: Ctx, account: Id, cases: readonly Id[]): Promise<Set<Id>> {
  if (cases.length === 0) return new Set();
  const desks = await desksOfAccount(ctx, ctx.db, account);
  const { rows } = await sql<{ id: Id }>`
    select c.id from proc_case c where c.id = any(${[...new Set(cases)]}::bigint[]) and ${seenBy(desks)}`.execute(
    ctx.db,
  );
  return new Set(rows.map(({ id }) => id));
}
