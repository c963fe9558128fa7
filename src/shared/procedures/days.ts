import { type CivilDate, isCivilDate } from '../dates.ts';
import { DAY_BOUNDS, type DayRef, type Requirement } from '../policy/procedure-requirements.ts';
import type { CaseFacts } from './case-facts.ts';

export type DaysNeed = Extract<Requirement, { days: unknown }>;
export type DayBound = (typeof DAY_BOUNDS)[number];

interface Given {
  facts: CaseFacts;
  answers: Readonly<Record<string, unknown>>;
  today: CivilDate;
}

interface Settled {
  day: CivilDate;
  provisional: boolean;
}

const settled = (value: unknown): Settled | undefined =>
  typeof value === 'string' && isCivilDate(value) ? { day: value, provisional: false } : undefined;

/** The day that a reference means in a case; undefined: there is none. */
function dayOf(ref: DayRef, { facts, answers, today }: Given): Settled | undefined {
  if (ref === 'today') return settled(today);
  if (typeof ref === 'string') return settled(ref);
  if ('field' in ref) return settled(answers[ref.field] ?? facts.data[ref.field]);
  if ('rule' in ref) return settled(facts.ruledDay?.(ref.rule));
  const clocks = { case: facts.clocks, sub_case: facts.clocksBelow ?? [], parent: facts.clocksAbove }[ref.of];
  const found = clocks.find(({ clock }) => clock === ref.clock);
  return found && { day: found[ref.end], provisional: found.provisional === true };
}

const HOLDS: Readonly<Record<DayBound, (day: CivilDate, other: CivilDate) => boolean>> = {
  after: (day, other) => day > other,
  not_before: (day, other) => day >= other,
  not_after: (day, other) => day <= other,
};

/** The first day that a value goes against, or that is not settled yet (AMB-X-02). */
export function dayAgainst(
  days: DaysNeed['days'],
  value: unknown,
  given: Given,
): (Settled & { bound: DayBound }) | undefined {
  if (typeof value !== 'string' || !isCivilDate(value)) return undefined;
  for (const bound of DAY_BOUNDS) {
    const ref = days[bound];
    const other = ref === undefined ? undefined : dayOf(ref, given);
    if (other && (other.provisional || !HOLDS[bound](value, other.day))) return { bound, ...other };
  }
  return undefined;
}
