import type { NewMessage } from '../../../shared/notifications/new-message.ts';
import { act } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import { activeAccounts, type Reached } from '../identity/index.ts';
import { type CaseRow, openAssignments } from '../procedures/index.ts';
import { lastDayOf } from './seats.ts';

/** Experts whose review is asked for no longer than until today are reminded on its last day and once when it is over. */
export async function remindExperts(ctx: Ctx): Promise<void> {
  const open = await openAssignments(ctx.db, 'expert', ctx.now);
  for (const { row, account, since } of open) {
    const last = await lastDayOf(ctx, row, since);
    if (last === null || last > ctx.today) continue;
    const kind = last < ctx.today ? 'late' : 'last_day';
    const told = await ctx.db
      .selectFrom('review_reminder')
      .select('kind')
      .where('case_id', '=', row.id)
      .where('account_id', '=', account)
      .where('kind', '=', kind)
      .executeTakeFirst();
    const [expert] = told ? [] : await activeAccounts(ctx.db, [account]);
    if (expert) await remind(ctx, row, expert, { kind, last });
  }
}

async function remind(
  ctx: Ctx,
  row: Pick<CaseRow, 'id' | 'title'>,
  { id }: Reached,
  { kind, last }: { kind: 'late' | 'last_day'; last: string },
): Promise<void> {
  await act(ctx, { action: 'experts.remind', subject: { kind: 'case', id: row.id }, detail: { kind } }, async (tx) => {
    await tx.db
      .insertInto('review_reminder')
      .values({ case_id: row.id, account_id: id, kind, at: ctx.now })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const message: NewMessage = {
      account: id,
      key: `expert_reminder:${row.id}:${id}:${kind}`,
      kind: kind === 'late' ? 'overdue' : 'due',
      case: row.id,
      subject: { zh: `评审提醒：请于 ${last} 前提交`, en: `Review asked for by ${last}` },
      body: {
        zh: `“${row.title}”的评审应于 ${last} 前提交，现仍未收到。请完成评审；如不能按时完成或与申报单位有利害关系，请申请回避。`,
        en: `The review of “${row.title}” is asked for by ${last} and has not come in. Please complete it; if you cannot, or have ties with the applicant, stand back.`,
      },
      link: `/reviews/${row.id}`,
      mandatory: true,
    };
    await tx.queue('notify', message, `notify:${message.key}`);
  });
}
