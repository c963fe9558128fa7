import { sql, type SqlBool } from 'kysely';
import type { z } from 'zod';
import { ADMINISTRATION } from '../../../shared/identity/administration.ts';
import { identityProblem } from '../../../shared/identity/problems.ts';
import type { accountChange, accountInput } from '../../../shared/identity/schemas.ts';
import { act, checkRevision, type Tx } from '../../kernel/act.ts';
import { accountOf, type Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { organisationsWithin, scopeOf } from './access.ts';
import { accountRow, type AccountRow, type AccountView, readAccount } from './accounts.ts';
import { checkNotLastSecurityAdministrator, isGuarded } from './grant-checks.ts';
import { endLinksOf, mailLink } from './links.ts';
import { queueMail } from './mail.ts';
import { checkOrganisation } from './organisations.ts';
import { clearSecondFactor } from './second-factor.ts';
import { endSessionsOf } from './session-store.ts';
import { forgetFailures } from './sign-in-failures.ts';

export type AccountInput = z.output<typeof accountInput>;

/** Accounts belong to an organisation within the scope of whoever makes or moves them. */
async function checkOrganisationInScope(ctx: Ctx, id: Id | null | undefined): Promise<void> {
  const scope = scopeOf(ctx.actor, ADMINISTRATION.edit_accounts);
  if (scope.all) return;
  const { rows } = await sql`
    select 1 from organisation c where c.id = ${id ?? null}::bigint and c.id in (${organisationsWithin(scope)})`.execute(
    ctx.db,
  );
  if (rows.length === 0) throw identityProblem('identity.account_beyond_scope');
}

/** Creates an account and mails its owner a link. @throws identity.account_taken | identity.account_beyond_scope */
export async function inviteAccount(ctx: Ctx, input: AccountInput): Promise<AccountView> {
  await checkOrganisationInScope(ctx, input.organisation_id);
  const id = await act(ctx, { action: 'identity.account.invite', detail: { account: input.account } }, async (tx) => {
    const made = await insertAccount(ctx, tx, { ...input, state: 'invited' });
    tx.on('account', made);
    await mailLink(ctx, tx, { ...input, id: made }, 'invitation');
    return made;
  });
  return readAccount(ctx, id);
}

export interface NewAccount {
  account: string;
  name: string;
  email?: string | null | undefined;
  phone?: string | null | undefined;
  organisation_id?: Id | null | undefined;
  state: 'invited' | 'active';
  password_hash?: string;
  demo?: boolean | undefined;
}

/** Enters an account inside an act. @returns its id */
export async function insertAccount(ctx: Ctx, tx: Tx, input: NewAccount): Promise<Id> {
  await checkOrganisation(tx.db, 'organisation_id', input.organisation_id);
  const id = await ctx.services.ids.next(tx.db);
  const { rows } = await sql`
    insert into account (id, account, name, email, phone, organisation_id, state, password_hash, demo, created_at)
    values (${id}, ${input.account}, ${input.name}, ${input.email ?? null}, ${input.phone ?? null},
      ${input.organisation_id ?? null}, ${input.state}, ${input.password_hash ?? null}, ${input.demo ?? false}, ${ctx.now})
    on conflict ((lower(account))) do nothing returning id`.execute(tx.db);
  if (rows.length === 0) throw identityProblem('identity.account_taken', { account: input.account });
  return id;
}

/** An account the actor may change. @throws identity.account_unknown | identity.account_beyond_scope */
async function changeable(ctx: Ctx, id: Id, by: 'editable' | 'unlockable' | 'resettable'): Promise<AccountRow> {
  const row = await accountRow(ctx, id);
  if (!row[by]) throw identityProblem('identity.account_beyond_scope');
  return row;
}

/** @throws identity.own_account */
function checkOther(ctx: Ctx, id: Id): void {
  if (accountOf(ctx.actor) === id) throw identityProblem('identity.own_account');
}

const event = (verb: string, id: Id, detail?: Readonly<Record<string, unknown>>) => ({
  action: `identity.account.${verb}`,
  subject: { kind: 'account', id },
  ...(detail && { detail }),
});

async function lockAccount(tx: Tx, id: Id, revision?: number) {
  const row = await tx.db.selectFrom('account').selectAll().where('id', '=', id).forUpdate().executeTakeFirstOrThrow();
  if (revision !== undefined) checkRevision(revision, row);
  return row;
}

/** Mails a new link to somebody who has not taken up the invitation. @throws identity.account_state */
export async function inviteAgain(ctx: Ctx, id: Id): Promise<AccountView> {
  await changeable(ctx, id, 'editable');
  await act(ctx, event('invite_again', id), async (tx) => {
    const row = await lockAccount(tx, id);
    if (row.state !== 'invited') throw identityProblem('identity.account_state', { state: row.state });
    if (row.email === null) throw identityProblem('identity.email_missing');
    await mailLink(ctx, tx, row, 'invitation');
  });
  return readAccount(ctx, id);
}

/** @throws identity.guarded_email | identity.own_account | identity.account_beyond_scope | kernel.stale_version */
export async function updateAccount(
  ctx: Ctx,
  id: Id,
  { revision, ...change }: z.output<typeof accountChange>,
): Promise<AccountView> {
  await changeable(ctx, id, 'editable');
  if (change.organisation_id !== undefined) await checkOrganisationInScope(ctx, change.organisation_id);
  await act(ctx, event('update', id, { fields: Object.keys(change) }), async (tx) => {
    const row = await lockAccount(tx, id, revision);
    await checkOrganisation(tx.db, 'organisation_id', change.organisation_id);
    const otherEmail = change.email !== undefined && change.email !== row.email;
    if (otherEmail) await checkEmailChange(ctx, tx, id);
    await tx.db
      .updateTable('account')
      .set({ ...change, revision: revision + 1 })
      .where('id', '=', id)
      .execute();
    const params = { name: row.name, account: row.account, at: ctx.now };
    if (otherEmail) {
      await endLinksOf(tx, id);
      await queueMail(ctx, tx, row.email, { account: id, template: 'email_changed', params });
    }
  });
  return readAccount(ctx, id);
}

async function checkEmailChange(ctx: Ctx, tx: Tx, id: Id): Promise<void> {
  checkOther(ctx, id);
  if (ctx.actor.kind !== 'system' && (await isGuarded(ctx, tx.db, id))) throw identityProblem('identity.guarded_email');
}

/** Disables an account; its sessions and links end. @throws identity.own_account | identity.last_security_administrator */
export async function disableAccount(ctx: Ctx, id: Id, revision: number): Promise<AccountView> {
  checkOther(ctx, id);
  await changeable(ctx, id, 'editable');
  await act(ctx, event('disable', id), async (tx) => {
    const row = await lockAccount(tx, id, revision);
    if (row.state === 'disabled') throw identityProblem('identity.account_state', { state: row.state });
    await checkNotLastSecurityAdministrator(ctx, tx, sql<SqlBool>`g.account_id <> ${id}`);
    await setState(tx, id, 'disabled');
    await endSessionsOf(tx, id);
    await endLinksOf(tx, id);
  });
  return readAccount(ctx, id);
}

/** @throws identity.account_state */
export async function enableAccount(ctx: Ctx, id: Id, revision: number): Promise<AccountView> {
  await changeable(ctx, id, 'editable');
  await act(ctx, event('enable', id), async (tx) => {
    const row = await lockAccount(tx, id, revision);
    if (row.state !== 'disabled') throw identityProblem('identity.account_state', { state: row.state });
    await setState(tx, id, row.password_hash === null ? 'invited' : 'active');
  });
  return readAccount(ctx, id);
}

const setState = (tx: Tx, id: Id, state: AccountRow['state']) =>
  tx.db
    .updateTable('account')
    .set((eb) => ({ state, revision: eb('revision', '+', 1) }))
    .where('id', '=', id)
    .execute();

/** Lifts the lock that failed sign-ins set. */
export async function unlockAccount(ctx: Ctx, id: Id): Promise<AccountView> {
  checkOther(ctx, id);
  const { account } = await changeable(ctx, id, 'unlockable');
  await act(ctx, event('unlock', id), (tx) => forgetFailures(tx, account));
  return readAccount(ctx, id);
}

/** Removes the second factor of somebody who has lost it; sessions end. @throws identity.second_factor_absent */
export async function resetSecondFactor(ctx: Ctx, id: Id, revision: number): Promise<AccountView> {
  checkOther(ctx, id);
  await changeable(ctx, id, 'resettable');
  await act(ctx, event('reset_second_factor', id), async (tx) => {
    const row = await lockAccount(tx, id, revision);
    if (row.totp_confirmed_at === null) throw identityProblem('identity.second_factor_absent');
    await clearSecondFactor(tx, id);
    await setState(tx, id, row.state as AccountRow['state']);
    await endSessionsOf(tx, id);
  });
  return readAccount(ctx, id);
}
