import { recountedPeriod } from '../../../shared/calendar/period.ts';
import { isWorking, dayOf, workingDayFrom, type WorkCalendar } from '../../../shared/calendar/work-calendar.ts';
import { addDays, type CivilDate } from '../../../shared/dates.ts';
import { type ClockRule, periodRuleOf } from '../../../shared/policy/clocks.ts';
import type { Transition } from '../../../shared/policy/procedures.ts';
import type { RuleSet } from '../../../shared/policy/rule-set.ts';
import { proceduresProblem } from '../../../shared/procedures/problems.ts';
import type { Tx } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import { countPeriod } from '../calendar/index.ts';
import type { Office } from './receipt-document.ts';
import { type CaseRow, type ClockRow, clocksOf } from './store.ts';

type Change = Transition['clocks'][number];
type Start = Extract<Change, { start: string }>;

/** When something happens, and the calendar its clocks are counted by. */
export interface Moment {
  /** Day the act counts from. */
  on: CivilDate;
  calendar: WorkCalendar;
  /** Who receives what is submitted; none where the program acts. */
  office?: Office;
}

interface Ruled extends Moment {
  ruleSet: RuleSet;
}

interface Valued extends Ruled {
  /** Fields of the case and of the action. */
  values: Readonly<Record<string, unknown>>;
}

export const clockRule = (ruleSet: RuleSet, id: string): ClockRule => ruleSet.clocks!.clocks[id]!;

/** Does to the clocks of a case what a row of the table says. @throws procedures.clock_dates | calendar.beyond_known */
export async function changeClocks(
  ctx: Ctx,
  tx: Tx,
  row: CaseRow,
  changes: readonly Change[],
  moment: Valued,
): Promise<void> {
  for (const change of changes) {
    if ('start' in change) await startClock(ctx, tx, row, change, moment);
    else if ('stop' in change) await endClocks(tx, row, moment.on, change.stop);
    else if ('pause' in change) await pauseClock(tx, row, change.pause, moment.on);
    else await resumeClock(tx, row, change.resume, moment);
  }
}

async function startClock(ctx: Ctx, tx: Tx, row: CaseRow, change: Start, moment: Valued): Promise<void> {
  // A clock that is started again begins afresh.
  await endClocks(tx, row, moment.on, change.start);
  const span = spanOf(change, moment);
  await tx.db
    .insertInto('case_clock')
    .values({
      id: await ctx.services.ids.next(tx.db),
      case_id: row.id,
      clock: change.start,
      ...span,
      frozen: change.frozen,
      state: 'running',
    })
    .execute();
}

/** First and last day of a clock that a row starts. @throws procedures.clock_dates | calendar.beyond_known */
export function spanOf(change: Start, { on, calendar, ruleSet, values }: Valued) {
  const rule = clockRule(ruleSet, change.start);
  if ('dated' in rule.value) {
    const [first, last] = [values[change.first!] as CivilDate, values[change.last!] as CivilDate];
    if (typeof first !== 'string' || typeof last !== 'string' || last < first || last < on)
      throw proceduresProblem('procedures.clock_dates', { clock_zh: rule.label.zh, clock_en: rule.label.en });
    return { from_date: on, first_date: first, last_date: last, provisional: false };
  }
  const given = change.from === undefined ? undefined : values[change.from];
  const from = typeof given === 'string' ? given : on;
  const short = change.count === undefined ? undefined : values[change.count];
  const set_count = typeof short === 'number' ? Math.max(1, Math.floor(short)) : null;
  const period = countPeriod(calendar, periodRuleOf(ruleSet.clocks!, rule, set_count ?? undefined)!, from);
  return {
    from_date: from,
    first_date: period.first,
    last_date: period.last,
    provisional: period.provisional,
    set_count,
  };
}

/** Stops one clock of a case, or all. */
export const endClocks = async (tx: Tx, row: Pick<CaseRow, 'id'>, on: CivilDate, clock?: string): Promise<void> => {
  let query = tx.db
    .updateTable('case_clock')
    .set({ state: 'stopped', ended_on: on, pending: false })
    .where('case_id', '=', row.id)
    .where('ended_on', 'is', null);
  if (clock !== undefined) query = query.where('clock', '=', clock);
  await query.execute();
};

export async function pauseClock(tx: Tx, row: Pick<CaseRow, 'id'>, clock: string, on: CivilDate): Promise<void> {
  await tx.db
    .updateTable('case_clock')
    .set({ state: 'paused', paused_on: on })
    .where('case_id', '=', row.id)
    .where('clock', '=', clock)
    .where('state', '=', 'running')
    .execute();
}

/** A clock goes on with what was left when it was paused: working days for one counted in them, else days. */
export async function resumeClock(tx: Tx, row: Pick<CaseRow, 'id'>, clock: string, moment: Ruled): Promise<void> {
  for (const paused of await clocksOf(tx.db, row.id)) {
    if (paused.clock !== clock || paused.state !== 'paused') continue;
    await tx.db
      .updateTable('case_clock')
      .set({ state: 'running', paused_on: null, ...resumedEnd(paused, moment) })
      .where('id', '=', paused.id)
      .execute();
  }
}

function resumedEnd(
  paused: ClockRow,
  { on, calendar, ruleSet }: Ruled,
): { last_date: CivilDate; provisional: boolean } {
  const rule = clockRule(ruleSet, paused.clock);
  const pausedOn = paused.paused_on!;
  if ('dated' in rule.value || rule.value.unit !== 'working_day') {
    const days = (Date.parse(on) - Date.parse(pausedOn)) / 86_400_000;
    const end = addDays(paused.last_date, days);
    return { last_date: 'dated' in rule.value ? end : workingDayFrom(calendar, end), provisional: paused.provisional };
  }
  let left = 0;
  for (let day = addDays(pausedOn, 1); day <= paused.last_date; day = addDays(day, 1))
    if (isWorking(dayOf(calendar, day))) left++;
  if (left === 0) return { last_date: on, provisional: paused.provisional };
  const rest = countPeriod(calendar, { count: left, unit: 'working_day', startCounts: false }, on);
  return { last_date: rest.last, provisional: rest.provisional };
}

/** Where a running clock would end under another calendar; undefined when nothing moves. */
export function movedEnd(
  clock: ClockRow,
  ruleSet: RuleSet,
  calendar: WorkCalendar,
): { first_date: CivilDate; last_date: CivilDate; provisional: boolean } | undefined {
  const rule = clockRule(ruleSet, clock.clock);
  const period = periodRuleOf(ruleSet.clocks!, rule, clock.set_count ?? undefined);
  if (!period) return undefined;
  const plain = countPeriod(calendar, period, clock.from_date);
  const counted = clock.frozen ? recountedPeriod(calendar, period, clock.from_date, clock.last_date) : plain;
  const same =
    counted.last === clock.last_date && counted.first === clock.first_date && counted.provisional === clock.provisional;
  return same ? undefined : { first_date: counted.first, last_date: counted.last, provisional: counted.provisional };
}
