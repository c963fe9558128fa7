import { type RawBuilder, sql, type SqlBool } from 'kysely';
import { z } from 'zod';
import type { InputOf } from '../../../shared/contract.ts';
import type { accountRoutes } from '../../../shared/identity/account-routes.ts';
import { ADMINISTRATION } from '../../../shared/identity/administration.ts';
import { identityProblem } from '../../../shared/identity/problems.ts';
import { type Role, ROLES } from '../../../shared/identity/roles.ts';
import type { grantView } from '../../../shared/identity/schemas.ts';
import type { Ctx } from '../../kernel/context.ts';
import { page, readCursor } from '../../kernel/cursor.ts';
import type { Id } from '../../kernel/ids.ts';
import { grantManaged, grantWithin, scopeOf } from './access.ts';
import { inEffect, SCOPE_JOINS, SCOPE_NAMES, scopeLabel, type ScopeNames } from './held-roles.ts';
import { every } from './like.ts';

export type GrantView = z.input<typeof grantView>;

interface Row extends ScopeNames {
  id: Id;
  account: GrantView['account'];
  role: Role;
  from_date: string;
  to_date: string | null;
  granted_by: string | null;
  created_at: string;
  revoked_at: string | null;
  in_effect: boolean;
  managed: boolean;
}

async function selectGrants(ctx: Ctx, where: RawBuilder<SqlBool>, after: RawBuilder<unknown>): Promise<GrantView[]> {
  const { rows } = await sql<Row>`
    select g.id, jsonb_build_object('id', a.id::text, 'account', a.account, 'name', a.name) as account, g.role,
      g.scope_kind, g.scope_id, g.from_date, g.to_date, b.name as granted_by, g.created_at, g.revoked_at,
      ${inEffect(ctx.today)} as in_effect, ${grantManaged(ctx.actor)} as managed, ${SCOPE_NAMES}
    from role_grant g join account a on a.id = g.account_id left join account b on b.id = g.granted_by ${SCOPE_JOINS}
    where ${grantWithin(scopeOf(ctx.actor, ADMINISTRATION.list_grants))} and ${where} ${after}`.execute(ctx.db);
  return rows.map(({ managed, ...row }) => ({
    ...row,
    label: ROLES[row.role],
    scope_label: scopeLabel(ctx, row),
    actions: managed && row.revoked_at === null ? ['revoke'] : [],
  }));
}

/** Grants within one's scope, newest first. */
export async function listGrants(ctx: Ctx, query: InputOf<typeof accountRoutes.listGrants>['query']) {
  const { limit, cursor, ...asked } = query;
  const after = readCursor(asked, cursor, z.tuple([z.string()]));
  const where = every([
    asked.account !== undefined && sql<SqlBool>`g.account_id = ${asked.account}`,
    asked.role !== undefined && sql<SqlBool>`g.role = ${asked.role}`,
    asked.scope_kind !== undefined && sql<SqlBool>`g.scope_kind = ${asked.scope_kind}`,
    asked.scope_id !== undefined && sql<SqlBool>`g.scope_id = ${asked.scope_id}`,
    asked.ended === 'false' &&
      sql<SqlBool>`(g.revoked_at is null and (g.to_date is null or g.to_date >= ${ctx.today}::date))`,
    after && sql<SqlBool>`g.id < ${after[0]}::bigint`,
  ]);
  const rows = await selectGrants(ctx, where, sql`order by g.id desc limit ${limit + 1}`);
  return page(asked, rows, limit, (row) => [row.id]);
}

/** @throws identity.grant_unknown */
export async function readGrant(ctx: Ctx, id: Id): Promise<GrantView> {
  const [grant] = await selectGrants(ctx, sql<SqlBool>`g.id = ${id}`, sql``);
  if (!grant) throw identityProblem('identity.grant_unknown');
  return grant;
}
