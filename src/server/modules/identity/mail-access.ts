import { type RawBuilder, sql, type SqlBool } from 'kysely';
import { ADMINISTRATION } from '../../../shared/identity/administration.ts';
import { accountOf, type Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { accountManaged, scopeOf } from './access.ts';
import { isGuarded } from './grant-checks.ts';

/**
 * Mail somebody may see: all, or that to accounts of the own scope. Its links would open any other account.
 * @param account expression for the id, as text, of the account a mail goes to; null where unknown
 */
export function mailVisible(ctx: Ctx, account: RawBuilder<string | null>): RawBuilder<SqlBool> {
  const scope = scopeOf(ctx.actor, ADMINISTRATION.read_mail);
  if (scope.all) return sql<SqlBool>`true`;
  return sql<SqlBool>`${account} in (select a.id::text from account a where ${accountManaged(scope, ctx.today)})`;
}

/** Links of security administrators and auditors are for their own eyes (GB/T 22239-2019, 8.1.5). */
export const mailWithheld = async (ctx: Ctx, accountId: Id | null): Promise<boolean> =>
  accountId === null || (accountOf(ctx.actor) !== accountId && (await isGuarded(ctx, ctx.db, accountId)));
