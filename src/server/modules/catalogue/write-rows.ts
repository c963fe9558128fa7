import { sql } from 'kysely';
import type { Tx } from '../../kernel/act.ts';
import { type ColumnTypes, insertRows, rowsOf } from '../../kernel/db/rows.ts';
import type { Id } from '../../kernel/ids.ts';

/** The statements of `writeRecords`: one per table and chunk, however many rows. */

const RESOURCE: ColumnTypes = {
  id: 'bigint',
  platform_id: 'bigint',
  type: 'text',
  local_key: 'text',
  state: 'text',
  title: 'text',
  title_en: 'text',
  fields: 'jsonb',
  access: 'text',
  funding: 'text',
  quality: 'smallint',
  demo: 'boolean',
  author_id: 'bigint',
  created_at: 'timestamptz',
  updated_at: 'timestamptz',
  confirmed_at: 'timestamptz',
  published_at: 'timestamptz',
};

/** A record's row as it goes in; `fields` is JSON text. */
export interface NewResource {
  id: Id;
  platform_id: Id;
  type: string;
  local_key: string;
  state: string;
  title: string;
  title_en: string | null;
  fields: string;
  access: string;
  funding: string;
  quality: number;
  demo: boolean;
  author_id: Id | null;
  created_at: string;
  updated_at: string;
  confirmed_at: string;
  published_at: string | null;
}

export async function insertResources(tx: Tx, rows: readonly NewResource[]): Promise<void> {
  if (rows.length > 0) await insertRows('resource', RESOURCE, rows).execute(tx.db);
}

const { platform_id: _p, type: _t, demo: _d, created_at: _c, ...CHANGED } = RESOURCE;

/** Replaces the content of records; `version` and `has_revision` are set by the caller's rows. */
export async function updateResources(
  tx: Tx,
  rows: readonly (Omit<NewResource, 'platform_id' | 'type' | 'demo' | 'created_at'> & {
    version: number;
  })[],
): Promise<void> {
  if (rows.length === 0) return;
  const types: ColumnTypes = { ...CHANGED, version: 'int' };
  await sql`
    update resource r set
      local_key = n.local_key, state = n.state, title = n.title, title_en = n.title_en, fields = n.fields, access = n.access, funding = n.funding,
      quality = n.quality, author_id = n.author_id, updated_at = n.updated_at, confirmed_at = n.confirmed_at,
      published_at = n.published_at, version = n.version, revision = r.revision + 1, has_revision = false
    from (${rowsOf(types, rows)}) as n where r.id = n.id`.execute(tx.db);
}

const VERSION: ColumnTypes = {
  resource_id: 'bigint',
  version: 'int',
  state: 'text',
  fields: 'jsonb',
  title: 'text',
  author_id: 'bigint',
  author_name: 'text',
  created_at: 'timestamptz',
  published_at: 'timestamptz',
  note: 'text',
  batch_id: 'bigint',
};

export interface NewVersion {
  resource_id: Id;
  version: number;
  state: string;
  /** JSON text of a revision that waits; null while the content is in `resource`. */
  fields: string | null;
  title: string | null;
  author_id: Id | null;
  author_name: string;
  created_at: string;
  published_at: string | null;
  note: string | null;
  batch_id: Id | null;
}

/** Writes version rows; one that exists (a draft, a waiting revision) is replaced. */
export async function putVersions(tx: Tx, rows: readonly NewVersion[], areNew: boolean): Promise<void> {
  if (rows.length === 0) return;
  const replace = sql`
    on conflict (resource_id, version) do update set
      state = excluded.state, fields = excluded.fields, title = excluded.title, author_id = excluded.author_id,
      author_name = excluded.author_name, created_at = excluded.created_at, published_at = excluded.published_at,
      note = excluded.note, batch_id = coalesce(excluded.batch_id, resource_version.batch_id),
      edited = excluded.batch_id is null and resource_version.batch_id is not null, checked_by = null, checked_at = null`;
  await insertRows('resource_version', VERSION, rows, areNew ? sql`` : replace).execute(tx.db);
}

