import { sql, type SqlBool } from 'kysely';
import type { z } from 'zod';
import type { Bilingual } from '../../../shared/i18n.ts';
import { pick } from '../../../shared/i18n.ts';
import { identityProblem } from '../../../shared/identity/problems.ts';
import { exclusivePair, type Role, ROLES, type ScopeKind } from '../../../shared/identity/roles.ts';
import type { grantInput } from '../../../shared/identity/schemas.ts';
import { act, lockName, type Tx } from '../../kernel/act.ts';
import { accountOf, type Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { grantManaged } from './access.ts';
import { accountRow } from './accounts.ts';
import { checkNotLastSecurityAdministrator, checkRoleScope, rolesToCome, scopeIdOf } from './grant-checks.ts';
import { type GrantView, readGrant } from './grants.ts';

async function checkMayGive(ctx: Ctx, role: Role, kind: ScopeKind, id: string): Promise<void> {
  const { rows } = await sql`
    select 1 from (select ${role}::text as role, ${kind}::text as scope_kind, ${id}::text as scope_id) g
    where ${grantManaged(ctx.actor)}`.execute(ctx.db);
  if (rows.length === 0) throw identityProblem('identity.grant_beyond_scope', { role: roleName(ctx, role) });
}

const roleName = (ctx: Ctx, role: Role): string => pick(ROLES[role] as Bilingual, ctx.lang);

/**
 * Gives a role within a scope.
 * @throws identity.own_grant | identity.account_unknown | identity.role_scope | identity.scope_unknown |
 *   identity.grant_beyond_scope | identity.grant_dates | identity.exclusive_roles | identity.grant_present
 */
export async function giveGrant(ctx: Ctx, input: z.output<typeof grantInput>): Promise<GrantView> {
  if (accountOf(ctx.actor) === input.account_id) throw identityProblem('identity.own_grant');
  const account = await accountRow(ctx, input.account_id);
  if (account.state === 'disabled') throw identityProblem('identity.account_state', { state: account.state });
  checkRoleScope(input.role, input.scope_kind);
  const scopeId = await scopeIdOf(ctx.db, input.scope_kind, input.scope_id);
  await checkMayGive(ctx, input.role, input.scope_kind, scopeId);
  const grant: NewGrant = {
    accountId: input.account_id,
    role: input.role,
    scopeKind: input.scope_kind,
    scopeId,
    from: input.from_date ?? ctx.today,
    to: input.to_date ?? null,
  };
  const subject = { kind: 'account', id: input.account_id };
  const id = await act(ctx, { action: 'identity.grant.give', subject, detail: { ...grant } }, async (tx) => {
    const made = await insertGrant(ctx, tx, grant);
    tx.note({ grant: made });
    return made;
  });
  return readGrant(ctx, id);
}

export interface NewGrant {
  accountId: Id;
  role: Role;
  scopeKind: ScopeKind;
  /** As `scopeIdOf` gives it. */
  scopeId: string;
  from: string;
  to: string | null;
}

/** Enters a grant inside an act, with the checks that hold whoever gives it. @returns its id */
export async function insertGrant(ctx: Ctx, tx: Tx, grant: NewGrant): Promise<Id> {
  const { accountId, role, scopeKind, scopeId, from, to } = grant;
  if (from < ctx.today || (to !== null && to < from))
    throw identityProblem('identity.grant_dates', { today: ctx.today });
  await lockName(tx, `identity.grants.${accountId}`);
  const pair = exclusivePair(await rolesToCome(ctx, tx.db, accountId), role);
  if (pair) {
    const held = pair[0] === role ? pair[1] : pair[0];
    throw identityProblem('identity.exclusive_roles', { wanted: roleName(ctx, role), held: roleName(ctx, held) });
  }
  await checkNoOverlap(ctx, tx, grant);
  const id = await ctx.services.ids.next(tx.db);
  await tx.db
    .insertInto('role_grant')
    .values({
      id,
      account_id: accountId,
      role,
      scope_kind: scopeKind,
      scope_id: scopeId,
      from_date: from,
      to_date: to,
      granted_by: accountOf(ctx.actor),
      created_at: ctx.now,
    })
    .execute();
  return id;
}

async function checkNoOverlap(ctx: Ctx, tx: Tx, { accountId, role, scopeKind, scopeId, from, to }: NewGrant) {
  const { rows } = await sql`
    select 1 from role_grant where account_id = ${accountId} and role = ${role} and scope_kind = ${scopeKind}
      and scope_id = ${scopeId} and revoked_at is null
      and coalesce(to_date, 'infinity') >= ${from}::date and from_date <= coalesce(${to}::date, 'infinity')`.execute(
    tx.db,
  );
  if (rows.length > 0) throw identityProblem('identity.grant_present', { role: roleName(ctx, role) });
}

/** @throws identity.grant_unknown | identity.grant_beyond_scope | identity.last_security_administrator */
export async function revokeGrant(ctx: Ctx, id: Id): Promise<GrantView> {
  const grant = await readGrant(ctx, id);
  if (!grant.actions.includes('revoke')) {
    if (grant.revoked_at !== null) throw identityProblem('identity.grant_unknown');
    throw identityProblem('identity.grant_beyond_scope', { role: roleName(ctx, grant.role) });
  }
  const { role, scope_kind, scope_id } = grant;
  const event = {
    action: 'identity.grant.revoke',
    subject: { kind: 'account', id: grant.account.id },
    detail: { grant: id, role, scope_kind, scope_id },
  };
  await act(ctx, event, async (tx) => {
    if (role === 'security_administrator')
      await checkNotLastSecurityAdministrator(ctx, tx, sql<SqlBool>`g.id <> ${id}`);
    const { numUpdatedRows } = await tx.db
      .updateTable('role_grant')
      .set({ revoked_at: ctx.now })
      .where('id', '=', id)
      .where('revoked_at', 'is', null)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) throw identityProblem('identity.grant_unknown');
  });
  return readGrant(ctx, id);
}
