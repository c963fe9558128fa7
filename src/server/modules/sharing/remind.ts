import { sql } from 'kysely';
import { act } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { platformsById } from '../identity/index.ts';
import { followReceipts } from './receipts.ts';
import { tellPerson, workersOn } from './notify.ts';

const MANY = 500;

/**
 * Reminds of answers promised for today or earlier, and of loans that are due back: once on the day, once when it is over; follows
 * what nobody confirms.
 */
export async function remindOfRequests(ctx: Ctx): Promise<void> {
  await remindOfAnswers(ctx);
  await remindOfLoans(ctx);
  await followReceipts(ctx);
}

async function remindOfAnswers(ctx: Ctx): Promise<void> {
  const { rows } = await sql<{ id: Id; platform_id: Id; number: string; claimed_by: Id | null; due_on: string }>`
    select id, platform_id, number, claimed_by, due_on from request_part
    where state = 'open' and answered_at is null and due_on <= ${ctx.today}
      and (reminded_on is null or (reminded_on <= due_on and due_on < ${ctx.today}))
    order by due_on limit ${MANY}`.execute(ctx.db);
  const platforms = await platformsById(
    ctx.db,
    rows.map(({ platform_id }) => platform_id),
  );
  for (const row of rows) {
    const late = row.due_on < ctx.today;
    await act(ctx, { action: 'sharing.request.remind', subject: { kind: 'request_part', id: row.id } }, async (tx) => {
      await tx.db.updateTable('request_part').set({ reminded_on: ctx.today }).where('id', '=', row.id).execute();
      for (const worker of await workersOn(ctx, tx, row, platforms.get(row.platform_id)!))
        await tellPerson(tx, worker, {
          part: row.id,
          occasion: late ? 'late' : 'due',
          kind: late ? 'overdue' : 'due',
          subject: {
            zh: `申请 ${row.number} 应于 ${row.due_on} 前答复`,
            en: `Request ${row.number} awaits an answer by ${row.due_on}`,
          },
          body: {
            zh: `承诺的首次答复期限为 ${row.due_on}${late ? '，已经逾期' : '，即今天'}。`,
            en: `A first answer was promised by ${row.due_on}${late ? '; that day is over' : ', today'}.`,
          },
        });
    });
  }
}

async function remindOfLoans(ctx: Ctx): Promise<void> {
  const { rows } = await sql<{ id: Id; part_id: Id; account_id: Id; title: string; back_on: string }>`
    select i.id, i.part_id, p.account_id, i.title, i.back_on from request_item i join request_part p on p.id = i.part_id
    where i.loan and i.state in ('sent', 'received') and i.back_on <= ${ctx.today}
      and (i.reminded_on is null or (i.reminded_on <= i.back_on and i.back_on < ${ctx.today}))
    order by i.back_on limit ${MANY}`.execute(ctx.db);
  for (const { id, part_id, account_id, title, back_on } of rows) {
    const late = back_on < ctx.today;
    await act(ctx, { action: 'sharing.loan.remind', subject: { kind: 'request_part', id: part_id } }, async (tx) => {
      await tx.db.updateTable('request_item').set({ reminded_on: ctx.today }).where('id', '=', id).execute();
      await tellPerson(tx, account_id, {
        part: part_id,
        occasion: `loan:${id}:${back_on}:${late ? 'late' : 'due'}`,
        kind: late ? 'overdue' : 'due',
        subject: { zh: `“${title}”应于 ${back_on} 归还`, en: `“${title}” is due back on ${back_on}` },
        body: {
          zh: `借用的“${title}”应于 ${back_on} 归还${late ? '，已经逾期' : ''}。需要延期请在申请页留言。`,
          en: `“${title}”, on loan, is due back on ${back_on}${late ? '; that day is over' : ''}. Ask for more time on the page of the request.`,
        },
      });
    });
  }
}