/** Keeps the content that is about to be replaced: it moves from `resource` into its version row. */
export async function supersede(tx: Tx, ids: readonly Id[]): Promise<void> {
  if (ids.length === 0) return;
  await sql`
    update resource_version v set state = 'superseded', fields = r.fields, title = r.title
    from resource r where r.id = any(${[...ids]}::bigint[]) and v.resource_id = r.id and v.version = r.version`.execute(
    tx.db,
  );
}

const KEY: ColumnTypes = {
  platform_id: 'bigint',
  type: 'text',
  key: 'text',
  resource_id: 'bigint',
  batch_id: 'bigint',
  batch_row: 'bigint',
};

export interface NewKey {
  platform_id: Id;
  type: string;
  key: string;
  resource_id: Id;
  batch_id: Id | null;
  batch_row: number | null;
}

/** Gives local numbers back that records no longer bear. */
export async function dropKeys(tx: Tx, resourceIds: readonly Id[]): Promise<void> {
  if (resourceIds.length === 0) return;
  await tx.db
    .deleteFrom('resource_key')
    .where('resource_id', 'in', [...resourceIds])
    .execute();
}

/** Claims local numbers; one that is taken keeps its resource and only notes the batch. */
export async function putKeys(tx: Tx, rows: readonly NewKey[]): Promise<void> {
  if (rows.length === 0) return;
  const touch = sql`on conflict (platform_id, type, key) do update set batch_id = excluded.batch_id, batch_row = excluded.batch_row`;
  await insertRows('resource_key', KEY, rows, touch).execute(tx.db);
}

const IDENTIFIER: ColumnTypes = {
  scheme: 'text',
  value_key: 'text',
  value: 'text',
  resource_id: 'bigint',
  state: 'text',
  state_at: 'timestamptz',
};

export interface NewIdentifier {
  scheme: string;
  value_key: string;
  value: string;
  resource_id: Id;
  state: string;
  state_at: string;
}

/**
 * Claims identifiers for their resources; those a resource has already stay as they are.
 * @throws 40001 when another transaction claimed one meanwhile: the act is tried again and then told who has it
 */
export async function putIdentifiers(tx: Tx, rows: readonly NewIdentifier[]): Promise<void> {
  if (rows.length === 0) return;
  // One that the resource bore before is its own again.
  const again = sql`on conflict (scheme, value_key) do update set state = excluded.state, state_at = excluded.state_at
    where resource_identifier.resource_id = excluded.resource_id and resource_identifier.state = 'retired'`;
  await insertRows('resource_identifier', IDENTIFIER, rows, again).execute(tx.db);
  const { rows: own } = await sql<{ n: string }>`
    select count(*) as n from (${rowsOf(IDENTIFIER, rows)}) as w
    join resource_identifier i on i.scheme = w.scheme and i.value_key = w.value_key and i.resource_id = w.resource_id`.execute(
    tx.db,
  );
  if (Number(own[0]!.n) < rows.length)
    throw Object.assign(new Error('an identifier was claimed meanwhile'), { code: '40001' });
}

/**
 * Lets go of identifiers that records no longer bear. Of a record that was never public they are free again;
 * otherwise they stay for ever, as retired. Those on their way to the registry are in no content yet, and stay.
 */
export async function dropIdentifiers(
  tx: Tx,
  ids: readonly Id[],
  keep: readonly { scheme: string; value_key: string }[],
  at: string,
): Promise<void> {
  if (ids.length === 0) return;
  const gone = sql`
    i.resource_id = any(${[...ids]}::bigint[]) and r.id = i.resource_id
    and i.state not in ('not_applied', 'pending', 'submitted', 'failed') and not exists (
      select 1 from unnest(${keep.map((k) => k.scheme)}::text[], ${keep.map((k) => k.value_key)}::text[]) as k(scheme, value_key)
      where k.scheme = i.scheme and k.value_key = i.value_key)`;
  await sql`delete from resource_identifier i using resource r where ${gone} and r.published_at is null`.execute(tx.db);
  await sql`update resource_identifier i set state = 'retired', state_at = ${at} from resource r where ${gone} and i.state <> 'retired'`.execute(
    tx.db,
  );
}
