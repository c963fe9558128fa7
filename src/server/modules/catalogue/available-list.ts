import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify';
import { type RawBuilder, sql, type SqlBool } from 'kysely';
import { z } from 'zod';
import { catalogueProblem } from '../../../shared/catalogue/problems.ts';
import type { RecordFields } from '../../../shared/catalogue/resource-type.ts';
import { EDITORS } from '../../../shared/catalogue/routes.ts';
import { displayValues } from '../../../shared/catalogue/display.ts';
import { addMonths, type CivilDate } from '../../../shared/dates.ts';
import { type Lang, pick } from '../../../shared/i18n.ts';
import { defused } from '../../../shared/imports/formulas.ts';
import { act } from '../../kernel/act.ts';
import { accountOf, type Ctx } from '../../kernel/context.ts';
import { page, readCursor } from '../../kernel/cursor.ts';
import type { Download } from '../../kernel/http/mount.ts';
import type { Id } from '../../kernel/ids.ts';
import type { PlatformRecord } from '../identity/index.ts';
import { demand } from './access.ts';
import { platformByCode, rulesOf, typeById } from './platform-rules.ts';
import { platformName } from './view-parts.ts';
import { DIGEST } from './write-target.ts';

/** Codes of the field `availability` (resource-types/common/physical) that mean it can be had. */
const HAD = ['available', 'seasonal', 'on_request'];
const LISTS_SHOWN = 24;
const CHUNK = 500;
/** Bytes of a published list. */
const LARGEST = 200_000_000;

interface Row {
  id: Id;
  type: string;
  local_key: string;
  title: string;
  title_en: string | null;
  fields: RecordFields;
}

const available = (platform: PlatformRecord): RawBuilder<SqlBool> =>
  sql`r.platform_id = ${platform.id} and r.state = 'published' and r.fields ->> 'availability' = any(${HAD}::text[])`;

const rowsAfter = async ({ db }: Pick<Ctx, 'db'>, platform: PlatformRecord, after: Id, limit: number): Promise<Row[]> =>
  (
    await sql<Row>`select r.id, r.type, r.local_key, r.title, r.title_en, r.fields from resource r
      where ${available(platform)} and r.id > ${after} order by r.id limit ${limit}`.execute(db)
  ).rows;

function itemOf(ctx: Ctx, { id, type: typeId, local_key, title, title_en, fields }: Row, lang: Lang = ctx.lang) {
  const type = typeById(ctx, typeId);
  const field = type.byId.get('availability');
  const text = (name: string): string | null => (fields[name] === undefined ? null : String(fields[name]));
  return {
    id,
    title: (lang === 'en' ? title_en : null) ?? title,
    type_label: pick(type.label, lang),
    local_number: local_key.startsWith(DIGEST) ? null : local_key,
    availability: field ? displayValues(type, field, fields['availability']!, lang).join('、') : '',
    quantity: text('available_quantity'),
    when: text('available_when'),
  };
}

interface ListRow {
  id: Id;
  listed_on: CivilDate;
  item_count: number;
}

const listsOf = async ({ db }: Ctx, { id }: PlatformRecord): Promise<ListRow[]> =>
  (await db
    .selectFrom('available_list')
    .select(['id', 'listed_on', 'item_count'])
    .where('platform_id', '=', id)
    .orderBy('listed_on', 'desc')
    .orderBy('id', 'desc')
    .limit(LISTS_SHOWN)
    .execute()) as ListRow[];

export const hasAvailable = async (ctx: Ctx, platform: PlatformRecord): Promise<boolean> =>
  (await rowsAfter(ctx, platform, '0', 1)).length > 0 || (await listsOf(ctx, platform)).length > 0;

/** When the next list is due; null where no rule asks this platform for one. */
async function dueOf(ctx: Ctx, platform: PlatformRecord, last: CivilDate | undefined) {
  const rule = rulesOf(ctx, platform).availableList;
  if (!rule) return null;
  const { rows } = await sql`select 1 from resource r
    where r.platform_id = ${platform.id} and r.state = 'published' and r.type = any(${rule.types}::text[]) limit 1`.execute(
    ctx.db,
  );
  if (rows.length === 0) return null;
  const by = last === undefined ? null : addMonths(last, rule.months);
  return { months: rule.months, by, overdue: by === null || by < ctx.today, cite: rule.cite };
}

