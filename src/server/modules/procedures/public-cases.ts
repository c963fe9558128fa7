import { sql, type SqlBool } from 'kysely';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { type CaseRow, type ClockRow, clocksOfCases } from './store.ts';

interface Asked {
  procedure: string;
  programme?: string | undefined;
  id?: Id | undefined;
  /** Only those of which this clock runs on the day, or only those of which it does not. */
  clock?: { ids: readonly string[]; running: boolean } | undefined;
  q?: string | undefined;
  /** Id of the last one seen. */
  after?: Id | undefined;
  limit: number;
}

export interface PublicCase {
  row: CaseRow;
  clocks: ClockRow[];
}

/** Cases of a procedure in states that the table makes public, the newest first. Fields are still to be chosen: not all are for everybody. */
export async function publicCases(ctx: Ctx, asked: Asked): Promise<PublicCase[]> {
  const states = publicStates(ctx, asked.procedure);
  if (states.length === 0) return [];
  const where = [
    sql<SqlBool>`c.procedure = ${asked.procedure}`,
    sql<SqlBool>`(c.rule_set || ' ' || c.rule_set_version || ' ' || c.state) = any(${states}::text[])`,
  ];
  if (asked.programme !== undefined) where.push(sql<SqlBool>`c.programme_id = ${asked.programme}`);
  if (asked.id !== undefined) where.push(sql<SqlBool>`c.id = ${asked.id}`);
  if (asked.after !== undefined) where.push(sql<SqlBool>`c.id < ${asked.after}`);
  if (asked.q !== undefined && asked.q !== '')
    where.push(sql<SqlBool>`position(lower(${asked.q}) in lower(c.data ->> 'title')) > 0`);
  if (asked.clock) {
    const runs = sql<SqlBool>`exists (select 1 from case_clock k where k.case_id = c.id
      and k.clock = any(${[...asked.clock.ids]}::text[]) and k.state = 'running' and k.last_date >= ${ctx.today}::date)`;
    where.push(asked.clock.running ? runs : sql<SqlBool>`not ${runs}`);
  }
  const { rows } = await sql<CaseRow>`
    select c.* from proc_case c where ${sql.join(where, sql` and `)} order by c.id desc limit ${asked.limit}`.execute(
    ctx.db,
  );
  const clocks = await clocksOfCases(
    ctx.db,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => ({ row, clocks: clocks.filter(({ case_id }) => case_id === row.id) }));
}

function publicStates(ctx: Pick<Ctx, 'services'>, procedure: string): string[] {
  const sets = [...ctx.services.ruleSets.values()].flat();
  return sets.flatMap((set) =>
    Object.entries(set.procedures?.procedures[procedure]?.states ?? {})
      .filter(([, state]) => state.public)
      .map(([state]) => `${set.id} ${set.version} ${state}`),
  );
}
