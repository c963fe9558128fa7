import { z } from 'zod';
import { plansProblem } from '../../../shared/plans/problems.ts';
import type { PlanValue } from '../../../shared/plans/values.ts';
import type { Ctx } from '../../kernel/context.ts';
import { page, readCursor } from '../../kernel/cursor.ts';
import type { Id } from '../../kernel/ids.ts';
import { accountNames } from '../identity/index.ts';
import { planDesk } from './plan-case.ts';

/** Values a field has had, the newest first. Only those who write the form read what it said on the way. */
export async function listPlanHistory(
  ctx: Ctx,
  id: Id,
  query: { path: string; limit: number; cursor?: string | undefined },
) {
  const { live, row } = await planDesk(ctx, id);
  if (!live) throw plansProblem('plans.no_form');
  const { limit, cursor, ...asked } = query;
  const after = readCursor(asked, cursor, z.tuple([z.string()]));
  const rows = await ctx.db
    .selectFrom('plan_version')
    .select(['id', 'revision', 'value', 'origin', 'account_id', 'at'])
    .where('case_id', '=', row.id)
    .where('path', '=', query.path)
    .$if(after !== undefined, (select) => select.where('id', '<', after![0]))
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  const { items, next } = page(asked, rows, limit, (last) => [last.id]);
  const names = await accountNames(
    ctx.db,
    items.map(({ account_id }) => account_id),
  );
  return {
    items: items.map(({ revision, value, origin, account_id, at }) => ({
      revision,
      value: value as PlanValue,
      origin: origin as 'typed' | 'word',
      by: names.get(account_id) ?? '',
      at,
    })),
    next,
  };
}