async function activePlatform(ctx: Ctx, code: string): Promise<PlatformRecord> {
  const platform = await platformByCode(ctx.db, code);
  if (platform.state !== 'active') throw catalogueProblem('catalogue.platform_unknown', { code });
  return platform;
}

/** @throws catalogue.platform_unknown | kernel.bad_cursor */
export async function listAvailable(
  ctx: Ctx,
  code: string,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
) {
  const platform = await activePlatform(ctx, code);
  const asked = { available: platform.id };
  const [after] = readCursor(asked, cursor, z.tuple([z.string().regex(/^\d{1,19}$/)])) ?? ['0'];
  const rows = await rowsAfter(ctx, platform, after, limit + 1);
  const { items, next } = page(asked, rows, limit, ({ id }) => [id]);
  const lists = await listsOf(ctx, platform);
  return {
    platform: { code: platform.code, name: platformName(ctx.lang, platform) },
    as_of: ctx.today,
    items: items.map((row) => itemOf(ctx, row)),
    next,
    lists,
    due: await dueOf(ctx, platform, lists[0]?.listed_on),
  };
}

/**
 * Keeps what can be had today as a dated list that nobody changes any more.
 * @throws catalogue.platform_unknown | catalogue.none_available | kernel.not_allowed
 */
export async function publishAvailableList(ctx: Ctx, code: string): Promise<ListRow> {
  const platform = await platformByCode(ctx.db, code);
  demand(ctx, platform, EDITORS);
  let count = 0;
  async function* lines(): AsyncGenerator<string[]> {
    yield ['编号', '名称', '资源类型', '可供情况', '可供数量', '可供时间', '资源页'];
    for (let after = '0'; ;) {
      const rows = await rowsAfter(ctx, platform, after, CHUNK);
      for (const row of rows) {
        const item = itemOf(ctx, row, 'zh-CN');
        count++;
        yield [
          item.local_number,
          item.title,
          item.type_label,
          item.availability,
          item.quantity,
          item.when,
          `/resources/${item.id}`,
        ].map((cell) => defused(cell ?? ''));
      }
      if (rows.length < CHUNK) return;
      after = rows.at(-1)!.id;
    }
  }
  const table = Readable.from(lines()).pipe(stringify({ bom: true, record_delimiter: '\r\n' }));
  const { sha256, size } = await ctx.services.files.put(table as AsyncIterable<Uint8Array>, LARGEST);
  if (count === 0) throw catalogueProblem('catalogue.none_available');
  const detail = { platform: platform.code, items: count, sha256 };
  return act(ctx, { action: 'catalogue.available_list.publish', detail }, async (tx) => {
    const [file_id, id] = (await ctx.services.ids.take(tx.db, 2)) as [Id, Id];
    tx.on('available_list', id);
    const by = accountOf(ctx.actor);
    const name = `${platform.code}-available-${ctx.today}.csv`;
    await tx.db
      .insertInto('stored_file')
      .values({
        id: file_id,
        sha256,
        size: String(size),
        name,
        media_type: 'text/csv',
        uploaded_by: by,
        uploaded_at: ctx.now,
      })
      .execute();
    const list = { id, listed_on: ctx.today, item_count: count };
    await tx.db
      .insertInto('available_list')
      .values({ ...list, platform_id: platform.id, file_id, published_by: by, published_at: ctx.now })
      .execute();
    return list;
  });
}

/** @throws catalogue.platform_unknown | catalogue.list_unknown */
export async function downloadAvailableList(ctx: Ctx, code: string, list: Id): Promise<Download> {
  const platform = await activePlatform(ctx, code);
  const { rows } = await sql<{ sha256: string; size: string; name: string }>`
    select f.sha256, f.size, f.name from available_list l join stored_file f on f.id = l.file_id
    where l.id = ${list} and l.platform_id = ${platform.id}`.execute(ctx.db);
  const [file] = rows;
  if (!file) throw catalogueProblem('catalogue.list_unknown');
  const bytes = await ctx.services.files.read(file.sha256);
  return { bytes, name: file.name, mediaType: 'text/csv; charset=utf-8', size: Number(file.size) };
}
