import { PERMIT_ENDS } from '../../../shared/agreements/codes.ts';
import type { EndedBy } from '../../../shared/agreements/known.ts';
import { agreementsProblem } from '../../../shared/agreements/problems.ts';
import { kernelProblem } from '../../../shared/kernel/problems.ts';
import { act, checkRevision } from '../../kernel/act.ts';
import { accountOf, type Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { mayEnd } from './access.ts';
import { labelOfKind } from './permits.ts';
import { tellOfPermit } from './remind-permits.ts';

export interface PermitEnd {
  by: EndedBy;
  on: string;
  reason: string;
  revision: number;
}

/**
 * A permit ends before its last day: its holder takes it back, or its holder or a platform that goes by it records that the
 * issuer revoked it. From that day on deliveries stop as they do when it has expired; it is not brought back, a new one is handed in.
 * @throws agreements.permit_unknown | kernel.not_allowed | kernel.stale_version | agreements.permit_over |
 *   agreements.reason_needed | agreements.end_refused
 */
export async function endPermit(ctx: Ctx, id: Id, { by, on, reason, revision }: PermitEnd): Promise<void> {
  if (reason === '') throw agreementsProblem('agreements.reason_needed');
  const event = { action: `agreements.permit.end`, subject: { kind: 'permit', id }, detail: { by, on, reason } };
  await act(ctx, event, async (tx) => {
    const row = await tx.db.selectFrom('permit').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
    const ways = row ? await mayEnd({ ...ctx, db: tx.db }, row) : [];
    if (!row || ways.length === 0) throw agreementsProblem('agreements.permit_unknown');
    if (!ways.includes(by)) throw kernelProblem('kernel.not_allowed');
    checkRevision(revision, row, { ended_on: row.ended_on });
    if (row.ended_on !== null) throw agreementsProblem('agreements.permit_over', { on: row.ended_on });
    if (on < row.valid_from || (row.valid_until !== null && on > row.valid_until))
      throw agreementsProblem('agreements.end_refused', {
        on,
        from: row.valid_from,
        until_zh: row.valid_until ?? '长期',
        until_en: row.valid_until ?? 'without end',
      });
    await tx.db
      .updateTable('permit')
      .set({
        ended_on: on,
        ended_by: by,
        ended_reason: reason,
        ended_name: ctx.actor.kind === 'anonymous' ? '' : ctx.actor.name,
        ended_at: ctx.now,
        revision: revision + 1,
      })
      .where('id', '=', id)
      .execute();
    const name = labelOfKind(ctx, row.kind);
    const holder = row.account_id === accountOf(ctx.actor) ? null : row.account_id;
    await tellOfPermit(ctx, tx, { ...row, account_id: holder }, (link) => ({
      occasion: `permit:${id}:ended`,
      subject: { zh: `许可“${row.number}”自 ${on} 起失效`, en: `Permit “${row.number}” stands no more from ${on}` },
      body: {
        zh: `${name.zh}（${row.number}）：${PERMIT_ENDS[by].zh}。原因：${reason}。依据它的交付自该日起被拦下。`,
        en: `${name.en} (${row.number}): ${PERMIT_ENDS[by].en.toLowerCase()}. Reason: ${reason}. From that day on no delivery can rest on it.`,
      },
      link,
    }));
  });
}
