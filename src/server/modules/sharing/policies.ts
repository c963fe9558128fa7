import { citationOf } from '../../../shared/policy/ruled.ts';
import type { RuleSet } from '../../../shared/policy/rule-set.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { PlatformRecord } from '../identity/index.ts';
import { ruleSetOf } from '../policy/index.ts';

/** The rule set under which a platform serves a request: that of the network it came through, else its first. */
export function policyOf(ctx: Pick<Ctx, 'programme'>, { programmes }: PlatformRecord): string | null {
  const place = programmes.find(({ programme }) => programme === ctx.programme) ?? programmes[0];
  return place?.rule_set ?? null;
}

export const ruleSetById = (ctx: Ctx, id: string | null): RuleSet | undefined =>
  id === null ? undefined : ruleSetOf(ctx, id);

/** When deliveries that nobody confirms count as received; undefined where the rule set does not say. */
export function receiptRule(ctx: Ctx, policy: string | null) {
  const set = ruleSetById(ctx, policy);
  const rule = set?.sharing?.receipt;
  return set && rule && { ...rule.value, cite: citationOf(set, rule) };
}
