import { type RawBuilder, sql, type SqlBool } from 'kysely';
import { EDITORS } from '../../../shared/catalogue/people.ts';
import { kernelProblem } from '../../../shared/kernel/problems.ts';
import type { Side } from '../../../shared/sharing/item-states.ts';
import { stockProblem } from '../../../shared/stock/problems.ts';
import { accountOf, type Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { findPlatform, mayOnPlatform, platformCondition, type PlatformRecord } from '../identity/index.ts';

/** From which sides somebody sees a part of a request: as one of the platform's people, as its requester, both, or none. */
export function sidesOf(ctx: Pick<Ctx, 'actor'>, { account_id }: { account_id: Id }, platform: PlatformRecord): Side[] {
  return [
    ...(mayOnPlatform(ctx, platform, EDITORS) ? (['platform'] as const) : []),
    ...(accountOf(ctx.actor) === account_id ? (['requester'] as const) : []),
  ];
}

/** Parts of requests that went to platforms whose people the actor belongs to, as a condition on their column. */
export const workedOn = (ctx: Pick<Ctx, 'actor'>, column = 'p.platform_id'): RawBuilder<SqlBool> =>
  platformCondition(ctx, EDITORS, column);

/** Parts of requests the actor has sent. @throws kernel.sign_in_first */
export function ownRequests(ctx: Pick<Ctx, 'actor'>, column = 'p.account_id'): RawBuilder<SqlBool> {
  const account = accountOf(ctx.actor);
  if (account === null) throw kernelProblem('kernel.sign_in_first');
  return sql<SqlBool>`${sql.ref(column)} = ${account}`;
}

/** @throws kernel.not_allowed where the caller is only on the other side */
export function demandBy({ sides }: { sides: readonly Side[] }, wanted: Side): void {
  if (!sides.includes(wanted)) throw kernelProblem('kernel.not_allowed');
}

/** @throws stock.platform_unknown | kernel.not_allowed */
export async function workedPlatform(ctx: Ctx, code: string): Promise<PlatformRecord> {
  const platform = await findPlatform(ctx.db, code);
  if (!platform) throw stockProblem('stock.platform_unknown', { code });
  if (!mayOnPlatform(ctx, platform, EDITORS)) throw kernelProblem('kernel.not_allowed');
  return platform;
}
