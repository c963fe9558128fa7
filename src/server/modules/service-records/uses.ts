import { type RawBuilder, sql, type SqlBool } from 'kysely';
import { z } from 'zod';
import { pick } from '../../../shared/i18n.ts';
import { useFaults, useKey } from '../../../shared/service-records/check-use.ts';
import { recordProblem } from '../../../shared/service-records/problems.ts';
import {
  FOUND_BY,
  type FoundBy,
  USE_FLAGS,
  USE_KINDS,
  USE_SOURCES,
  USE_STATES,
  type UseSource,
  type UseState,
} from '../../../shared/service-records/use-codes.ts';
import { useContent, type UseContent, type useView } from '../../../shared/service-records/use-schemas.ts';
import { act, checkRevision, lockName, type Tx } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import { page, readCursor } from '../../kernel/cursor.ts';
import type { ReadDb } from '../../kernel/db/open.ts';
import type { Id } from '../../kernel/ids.ts';
import { recordHeads } from '../catalogue/index.ts';
import { accountNames, type PlatformRecord, platformsById } from '../identity/index.ts';
import { keptPlatform, platformOfRow, readablePlatform, readPlatforms } from './access.ts';
import { acknowledged } from './citing.ts';
import { labelOf, platformLink } from './view.ts';

export interface UseRow {
  id: Id;
  platform_id: Id;
  state: string;
  source: string;
  root_id: Id | null;
  reporter_id: Id | null;
  flags: unknown;
  content: unknown;
  reason: string | null;
  reviewed_name: string | null;
  reviewed_at: string | null;
  at: string;
  revision: number;
  resources: { id: Id; found_by: string }[];
}

export const selectUses = async (
  db: ReadDb,
  where: RawBuilder<SqlBool>,
  after: RawBuilder<unknown> = sql`order by u.id`,
): Promise<UseRow[]> =>
  (
    await sql<UseRow>`select u.*, coalesce((select jsonb_agg(jsonb_build_object('id', o.resource_id::text,
        'found_by', o.found_by) order by o.resource_id) from resource_use_of o where o.use_id = u.id), '[]') as resources
      from resource_use u where ${where} ${after}`.execute(db)
  ).rows;

export async function viewUses(ctx: Ctx, rows: readonly UseRow[]): Promise<z.input<typeof useView>[]> {
  const platforms = await platformsById(
    ctx.db,
    rows.map(({ platform_id }) => platform_id),
  );
  const heads = await recordHeads(
    ctx.db,
    rows.flatMap(({ resources }) => resources.map(({ id }) => id)),
  );
  const names = await accountNames(
    ctx.db,
    rows.flatMap(({ reporter_id }) => reporter_id ?? []),
  );
  return rows.map((row) => {
    const { kind, ...content } = useContent.parse(row.content);
    return {
      ...content,
      id: row.id,
      kind: labelOf(ctx, USE_KINDS, kind),
      platform: platformLink(ctx, platforms.get(row.platform_id)!),
      state: row.state as UseState,
      state_label: pick(USE_STATES[row.state as UseState], ctx.lang),
      source: labelOf(ctx, USE_SOURCES, row.source),
      flags: (row.flags as string[]).map((flag) => labelOf(ctx, USE_FLAGS, flag)),
      reporter: row.reporter_id === null ? null : (names.get(row.reporter_id) ?? null),
      resources: row.resources.map(({ id, found_by }) => ({
        id,
        title: heads.get(id)?.title ?? id,
        found_by: found_by.split(' ').map((by) => labelOf(ctx, FOUND_BY, by).label),
      })),
      reason: row.reason,
      reviewed_by: row.reviewed_name,
      reviewed_at: row.reviewed_at,
      reported_at: row.at,
      revision: row.revision,
    };
  });
}

export interface NewUse {
  content: UseContent;
  source: UseSource;
  root?: Id;
  reporter?: Id;
  /** Resources of the platform, each with what it was found by. */
  resources: ReadonlyMap<Id, readonly FoundBy[]>;
}

/**
 * Enters a work, or adds resources to one that stands here already; what was added waits for review.
 * @throws service_records.use_refused
 */
export async function writeUse(
  ctx: Ctx,
  tx: Tx,
  platform: PlatformRecord,
  given: NewUse,
): Promise<{ id: Id; fresh: boolean }> {
  const { content } = given;
  const errors = useFaults(content, ctx.today);
  if (errors.length > 0) throw recordProblem('service_records.use_refused', { count: errors.length }, { errors });
  const use_key = useKey(content);
  await lockName(tx, `resource-use:${platform.id}:${use_key}`);
  const known = await tx.db
    .selectFrom('resource_use')
    .select('id')
    .where('platform_id', '=', platform.id)
    .where('use_key', '=', use_key)
    .executeTakeFirst();
  const id = known?.id ?? (await insertUse(ctx, tx, platform, given, use_key));
  const rows = [...given.resources].map(([resource_id, by]) => ({ use_id: id, resource_id, found_by: by.join(' ') }));
  const added =
    rows.length === 0
      ? []
      : await tx.db
          .insertInto('resource_use_of')
          .values(rows)
          .onConflict((conflict) => conflict.doNothing())
          .returning('resource_id')
          .execute();
  if (known) await lookAgain(ctx, tx, id, given, added.length > 0);
  return { id, fresh: !known };
}

/**
 * A known work told anew: what its platform enters it has looked at, what others add to it waits for that. Who reports what was found
 * in a bibliography stands beside it from then on.
 */
