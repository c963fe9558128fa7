import type { z } from 'zod';
import { administrationOf } from '../../../shared/identity/administration.ts';
import type { sessionView } from '../../../shared/identity/schemas.ts';
import type { Ctx } from '../../kernel/context.ts';
import { rolesHeld } from './held-roles.ts';
import { COOKIE, needsSecondFactor, sessionOf, withSession } from './session-store.ts';

export type SessionView = z.input<typeof sessionView>;

/** Who is signed in, for the browser. */
export async function readSession(ctx: Ctx): Promise<SessionView> {
  const session = sessionOf(ctx);
  const nobody = {
    account: null,
    awaiting_second_factor: session?.awaiting_second_factor ?? false,
    needs_second_factor_setup: false,
    roles: [],
    administration: [],
    expires_at: session?.expires_at ?? null,
  };
  if (!session || ctx.actor.kind !== 'account') return nobody;
  const organisation = await ctx.db
    .selectFrom('organisation')
    .select(['id', 'name_zh as name', 'name_en'])
    .where('id', '=', session.organisation_id)
    .executeTakeFirst();
  const held = await rolesHeld(ctx, [session.account_id]);
  return {
    ...nobody,
    account: {
      id: session.account_id,
      account: session.account,
      name: session.name,
      email: session.email,
      organisation: organisation ?? null,
      second_factor: session.second_factor,
      demo: session.demo,
    },
    needs_second_factor_setup: needsSecondFactor(ctx, session),
    roles: held.get(session.account_id) ?? [],
    administration: administrationOf(ctx.actor.roles.map(({ role }) => role)),
  };
}

/** The session as it is after a change to its account. */
export const afresh = async (ctx: Ctx): Promise<SessionView> =>
  readSession(await withSession(ctx, ctx.request.cookies?.get(COOKIE)));
