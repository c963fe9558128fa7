import { z } from 'zod';
import { catalogueProblem } from '../../../shared/catalogue/problems.ts';
import { EDITORS } from '../../../shared/catalogue/routes.ts';
import type { Bilingual } from '../../../shared/i18n.ts';
import { act, checkRevision } from '../../kernel/act.ts';
import { accountOf, type Ctx } from '../../kernel/context.ts';
import { page, readCursor } from '../../kernel/cursor.ts';
import type { Id } from '../../kernel/ids.ts';
import { demand, editedPlatforms } from './access.ts';
import { platformByCode } from './platform-rules.ts';
import { findPublic, hostOf } from './public.ts';

/** A mistake in a public record, reported by anyone; the platform's people are told. */
export async function reportMistake(
  ctx: Ctx,
  resourceId: Id,
  input: { text: string; contact: string },
): Promise<{ receipt: string }> {
  const resource = await findPublic(ctx, resourceId);
  return act(ctx, { action: 'catalogue.mistake.report', subject: { kind: 'resource', id: resourceId } }, async (tx) => {
    const id = await ctx.services.ids.next(tx.db);
    await tx.db
      .insertInto('mistake_report')
      .values({
        id,
        resource_id: resourceId,
        platform_id: resource.platform_id,
        text: input.text,
        contact: input.contact === '' ? null : input.contact,
        reported_at: ctx.now,
      })
      .execute();
    return { receipt: id };
  });
}

export async function listMistakes(
  ctx: Ctx,
  query: { platform?: string | undefined; state?: string | undefined; limit: number; cursor?: string | undefined },
) {
  const { limit, cursor, ...asked } = query;
  const after = readCursor(asked, cursor, z.tuple([z.string()]));
  const platform = query.platform === undefined ? undefined : await platformByCode(ctx.db, query.platform);
  let rows = ctx.db
    .selectFrom('mistake_report as m')
    .innerJoin('resource as r', 'r.id', 'm.resource_id')
    .select([
      'm.id',
      'm.resource_id',
      'r.title',
      'm.text',
      'm.contact',
      'm.state',
      'm.answer',
      'm.reported_at',
      'm.answered_at',
      'm.revision',
    ])
    .where(editedPlatforms(ctx, 'm.platform_id'))
    .orderBy('m.id', 'desc')
    .limit(limit + 1);
  if (platform) rows = rows.where('m.platform_id', '=', platform.id);
  if (query.state !== undefined) rows = rows.where('m.state', '=', query.state);
  if (after) rows = rows.where('m.id', '<', after[0]);
  return page(asked, await rows.execute(), limit, (row) => [row.id]);
}

export async function answerMistake(
  ctx: Ctx,
  id: Id,
  input: { revision: number; state: 'accepted' | 'rejected'; answer: string },
): Promise<void> {
  await act(
    ctx,
    { action: 'catalogue.mistake.answer', subject: { kind: 'mistake', id }, detail: { state: input.state } },
    async (tx) => {
      const row = await tx.db
        .selectFrom('mistake_report')
        .selectAll()
        .where('id', '=', id)
        .forUpdate()
        .executeTakeFirst();
      if (!row) throw catalogueProblem('catalogue.mistake_unknown');
      demand(ctx, await hostOf({ ...ctx, db: tx.db }, row), EDITORS);
      checkRevision(input.revision, row);
      if (row.state !== 'open') throw catalogueProblem('catalogue.mistake_answered');
      await tx.db
        .updateTable('mistake_report')
        .set({
          state: input.state,
          answer: input.answer,
          answered_by: accountOf(ctx.actor),
          answered_at: ctx.now,
          revision: row.revision + 1,
        })
        .where('id', '=', id)
        .execute();
    },
  );
}

export const MISTAKE_LABELS: Readonly<Record<string, Bilingual>> = {
  open: { zh: '待处理', en: 'Open' },
  accepted: { zh: '已采纳', en: 'Accepted' },
  rejected: { zh: '未采纳', en: 'Not accepted' },
};
