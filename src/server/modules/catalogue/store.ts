import { type Selectable, sql } from 'kysely';
import type { Access, Funding, ResourceState } from '../../../shared/catalogue/schemas.ts';
import type { RecordFields } from '../../../shared/catalogue/resource-type.ts';
import type { Tables } from '../../kernel/db/tables.ts';
import type { ReadDb } from '../../kernel/db/open.ts';
import type { Id } from '../../kernel/ids.ts';

/** A row of `resource`, its JSON told by type. */
export interface ResourceRow {
  id: Id;
  platform_id: Id;
  type: string;
  local_key: string;
  state: ResourceState;
  version: number;
  revision: number;
  title: string;
  title_en: string | null;
  fields: RecordFields;
  access: Access;
  funding: Funding;
  quality: number;
  demo: boolean;
  author_id: Id | null;
  created_at: string;
  updated_at: string;
  confirmed_at: string;
  published_at: string | null;
  ended_at: string | null;
  ended_reason: string | null;
  has_revision: boolean;
}

export type FileRow = Selectable<Tables['resource_file']>;

export interface VersionRow {
  resource_id: Id;
  version: number;
  state: 'draft' | 'checked' | 'published' | 'superseded';
  fields: RecordFields | null;
  title: string | null;
  author_id: Id | null;
  author_name: string;
  created_at: string;
  checked_by: Id | null;
  checked_at: string | null;
  published_at: string | null;
  note: string | null;
  batch_id: Id | null;
  /** Changed by hand after the import named by `batch_id`. */
  edited: boolean;
}

export interface IdentifierRow {
  scheme: string;
  value_key: string;
  value: string;
  resource_id: Id;
  state: string;
  task: string | null;
  state_at: string;
}

export const findResource = async (db: ReadDb, id: Id): Promise<ResourceRow | undefined> =>
  (await db.selectFrom('resource').selectAll().where('id', '=', id).executeTakeFirst()) as ResourceRow | undefined;

/** The row, locked to the end of the transaction. */
export const lockResource = async (db: ReadDb, id: Id): Promise<ResourceRow | undefined> =>
  (await db.selectFrom('resource').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()) as
    | ResourceRow
    | undefined;

export const findVersion = async (db: ReadDb, id: Id, version: number): Promise<VersionRow | undefined> =>
  (await db
    .selectFrom('resource_version')
    .selectAll()
    .where('resource_id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()) as VersionRow | undefined;

export const listVersionRows = async (db: ReadDb, id: Id): Promise<Omit<VersionRow, 'fields' | 'edited'>[]> =>
  (await db
    .selectFrom('resource_version')
    .select([
      'resource_id',
      'version',
      'state',
      'title',
      'author_id',
      'author_name',
      'created_at',
      'checked_by',
      'checked_at',
      'published_at',
      'note',
      'batch_id',
    ])
    .where('resource_id', '=', id)
    .orderBy('version', 'desc')
    .limit(500)
    .execute()) as Omit<VersionRow, 'fields' | 'edited'>[];

/** Who bears an identifier: value key to resource, of those asked for. */
export async function identifierOwners(
  db: ReadDb,
  claims: readonly { scheme: string; valueKey: string }[],
): Promise<Map<string, { resourceId: Id; title: string; platformId: Id }>> {
  if (claims.length === 0) return new Map();
  const { rows } = await sql<{ scheme: string; value_key: string; resource_id: Id; title: string; platform_id: Id }>`
    select i.scheme, i.value_key, i.resource_id, r.title, r.platform_id
    from unnest(${claims.map((c) => c.scheme)}::text[], ${claims.map((c) => c.valueKey)}::text[]) as c(scheme, value_key)
    join resource_identifier i on i.scheme = c.scheme and i.value_key = c.value_key
    join resource r on r.id = i.resource_id`.execute(db);
  return new Map(
    rows.map((row) => [
      claimKey(row.scheme, row.value_key),
      { resourceId: row.resource_id, title: row.title, platformId: row.platform_id },
    ]),
  );
}

export const claimKey = (scheme: string, valueKey: string): string => `${scheme}\n${valueKey}`;

export interface KeyedResource extends Pick<
  ResourceRow,
  'id' | 'state' | 'version' | 'revision' | 'title' | 'fields' | 'has_revision' | 'author_id' | 'published_at'
> {
  key: string;
  batch_id: Id | null;
  batch_row: string | null;
}

/** Records that already bear these local numbers. */
export async function resourcesByKey(
  db: ReadDb,
  platformId: Id,
  type: string,
  keys: readonly string[],
): Promise<Map<string, KeyedResource>> {
  if (keys.length === 0) return new Map();
  const { rows } = await sql<KeyedResource>`
    select k.key, k.batch_id, k.batch_row, r.id, r.state, r.version, r.revision, r.title, r.fields, r.has_revision, r.author_id, r.published_at
    from resource_key k join resource r on r.id = k.resource_id
    where k.platform_id = ${platformId} and k.type = ${type} and k.key = any(${[...keys]}::text[])`.execute(db);
  return new Map(rows.map((row) => [row.key, row]));
}
