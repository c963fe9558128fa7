import { sql, type SqlBool } from 'kysely';
import type { ResourceState } from '../../../shared/catalogue/schemas.ts';
import type { ReadDb } from '../../kernel/db/open.ts';
import type { Id } from '../../kernel/ids.ts';
import type { Ctx } from '../../kernel/context.ts';
import { recordById } from './public.ts';
import { DIGEST } from './write-target.ts';

/** What other modules say of a record, in whatever state it is. */
export interface RecordHead {
  id: Id;
  platform: Id;
  type: string;
  title: string;
  titleEn: string | null;
  /** Null where the type has no number of its own. */
  localNumber: string | null;
  state: ResourceState;
}

const heads = (db: ReadDb) =>
  db.selectFrom('resource').select(['id', 'platform_id', 'type', 'title', 'title_en', 'local_key', 'state']);
type Row = Awaited<ReturnType<ReturnType<typeof heads>['executeTakeFirstOrThrow']>>;

const headOf = (row: Omit<Row, 'state'> & { state: string }): RecordHead => ({
  id: row.id,
  platform: row.platform_id,
  type: row.type,
  title: row.title,
  titleEn: row.title_en,
  localNumber: row.local_key.startsWith(DIGEST) ? null : row.local_key,
  state: row.state as ResourceState,
});

/** Records by their ids; those that do not exist are left out. */
export async function recordHeads(db: ReadDb, ids: readonly Id[]): Promise<Map<Id, RecordHead>> {
  if (ids.length === 0) return new Map();
  const rows = await heads(db)
    .where(sql<SqlBool>`id = any(${[...new Set(ids)]}::bigint[])`)
    .execute();
  return new Map(rows.map((row) => [row.id, headOf(row)]));
}

/** What records say, unmasked, for rules that look at fields; records that do not exist are left out. */
export async function recordFields(db: ReadDb, ids: readonly Id[]): Promise<Map<Id, Record<string, unknown>>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('resource')
    .select(['id', 'fields'])
    .where(sql<SqlBool>`id = any(${[...new Set(ids)]}::bigint[])`)
    .execute();
  return new Map(rows.map(({ id, fields }) => [id, fields as Record<string, unknown>]));
}

/** A public record; read once in a request, however many parts of a page ask for it. */
export async function publishedHead(ctx: Ctx, id: Id): Promise<RecordHead | undefined> {
  const row = await recordById(ctx, id);
  return row?.state === 'published' ? headOf(row) : undefined;
}

/** Records of a platform by their local numbers, of whatever type. */
export async function recordsNumbered(
  db: ReadDb,
  platform: Id,
  numbers: readonly string[],
): Promise<Map<string, RecordHead[]>> {
  const found = new Map<string, RecordHead[]>();
  if (numbers.length === 0) return found;
  const rows = await db
    .selectFrom('resource_key as k')
    .innerJoin('resource as r', 'r.id', 'k.resource_id')
    .select(['r.id', 'r.platform_id', 'r.type', 'r.title', 'r.title_en', 'r.local_key', 'r.state'])
    .where('k.platform_id', '=', platform)
    .where(sql<SqlBool>`k.key = any(${[...new Set(numbers)]}::text[])`)
    .execute();
  for (const row of rows) found.set(row.local_key, [...(found.get(row.local_key) ?? []), headOf(row)]);
  return found;
}

/** Identifiers of records, with scheme and key; records without are missing. */
export async function identifiersOf(
  db: ReadDb,
  ids: readonly Id[],
): Promise<Map<Id, { scheme: string; value: string; key: string }[]>> {
  const found = new Map<Id, { scheme: string; value: string; key: string }[]>();
  if (ids.length === 0) return found;
  const rows = await db
    .selectFrom('resource_identifier')
    .select(['resource_id', 'scheme', 'value', 'value_key as key'])
    .where(sql<SqlBool>`resource_id = any(${[...new Set(ids)]}::bigint[])`)
    .orderBy('scheme')
    .execute();
  for (const { resource_id, ...one } of rows) found.set(resource_id, [...(found.get(resource_id) ?? []), one]);
  return found;
}

/** Records of a platform that bear one of these identifiers, by its key. */
export async function recordsIdentified(
  db: ReadDb,
  platform: Id,
  scheme: string,
  keys: readonly string[],
): Promise<Map<string, Id>> {
  if (keys.length === 0) return new Map();
  const rows = await db
    .selectFrom('resource_identifier as i')
    .innerJoin('resource as r', 'r.id', 'i.resource_id')
    .select(['i.value_key as key', 'r.id'])
    .where('i.scheme', '=', scheme)
    .where('r.platform_id', '=', platform)
    .where(sql<SqlBool>`i.value_key = any(${[...new Set(keys)]}::text[])`)
    .execute();
  return new Map(rows.map(({ key, id }) => [key, id]));
}
