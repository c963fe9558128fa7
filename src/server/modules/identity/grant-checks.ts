import { type RawBuilder, sql, type SqlBool } from 'kysely';
import { identityProblem } from '../../../shared/identity/problems.ts';
import { type Role, ROLES, type ScopeKind, WHOLE_INSTANCE } from '../../../shared/identity/roles.ts';
import { lockName, type Tx } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { ReadDb } from '../../kernel/db/open.ts';
import type { Id } from '../../kernel/ids.ts';
import { inEffect } from './held-roles.ts';
import { findPlatform } from './platform-record.ts';

/** Roles an account holds today or will hold. */
export async function rolesToCome(ctx: Ctx, db: ReadDb, accountId: Id): Promise<Role[]> {
  const rows = await db
    .selectFrom('role_grant')
    .select('role')
    .distinct()
    .where('account_id', '=', accountId)
    .where('revoked_at', 'is', null)
    .where((eb) => eb.or([eb('to_date', 'is', null), eb('to_date', '>=', ctx.today)]))
    .execute();
  return rows.map(({ role }) => role as Role);
}

/** Roles whose mail, and so whose password, no system administrator may take over. */
const GUARDED: readonly Role[] = ['security_administrator', 'auditor'];

/** An account whose mail address only its owner changes, and whose links nobody else reads. */
export const isGuarded = async (ctx: Ctx, db: ReadDb, accountId: Id): Promise<boolean> =>
  (await rolesToCome(ctx, db, accountId)).some((role) => GUARDED.includes(role));

/**
 * Somebody must stay who can give roles. Without any security administrator there is nothing to keep.
 * @param remaining condition on grants `g` that will be left
 * @throws identity.last_security_administrator
 */
export async function checkNotLastSecurityAdministrator(
  ctx: Ctx,
  tx: Tx,
  remaining: RawBuilder<SqlBool>,
): Promise<void> {
  await lockName(tx, 'identity.security_administrators');
  const { rows } = await sql<{ now: number; left: number }>`
    select count(*)::int as now, count(*) filter (where ${remaining})::int as left
    from role_grant g join account a on a.id = g.account_id
    where g.role = 'security_administrator' and g.scope_kind = 'instance' and a.state = 'active'
      and ${inEffect(ctx.today)}`.execute(tx.db);
  const [count] = rows;
  if (count!.now > 0 && count!.left === 0) throw identityProblem('identity.last_security_administrator');
}

const SCOPE_LABELS: Readonly<Record<ScopeKind, string>> = {
  platform: '平台 platform',
  organisation: '机构 organisation',
  programme: '管辖 programme',
  region: '行政区 region',
  instance: '全系统 instance',
};

/** @throws identity.role_scope */
export function checkRoleScope(role: Role, kind: ScopeKind): void {
  const { zh, en, scopes } = ROLES[role];
  if ((scopes as readonly ScopeKind[]).includes(kind)) return;
  throw identityProblem('identity.role_scope', {
    role: `${zh} ${en}`,
    scopes: scopes.map((scope) => SCOPE_LABELS[scope]).join(', '),
  });
}

/**
 * The id of a scope that was named by a caller: platforms also by code, organisations also by credit code or name.
 * @throws identity.scope_unknown
 */
export async function scopeIdOf(db: ReadDb, kind: ScopeKind, named: string): Promise<string> {
  const find: Readonly<Record<ScopeKind, () => Promise<string | undefined>>> = {
    instance: async () => (named === WHOLE_INSTANCE ? named : undefined),
    platform: async () => (await findPlatform(db, named))?.id,
    organisation: () => findOrganisation(db, named),
    programme: async () =>
      (await db.selectFrom('programme').select('id').where('id', '=', named).executeTakeFirst())?.id,
    region: async () =>
      (await db.selectFrom('region').select('code').where('code', '=', named).executeTakeFirst())?.code,
  };
  const found = await find[kind]();
  if (found === undefined) throw identityProblem('identity.scope_unknown', { scope: `${kind}:${named}` });
  return found;
}

/** An organisation by id, unified social credit code or name. */
export async function findOrganisation(db: ReadDb, named: string): Promise<Id | undefined> {
  const { rows } = await sql<{ id: Id }>`
    select id from organisation where id::text = ${named} or uscc = ${named} or name_zh = ${named}
    order by (name_zh = ${named}), id limit 1`.execute(db);
  return rows[0]?.id;
}
