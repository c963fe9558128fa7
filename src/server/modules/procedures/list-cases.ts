import { type RawBuilder, sql, type SqlBool } from 'kysely';
import { z } from 'zod';
import type { InputOf } from '../../../shared/contract.ts';
import { addDays } from '../../../shared/dates.ts';
import { pick } from '../../../shared/i18n.ts';
import type { CASE_SORTS } from '../../../shared/procedures/case-columns.ts';
import type { proceduresRoutes } from '../../../shared/procedures/routes.ts';
import type { Ctx } from '../../kernel/context.ts';
import { page, readCursor } from '../../kernel/cursor.ts';
import { ruleSetVersion } from '../policy/index.ts';
import { AMBER_DAYS } from './lights.ts';
import { caseConditions, type CaseFilters } from './list-conditions.ts';
import { rowViews } from './row-view.ts';
import { procedureIn } from './rules.ts';
import type { CaseRow } from './store.ts';

type Query = InputOf<typeof proceduresRoutes.listCases>['query'];
type Key = [string, string];

interface Order {
  by: RawBuilder<unknown>;
  after: (key: Key) => RawBuilder<SqlBool>;
  keyOf: (row: CaseRow) => Key;
}

const ORDERS: Readonly<Record<(typeof CASE_SORTS)[number], Order>> = {
  due: {
    by: sql`c.due, c.id`,
    after: ([due, id]) => sql`(c.due, c.id) > (${due}::date, ${id}::bigint)`,
    keyOf: ({ due, id }) => [due, id],
  },
  newest: { by: sql`c.id desc`, after: ([, id]) => sql`c.id < ${id}::bigint`, keyOf: ({ id }) => ['', id] },
  oldest: { by: sql`c.id`, after: ([, id]) => sql`c.id > ${id}::bigint`, keyOf: ({ id }) => ['', id] },
  title: {
    by: sql`c.title collate "C", c.id`,
    after: ([title, id]) => sql`(c.title collate "C", c.id) > (${title} collate "C", ${id}::bigint)`,
    keyOf: ({ title, id }) => [title, id],
  },
};

/** Cases for the caller, the one due first at the top unless asked otherwise. */
export async function listCases(ctx: Ctx, query: Query) {
  const { limit, cursor, ...asked } = query;
  const after = readCursor(asked, cursor, z.tuple([z.string(), z.string()]));
  const rows = await selectCases(ctx, asked, await caseConditions(ctx, asked), { after, limit: limit + 1 });
  const { items, next } = page(asked, rows, limit, ORDERS[asked.sort ?? 'due'].keyOf);
  return { items: await rowViews(ctx, items), next };
}

/** The first of a list, narrowed by a condition of its own. */
export const firstCases = async (
  ctx: Ctx,
  asked: CaseFilters,
  also: RawBuilder<SqlBool>,
  limit: number,
): Promise<CaseRow[]> =>
  selectCases(ctx, asked, [...(await caseConditions(ctx, asked)), also], { after: undefined, limit });

/** All of a list, in batches; for files. */
export async function* casesInBatches(ctx: Ctx, asked: CaseFilters, most: number): AsyncGenerator<CaseRow[]> {
  const where = await caseConditions(ctx, asked);
  let after: Key | undefined;
  for (let left = most; left > 0;) {
    const limit = Math.min(left, 500);
    const rows = await selectCases(ctx, asked, where, { after, limit });
    if (rows.length > 0) yield rows;
    if (rows.length < limit) return;
    left -= rows.length;
    after = ORDERS[asked.sort ?? 'due'].keyOf(rows.at(-1)!);
  }
}

async function selectCases(
  ctx: Ctx,
  { sort = 'due' }: CaseFilters,
  where: readonly RawBuilder<SqlBool>[],
  { after, limit }: { after: Key | undefined; limit: number },
): Promise<CaseRow[]> {
  const { by, after: beyond } = ORDERS[sort];
  const rest = after ? [...where, beyond(after)] : where;
  const { rows } = await sql<CaseRow>`
    select c.* from proc_case c where ${sql.join(rest, sql` and `)} order by ${by} limit ${limit}`.execute(ctx.db);
  return rows;
}

/** Counted no further: a desk with more than that is a heap. */
const COUNTED = 10_000;

/** What lies on the caller's desks, in numbers. */
export async function countTodo(ctx: Ctx) {
  const where = await caseConditions(ctx, { todo: 'mine' });
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
