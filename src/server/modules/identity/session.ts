import { identityProblem } from '../../../shared/identity/problems.ts';
import { act } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import { actingAs } from './own-account.ts';
import { hashPassword, isOutdated, passwordMatches } from './password-hash.ts';
import { acceptCode } from './second-factor.ts';
import { clearCookie, endSession, openSession, sessionOf, setCookie, withSession } from './session-store.ts';
import { readSession, type SessionView } from './session-view.ts';
import { countFailure, forgetFailures, lockedUntil, refuseLocked } from './sign-in-failures.ts';

interface SignIn {
  account: string;
  password: string;
}

/**
 * Opens a session for an account and password. What is wrong is never told, and takes as long either way.
 * @throws identity.sign_in_failed | identity.locked
 */
export async function signIn(ctx: Ctx, input: SignIn): Promise<SessionView> {
  const name = input.account.toLowerCase();
  await refuseLocked(ctx, name);
  const account = await ctx.db
    .selectFrom('account')
    .select(['id', 'account', 'name', 'state', 'password_hash', 'totp_confirmed_at'])
    .where((eb) => eb(eb.fn('lower', ['account']), '=', name))
    .executeTakeFirst();
  const matches = await passwordMatches(account?.password_hash, input.password);
  if (!account || !matches || account.state !== 'active') {
    await countFailure(ctx, name, account?.id, account ? (matches ? account.state : 'password') : 'unknown account');
    throw identityProblem('identity.sign_in_failed');
  }
  const renewed = isOutdated(account.password_hash!) ? await hashPassword(input.password) : undefined;
  const awaitingSecondFactor = account.totp_confirmed_at !== null;
  const event = {
    action: 'identity.session.create',
    subject: { kind: 'account', id: account.id },
    detail: { awaits_second_factor: awaitingSecondFactor },
  };
  const token = await act(actingAs(ctx, account), event, async (tx) => {
    // Tries that ran side by side must not slip past the lock that one of them set.
    if ((await lockedUntil(tx.db, name)) !== null) throw identityProblem('identity.sign_in_failed');
    if (!awaitingSecondFactor) await forgetFailures(tx, name);
    await tx.db
      .updateTable('account')
      .set({ last_sign_in_at: ctx.now, ...(renewed !== undefined && { password_hash: renewed }) })
      .where('id', '=', account.id)
      .execute();
    return openSession(ctx, tx, { accountId: account.id, awaitingSecondFactor });
  });
  setCookie(ctx, token);
  return readSession(await withSession(ctx, token));
}

/**
 * Completes a sign-in; the session goes on under a new token.
 * @throws identity.no_second_step | identity.code_wrong | identity.locked
 */
export async function giveSecondFactor(ctx: Ctx, code: string): Promise<SessionView> {
  const session = sessionOf(ctx);
  if (!session?.awaiting_second_factor) throw identityProblem('identity.no_second_step');
  await refuseLocked(ctx, session.account);
  const who = { id: session.account_id, account: session.account, name: session.name };
  const event = { action: 'identity.session.confirm', subject: { kind: 'account', id: who.id } };
  const token = await act(actingAs(ctx, who), event, async (tx) => {
    if (!(await acceptCode(tx, who.id, code))) return undefined;
    await forgetFailures(tx, who.account);
    return openSession(ctx, tx, { accountId: who.id, awaitingSecondFactor: false });
  });
  if (token === undefined) {
    await countFailure(ctx, who.account, who.id, 'code');
    throw identityProblem('identity.code_wrong');
  }
  setCookie(ctx, token);
  return readSession(await withSession(ctx, token));
}

/** Ends the session; nobody may call it too. */
export async function signOut(ctx: Ctx): Promise<null> {
  const session = sessionOf(ctx);
  if (session) {
    const who = { id: session.account_id, account: session.account, name: session.name };
    const event = { action: 'identity.session.end', subject: { kind: 'account', id: who.id } };
    await act(actingAs(ctx, who), event, (tx) => endSession(ctx, tx));
  }
  clearCookie(ctx);
  return null;
}
