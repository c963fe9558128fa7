import { type RawBuilder, sql, type SqlBool } from 'kysely';
import { z } from 'zod';
import { recordProblem } from '../../../shared/service-records/problems.ts';
import type { RecordFilter } from '../../../shared/service-records/record-filter.ts';
import type { Ctx } from '../../kernel/context.ts';
import { page, readCursor } from '../../kernel/cursor.ts';
import type { Id } from '../../kernel/ids.ts';
import { contains } from '../identity/index.ts';
import { platformOfRow, readablePlatform, readPlatforms } from './access.ts';
import { findRecord, IN_FORCE, selectRecords } from './records.ts';
import { aroundOf, briefOf, viewOf } from './view.ts';

/** Which rows `r` somebody asks for, of those they may read. @throws service_records.platform_unknown | kernel.not_allowed */
export async function conditionOf(ctx: Ctx, asked: RecordFilter): Promise<RawBuilder<SqlBool>> {
  const where: RawBuilder<SqlBool>[] = [readPlatforms(ctx, 'r.platform_id')];
  const add = (value: unknown, condition: RawBuilder<SqlBool>): void => {
    if (value !== undefined) where.push(condition);
  };
  if (asked.platform !== undefined)
    where.push(sql<SqlBool>`r.platform_id = ${(await readablePlatform(ctx, asked.platform)).id}`);
  add(asked.from, sql<SqlBool>`r.on_date >= ${asked.from}::date`);
  add(asked.to, sql<SqlBool>`r.on_date <= ${asked.to}::date`);
  add(asked.kind, sql<SqlBool>`r.kind = ${asked.kind}`);
  add(asked.group, sql<SqlBool>`r.user_group = ${asked.group}`);
  add(asked.source, sql<SqlBool>`r.source = ${asked.source}`);
  add(asked.mode, sql<SqlBool>`r.content -> 'modes' @> ${JSON.stringify([asked.mode])}::jsonb`);
  if (asked.state === 'valid') where.push(IN_FORCE);
  if (asked.state === 'reversal') where.push(sql<SqlBool>`r.entry = 'reversal'`);
  if (asked.state === 'reversed') where.push(sql<SqlBool>`r.entry = 'record' and not ${IN_FORCE}`);
  if (asked.overdue === true)
    where.push(sql<SqlBool>`r.due_back < ${ctx.today}::date and ${IN_FORCE}
      and not exists (select 1 from service_return b where b.record_id = r.id)`);
  if (asked.q !== '') where.push(searched(asked.q));
  return sql<SqlBool>`(${sql.join(where, sql` and `)})`;
}

function searched(q: string): RawBuilder<SqlBool> {
  const number = /^(\d{4})-0*(\d{1,9})$/.exec(q);
  if (number) return sql<SqlBool>`(r.year = ${Number(number[1])} and r.seq = ${Number(number[2])})`;
  return sql<SqlBool>`(${contains(sql`r.content ->> 'title'`, q)} or ${contains(sql`r.content -> 'receiver' ->> 'unit'`, q)}
    or ${contains(sql`r.content ->> 'project'`, q)})`;
}

export async function listRecords(
  ctx: Ctx,
  { limit, cursor, ...asked }: RecordFilter & { limit: number; cursor?: string | undefined },
) {
  const where = [await conditionOf(ctx, asked)];
  const after = readCursor(asked, cursor, z.tuple([z.string(), z.string().regex(/^\d{1,19}$/)]));
  if (after) where.push(sql<SqlBool>`(r.on_date, r.id) < (${after[0]}::date, ${after[1]}::bigint)`);
  const rows = await selectRecords(
    ctx.db,
    sql<SqlBool>`${sql.join(where, sql` and `)}`,
    sql`order by r.on_date desc, r.id desc limit ${limit + 1}`,
  );
  const { items, next } = page(asked, rows, limit, ({ on_date, id }) => [on_date, id]);
  const around = await aroundOf(ctx, items);
  return { items: items.map((row) => briefOf(ctx, row, around)), next };
}

/** @throws service_records.unknown | kernel.not_allowed */
export async function readRecord(ctx: Ctx, id: Id) {
  const row = await findRecord(ctx.db, id);
  if (!row) throw recordProblem('service_records.unknown');
  await platformOfRow(ctx, ctx.db, row.platform_id, 'read');
  return viewOf(ctx, row, await selectRecords(ctx.db, sql<SqlBool>`r.root_id = ${row.root_id}`));
}
