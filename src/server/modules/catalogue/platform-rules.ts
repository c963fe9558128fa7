import { catalogueProblem } from '../../../shared/catalogue/problems.ts';
import type { ResourceType } from '../../../shared/catalogue/resource-type.ts';
import { type CatalogueRules, catalogueRules } from '../../../shared/policy/catalogue-rules.ts';
import { baseUrlOf } from '../../kernel/config.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { ReadDb } from '../../kernel/db/open.ts';
import { findPlatform, type PlatformRecord } from '../identity/index.ts';
import { ruleSetOf } from '../policy/index.ts';
import type { WriteTarget } from './write-target.ts';

/** @throws catalogue.platform_unknown */
export async function platformByCode(db: ReadDb, code: string): Promise<PlatformRecord> {
  const found = await findPlatform(db, code);
  if (!found) throw catalogueProblem('catalogue.platform_unknown', { code });
  return found;
}

/** @throws catalogue.type_unknown */
export function typeById(ctx: Ctx, id: string): ResourceType {
  const found = ctx.services.types.get(id);
  if (!found) throw catalogueProblem('catalogue.type_unknown', { type: id });
  return found;
}

/** The rules of a platform's records: those of every programme it belongs to, the strictest of each. */
export const rulesOf = (ctx: Ctx, platform: PlatformRecord): CatalogueRules =>
  catalogueRules(platform.programmes.map(({ rule_set, state }) => ({ ruleSet: ruleSetOf(ctx, rule_set), state })));

/** Where records of a platform and type are written, and under which rules. */
export const targetOf = (
  ctx: Ctx,
  platform: PlatformRecord,
  type: ResourceType,
  more: Pick<WriteTarget, 'state'> & Partial<Pick<WriteTarget, 'batchId' | 'note'>>,
): WriteTarget => ({
  platform: {
    id: platform.id,
    code: platform.code,
    name: platform.name_zh,
    demo: platform.demo,
    regionCode: platform.region_code,
  },
  type,
  rules: rulesOf(ctx, platform),
  base: baseUrlOf(ctx.services.config),
  defence: platform.host_defence,
  ...more,
});
