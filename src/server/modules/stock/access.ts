import { EDITORS } from '../../../shared/catalogue/people.ts';
import { kernelProblem } from '../../../shared/kernel/problems.ts';
import { stockProblem } from '../../../shared/stock/problems.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { ReadDb } from '../../kernel/db/open.ts';
import {
  findPlatform,
  mayOnPlatform,
  platformCondition,
  type PlatformRecord,
  platformsById,
} from '../identity/index.ts';
import type { Id } from '../../kernel/ids.ts';

/** A platform's own people see and keep its stock and its services; the program itself may for any. */
export const mayKeep = (ctx: Pick<Ctx, 'actor'>, platform: PlatformRecord): boolean =>
  mayOnPlatform(ctx, platform, EDITORS);

/** The same for lists, as a condition on a column with a platform's id. */
export const keptPlatforms = (ctx: Ctx, column: string) => platformCondition(ctx, EDITORS, column);

/** @throws kernel.not_allowed */
export function demandKeep(ctx: Pick<Ctx, 'actor'>, platform: PlatformRecord): void {
  if (!mayKeep(ctx, platform)) throw kernelProblem('kernel.not_allowed');
}

/** @throws stock.platform_unknown | kernel.not_allowed */
export async function ownPlatform(ctx: Ctx, code: string): Promise<PlatformRecord> {
  const platform = await findPlatform(ctx.db, code);
  if (!platform) throw stockProblem('stock.platform_unknown', { code });
  demandKeep(ctx, platform);
  return platform;
}

/** The platform of a row, for somebody who keeps it. @throws kernel.not_allowed */
export async function ownPlatformById(ctx: Pick<Ctx, 'actor'>, db: ReadDb, id: Id): Promise<PlatformRecord> {
  const platform = (await platformsById(db, [id])).get(id)!;
  demandKeep(ctx, platform);
  return platform;
}
