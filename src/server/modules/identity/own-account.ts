import { identityProblem } from '../../../shared/identity/problems.ts';
import { kernelProblem } from '../../../shared/kernel/problems.ts';
import { act } from '../../kernel/act.ts';
import type { Actor, Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { checkNewPassword, hashPassword, passwordMatches } from './password-hash.ts';
import { queueMail } from './mail.ts';
import { endSessionsOf } from './session-store.ts';
import { countFailure, refuseLocked } from './sign-in-failures.ts';

type Signed = Extract<Actor, { kind: 'account' }>;

/** Who is signed in. @throws kernel.sign_in_first */
export function ownAccount(ctx: Ctx): Signed {
  if (ctx.actor.kind !== 'account') throw kernelProblem('kernel.sign_in_first');
  return ctx.actor;
}

/** The context of somebody known who has no session yet: for the audit event of a sign-in or of a link. */
export const actingAs = (ctx: Ctx, { id, account, name }: { id: Id; account: string; name: string }): Ctx => ({
  ...ctx,
  actor: { kind: 'account', id, account, name, roles: [], sessionId: '' },
});

/**
 * Asks for the password again before something that could lock the owner out; wrong ones count as failed sign-ins.
 * @throws identity.password_wrong | identity.locked
 */
export async function confirmPassword(ctx: Ctx, password: string): Promise<void> {
  const { id, account } = ownAccount(ctx);
  await refuseLocked(ctx, account);
  const row = await ctx.db.selectFrom('account').select('password_hash').where('id', '=', id).executeTakeFirstOrThrow();
  if (await passwordMatches(row.password_hash, password)) return;
  await countFailure(ctx, account, id, 'password asked again');
  throw identityProblem('identity.password_wrong');
}

/** Changes one's own password; other sessions end and the owner is told by mail. */
export async function changePassword(ctx: Ctx, current: string, password: string): Promise<void> {
  const { id, account, name, sessionId } = ownAccount(ctx);
  await confirmPassword(ctx, current);
  checkNewPassword(password, account);
  const hash = await hashPassword(password);
  await act(ctx, { action: 'identity.password.change', subject: { kind: 'account', id } }, async (tx) => {
    const { email } = await tx.db
      .updateTable('account')
      .set({ password_hash: hash, password_changed_at: ctx.now })
      .where('id', '=', id)
      .returning('email')
      .executeTakeFirstOrThrow();
    await endSessionsOf(tx, id, sessionId);
    await queueMail(ctx, tx, email, {
      account: id,
      template: 'password_changed',
      params: { name, account, at: ctx.now },
    });
  });
}

/** Changes one's own mail address; the old one is told, in case it was somebody else. */
export async function changeEmail(ctx: Ctx, password: string, email: string): Promise<void> {
  const { id, account, name } = ownAccount(ctx);
  await confirmPassword(ctx, password);
  await act(ctx, { action: 'identity.account.change_email', subject: { kind: 'account', id } }, async (tx) => {
    const before = await tx.db
      .selectFrom('account')
      .select('email')
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirstOrThrow();
    await tx.db
      .updateTable('account')
      .set((eb) => ({ email, revision: eb('revision', '+', 1) }))
      .where('id', '=', id)
      .execute();
    await queueMail(ctx, tx, before.email, {
      account: id,
      template: 'email_changed',
      params: { name, account, at: ctx.now },
    });
  });
}
