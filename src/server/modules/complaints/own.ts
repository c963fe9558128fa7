import { z } from 'zod';
import { civilDateAt } from '../../../shared/dates.ts';
import { kernelProblem } from '../../../shared/kernel/problems.ts';
import { accountOf, type Ctx } from '../../kernel/context.ts';
import { page, readCursor } from '../../kernel/cursor.ts';
import { platformsById } from '../identity/index.ts';
import { casesById, rulesOf } from '../procedures/index.ts';

/** Complaints the asker chose to keep among their own, newest first. */
export async function listOwn(ctx: Ctx, { limit, cursor }: { limit: number; cursor?: string | undefined }) {
  const account = accountOf(ctx.actor);
  if (account === null) throw kernelProblem('kernel.not_allowed');
  const after = readCursor({}, cursor, z.tuple([z.string().regex(/^\d{1,19}$/)]));
  let query = ctx.db
    .selectFrom('complaint')
    .select(['case_id', 'platform_id', 'filed_at'])
    .where('account_id', '=', account)
    .orderBy('case_id', 'desc')
    .limit(limit + 1);
  if (after) query = query.where('case_id', '<', after[0]);
  const { items, next } = page({}, await query.execute(), limit, ({ case_id }) => [case_id]);
  const [cases, platforms] = [
    await casesById(
      ctx.db,
      items.map(({ case_id }) => case_id),
    ),
    await platformsById(
      ctx.db,
      items.map(({ platform_id }) => platform_id),
    ),
  ];
  return {
    items: items.map(({ case_id, platform_id, filed_at }) => {
      const row = cases.get(case_id)!;
      const platform = platforms.get(platform_id)!;
      return {
        number: case_id,
        platform: { zh: platform.name_zh, en: platform.name_en ?? platform.name_zh },
        filed_on: civilDateAt(filed_at),
        state: rulesOf(ctx, row).procedure.states[row.state]!.label,
        closed: row.closed_at !== null,
      };
    }),
    next,
  };
}
