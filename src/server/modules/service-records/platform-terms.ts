import type { Bilingual } from '../../../shared/i18n.ts';
import { PURPOSES } from '../../../shared/service-records/codes.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { PlatformRecord } from '../identity/index.ts';
import { ruleSetOf } from '../policy/index.ts';

const rulesOf = (ctx: Ctx, platform: PlatformRecord) =>
  platform.programmes.flatMap(({ rule_set }) => ruleSetOf(ctx, rule_set).sharing ?? []);

/** Whether a platform learns who rates it: where all of its rule sets say so. Else it does not, so that nobody pays for a word. */
export function ratersNamed(ctx: Ctx, platform: PlatformRecord): boolean {
  const rules = rulesOf(ctx, platform);
  return rules.length > 0 && rules.every(({ raters }) => raters.value === 'platform');
}

/** Purposes by their codes: those all know, and those a platform's rule sets name. */
export const purposesOf = (ctx: Ctx, platform: PlatformRecord): Readonly<Record<string, Bilingual>> => ({
  ...Object.fromEntries(
    rulesOf(ctx, platform).flatMap(({ free }) => (free.value?.items ?? []).map(({ id, name }) => [id, name])),
  ),
  ...PURPOSES,
});
