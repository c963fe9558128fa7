import type { z } from 'zod';
import { type Period, periodOf, type PeriodRule, type WholeRule } from '../../../shared/calendar/period.ts';
import { calendarProblem } from '../../../shared/calendar/problems.ts';
import type { clockQuery, clockView } from '../../../shared/calendar/schemas.ts';
import { FESTIVAL_YEARS } from '../../../shared/calendar/statutory-days.ts';
import { type WorkCalendar, yearOf } from '../../../shared/calendar/work-calendar.ts';
import type { CivilDate } from '../../../shared/dates.ts';
import { countingOf, periodRuleOf } from '../../../shared/policy/clocks.ts';
import type { RuleSet } from '../../../shared/policy/rule-set.ts';
import { citationOf } from '../../../shared/policy/ruled.ts';
import type { Citation } from '../../../shared/problems.ts';
import type { Ctx } from '../../kernel/context.ts';
import { portalProgrammes } from '../identity/index.ts';
import { ruleSetOf } from '../policy/index.ts';
import { calendarLoaded } from './load-package.ts';
import { knownYears } from './store.ts';

type ClockQuery = z.output<typeof clockQuery>;
type ClockView = z.input<typeof clockView>;

/** What is known of working days, for everything that counts them. */
export async function calendarOf(ctx: Ctx): Promise<WorkCalendar> {
  await calendarLoaded(ctx.services);
  return (await knownYears(ctx)).calendar;
}

/**
 * A period of law from a day, as the calendar stands now.
 * @throws calendar.beyond_known when it leaves the years whose festival days are known
 */
export function countPeriod(calendar: WorkCalendar, rule: PeriodRule, from: CivilDate): Period {
  try {
    const period = periodOf(calendar, rule, from);
    if (yearOf(period.last) <= FESTIVAL_YEARS.last) return period;
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
  }
  throw calendarProblem('calendar.beyond_known', FESTIVAL_YEARS);
}

/** The answer of the deadline calculator. */
export async function readClock(ctx: Ctx, query: ClockQuery): Promise<ClockView> {
  const programme = query.programme ?? ctx.programme;
  const ruleSet = programme === undefined ? undefined : await ruleSetNamed(ctx, programme);
  const { rule, cite } = ruleOf(query, ruleSet);
  const period = countPeriod(await calendarOf(ctx), rule, query.from);
  const { years } = await knownYears(ctx);
  return {
    from: period.from,
    first: period.first,
    end: period.last,
    due: period.due,
    provisional: period.provisional,
    missing_years: period.missingYears,
    count: rule.count,
    unit: rule.unit,
    kind: rule.kind,
    start_counts: rule.startCounts,
    roll_over: rule.rollOver,
    clipped: period.clipped,
    days: period.days,
    notices: years
      .filter(({ year }) => year >= yearOf(period.from) && year <= yearOf(period.last))
      .map(({ year, notice, issuedOn, link }) => ({ year, notice, issued_on: issuedOn, link })),
    cite,
  };
}

/** The rule set of a programme, or of its own id. @throws calendar.programme_unknown */
export async function ruleSetNamed(ctx: Ctx, id: string): Promise<RuleSet> {
  const programme = (await portalProgrammes(ctx)).find((other) => other.id === id);
  const ruleSet = programme?.ruleSet ?? id;
  if (!ctx.services.ruleSets.has(ruleSet)) throw calendarProblem('calendar.programme_unknown', { id });
  return ruleSetOf(ctx, ruleSet);
}

/** How the query counts, and the rule behind it. */
function ruleOf(query: ClockQuery, ruleSet: RuleSet | undefined): { rule: WholeRule; cite: Citation | null } {
  const theme = ruleSet?.clocks;
  if (query.clock === undefined) {
    const own = { startCounts: query.start_counts, rollOver: query.roll_over };
    return {
      rule: { count: query.count!, unit: query.unit!, ...countingOf(theme, query.kind, own) },
      cite: theme?.counting ? citationOf(ruleSet!, theme.counting) : null,
    };
  }
  const clock = theme?.clocks[query.clock];
  const rule = clock && periodRuleOf(theme!, clock, query.count);
  if (!rule) throw calendarProblem('calendar.clock_unknown', { id: query.clock, programme: ruleSet?.id ?? '' });
  return {
    rule: {
      ...rule,
      startCounts: query.start_counts ?? rule.startCounts,
      rollOver: query.roll_over ?? rule.rollOver,
    },
    cite: citationOf(ruleSet!, clock),
  };
}
