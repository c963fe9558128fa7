import { sql } from 'kysely';
import { ADMINISTRATORS } from '../../../shared/identity/administration.ts';
import type { Tx } from '../../kernel/act.ts';
import { type Actor, ANONYMOUS, type Ctx, type HeldRole } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { inEffect } from './held-roles.ts';
import { machineNow } from './machine-time.ts';
import { newToken, tokenHash } from './tokens.ts';

export const COOKIE = 'keyuan_session';
const ABSOLUTE_SECONDS = 12 * 60 * 60;
const IDLE_SECONDS = 30 * 60;
const TOUCH_SECONDS = 60;

export interface OpenSession {
  id: Id;
  seen_at: string;
  expires_at: string;
  awaiting_second_factor: boolean;
  account_id: Id;
  account: string;
  name: string;
  email: string | null;
  organisation_id: Id | null;
  demo: boolean;
  second_factor: boolean;
  roles: { role: HeldRole['role']; scopeKind: HeldRole['scopeKind']; scopeId: string }[];
}

const sessions = new WeakMap<Ctx['request'], OpenSession>();

/** The session of a request's cookie, one statement; undefined when there is none or it has expired. */
async function readOpenSession(ctx: Ctx): Promise<OpenSession | undefined> {
  const token = ctx.request.cookies?.get(COOKIE);
  if (token === undefined || token === '') return undefined;
  const { rows } = await sql<OpenSession>`
    select s.id, s.seen_at, s.expires_at, s.awaiting_second_factor, a.id as account_id, a.account, a.name, a.email,
      a.organisation_id, a.demo, a.totp_confirmed_at is not null as second_factor,
      coalesce((select jsonb_agg(jsonb_build_object('role', g.role, 'scopeKind', g.scope_kind, 'scopeId', g.scope_id))
        from role_grant g where g.account_id = a.id and ${inEffect(ctx.today)}), '[]') as roles
    from session s join account a on a.id = s.account_id
    where s.token_hash = ${tokenHash(token)} and a.state = 'active'
      and s.expires_at > ${machineNow()} and s.seen_at > ${machineNow(-IDLE_SECONDS)}`.execute(ctx.db);
  return rows[0];
}

/** Who calls: read once a request. A session that awaits its second factor is nobody yet. */
export async function actorOfSession(ctx: Ctx): Promise<Actor> {
  const session = await readOpenSession(ctx);
  if (!session) return ANONYMOUS;
  sessions.set(ctx.request, session);
  if (session.awaiting_second_factor) return ANONYMOUS;
  await touch(ctx, session);
  return actorOf(ctx, session);
}

/** The session of this request, awaiting its second factor or not. */
export const sessionOf = (ctx: Ctx): OpenSession | undefined => sessions.get(ctx.request);

export const actorOf = (ctx: Ctx, session: OpenSession): Actor => ({
  kind: 'account',
  id: session.account_id,
  name: session.name,
  account: session.account,
  sessionId: session.id,
  roles: needsSecondFactor(ctx, session)
    ? session.roles.filter(({ role }) => !(ADMINISTRATORS as readonly string[]).includes(role))
    : session.roles,
});

/** Administrators in live use without a second factor: those roles rest until one is set up (GB/T 22239-2019, 8.1.4.1). */
export const needsSecondFactor = (
  ctx: Ctx,
  session: Pick<OpenSession, 'demo' | 'second_factor'> & { roles: readonly { role: string }[] },
): boolean =>
  ctx.services.config.mode === 'live' &&
  !session.demo &&
  !session.second_factor &&
  session.roles.some(({ role }) => (ADMINISTRATORS as readonly string[]).includes(role));

/**
 * Notes that a session is in use. The one write beside `act`: it changes nothing that anybody decides, and an
 * audit event a minute for everybody would bury the others.
 */
async function touch(ctx: Ctx, session: OpenSession): Promise<void> {
  const before = machineNow(-TOUCH_SECONDS);
  if (session.seen_at > before) return;
  await ctx.services.storage.db
    .updateTable('session')
    .set({ seen_at: machineNow() })
    .where('id', '=', session.id)
    .where('seen_at', '<=', before)
    .execute();
}

export interface NewSession {
  accountId: Id;
  awaitingSecondFactor: boolean;
}

/** Opens a session; the one the request came with ends. @returns the token for the cookie */
export async function openSession(ctx: Ctx, tx: Tx, { accountId, awaitingSecondFactor }: NewSession): Promise<string> {
  await endSession(ctx, tx);
  const token = newToken();
  await tx.db
    .insertInto('session')
    .values({
      id: await ctx.services.ids.next(tx.db),
      token_hash: tokenHash(token),
      account_id: accountId,
      created_at: machineNow(),
      seen_at: machineNow(),
      expires_at: machineNow(ABSOLUTE_SECONDS),
      awaiting_second_factor: awaitingSecondFactor,
      address: ctx.request.address,
      user_agent: (ctx.request.userAgent ?? '').slice(0, 300),
    })
    .execute();
  return token;
}

/** Ends the session the request came with. */
export async function endSession(ctx: Ctx, tx: Tx): Promise<void> {
  const token = ctx.request.cookies?.get(COOKIE);
  if (token) await tx.db.deleteFrom('session').where('token_hash', '=', tokenHash(token)).execute();
}

/** Ends the sessions of an account, except one. */
export async function endSessionsOf(tx: Tx, accountId: Id, except?: Id): Promise<void> {
  let query = tx.db.deleteFrom('session').where('account_id', '=', accountId);
  if (except !== undefined) query = query.where('id', '<>', except);
  await query.execute();
}

export const setCookie = (ctx: Ctx, token: string): void => ctx.request.cookies?.set(COOKIE, token, ABSOLUTE_SECONDS);
export const clearCookie = (ctx: Ctx): void => ctx.request.cookies?.set(COOKIE, '', 0);

/** The context after the session changed: read again with the new cookie. */
export async function withSession(ctx: Ctx, token: string | undefined): Promise<Ctx> {
  const request = {
    ...ctx.request,
    cookies: { get: (name: string) => (name === COOKIE ? token : undefined), set: () => undefined },
  };
  const changed = { ...ctx, request };
  return { ...changed, actor: await actorOfSession(changed) };
}
