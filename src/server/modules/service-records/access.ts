import { KEEPERS, READERS } from '../../../shared/service-records/people.ts';
import { kernelProblem } from '../../../shared/kernel/problems.ts';
import { recordProblem } from '../../../shared/service-records/problems.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { ReadDb } from '../../kernel/db/open.ts';
import type { Id } from '../../kernel/ids.ts';
import {
  findPlatform,
  mayOnPlatform,
  platformCondition,
  type PlatformRecord,
  platformsById,
} from '../identity/index.ts';

/** A platform's own people write its records and see whom they served by name. */
export const mayKeep = (ctx: Pick<Ctx, 'actor'>, platform: PlatformRecord): boolean =>
  mayOnPlatform(ctx, platform, KEEPERS);

/** Its supervisors read them, units by name and people not. */
export const mayRead = (ctx: Pick<Ctx, 'actor'>, platform: PlatformRecord): boolean =>
  mayOnPlatform(ctx, platform, READERS);

/** The same for lists, as a condition on a column with a platform's id. */
export const readPlatforms = (ctx: Pick<Ctx, 'actor'>, column: string) => platformCondition(ctx, READERS, column);

const demand = (allowed: boolean): void => {
  if (!allowed) throw kernelProblem('kernel.not_allowed');
};

/** @throws service_records.platform_unknown | kernel.not_allowed */
export async function readablePlatform(ctx: Ctx, code: string): Promise<PlatformRecord> {
  const platform = await findPlatform(ctx.db, code);
  if (!platform) throw recordProblem('service_records.platform_unknown', { code });
  demand(mayRead(ctx, platform));
  return platform;
}

/** @throws service_records.platform_unknown | kernel.not_allowed */
export async function keptPlatform(ctx: Ctx, code: string): Promise<PlatformRecord> {
  const platform = await readablePlatform(ctx, code);
  demand(mayKeep(ctx, platform));
  return platform;
}

/** The platform of a row. @throws kernel.not_allowed */
export async function platformOfRow(
  ctx: Pick<Ctx, 'actor'>,
  db: ReadDb,
  id: Id,
  to: 'read' | 'keep',
): Promise<PlatformRecord> {
  const platform = (await platformsById(db, [id])).get(id)!;
  demand(to === 'keep' ? mayKeep(ctx, platform) : mayRead(ctx, platform));
  return platform;
}
