import { agreementsProblem } from '../../../shared/agreements/problems.ts';
import type { Asked } from '../../../shared/agreements/asked.ts';
import type { EndedBy } from '../../../shared/agreements/known.ts';
import { EDITORS } from '../../../shared/catalogue/people.ts';
import { kernelProblem } from '../../../shared/kernel/problems.ts';
import { accountOf, type Ctx } from '../../kernel/context.ts';
import type { ReadDb } from '../../kernel/db/open.ts';
import type { Id } from '../../kernel/ids.ts';
import {
  findPlatform,
  mayOnPlatform,
  platformCondition,
  type PlatformRecord,
  platformsById,
} from '../identity/index.ts';
import { askedOf } from './hooks.ts';

/** A platform's own people write its agreements and contracts and check what is handed in. */
export const mayKeep = (ctx: Pick<Ctx, 'actor'>, platform: PlatformRecord): boolean =>
  mayOnPlatform(ctx, platform, EDITORS);

/** The same for lists, as a condition on a column with a platform's id. */
export const keptPlatforms = (ctx: Ctx, column: string) => platformCondition(ctx, EDITORS, column);

/** @throws agreements.platform_unknown | kernel.not_allowed */
export async function ownPlatform(ctx: Ctx, code: string): Promise<PlatformRecord> {
  const platform = await findPlatform(ctx.db, code);
  if (!platform) throw agreementsProblem('agreements.platform_unknown', { code });
  if (!mayKeep(ctx, platform)) throw kernelProblem('kernel.not_allowed');
  return platform;
}

/** The platform of a row, for somebody who keeps it. @throws kernel.not_allowed */
export async function ownPlatformById(ctx: Pick<Ctx, 'actor'>, db: ReadDb, id: Id): Promise<PlatformRecord> {
  const platform = (await platformsById(db, [id])).get(id)!;
  if (!mayKeep(ctx, platform)) throw kernelProblem('kernel.not_allowed');
  return platform;
}

/** A part of a request, for one of its two sides. */
export interface Part {
  asked: Asked;
  platform: PlatformRecord;
  side: 'platform' | 'requester';
}

/** Who asks, and the named users. */
export const isRequester = (ctx: Pick<Ctx, 'actor'>, { requester }: Asked): boolean => {
  const account = accountOf(ctx.actor);
  return account !== null && (requester.accountId === account || requester.users.includes(account));
};

/** Who asks binds the user's side: signs its contract, agrees on ownership. A named user answers for itself only. */
export const isAsker = (ctx: Pick<Ctx, 'actor'>, { requester }: Asked): boolean => {
  const account = accountOf(ctx.actor);
  return account !== null && requester.accountId === account;
};

/**
 * The part for whoever is a party to it; who is on both sides acts for the platform only where told.
 * Strangers are told no more than that there is none.
 * @throws agreements.part_unknown
 */
export async function partOf(ctx: Ctx, subject: string): Promise<Part> {
  const asked = await askedOf(ctx, subject);
  const platform = asked && (await platformsById(ctx.db, [asked.platformId])).get(asked.platformId);
  if (!asked || !platform) throw agreementsProblem('agreements.part_unknown');
  if (mayKeep(ctx, platform)) return { asked, platform, side: 'platform' };
  if (isRequester(ctx, asked)) return { asked, platform, side: 'requester' };
  throw agreementsProblem('agreements.part_unknown');
}

/** @throws agreements.part_unknown | kernel.not_allowed */
export async function keptPart(ctx: Ctx, subject: string): Promise<Part> {
  const part = await partOf(ctx, subject);
  if (part.side !== 'platform') throw kernelProblem('kernel.not_allowed');
  return part;
}

export const ENDS = ['holder', 'issuer'] as const satisfies readonly EndedBy[];

interface Ending {
  account_id: Id | null;
  valid_until: string | null;
  ended_on: string | null;
}

/**
 * How the caller may end a permit: whoever handed it in, and a platform its own licence, in both ways; a platform that goes by
 * somebody's permit records that its issuer revoked it.
 * @param keeps the caller keeps a platform to which it was given
 */
export const waysToEnd = (
  ctx: Pick<Ctx, 'actor' | 'today'>,
  { account_id, valid_until, ended_on }: Ending,
  keeps: boolean,
): EndedBy[] => {
  if (ended_on !== null || (valid_until !== null && valid_until < ctx.today)) return [];
  const account = accountOf(ctx.actor);
  if (account_id !== null && account_id === account) return [...ENDS];
  if (!keeps) return [];
  return account_id === null ? [...ENDS] : ['issuer'];
};

/** The same for a permit itself, wherever it was given. */
export async function mayEnd(ctx: Ctx, permit: Ending & { id: Id }): Promise<EndedBy[]> {
  const kept = await ctx.db
    .selectFrom('permit_use')
    .select('permit_id')
    .where('permit_id', '=', permit.id)
    .where(keptPlatforms(ctx, 'platform_id'))
    .executeTakeFirst();
  return waysToEnd(ctx, { ...permit, valid_until: null, ended_on: null }, kept !== undefined);
}
