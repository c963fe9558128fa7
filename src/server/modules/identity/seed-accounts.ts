import { identityProblem } from '../../../shared/identity/problems.ts';
import type { Role, ScopeKind } from '../../../shared/identity/roles.ts';
import { act, type Tx } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { insertAccount } from './account-write.ts';
import { checkRoleScope, findOrganisation, scopeIdOf } from './grant-checks.ts';
import { insertGrant } from './grant-write.ts';
import { hashPassword } from './password-hash.ts';

export interface RoleSeed {
  role: Role;
  scopeKind: ScopeKind;
  /** Id; a platform also by code, an organisation also by credit code or name. */
  scopeId: string;
}

export interface AccountSeed {
  account: string;
  name: string;
  email?: string | undefined;
  /** Id, unified social credit code or name. */
  organisation?: string | undefined;
  roles: readonly RoleSeed[];
  demo: boolean;
}

/** Gives roles from today on, inside an act. */
export async function grantRoles(ctx: Ctx, tx: Tx, accountId: Id, roles: readonly RoleSeed[]): Promise<void> {
  for (const { role, scopeKind, scopeId: named } of roles) {
    checkRoleScope(role, scopeKind);
    const scopeId = await scopeIdOf(tx.db, scopeKind, named);
    await insertGrant(ctx, tx, { accountId, role, scopeKind, scopeId, from: ctx.today, to: null });
  }
}

/** @throws identity.reference_unknown */
export async function demandOrganisation(tx: Tx, named: string | undefined): Promise<Id | null> {
  if (named === undefined) return null;
  const id = await findOrganisation(tx.db, named);
  if (id === undefined) throw identityProblem('identity.reference_unknown', { field: `organisation ${named}` });
  return id;
}

/** Gives all accounts of the demonstration another password: that of an interrupted load is known to nobody. */
export async function renewDemoPassword(ctx: Ctx, password: string): Promise<void> {
  const password_hash = await hashPassword(password);
  await act(ctx, { action: 'identity.accounts.demo_password' }, (tx) =>
    tx.db.updateTable('account').set({ password_hash }).where('demo', '=', true).execute(),
  );
}

/**
 * Creates accounts that share one password, with their roles, in one act. Names that exist are left alone.
 * @throws identity.trial_only for demo accounts in live mode | identity.exclusive_roles | identity.role_scope | identity.scope_unknown
 */
export async function seedAccounts(ctx: Ctx, accounts: readonly AccountSeed[], password: string): Promise<void> {
  if (ctx.services.config.mode === 'live' && accounts.some(({ demo }) => demo))
    throw identityProblem('identity.trial_only');
  const password_hash = await hashPassword(password);
  const detail = { accounts: accounts.map(({ account, roles }) => ({ account, roles })) };
  await act(ctx, { action: 'identity.accounts.seed', detail }, async (tx) => {
    const known = await tx.db.selectFrom('account').select('account').execute();
    const taken = new Set(known.map(({ account }) => account.toLowerCase()));
    for (const { roles, organisation, ...account } of accounts) {
      if (taken.has(account.account.toLowerCase())) continue;
      const organisation_id = await demandOrganisation(tx, organisation);
      const id = await insertAccount(ctx, tx, { ...account, organisation_id, password_hash, state: 'active' });
      await grantRoles(ctx, tx, id, roles);
    }
  });
}
