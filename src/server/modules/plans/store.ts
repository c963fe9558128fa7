import type { PlanValue, PlanValues } from '../../../shared/plans/values.ts';
import type { Tx } from '../../kernel/act.ts';
import { accountOf, type Ctx } from '../../kernel/context.ts';
import type { ReadDb } from '../../kernel/db/open.ts';
import type { Id } from '../../kernel/ids.ts';

export interface PlanRecord {
  value: PlanValue;
  revision: number;
  account_id: Id;
}

/** What was written into the form of a case, by path. */
export async function fieldsOf(db: ReadDb, caseId: Id): Promise<Map<string, PlanRecord>> {
  const rows = await db
    .selectFrom('plan_field')
    .select(['path', 'value', 'revision', 'account_id'])
    .where('case_id', '=', caseId)
    .orderBy('path')
    .execute();
  return new Map(rows.map(({ path, value, ...rest }) => [path, { ...rest, value: value as PlanValue }]));
}

/** Writes a field and keeps what it was in its history. */
export async function writePlanField(
  ctx: Ctx,
  tx: Tx,
  caseId: Id,
  field: { path: string; value: PlanValue; revision: number; origin: 'typed' | 'word' },
): Promise<void> {
  const account_id = accountOf(ctx.actor) ?? '0';
  const value = JSON.stringify(field.value);
  const next = { value, revision: field.revision, account_id, at: ctx.now };
  await tx.db
    .insertInto('plan_field')
    .values({ case_id: caseId, path: field.path, ...next })
    .onConflict((conflict) => conflict.columns(['case_id', 'path']).doUpdateSet(next))
    .execute();
  await tx.db
    .insertInto('plan_version')
    .values({
      id: await ctx.services.ids.next(tx.db),
      case_id: caseId,
      path: field.path,
      origin: field.origin,
      ...next,
    })
    .execute();
}

/** The form as it was last handed in. */
export async function keptOf(db: ReadDb, caseId: Id): Promise<{ values: PlanValues; at: string } | undefined> {
  const row = await db
    .selectFrom('plan_kept')
    .select(['values', 'at'])
    .where('case_id', '=', caseId)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && { values: row.values as PlanValues, at: row.at };
}
