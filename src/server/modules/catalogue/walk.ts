import { type RawBuilder, sql, type SqlBool } from 'kysely';
import type { Instant } from '../../../shared/dates.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { type PlatformRecord, platformsById } from '../identity/index.ts';
import { type OpenRecord, openRecord } from './open-record.ts';
import type { PublicResource } from './public.ts';

export interface WalkAsked {
  /** Changed at or after. */
  from?: Instant | undefined;
  /** Changed before the end of the unit that begins here. */
  until?: { at: Instant; unit: 'day' | 'second' } | undefined;
  platformId?: Id | undefined;
  type?: string | undefined;
  /** Last record of the page before, its moment as `WalkedRecord` gave it. */
  after?: { at: string; id: Id } | undefined;
  /** Leave out what was withdrawn or suspended. */
  publicOnly?: boolean;
  /** Headers alone need no content. */
  content: boolean;
  limit: number;
}

/** A record that is or was public, at its place in the walk. */
export interface WalkedRecord {
  id: Id;
  type: string;
  platform: Pick<PlatformRecord, 'id' | 'code'>;
  /** Moment of its last change, to the microsecond. */
  at: string;
  /** Undefined where it is not public now, or content was not asked for. */
  record: OpenRecord | undefined;
  isPublic: boolean;
}

export interface WalkPage {
  items: WalkedRecord[];
  /** Where the next page goes on; undefined at the end. */
  next: { at: string; id: Id } | undefined;
}

type Row = PublicResource & { at: string };

const HEADER = sql`r.id, r.type, r.platform_id, r.state,
  to_char(r.updated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at`;
/** Content of what is public; nothing of the rest leaves the database. */
const CONTENT = sql`r.version, r.title, r.title_en, r.access, r.published_at, r.updated_at,
  case when r.state = 'published' then r.fields end as fields, coalesce((
    select jsonb_agg(jsonb_build_object('scheme', i.scheme, 'value', i.value, 'state', i.state) order by i.scheme, i.value)
    from resource_identifier i where i.resource_id = r.id), '[]') as identifiers`;

/**
 * Everything that is or ever was public, by the moment of its last change: a page costs the same wherever it lies. A type that
 * the installation no longer knows is passed over.
 */
export async function walkRecords(ctx: Ctx, asked: WalkAsked): Promise<WalkPage> {
  const { rows } = await sql<Row>`
    select ${HEADER} ${asked.content ? sql`, ${CONTENT}` : sql``} from resource r
    where ${sql.join(conditionsOf(asked), sql` and `)} order by r.updated_at, r.id limit ${asked.limit + 1}`.execute(
    ctx.db,
  );
  const page = rows.slice(0, asked.limit);
  const last = page.at(-1);
  return {
    items: await walked(ctx, page, asked.content),
    next: rows.length > asked.limit && last ? { at: last.at, id: last.id } : undefined,
  };
}

function conditionsOf({ from, until, platformId, type, after, publicOnly }: WalkAsked): RawBuilder<SqlBool>[] {
  const conditions = [sql<SqlBool>`r.published_at is not null`];
  if (publicOnly) conditions.push(sql`r.state = 'published'`);
  if (from !== undefined) conditions.push(sql`r.updated_at >= ${from}::timestamptz`);
  if (until) conditions.push(sql`r.updated_at < ${until.at}::timestamptz + ${`1 ${until.unit}`}::interval`);
  if (platformId !== undefined) conditions.push(sql`r.platform_id = ${platformId}`);
  if (type !== undefined) conditions.push(sql`r.type = ${type}`);
  if (after) conditions.push(sql`(r.updated_at, r.id) > (${after.at}::timestamptz, ${after.id}::bigint)`);
  return conditions;
}

/** One record of the walk; undefined where none of this id was ever public. */
export async function walkedRecord(ctx: Ctx, id: Id): Promise<WalkedRecord | undefined> {
  const { rows } = await sql<Row>`
    select ${HEADER}, ${CONTENT} from resource r where r.id = ${id} and r.published_at is not null`.execute(ctx.db);
  return (await walked(ctx, rows, true))[0];
}

async function walked(ctx: Ctx, all: readonly Row[], content: boolean): Promise<WalkedRecord[]> {
  const rows = all.filter(({ type }) => ctx.services.types.has(type));
  const platforms = await platformsById(
    ctx.db,
    rows.map(({ platform_id }) => platform_id),
  );
  return rows.map((row) => {
    const platform = platforms.get(row.platform_id)!;
    const isPublic = row.state === 'published';
    const record = content && isPublic ? openRecord(ctx, row, platform) : undefined;
    return { id: row.id, type: row.type, platform, at: row.at, record, isPublic };
  });
}

/** The earliest moment at which anything that is or was public last changed. */
export async function firstChange(ctx: Ctx): Promise<Instant | null> {
  const { rows } = await sql<{ at: Instant | null }>`
    select min(updated_at) as at from resource where published_at is not null`.execute(ctx.db);
  return rows[0]!.at;
}
