import { sql } from 'kysely';
import type { MailEffect } from '../../../shared/notifications/messages.ts';
import { identityProblem } from '../../../shared/identity/problems.ts';
import { lockName, type Tx } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import { machineNow } from './machine-time.ts';
import { newToken, tokenHash } from './tokens.ts';

/** Minutes the link of a proof is good for, from the moment its mail is written. */
export const PROOF_MINUTES = 30;

/** Mails one address gets, and links one network address asks for. */
const MOST = { address: { hour: 3, day: 8 }, network: { hour: 20 } } as const;

const HOUR = 3600;

export interface ProofAsked {
  email: string;
  /** What it opens, in the words of the module that asks; one proof each. */
  subject: string;
  /** Page of the portal that takes the token, `/open-data/confirm`. */
  path: string;
  template: MailEffect['template'];
  params: MailEffect['params'];
}

/**
 * Mails a link that proves an address is read by whoever asks. Whether the address belongs to an account plays no part, and the
 * caller is answered the same where the address has had its mails for now.
 * @returns whether a mail was queued, for the audit trail alone
 * @throws identity.too_many_proofs for the network address
 */
export async function askMailProof(ctx: Ctx, tx: Tx, asked: ProofAsked): Promise<boolean> {
  const { email, subject, path, template, params } = asked;
  const network = ctx.request.address;
  await lockName(tx, `mail_proof:${network}`);
  await lockName(tx, `mail_proof:${email.toLowerCase()}`);
  const { rows } = await sql<Record<'hour' | 'day' | 'network', number>>`select
    (select count(*)::int from mail_proof where lower(email) = lower(${email}) and created_at > ${machineNow(-HOUR)}) as hour,
    (select count(*)::int from mail_proof where lower(email) = lower(${email}) and created_at > ${machineNow(-24 * HOUR)}) as day,
    (select count(*)::int from mail_proof where network = ${network} and created_at > ${machineNow(-HOUR)}) as network
  `.execute(tx.db);
  const sent = rows[0]!;
  if (sent.network >= MOST.network.hour) throw identityProblem('identity.too_many_proofs');
  const mails = sent.hour < MOST.address.hour && sent.day < MOST.address.day;
  const id = await ctx.services.ids.next(tx.db);
  await tx.db
    .insertInto('mail_proof')
    .values({
      id,
      email,
      subject,
      path: `${ctx.lang === 'en' ? '/en' : ''}${path}`,
      network,
      created_at: machineNow(),
      expires_at: machineNow(PROOF_MINUTES * 60),
    })
    .execute();
  if (mails)
    await tx.queue('mail', {
      to: email,
      lang: ctx.lang,
      template,
      params: { ...params, minutes: PROOF_MINUTES },
      link: id,
    } satisfies MailEffect);
  return mails;
}

/** Makes the token of a proof as its mail is written. @returns path and token; undefined where it is used, or no proof */
export async function mintProof(tx: Tx, id: string): Promise<string | undefined> {
  const token = newToken();
  const row = await tx.db
    .updateTable('mail_proof')
    .set({ token_hash: tokenHash(token), expires_at: machineNow(PROOF_MINUTES * 60) })
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .returning('path')
    .executeTakeFirst();
  return row && `${row.path}#${token}`;
}

/** Takes a proof, once. @throws identity.link_invalid whatever the reason */
export async function takeMailProof(tx: Tx, token: string): Promise<{ email: string; subject: string }> {
  const row = await tx.db
    .updateTable('mail_proof')
    .set({ used_at: machineNow() })
    .where('token_hash', '=', tokenHash(token))
    .where('used_at', 'is', null)
    .where('expires_at', '>', machineNow())
    .returning(['email', 'subject'])
    .executeTakeFirst();
  if (!row) throw identityProblem('identity.link_invalid');
  return row;
}
