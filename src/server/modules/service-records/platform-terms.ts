import { purposesOf as purposesUnder } from '../../../shared/agreements/purposes.ts';
import type { Bilingual } from '../../../shared/i18n.ts';
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

/** Purposes by their codes: the common ones, and those a platform's rule sets name. */
export function purposesOf(ctx: Ctx, platform: PlatformRecord): Readonly<Record<string, Bilingual>> {
  const sets = platform.programmes.map(({ rule_set }) => ruleSetOf(ctx, rule_set));
  const all = [undefined, ...sets].flatMap((set) => purposesUnder(set));
  return Object.fromEntries(all.map(({ id, zh, en }) => [id, { zh, en }]));
}
