import type { z } from 'zod';
import type { seat } from '../../../shared/experts/schemas.ts';
import { pick } from '../../../shared/i18n.ts';
import { civilDateAt } from '../../../shared/dates.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { calendarOf, countPeriod } from '../calendar/index.ts';
import { type CaseRow, rulesOf, seatsUnder } from '../procedures/index.ts';
import { conflictViewOf } from './conflict-text.ts';
import { partiesOf } from './parties.ts';
import type { PanelRow } from './panel-rows.ts';
import { conflictsOfAccounts } from './ties.ts';

type SeatView = z.input<typeof seat>;

interface TakenSeat {
  row: CaseRow;
  account: Id;
  since: string;
}

/** Experts who are on the panel of an application: those who stood back or were replaced are not. */
export async function seatsOf(ctx: Ctx, row: CaseRow, rows: readonly PanelRow[]): Promise<TakenSeat[]> {
  return (await allSeats(ctx, row, rows)).filter(({ row: sub }) => isDone(sub));
}

/** A review that ended with a score or an opinion counts; the other ends are those of experts who left. */
const isDone = (sub: CaseRow): boolean => sub.closed_at === null || 'score' in sub.data || 'opinion' in sub.data;

export async function allSeats(ctx: Ctx, row: CaseRow, rows: readonly PanelRow[]): Promise<TakenSeat[]> {
  const found: TakenSeat[] = [];
  for (const review of new Set(rows.map((one) => one.review)))
    for (const { row: sub, account, since } of await seatsUnder(ctx.db, row.id, review))
      if (account !== null) found.push({ row: sub, account, since });
  return found;
}

/** Until when a review that was given out on a day is asked for; null: the rule set sets no time. */
export async function lastDayOf(ctx: Ctx, row: CaseRow, since: string): Promise<string | null> {
  const days = rulesOf(ctx, row).ruleSet.reviews?.days;
  if (!days) return null;
  const rule = { count: days.value, unit: 'working_day' as const };
  return countPeriod(await calendarOf(ctx), rule, civilDateAt(since)).last;
}

/** Every seat that was ever given, for whoever organises the review. */
export async function seatViews(ctx: Ctx, row: CaseRow, rows: readonly PanelRow[]): Promise<SeatView[]> {
  const { ruleSet } = rulesOf(ctx, row);
  const seats = await allSeats(ctx, row, rows);
  const accounts = [...new Set(seats.map(({ account }) => account))];
  const parties = await partiesOf(ctx, row);
  const checked = await conflictsOfAccounts(ctx, accounts, parties, ruleSet.reviews?.conflicts ?? []);
  const views: SeatView[] = [];
  for (const { row: sub, account, since } of seats) {
    const { procedure } = rulesOf(ctx, sub);
    const known = checked.find((one) => one.account === account)!;
    const last = await lastDayOf(ctx, sub, since);
    const score = sub.data['score'];
    views.push({
      case: sub.id,
      account,
      name: known.name,
      employer: known.employer,
      state: sub.state,
      state_label: pick(procedure.states[sub.state]!.label, ctx.lang),
      open: sub.closed_at === null,
      version: sub.revision,
      since,
      last_day: last,
      late: sub.closed_at === null && last !== null && last < ctx.today,
      score: typeof score === 'number' ? score : null,
      conflicts: known.conflicts.map((one) => conflictViewOf(ruleSet, one, ctx.lang)),
    });
  }
  return views;
}
