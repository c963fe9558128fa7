import type { Asked, Need } from '../../../shared/agreements/asked.ts';
import { needsFrom } from '../../../shared/agreements/needs.ts';
import { addDays } from '../../../shared/dates.ts';
import { act, type Tx } from '../../kernel/act.ts';
import { accountOf, type Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { knownOf } from './facts.ts';
import { askedOf, openAmong } from './hooks.ts';
import { policyOf } from './needs.ts';
import { reminderDays } from './reminders.ts';
import { tell } from './tell.ts';

/** Agreements that an account has still to accept. */
const openFor = (needs: readonly Need[], account: Id): Need[] =>
  needs.filter(({ template }) => template?.missing.includes(account));

/** Tells the named users of a part, once, that there is something for them to accept, and reminds them from then on. */
export async function askToAccept(ctx: Ctx, tx: Tx, { subject }: Asked, needs: readonly Need[]): Promise<void> {
  for (const account of new Set(needs.flatMap(({ template }) => template?.missing ?? []))) {
    const next = addDays(ctx.today, reminderDays().acceptance[0]!);
    const made = await tx.db
      .insertInto('agreement_call')
      .values({ subject, account_id: account, asked_on: ctx.today, next_on: next })
      .onConflict((conflict) => conflict.doNothing())
      .returning('subject')
      .executeTakeFirst();
    if (made && account !== accountOf(ctx.actor)) await send(tx, { subject, account, n: 0 }, openFor(needs, account));
  }
}

const send = (tx: Tx, { subject, account, n }: { subject: string; account: Id; n: number }, open: readonly Need[]) =>
  tell(tx, account, {
    occasion: `accept:${subject}:${n}`,
    kind: n === 0 ? 'step' : 'due',
    subject: {
      zh: n === 0 ? '请接受使用协议' : '提醒：使用协议等您接受',
      en: n === 0 ? 'An agreement to accept' : 'Reminder: an agreement waits for you',
    },
    body: {
      zh: `您是一项资源申请的使用人。交付之前，需要您本人${open.map(({ zh }) => zh).join('、')}。请打开链接阅读全文。`,
      en: `You are named as a user in a request. Before anything is delivered, you yourself: ${open.map(({ en }) => en).join('; ')}. Please read it under the link.`,
    },
    link: `/terms/${subject}`,
  });

/** Daily: reminds those who have not accepted yet, each on the days of the reference file; nobody where nothing is asked any more. */
export async function remindToAccept(ctx: Ctx): Promise<void> {
  for (;;) {
    const rows = await ctx.db
      .selectFrom('agreement_call')
      .selectAll()
      .where('next_on', '<=', ctx.today)
      .orderBy('next_on')
      .limit(200)
      .execute();
    if (rows.length === 0) return;
    const open = await openAmong(
      ctx,
      rows.map(({ subject }) => subject),
    );
    for (const row of rows) {
      const asked = open.has(row.subject) ? await askedOf(ctx, row.subject) : undefined;
      const needs = asked ? needsFrom(asked, policyOf(ctx, asked), await knownOf(ctx.db, asked)) : [];
      await remindOne(ctx, row, openFor(needs, row.account_id));
    }
  }
}

interface Call {
  subject: string;
  account_id: Id;
  asked_on: string;
  reminded: number;
}

async function remindOne(ctx: Ctx, row: Call, open: readonly Need[]): Promise<void> {
  const { subject, account_id: account } = row;
  const days = reminderDays().acceptance;
  // After a long stop of the system nobody is reminded twice in a row.
  const later = days.findIndex((count, n) => n > row.reminded && addDays(row.asked_on, count) > ctx.today);
  const event = { action: 'agreements.acceptance.remind', subject: { kind: 'request_part', id: subject } };
  await act(ctx, event, async (tx) => {
    if (open.length > 0) await send(tx, { subject, account, n: row.reminded + 1 }, open);
    if (open.length === 0 || later < 0)
      await tx.db
        .deleteFrom('agreement_call')
        .where('subject', '=', subject)
        .where('account_id', '=', account)
        .execute();
    else
      await tx.db
        .updateTable('agreement_call')
        .set({ reminded: later, next_on: addDays(row.asked_on, days[later]!) })
        .where('subject', '=', subject)
        .where('account_id', '=', account)
        .execute();
  });
}
