import { Secret, TOTP } from 'otpauth';
import { identityProblem } from '../../../shared/identity/problems.ts';
import { act, type Tx } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { confirmPassword, ownAccount } from './own-account.ts';
import { endSessionsOf } from './session-store.ts';
import { afresh, type SessionView } from './session-view.ts';

/** RFC 6238 with what every authenticator knows: SHA-1, 6 digits, 30 s; one step of clock drift either way. */
const FORM = { algorithm: 'SHA1', digits: 6, period: 30 } as const;
const DRIFT = 1;

/** The time step a code belongs to, undefined for a wrong code. */
function stepOf(secret: string, code: string): number | undefined {
  const timestamp = Date.now();
  const delta = TOTP.validate({ token: code, secret: Secret.fromBase32(secret), ...FORM, timestamp, window: DRIFT });
  return delta === null ? undefined : TOTP.counter({ period: FORM.period, timestamp }) + delta;
}

/** Takes a code of an account's second factor once. @returns whether it was right and new */
export async function acceptCode(tx: Tx, accountId: Id, code: string): Promise<boolean> {
  const account = await tx.db
    .selectFrom('account')
    .select(['totp_secret', 'totp_last_step'])
    .where('id', '=', accountId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const step = account.totp_secret === null ? undefined : stepOf(account.totp_secret, code);
  if (step === undefined || step <= Number(account.totp_last_step ?? -1)) return false;
  await tx.db
    .updateTable('account')
    .set({ totp_last_step: String(step) })
    .where('id', '=', accountId)
    .execute();
  return true;
}

/** A new secret, kept unconfirmed until a first code proves that the authenticator has it. */
export async function startSecondFactor(ctx: Ctx, password: string): Promise<{ secret: string; uri: string }> {
  const { id, account } = ownAccount(ctx);
  await confirmPassword(ctx, password);
  const secret = new Secret({ size: 20 });
  await act(ctx, { action: 'identity.second_factor.start', subject: { kind: 'account', id } }, async (tx) => {
    const { numUpdatedRows } = await tx.db
      .updateTable('account')
      .set({ totp_secret: secret.base32, totp_last_step: null })
      .where('id', '=', id)
      .where('totp_confirmed_at', 'is', null)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) throw identityProblem('identity.second_factor_present');
  });
  const uri = new TOTP({ issuer: '科源 Keyuan', label: account, secret, ...FORM }).toString();
  return { secret: secret.base32, uri };
}

/** @throws identity.code_wrong | identity.second_factor_present | identity.second_factor_absent */
export async function confirmSecondFactor(ctx: Ctx, code: string): Promise<SessionView> {
  const { id, sessionId } = ownAccount(ctx);
  await act(ctx, { action: 'identity.second_factor.confirm', subject: { kind: 'account', id } }, async (tx) => {
    const account = await tx.db
      .selectFrom('account')
      .select(['totp_secret', 'totp_confirmed_at'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    if (account.totp_confirmed_at !== null) throw identityProblem('identity.second_factor_present');
    if (account.totp_secret === null) throw identityProblem('identity.second_factor_absent');
    if (!(await acceptCode(tx, id, code))) throw identityProblem('identity.code_wrong');
    await tx.db.updateTable('account').set({ totp_confirmed_at: ctx.now }).where('id', '=', id).execute();
    await endSessionsOf(tx, id, sessionId);
  });
  return afresh(ctx);
}

/** @throws identity.code_wrong | identity.second_factor_absent | identity.password_wrong */
export async function removeSecondFactor(ctx: Ctx, password: string, code: string): Promise<SessionView> {
  const { id } = ownAccount(ctx);
  await confirmPassword(ctx, password);
  await act(ctx, { action: 'identity.second_factor.remove', subject: { kind: 'account', id } }, async (tx) => {
    const account = await tx.db
      .selectFrom('account')
      .select('totp_confirmed_at')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    if (account.totp_confirmed_at === null) throw identityProblem('identity.second_factor_absent');
    if (!(await acceptCode(tx, id, code))) throw identityProblem('identity.code_wrong');
    await clearSecondFactor(tx, id);
  });
  return afresh(ctx);
}

export async function clearSecondFactor(tx: Tx, accountId: Id): Promise<void> {
  await tx.db
    .updateTable('account')
    .set({ totp_secret: null, totp_confirmed_at: null, totp_last_step: null })
    .where('id', '=', accountId)
    .execute();
}
