import { EDITORS } from '../../../shared/catalogue/routes.ts';
import type { ResourceType } from '../../../shared/catalogue/resource-type.ts';
import { importsProblem } from '../../../shared/imports/problems.ts';
import { kernelProblem } from '../../../shared/kernel/problems.ts';
import type { Ctx } from '../../kernel/context.ts';
import { mayOnPlatform, platformCondition, type PlatformRecord } from '../identity/index.ts';

/** Who edits a platform's records imports into it and sees its imports; the program itself may import anywhere. */
export const mayImport = (ctx: Ctx, platform: PlatformRecord): boolean => mayOnPlatform(ctx, platform, EDITORS);

/** The same for lists, as a condition on `b.platform_id`. */
export const importedPlatforms = (ctx: Ctx) => platformCondition(ctx, EDITORS, 'b.platform_id');

/** @throws kernel.not_allowed */
export function demandImport(ctx: Ctx, platform: PlatformRecord): void {
  if (!mayImport(ctx, platform)) throw kernelProblem('kernel.not_allowed');
}

/** @throws imports.type_unknown */
export function typeOf(ctx: Ctx, id: string): ResourceType {
  const type = ctx.services.types.get(id);
  if (!type) throw importsProblem('imports.type_unknown', { type: id });
  return type;
}
