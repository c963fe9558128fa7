import type { RuleFault } from './check-rule-set.ts';
import type { ClockRule } from './clocks.ts';
import type { Transition } from './procedures.ts';
import { DAY_BOUNDS } from './procedure-requirements.ts';
import type { RuleSet } from './rule-set.ts';
import { ruledDay } from './ruled-day.ts';

type Start = Extract<Transition['clocks'][number], { start: string }>;

/** What the procedures of a rule set say of its clocks that is not so. */
export function checkProcedures(set: RuleSet): RuleFault[] {
  const { clocks, procedures, documents } = set;
  const kinds = documents?.documents.map(({ value }) => value.id);
  return Object.entries(procedures?.procedures ?? {}).flatMap(([id, { transitions }]) =>
    transitions.flatMap((row, i) => [
      ...row.produces.flatMap((kind, j): RuleFault[] =>
        kinds === undefined || kinds.includes(kind)
          ? []
          : [
              {
                theme: 'procedures',
                path: ['procedures', id, 'transitions', i, 'produces', j],
                message: `documents.yaml 中没有“${kind}” unknown document ${kind}`,
              },
            ],
      ),
      ...row.requires.flatMap((need, j): RuleFault[] =>
        'days' in need
          ? DAY_BOUNDS.flatMap((bound) => {
              const other = need.days[bound];
              if (typeof other !== 'object' || !('rule' in other) || ruledDay(set, other.rule) !== undefined) return [];
              const path = ['procedures', id, 'transitions', i, 'requires', j, 'days', bound, 'rule'];
              return [{ theme: 'procedures', path, message: `没有这个日期 ${other.rule} is no day of this rule set` }];
            })
          : [],
      ),
      ...row.clocks.flatMap((change, j): RuleFault[] => {
        const message = 'start' in change ? wrongStart(change, clocks?.clocks[change.start]) : undefined;
        if (message === undefined) return [];
        return [{ theme: 'procedures', path: ['procedures', id, 'transitions', i, 'clocks', j, 'start'], message }];
      }),
    ]),
  );
}

function wrongStart(change: Start, rule: ClockRule | undefined): string | undefined {
  if (!rule) return `clocks.yaml 中没有“${change.start}” unknown clock ${change.start}`;
  if ('dated' in rule.value) {
    return change.first === undefined || change.last === undefined
      ? `${change.start} 须给出首末日 a dated clock needs first and last`
      : undefined;
  }
  if (change.first !== undefined || change.last !== undefined)
    return `${change.start} 有期限，不得给出首末日 first and last are for dated clocks`;
  if (change.count !== undefined && !rule.value.up_to)
    return `${change.start} 的期限是固定的 count is for clocks with up_to`;
  return undefined;
}
