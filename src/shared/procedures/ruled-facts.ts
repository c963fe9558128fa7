import { type CivilDate, type Instant, timeOfDay } from '../dates.ts';
import type { RuleSet } from '../policy/rule-set.ts';
import { ruledDay } from '../policy/ruled-day.ts';
import type { CaseFacts } from './case-facts.ts';
import { criteriaMet } from './criteria-met.ts';

/** What a decision about a case takes from other themes of its rule set, and the time of the day. */
export const ruledFacts = (
  ruleSet: RuleSet,
  { today, now }: { today: CivilDate; now: Instant },
): Pick<CaseFacts, 'criteriaMet' | 'ruledDay' | 'time'> => ({
  time: timeOfDay(now),
  criteriaMet: criteriaMet(ruleSet, today),
  ruledDay: (path) => ruledDay(ruleSet, path),
});
