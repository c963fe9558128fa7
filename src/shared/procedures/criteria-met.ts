import type { CivilDate } from '../dates.ts';
import { figuresFor } from '../policy/check-criteria.ts';
import { evaluateClass } from '../policy/evaluate.ts';
import { readFigures } from '../policy/figure-values.ts';
import type { RuleSet } from '../policy/rule-set.ts';

/**
 * Whether figures meet the criteria of a class, as the self-check judges them. What experts judge is no bar: that is what they are
 * asked for later. Undefined: the rule set has no such class.
 */
export const criteriaMet =
  ({ id, criteria, naming }: RuleSet, today: CivilDate) =>
  (classId: string, figures: unknown): boolean | undefined => {
    const of = criteria?.classes.find(({ value }) => value.code === classId);
    if (!criteria || !of || typeof figures !== 'object' || figures === null) return undefined;
    const { values, faults } = readFigures(figuresFor(criteria), figures as Readonly<Record<string, unknown>>);
    if (faults.length > 0) return false;
    return ['met', 'judgement'].includes(evaluateClass({ id, criteria, naming }, of, values, today).result);
  };
