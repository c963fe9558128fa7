import { type CivilDate, isCivilDate } from '../dates.ts';
import type { RuleSet } from './rule-set.ts';

/** A day that a rule of another theme sets, by its path: `direct-path.recognised_from`. */
export function ruledDay(ruleSet: RuleSet, path: string): CivilDate | undefined {
  let part: unknown = ruleSet;
  for (const key of [...path.split('.'), 'value'])
    part = typeof part === 'object' && part !== null ? (part as Record<string, unknown>)[key] : undefined;
  return typeof part === 'string' && isCivilDate(part) ? part : undefined;
}
