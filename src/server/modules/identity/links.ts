import { identityProblem } from '../../../shared/identity/problems.ts';
import { linkAddress } from '../../../shared/identity/links.ts';
import { act, recordRefusal, type Tx } from '../../kernel/act.ts';
import { accountOf, type Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { queueMail } from './mail.ts';
import { mintProof } from './mail-proofs.ts';
import { machineNow } from './machine-time.ts';
import { actingAs } from './own-account.ts';
import { checkNewPassword, hashPassword } from './password-hash.ts';
import { endSessionsOf } from './session-store.ts';
import { forgetFailures } from './sign-in-failures.ts';
import { newToken, tokenHash } from './tokens.ts';

export type LinkPurpose = 'invitation' | 'password_reset';

/** Hours a link is good for, from the moment it is written down. */
const HOURS: Readonly<Record<LinkPurpose, number>> = { invitation: 7 * 24, password_reset: 1 };

interface Recipient {
  id: Id;
  account: string;
  name: string;
  email: string | null;
}

/** Prepares a link; earlier ones of the account end. Its token comes with `writeLink`. @returns its id */
export async function prepareLink(ctx: Ctx, tx: Tx, accountId: Id, purpose: LinkPurpose): Promise<Id> {
  await endLinksOf(tx, accountId);
  const id = await ctx.services.ids.next(tx.db);
  await tx.db
    .insertInto('one_time_link')
    .values({
      id,
      purpose,
      account_id: accountId,
      created_by: accountOf(ctx.actor),
      created_at: ctx.now,
      expires_at: machineNow(HOURS[purpose] * 3600),
    })
    .execute();
  return id;
}

/** Ends the unused links of an account. */
export const endLinksOf = (tx: Tx, accountId: Id) =>
  tx.db.deleteFrom('one_time_link').where('account_id', '=', accountId).where('used_at', 'is', null).execute();

/** Prepares a link and the mail that carries it. */
export async function mailLink(ctx: Ctx, tx: Tx, to: Recipient, purpose: LinkPurpose): Promise<void> {
  const by = ctx.actor.kind === 'account' ? ctx.actor.name : '';
  const params = {
    name: to.name,
    account: to.account,
    hours: HOURS[purpose],
    by: by === '' ? (ctx.lang === 'en' ? 'The administrator' : '系统管理员') : by,
  };
  const link = await prepareLink(ctx, tx, to.id, purpose);
  await queueMail(ctx, tx, to.email, { account: to.id, template: purpose, params, link });
}

/** Makes the token of a prepared link, good from now. A second call makes the first token worthless. */
async function mintToken(tx: Tx, linkId: Id): Promise<string | undefined> {
  const token = newToken();
  const link = await tx.db
    .selectFrom('one_time_link')
    .select('purpose')
    .where('id', '=', linkId)
    .where('used_at', 'is', null)
    .executeTakeFirst();
  if (!link) return undefined;
  const seconds = HOURS[link.purpose as LinkPurpose] * 3600;
  await tx.db
    .updateTable('one_time_link')
    .set({ token_hash: tokenHash(token), expires_at: machineNow(seconds) })
    .where('id', '=', linkId)
    .execute();
  return token;
}

const baseOf = ({ services: { config } }: Ctx): string => config.baseUrl ?? `http://${config.host}:${config.port}`;

/**
 * The address of a prepared link or mail proof, made when the mail is written: the database and the outbox never see it.
 * @returns undefined when the link was replaced or used meanwhile
 */
export async function writeLink(ctx: Ctx, linkId: Id): Promise<string | undefined> {
  const event = { action: 'identity.link.write', subject: { kind: 'link', id: linkId } };
  return act(ctx, event, async (tx) => {
    const token = await mintToken(tx, linkId);
    if (token !== undefined) return linkAddress(baseOf(ctx), token);
    const proof = await mintProof(tx, linkId);
    return proof === undefined ? undefined : `${baseOf(ctx)}${proof}`;
  });
}

/** A link shown to the one who asks on the command line instead of mailed. */
export async function linkNow(ctx: Ctx, tx: Tx, accountId: Id, purpose: LinkPurpose): Promise<string> {
  const token = await mintToken(tx, await prepareLink(ctx, tx, accountId, purpose));
  return linkAddress(baseOf(ctx), token!);
}

const findLink = (db: Pick<Ctx['db'], 'selectFrom'>, token: string) =>
  db
    .selectFrom('one_time_link as l')
    .innerJoin('account as a', 'a.id', 'l.account_id')
    .select(['l.id', 'l.purpose', 'l.expires_at', 'a.id as account_id', 'a.account', 'a.name', 'a.state'])
    .where('l.token_hash', '=', tokenHash(token))
    .where('l.used_at', 'is', null)
    .where('l.expires_at', '>', machineNow())
    .where('a.state', '<>', 'disabled')
    .executeTakeFirst();

/** What a link is for. @throws identity.link_invalid */
export async function readLink(ctx: Ctx, token: string) {
  const link = await findLink(ctx.db, token);
  if (!link) throw identityProblem('identity.link_invalid');
  const { purpose, account, name, expires_at } = link;
  return { purpose: purpose as LinkPurpose, account, name, expires_at };
}

/** Sets the password by a link, once. An invitation makes the account active; failed sign-ins are forgotten. */
export async function useLink(ctx: Ctx, token: string, password: string): Promise<{ account: string }> {
  const known = await findLink(ctx.db, token);
  if (!known) {
    await recordRefusal(ctx, { action: 'identity.link.use', detail: { reason: 'invalid' } });
    throw identityProblem('identity.link_invalid');
  }
  checkNewPassword(password, known.account);
  const hash = await hashPassword(password);
  const event = {
    action: 'identity.link.use',
    subject: { kind: 'account', id: known.account_id },
    detail: { purpose: known.purpose },
  };
  return act(actingAs(ctx, { ...known, id: known.account_id }), event, async (tx) => {
    const { numUpdatedRows } = await tx.db
      .updateTable('one_time_link')
      .set({ used_at: ctx.now })
      .where('id', '=', known.id)
      .where('used_at', 'is', null)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) throw identityProblem('identity.link_invalid');
    await endLinksOf(tx, known.account_id);
    await tx.db
      .updateTable('account')
      .set((eb) => ({
        password_hash: hash,
        password_changed_at: ctx.now,
        state: 'active',
        revision: eb('revision', '+', 1),
      }))
      .where('id', '=', known.account_id)
      .where('state', '<>', 'disabled')
      .execute();
    await endSessionsOf(tx, known.account_id);
    await forgetFailures(tx, known.account);
    return { account: known.account };
  });
}

/**
 * Mails a reset link when the account exists, is in use and has an address. The caller learns nothing either way.
 */
export async function requestPasswordReset(ctx: Ctx, name: string): Promise<{ accepted: true }> {
  const account = await ctx.db
    .selectFrom('account')
    .select(['id', 'account', 'name', 'email'])
    .where((eb) => eb(eb.fn('lower', ['account']), '=', name.toLowerCase()))
    .where('state', '=', 'active')
    .where('email', 'is not', null)
    .executeTakeFirst();
  const action = 'identity.password.request_reset';
  if (!account) await recordRefusal(ctx, { action, detail: { account: name } });
  else
    await act(ctx, { action, subject: { kind: 'account', id: account.id } }, (tx) =>
      mailLink(ctx, tx, account, 'password_reset'),
    );
  return { accepted: true };
}
