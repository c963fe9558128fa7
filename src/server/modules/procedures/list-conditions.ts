import { type RawBuilder, sql, type SqlBool } from 'kysely';
import type { InputOf } from '../../../shared/contract.ts';
import { addDays } from '../../../shared/dates.ts';
import { regionPrefix } from '../../../shared/identity/codes.ts';
import type { proceduresRoutes } from '../../../shared/procedures/routes.ts';
import { accountOf, type Ctx } from '../../kernel/context.ts';
import { contains } from '../identity/index.ts';
import { desksOfActor, seenBy } from './access.ts';
import { classFields } from './class-field.ts';
import { AMBER_DAYS } from './lights.ts';
import { NO_DUE } from './store.ts';

export type CaseFilters = Omit<InputOf<typeof proceduresRoutes.listCases>['query'], 'limit' | 'cursor'>;

type Condition = RawBuilder<SqlBool>;

/** What a list of cases is asked for, as far as the caller sees them. */
export async function caseConditions(ctx: Ctx, asked: CaseFilters): Promise<Condition[]> {
  const desks = await desksOfActor(ctx);
  const me = accountOf(ctx.actor);
  const where: Condition[] = [];
  if (asked.todo === undefined) where.push(seenBy(desks));
  else where.push(sql`c.closed_at is null`, seenBy(desks, 'c.desks'));
  if (asked.todo === 'claimed') where.push(sql`c.claimed_by = ${me}`);
  // What a colleague has taken up is off the list of the others.
  if (asked.todo === 'mine') where.push(sql`(c.claimed_by is null or c.claimed_by = ${me})`);
  if (asked.programme !== undefined) where.push(sql`c.programme_id = ${asked.programme}`);
  if (asked.procedure !== undefined) where.push(sql`c.procedure = ${asked.procedure}`);
  if (asked.state !== undefined) where.push(sql`c.state = ${asked.state}`);
  if (asked.parent !== undefined) where.push(sql`c.parent_id = ${asked.parent}`);
  if (asked.subject !== undefined) where.push(sql`c.subject_id = ${asked.subject}`);
  if (asked.district !== undefined) where.push(sql`c.region_code like ${`${regionPrefix(asked.district)}%`}`);
  if (asked.closed !== undefined) where.push(asked.closed ? sql`c.closed_at is not null` : sql`c.closed_at is null`);
  return [...where, ...timeConditions(ctx, asked), ...contentConditions(ctx, asked, seenBy(desks, 'c.desks'))];
}

function timeConditions(ctx: Ctx, asked: CaseFilters): Condition[] {
  const where: Condition[] = [];
  const amber = addDays(ctx.today, AMBER_DAYS);
  if (asked.overdue === true || asked.light === 'red') where.push(sql`c.due < ${ctx.today}::date`);
  if (asked.light === 'amber') where.push(sql`c.due between ${ctx.today}::date and ${amber}::date`);
  if (asked.light === 'green') where.push(sql`c.due > ${amber}::date and c.due < ${NO_DUE}::date`);
  if (asked.light === 'none') where.push(sql`c.due = ${NO_DUE}::date`);
  if (asked.due_from !== undefined) where.push(sql`c.due >= ${asked.due_from}::date`);
  if (asked.due_to !== undefined) where.push(sql`c.due <= ${asked.due_to}::date`);
  return where;
}

/** @param atDesk who has a case is told to those at the same desk only, so only they may ask by it */
function contentConditions(ctx: Ctx, asked: CaseFilters, atDesk: Condition): Condition[] {
  const where: Condition[] = [];
  const me = accountOf(ctx.actor);
  if (asked.class !== undefined) {
    const fields = classFields(ctx).map((field) => sql`c.data ->> ${field} = ${asked.class}`);
    where.push(fields.length === 0 ? sql`false` : sql`(${sql.join(fields, sql` or `)})`);
  }
  if (asked.holder === 'me') where.push(sql`c.claimed_by = ${me}`);
  else if (asked.holder === 'none') where.push(sql`c.claimed_by is null and c.closed_at is null`, atDesk);
  else if (asked.holder !== undefined) where.push(sql`c.claimed_by = ${asked.holder}`, atDesk);
  if (asked.q !== undefined && asked.q !== '') {
    const byNumber = /^\d{1,18}$/.test(asked.q) ? sql`or c.id = ${asked.q}::bigint` : sql``;
    where.push(sql`(${contains('c.title', asked.q)} ${byNumber})`);
  }
  return where;
}
