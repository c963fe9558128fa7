import { dayOf, isWorking, type WorkCalendar } from '../../../shared/calendar/work-calendar.ts';
import { addDays, type CivilDate } from '../../../shared/dates.ts';
import { pick } from '../../../shared/i18n.ts';
import type { NewMessage } from '../../../shared/notifications/new-message.ts';
import { act } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { calendarOf } from '../calendar/index.ts';
import { activeAccounts, type Reached } from '../identity/index.ts';
import { desksOfAccount, sees } from './access.ts';
import { clockRule } from './clocks.ts';
import { readerWork } from './reader-work.ts';
import { type CaseRules, rulesOf } from './rules.ts';
import { type CaseRow, type ClockRow, findCase } from './store.ts';
import { accountsAt, queueMessages } from './tell.ts';
import { inBoth, line, toDo } from './told-message.ts';

/** No rule set reminds earlier than so many civil days before. */
const FARTHEST = 120;

/** Working days after today up to and with the last one. */
export function workingDaysLeft(calendar: WorkCalendar, today: CivilDate, last: CivilDate): number {
  let left = 0;
  for (let day = addDays(today, 1); day <= last; day = addDays(day, 1)) if (isWorking(dayOf(calendar, day))) left++;
  return left;
}

/** Daily work: those who have work on a case hear of its clocks as the rule set says, once for each distance and last day. */
export async function remindOfClocks(ctx: Ctx): Promise<void> {
  const calendar = await calendarOf(ctx);
  for (let after: Id = '0'; ;) {
    const clocks = await ctx.db
      .selectFrom('case_clock')
      .selectAll()
      .where('state', '=', 'running')
      // What started today was told today, with its last day.
      .where('from_date', '<', ctx.today)
      .where('last_date', '>=', ctx.today)
      .where('last_date', '<=', addDays(ctx.today, FARTHEST))
      .where('id', '>', after)
      .orderBy('id')
      .limit(500)
      .execute();
    if (clocks.length === 0) return;
    for (const clock of clocks) await remindOf(ctx, clock, calendar);
    after = clocks.at(-1)!.id;
  }
}

async function remindOf(ctx: Ctx, clock: ClockRow, calendar: WorkCalendar): Promise<void> {
  const row = (await findCase(ctx.db, clock.case_id))!;
  if (row.closed_at !== null || row.desks.length === 0) return;
  const rules = rulesOf(ctx, row);
  const left = workingDaysLeft(calendar, ctx.today, clock.last_date);
  // Days that were missed, while nothing ran, are not made up for one by one.
  const passed = (rules.ruleSet.procedures?.remind_before?.working_days ?? []).filter((days) => days >= left);
  const days = passed.length === 0 ? undefined : Math.min(...passed);
  if (days === undefined || (await wasReminded(ctx, clock, days))) return;
  const messages: NewMessage[] = [];
  for (const account of await atWork(ctx, row)) {
    const message = await reminder(ctx, { row, rules, clock, left }, account);
    if (message) messages.push(message);
  }
  const event = {
    action: 'procedures.clock.remind',
    subject: { kind: 'case', id: row.id },
    detail: { clock: clock.id, days, accounts: messages.length },
  };
  await act(ctx, event, async (tx) => {
    await tx.db
      .insertInto('case_reminder')
      .values(
        passed.map((days_before) => ({ clock_id: clock.id, last_date: clock.last_date, days_before, at: ctx.now })),
      )
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await queueMessages(tx, messages);
  });
}

const wasReminded = async (ctx: Ctx, clock: ClockRow, days: number): Promise<boolean> =>
  (await ctx.db
    .selectFrom('case_reminder')
    .select('clock_id')
    .where('clock_id', '=', clock.id)
    .where('last_date', '=', clock.last_date)
    .where('days_before', '=', days)
    .executeTakeFirst()) !== undefined;

/** Whoever has taken the case up, else all on whose desk it lies. */
async function atWork(ctx: Ctx, row: CaseRow): Promise<Reached[]> {
  if (row.claimed_by !== null) {
    const holder = await activeAccounts(ctx.db, [row.claimed_by]);
    if (holder.length > 0) return holder;
  }
  const all = new Map<Id, Reached>();
  for (const desk of row.desks) for (const account of await accountsAt(ctx, desk)) all.set(account.id, account);
  return [...all.values()];
}

interface Running {
  row: CaseRow;
  rules: CaseRules;
  clock: ClockRow;
  left: number;
}

async function reminder(
  ctx: Ctx,
  { row, rules, clock, left }: Running,
  account: Reached,
): Promise<NewMessage | undefined> {
  const desks = await desksOfAccount(ctx, ctx.db, account.id);
  if (!sees(desks, row.readers)) return undefined;
  const work = await readerWork(ctx, row, rules, { account, desks });
  const rule = clockRule(rules.ruleSet, clock.clock);
  return {
    account: account.id,
    key: `case_clock:${clock.id}:${clock.last_date}:${left}:${account.id}`,
    kind: 'due',
    case: row.id,
    link: `/cases/${row.id}`,
    mandatory: false,
    subject: inBoth((lang) =>
      line(lang, 'dueSubject', {
        procedure: pick(rules.procedure.label, lang),
        title: row.title,
        days: String(left),
      }),
    ),
    body: inBoth((lang) =>
      [
        line(lang, 'dueBody', {
          procedure: pick(rules.procedure.label, lang),
          title: row.title,
          state: pick(rules.procedure.states[row.state]!.label, lang),
          clock: pick(rule.label, lang),
          due: clock.last_date,
          days: String(left),
        }),
        ...(clock.provisional ? [line(lang, 'dueProvisional')] : []),
        ...toDo(row, work, lang),
      ].join('\n'),
    ),
  };
}
