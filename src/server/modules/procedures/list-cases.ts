import { type RawBuilder, sql, type SqlBool } from 'kysely';
import { z } from 'zod';
import type { InputOf } from '../../../shared/contract.ts';
import { pick } from '../../../shared/i18n.ts';
import { AMBER_DAYS } from './lights.ts';
import { addDays } from '../../../shared/dates.ts';
import type { proceduresRoutes } from '../../../shared/procedures/routes.ts';
import { accountOf, type Ctx } from '../../kernel/context.ts';
import { page, readCursor } from '../../kernel/cursor.ts';
import { desksOfActor, seenBy } from './access.ts';
import { rowViews } from './row-view.ts';
import { procedureIn } from './rules.ts';
import type { CaseRow } from './store.ts';
import { ruleSetVersion } from '../policy/index.ts';

type Query = InputOf<typeof proceduresRoutes.listCases>['query'];

/** Cases for the caller, the one due first at the top. */
export async function listCases(ctx: Ctx, query: Query) {
  const { limit, cursor, ...asked } = query;
  const after = readCursor(asked, cursor, z.tuple([z.string(), z.string()]));
  const rows = await selectCases(ctx, await conditions(ctx, asked), after, limit + 1);
  const { items, next } = page(asked, rows, limit, ({ due, id }) => [due, id]);
  return { items: await rowViews(ctx, items), next };
}

async function conditions(ctx: Ctx, asked: Omit<Query, 'limit' | 'cursor'>): Promise<RawBuilder<SqlBool>[]> {
  const desks = await desksOfActor(ctx);
  const where: RawBuilder<SqlBool>[] = [];
  if (asked.todo === undefined) where.push(seenBy(desks));
  else where.push(sql<SqlBool>`c.closed_at is null`, seenBy(desks, 'c.desks'));
  if (asked.todo === 'claimed') where.push(sql<SqlBool>`c.claimed_by = ${accountOf(ctx.actor)}`);
  // What a colleague has taken up is off the list of the others.
  if (asked.todo === 'mine') where.push(sql<SqlBool>`(c.claimed_by is null or c.claimed_by = ${accountOf(ctx.actor)})`);
  if (asked.programme !== undefined) where.push(sql<SqlBool>`c.programme_id = ${asked.programme}`);
  if (asked.procedure !== undefined) where.push(sql<SqlBool>`c.procedure = ${asked.procedure}`);
  if (asked.state !== undefined) where.push(sql<SqlBool>`c.state = ${asked.state}`);
  if (asked.parent !== undefined) where.push(sql<SqlBool>`c.parent_id = ${asked.parent}`);
  if (asked.subject !== undefined) where.push(sql<SqlBool>`c.subject_id = ${asked.subject}`);
  if (asked.closed !== undefined)
    where.push(asked.closed ? sql<SqlBool>`c.closed_at is not null` : sql<SqlBool>`c.closed_at is null`);
  if (asked.overdue === true) where.push(sql<SqlBool>`c.due < ${ctx.today}::date`);
  return where;
}

async function selectCases(
  ctx: Ctx,
  where: readonly RawBuilder<SqlBool>[],
  after: [string, string] | undefined,
  limit: number,
): Promise<CaseRow[]> {
  const rest = after ? [...where, sql<SqlBool>`(c.due, c.id) > (${after[0]}::date, ${after[1]}::bigint)`] : where;
  const { rows } = await sql<CaseRow>`
    select c.* from proc_case c where ${sql.join(rest, sql` and `)} order by c.due, c.id limit ${limit}`.execute(
    ctx.db,
  );
  return rows;
}

/** Counted no further: a desk with more than that is a heap. */
const COUNTED = 10_000;

/** What lies on the caller's desks, in numbers. */
export async function countTodo(ctx: Ctx) {
  const where = await conditions(ctx, { todo: 'mine' });
  const { rows } = await sql<{
    programme: string;
    procedure: string;
    rule_set: string;
    version: string;
    count: number;
    red: number;
    amber: number;
  }>`
    select programme_id as programme, procedure, rule_set, max(rule_set_version) as version, count(*)::int as count,
      count(*) filter (where due < ${ctx.today}::date)::int as red,
      count(*) filter (where due between ${ctx.today}::date and ${addDays(ctx.today, AMBER_DAYS)}::date)::int as amber
    from (select c.* from proc_case c where ${sql.join(where, sql` and `)} order by c.due, c.id limit ${COUNTED}) c
    group by programme_id, procedure, rule_set order by programme_id, procedure`.execute(ctx.db);
  const sum = (key: 'count' | 'red' | 'amber'): number => rows.reduce((total, row) => total + row[key], 0);
  return {
    total: sum('count'),
    red: sum('red'),
    amber: sum('amber'),
    procedures: rows.map(({ programme, procedure, rule_set, version, count }) => ({
      programme,
      procedure,
      label: pick(procedureIn(ruleSetVersion(ctx, rule_set, version), procedure, programme).procedure.label, ctx.lang),
      count,
    })),
  };
}
