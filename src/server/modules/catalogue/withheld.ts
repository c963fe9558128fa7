import { sql } from 'kysely';
import { EDITORS, GUARDIANS } from '../../../shared/catalogue/routes.ts';
import { act } from '../../kernel/act.ts';
import { accountOf, type Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { demand } from './access.ts';
import { platformByCode } from './platform-rules.ts';

/**
 * Classified resources never come into this system: only their number is declared, with the officer who answers for
 * it (国家 第五条第一款). Together with the closed records it makes the closed-resource report.
 */
export async function readClosedReport(ctx: Ctx, code: string) {
  const platform = await platformByCode(ctx.db, code);
  demand(ctx, platform, GUARDIANS);
  const items = await ctx.db
    .selectFrom('withheld_declaration')
    .select(['id', 'count', 'officer', 'declared_at'])
    .where('platform_id', '=', platform.id)
    .orderBy('id', 'desc')
    .limit(100)
    .execute();
  const { rows: closed } = await sql<{ kind: string; count: string }>`
    select coalesce(fields->>'exception_kind', '') as kind, count(*) as count from resource
    where platform_id = ${platform.id} and access = 'closed' and state <> 'withdrawn' group by 1 order by 1`.execute(
    ctx.db,
  );
  return {
    withheld: items[0]?.count ?? 0,
    closed: closed.map(({ kind, count }) => ({ kind, count: Number(count) })),
    items,
  };
}

export async function declareWithheld(
  ctx: Ctx,
  input: { platform: string; count: number; officer: string },
): Promise<Id> {
  const platform = await platformByCode(ctx.db, input.platform);
  demand(ctx, platform, EDITORS);
  const subject = { kind: 'platform', id: platform.id };
  return act(ctx, { action: 'catalogue.withheld.declare', subject, detail: { count: input.count } }, async (tx) => {
    const id = await ctx.services.ids.next(tx.db);
    await tx.db
      .insertInto('withheld_declaration')
      .values({
        id,
        platform_id: platform.id,
        count: input.count,
        officer: input.officer,
        declared_by: accountOf(ctx.actor),
        declared_at: ctx.now,
      })
      .execute();
    return id;
  });
}
