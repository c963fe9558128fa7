import { type RawBuilder, sql, type SqlBool } from 'kysely';
import { maskFields } from '../../../shared/catalogue/mask.ts';
import type { RecordFields } from '../../../shared/catalogue/resource-type.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { type PlatformRecord, platformsById } from '../identity/index.ts';
import { isOwnPeople } from './access.ts';
import type { ExportRow } from './export-table.ts';

const PAGE = 500;

type Row = { id: Id; platform_id: Id; type: string; fields: RecordFields };

/** Turns rows into what the one who asks may see of them. */
function opener(ctx: Ctx) {
  const platforms = new Map<Id, PlatformRecord>();
  return async (rows: readonly Row[]): Promise<ExportRow[]> => {
    const unknown = [...new Set(rows.map(({ platform_id }) => platform_id))].filter((id) => !platforms.has(id));
    if (unknown.length > 0) for (const [id, found] of await platformsById(ctx.db, unknown)) platforms.set(id, found);
    return rows.flatMap(({ id, platform_id, type: typeId, fields }) => {
      const type = ctx.services.types.get(typeId);
      const platform = platforms.get(platform_id);
      if (!type || !platform) return [];
      const shown = isOwnPeople(ctx, platform) ? fields : maskFields(type, fields).fields;
      return [{ id, type, platform: platform.code, fields: shown }];
    });
  };
}

/** Published records of given ids, in their order; those withdrawn meanwhile are left out. */
export async function* publishedRows(ctx: Ctx, ids: readonly Id[]): AsyncGenerator<ExportRow> {
  const open = opener(ctx);
  for (let at = 0; at < ids.length; at += PAGE) {
    const { rows } = await sql<Row>`
      select r.id, r.platform_id, r.type, r.fields from resource r
      where r.id = any(${ids.slice(at, at + PAGE)}::bigint[]) and r.state = 'published' order by r.id`.execute(ctx.db);
    yield* await open(rows);
  }
}

/** Records that fit a condition on `r`, walked by id: memory does not grow with their number. */
export async function* rowsWhere(ctx: Ctx, condition: RawBuilder<SqlBool>): AsyncGenerator<ExportRow> {
  const open = opener(ctx);
  for (let after = '0'; ;) {
    const { rows } = await sql<Row>`
      select r.id, r.platform_id, r.type, r.fields from resource r
      where ${condition} and r.id > ${after} order by r.id limit ${PAGE}`.execute(ctx.db);
    yield* await open(rows);
    if (rows.length < PAGE) return;
    after = rows.at(-1)!.id;
  }
}

/** How many records of each type fit a condition on `r`. */
export async function countWhere(ctx: Ctx, condition: RawBuilder<SqlBool>): Promise<Map<string, number>> {
  const { rows } = await sql<{ type: string; count: string }>`
    select r.type, count(*) as count from resource r where ${condition} group by r.type`.execute(ctx.db);
  return new Map(rows.map(({ type, count }) => [type, Number(count)]));
}