async function lookAgain(ctx: Ctx, tx: Tx, id: Id, { source, root, reporter }: NewUse, more: boolean): Promise<void> {
  if (root !== undefined && reporter !== undefined)
    await tx.db
      .updateTable('resource_use')
      .set({ root_id: root, reporter_id: reporter })
      .where('id', '=', id)
      .where('root_id', 'is', null)
      .execute();
  const own = source === 'platform';
  if (!own && !more) return;
  await tx.db
    .updateTable('resource_use')
    .set((eb) => ({
      state: own ? 'counted' : 'proposed',
      revision: eb('revision', '+', 1),
      ...(own && {
        reason: null,
        reviewed_name: ctx.actor.kind === 'anonymous' ? '' : ctx.actor.name,
        reviewed_at: ctx.now,
      }),
    }))
    .where('id', '=', id)
    .execute();
}

async function insertUse(ctx: Ctx, tx: Tx, platform: PlatformRecord, given: NewUse, use_key: string): Promise<Id> {
  const { content, source } = given;
  const id = await ctx.services.ids.next(tx.db);
  const named = await acknowledged(tx.db, content, [...given.resources.keys()]);
  const own = source === 'platform';
  await tx.db
    .insertInto('resource_use')
    .values({
      id,
      platform_id: platform.id,
      kind: content.kind,
      use_key,
      title: content.title,
      year: content.year ?? null,
      content: JSON.stringify(content),
      state: own ? 'counted' : 'proposed',
      source,
      root_id: given.root ?? null,
      reporter_id: given.reporter ?? null,
      flags: JSON.stringify(named ? [] : ['acknowledgement_missing']),
      reviewed_name: own && ctx.actor.kind !== 'anonymous' ? ctx.actor.name : null,
      reviewed_at: own ? ctx.now : null,
      demo: platform.demo,
      at: ctx.now,
    })
    .execute();
  return id;
}

export async function listUses(
  ctx: Ctx,
  {
    limit,
    cursor,
    ...asked
  }: { platform?: string | undefined; state?: string | undefined; limit: number; cursor?: string | undefined },
) {
  const where = [readPlatforms(ctx, 'u.platform_id')];
  if (asked.platform !== undefined)
    where.push(sql<SqlBool>`u.platform_id = ${(await readablePlatform(ctx, asked.platform)).id}`);
  if (asked.state !== undefined) where.push(sql<SqlBool>`u.state = ${asked.state}`);
  const after = readCursor(asked, cursor, z.tuple([z.string().regex(/^\d{1,19}$/)]));
  if (after) where.push(sql<SqlBool>`u.id < ${after[0]}::bigint`);
  const rows = await selectUses(
    ctx.db,
    sql<SqlBool>`${sql.join(where, sql` and `)}`,
    sql`order by u.id desc limit ${limit + 1}`,
  );
  const { items, next } = page(asked, rows, limit, ({ id }) => [id]);
  return { items: await viewUses(ctx, items), next };
}

const viewUse = async (ctx: Ctx, id: Id) =>
  (await viewUses(ctx, await selectUses(ctx.db, sql<SqlBool>`u.id = ${id}`)))[0]!;

/** @throws service_records.platform_unknown | kernel.not_allowed | service_records.use_refused */
export async function createUse(
  ctx: Ctx,
  { platform: code, resources, ...content }: UseContent & { platform: string; resources: Id[] },
) {
  const platform = await keptPlatform(ctx, code);
  const id = await act(ctx, { action: 'service_records.use.create', detail: { platform: code } }, async (tx) => {
    const own = await ownResources(tx.db, platform, resources);
    const made = await writeUse(ctx, tx, platform, { content, source: 'platform', resources: own });
    tx.on('resource_use', made.id);
    return made.id;
  });
  return viewUse(ctx, id);
}

async function ownResources(db: ReadDb, platform: PlatformRecord, ids: readonly Id[]) {
  const heads = await recordHeads(db, ids);
  const strange = ids.filter((id) => heads.get(id)?.platform !== platform.id);
  if (strange.length > 0)
    throw recordProblem(
      'service_records.use_refused',
      { count: strange.length },
      {
        errors: strange.map((id) => ({
          path: 'body.resources',
          code: 'resource_unknown',
          zh: `本平台没有资源 ${id}`,
          en: `The platform has no record ${id}`,
        })),
      },
    );
  return new Map<Id, readonly FoundBy[]>(ids.map((id) => [id, ['platform']]));
}

/** @throws service_records.use_unknown | kernel.not_allowed | kernel.stale_version | service_records.reason_needed */
export async function reviewUse(
  ctx: Ctx,
  id: Id,
  { decision, reason, revision }: { decision: 'counted' | 'refused'; reason: string; revision: number },
) {
  const event = {
    action: 'service_records.use.review',
    subject: { kind: 'resource_use', id },
    detail: { decision, reason },
  };
  await act(ctx, event, async (tx) => {
    const row = await tx.db.selectFrom('resource_use').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
    if (!row) throw recordProblem('service_records.use_unknown');
    await platformOfRow(ctx, tx.db, row.platform_id, 'keep');
    checkRevision(revision, row);
    if (decision === 'refused' && reason === '') throw recordProblem('service_records.reason_needed');
    await tx.db
      .updateTable('resource_use')
      .set({
        state: decision,
        reason: reason === '' ? null : reason,
        reviewed_name: ctx.actor.kind === 'anonymous' ? '' : ctx.actor.name,
        reviewed_at: ctx.now,
        revision: revision + 1,
      })
      .where('id', '=', id)
      .execute();
  });
  return viewUse(ctx, id);
}
