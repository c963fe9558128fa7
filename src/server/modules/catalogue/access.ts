import { EDITORS, GUARDIANS } from '../../../shared/catalogue/routes.ts';
import type { Role } from '../../../shared/identity/roles.ts';
import { kernelProblem } from '../../../shared/kernel/problems.ts';
import type { Ctx } from '../../kernel/context.ts';
import { mayOnPlatform, platformCondition, type PlatformRecord } from '../identity/index.ts';

/**
 * Who may: the platform's own people edit, those who answer for the portal may also take a record off it. For one
 * platform as a predicate, for lists as a condition on the platform's id.
 *
 * @throws kernel.not_allowed
 */
export function demand(ctx: Pick<Ctx, 'actor'>, platform: PlatformRecord, roles: readonly Role[]): void {
  if (!mayOnPlatform(ctx, platform, roles)) throw kernelProblem('kernel.not_allowed');
}

/** Whom nothing of a platform's records is hidden from: its own people, and the program itself. */
export const isOwnPeople = (ctx: Pick<Ctx, 'actor'>, platform: PlatformRecord): boolean =>
  ctx.actor.kind === 'system' || mayOnPlatform(ctx, platform, EDITORS);

export const guardedPlatforms = (ctx: Ctx, column: string) => platformCondition(ctx, GUARDIANS, column);
export const editedPlatforms = (ctx: Ctx, column: string) => platformCondition(ctx, EDITORS, column);
