import { sql } from 'kysely';
import { catalogueProblem } from '../../../shared/catalogue/problems.ts';
import { civilDateAt } from '../../../shared/dates.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { platformsById, type PlatformRecord } from '../identity/index.ts';
import type { FileRow, IdentifierRow, ResourceRow } from './store.ts';
import { identifierViews, platformLinkOf } from './view-parts.ts';

export type BorneIdentifier = Pick<IdentifierRow, 'scheme' | 'value' | 'state' | 'task'>;
export type PublicResource = ResourceRow & { identifiers: BorneIdentifier[] };
/** A record as its page is made of: with its files, by the same statement. */
export type WholeRecord = PublicResource & { files: FileRow[] };

/** Whether an identifier may be cited: registered, and not given up. */
export const stands = ({ state }: Pick<BorneIdentifier, 'state'>): boolean =>
  state === 'registered' || state === 'updating';

/** Pages ask for the same record several times in one request: it is read once. */
const read = new WeakMap<Ctx, Map<Id, Promise<WholeRecord | undefined>>>();

/** A record with its identifiers, whatever its state, by one statement. */
export function recordById(ctx: Ctx, id: Id): Promise<WholeRecord | undefined> {
  const known = read.get(ctx) ?? new Map<Id, Promise<WholeRecord | undefined>>();
  read.set(ctx, known);
  const found = known.get(id) ?? selectRecord(ctx, id);
  known.set(id, found);
  return found;
}

/** Reads several records by one statement, for whoever then asks for each. */
export async function readAhead(ctx: Ctx, ids: readonly Id[]): Promise<void> {
  const known = read.get(ctx) ?? new Map<Id, Promise<WholeRecord | undefined>>();
  read.set(ctx, known);
  const wanted = [...new Set(ids)].filter((id) => !known.has(id));
  if (wanted.length === 0) return;
  const rows = new Map((await selectRecords(ctx, wanted)).map((row) => [row.id, row]));
  for (const id of wanted) known.set(id, Promise.resolve(rows.get(id)));
}

const selectRecord = async (ctx: Ctx, id: Id): Promise<WholeRecord | undefined> => (await selectRecords(ctx, [id]))[0];

async function selectRecords({ db }: Ctx, ids: readonly Id[]): Promise<WholeRecord[]> {
  const { rows } = await sql<WholeRecord>`
    select r.*, coalesce((
      select jsonb_agg(jsonb_build_object('scheme', i.scheme, 'value', i.value, 'state', i.state, 'task', i.task) order by i.scheme, i.value)
      from resource_identifier i where i.resource_id = r.id), '[]') as identifiers, coalesce((
      select jsonb_agg(to_jsonb(f) || jsonb_build_object('id', f.id::text, 'resource_id', f.resource_id::text) order by f.id)
      from resource_file f where f.resource_id = r.id and f.removed_at is null), '[]') as files
    from resource r where r.id = any(${[...ids]}::bigint[])`.execute(db);
  return rows;
}

/**
 * A record that was published once: published or suspended.
 * @throws catalogue.resource_unknown | catalogue.withdrawn with its tombstone
 */
export async function findPublic(ctx: Ctx, id: Id): Promise<WholeRecord> {
  const found = await recordById(ctx, id);
  if (!found || found.published_at === null || found.state === 'draft' || found.state === 'checked')
    throw catalogueProblem('catalogue.resource_unknown');
  if (found.state === 'withdrawn') throw await gone(ctx, found);
  return found;
}

async function gone(ctx: Ctx, resource: PublicResource) {
  const platform = await hostOf(ctx, resource);
  const tombstone = {
    id: resource.id,
    title: resource.title,
    identifiers: identifierViews(ctx, resource.identifiers),
    platform: platformLinkOf(ctx, platform),
    withdrawn_at: resource.ended_at ?? resource.updated_at,
    reason: resource.ended_reason ?? '',
  };
  const params = { title: resource.title, date: civilDateAt(tombstone.withdrawn_at), reason: tombstone.reason };
  return catalogueProblem('catalogue.withdrawn', params, { more: { tombstone } });
}

/** The platform a record belongs to. */
export function hostOf(ctx: Ctx, { platform_id }: Pick<ResourceRow, 'platform_id'>): Promise<PlatformRecord> {
  const known = hosts.get(ctx) ?? new Map<Id, Promise<PlatformRecord>>();
  hosts.set(ctx, known);
  const found = known.get(platform_id) ?? selectHost(ctx, platform_id);
  known.set(platform_id, found);
  return found;
}
const hosts = new WeakMap<Ctx, Map<Id, Promise<PlatformRecord>>>();

async function selectHost({ db }: Ctx, id: Id): Promise<PlatformRecord> {
  const platform = (await platformsById(db, [id])).get(id);
  if (!platform) throw new Error(`no platform ${id}`);
  return platform;
}
