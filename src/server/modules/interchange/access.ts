import { EDITORS } from '../../../shared/catalogue/routes.ts';
import { kernelProblem } from '../../../shared/kernel/problems.ts';
import type { Ctx } from '../../kernel/context.ts';
import { mayOnPlatform, platformCondition, type PlatformRecord } from '../identity/index.ts';

/** Who edits a platform's records has them registered; the program itself may for any. */
export const mayRegister = (ctx: Pick<Ctx, 'actor'>, platform: PlatformRecord): boolean =>
  mayOnPlatform(ctx, platform, EDITORS);

/** The same for lists, as a condition on `b.platform_id`. */
export const registeredPlatforms = (ctx: Ctx) => platformCondition(ctx, EDITORS, 'b.platform_id');

/** @throws kernel.not_allowed */
export function demandRegister(ctx: Pick<Ctx, 'actor'>, platform: PlatformRecord): void {
  if (!mayRegister(ctx, platform)) throw kernelProblem('kernel.not_allowed');
}
