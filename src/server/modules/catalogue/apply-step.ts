import { sql } from 'kysely';
import { checkRecord } from '../../../shared/catalogue/check-record.ts';
import type { Tx } from '../../kernel/act.ts';
import { accountOf, type Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { removeFromIndex, writeIndex } from '../search/index.ts';
import type { Ready } from './actions.ts';
import { targetOf, typeById } from './platform-rules.ts';
import { dropRelations } from './relation-rows.ts';
import { keyed, refused } from './save.ts';
import { prepareForSearch } from './search-preparation.ts';
import { rewriteRecord } from './write.ts';

const idsOf = (records: readonly Ready[]): Id[] => records.map(({ row }) => row.id);
type Apply = (ctx: Ctx, tx: Tx, records: readonly Ready[], reason: string) => Promise<void>;

/** What each step does to the data; all records take the same step and were found fit for it. */
export async function applyStep(ctx: Ctx, tx: Tx, records: readonly Ready[], reason: string): Promise<void> {
  const [first] = records;
  if (!first || first.step.action === 'edit') return;
  await APPLY[first.step.action](ctx, tx, records, reason);
}

const APPLY: Readonly<Record<Exclude<Ready['step']['action'], 'edit'>, Apply>> = {
  check: (ctx, tx, records) => moveDrafts(ctx, tx, records, 'checked'),
  return: (ctx, tx, records) => moveDrafts(ctx, tx, records, 'draft'),
  publish: async (ctx, tx, records) => {
    for (const record of records) if (record.waiting) await publishRevision(ctx, tx, record);
    await makePublic(
      ctx,
      tx,
      records.filter(({ waiting }) => !waiting),
    );
  },
  resume: (ctx, tx, records) => makePublic(ctx, tx, records),
  suspend: async (ctx, tx, records) => {
    await sql`update resource set state = 'suspended', revision = revision + 1, updated_at = ${ctx.now}
      where id = any(${idsOf(records)}::bigint[])`.execute(tx.db);
    await removeFromIndex(tx, idsOf(records));
  },
  withdraw: withdraw,
  confirm: async (ctx, tx, records) => {
    await sql`update resource set confirmed_at = ${ctx.now}, revision = revision + 1
      where id = any(${idsOf(records)}::bigint[])`.execute(tx.db);
  },
  discard_revision: async (ctx, tx, records) => discardRevisions(ctx, tx, records),
  delete: async (_ctx, tx, records) => {
    const ids = idsOf(records);
    await sql`delete from resource_identifier where resource_id = any(${ids}::bigint[])`.execute(tx.db);
    await sql`delete from resource_key where resource_id = any(${ids}::bigint[])`.execute(tx.db);
    await dropRelations(tx, ids);
    await sql`delete from resource_version where resource_id = any(${ids}::bigint[])`.execute(tx.db);
    await sql`delete from resource_before where resource_id = any(${ids}::bigint[])`.execute(tx.db);
    await sql`delete from resource where id = any(${ids}::bigint[])`.execute(tx.db);
  },
};

/** Checking and returning work on the revision that waits, else on the record itself. */
async function moveDrafts(ctx: Ctx, tx: Tx, records: readonly Ready[], state: 'checked' | 'draft'): Promise<void> {
  const ids = idsOf(records);
  const [by, at] = state === 'checked' ? [accountOf(ctx.actor), ctx.now] : [null, null];
  await sql`update resource_version v set state = ${state}, checked_by = ${by}, checked_at = ${at}
    from resource r where r.id = any(${ids}::bigint[]) and v.resource_id = r.id
      and v.version = r.version + case when r.has_revision then 1 else 0 end`.execute(tx.db);
  await sql`update resource set state = case when has_revision then state else ${state} end, revision = revision + 1,
    updated_at = ${ctx.now} where id = any(${ids}::bigint[])`.execute(tx.db);
}

async function makePublic(ctx: Ctx, tx: Tx, records: readonly Ready[]): Promise<void> {
  if (records.length === 0) return;
  const ids = idsOf(records);
  await sql`update resource set state = 'published', published_at = coalesce(published_at, ${ctx.now}),
    confirmed_at = ${ctx.now}, revision = revision + 1, updated_at = ${ctx.now} where id = any(${ids}::bigint[])`.execute(
    tx.db,
  );
  await sql`update resource_version v set state = 'published', published_at = coalesce(v.published_at, ${ctx.now})
    from resource r where r.id = any(${ids}::bigint[]) and v.resource_id = r.id and v.version = r.version`.execute(
    tx.db,
  );
  await writeIndex(
    tx,
    records.map(({ row, platform }) => ({
      id: row.id,
      publishedAt: row.published_at ?? ctx.now,
      prepared: prepareForSearch(
        typeById(ctx, row.type),
        { id: platform.id, regionCode: platform.region_code },
        { fields: row.fields, title: row.title, titleEn: row.title_en ?? undefined },
      ),
    })),
  );
}

/** The waiting content becomes the record's own; the former is kept as a version. */
async function publishRevision(ctx: Ctx, tx: Tx, { row, waiting, platform }: Ready): Promise<void> {
  const type = typeById(ctx, row.type);
  const { record, faults } = checkRecord(type, waiting!.fields!, { today: ctx.today });
  if (!record) throw refused(faults);
  const note = waiting!.note ?? undefined;
  const target = targetOf(ctx, platform, type, { state: 'published', ...(note !== undefined && { note }) });
  const outcome = await rewriteRecord(ctx, tx, target, keyed(row), { row: 1, checked: record });
  if (outcome.refused.length > 0) throw refused(outcome.refused);
  // The version stays its author's, whoever publishes it.
  await sql`update resource_version set author_id = ${waiting!.author_id}, author_name = ${waiting!.author_name},
    created_at = ${waiting!.created_at}, checked_by = ${waiting!.checked_by}, checked_at = ${waiting!.checked_at},
    edited = ${waiting!.edited}
    where resource_id = ${row.id} and version = ${row.version + 1}`.execute(tx.db);
  await sql`update resource set author_id = ${waiting!.author_id} where id = ${row.id}`.execute(tx.db);
}

async function withdraw(ctx: Ctx, tx: Tx, records: readonly Ready[], reason: string): Promise<void> {
  const ids = idsOf(records);
  await discardRevisions(
    ctx,
    tx,
    records.filter(({ row }) => row.has_revision),
  );
  await sql`update resource set state = 'withdrawn', ended_at = ${ctx.now}, ended_reason = ${reason}, revision = revision + 1,
    updated_at = ${ctx.now} where id = any(${ids}::bigint[])`.execute(tx.db);
  await sql`update resource_identifier set state = 'retired', state_at = ${ctx.now}
    where resource_id = any(${ids}::bigint[]) and state <> 'retired'`.execute(tx.db);
  await removeFromIndex(tx, ids);
}

async function discardRevisions(ctx: Ctx, tx: Tx, records: readonly Ready[]): Promise<void> {
  if (records.length === 0) return;
  const ids = idsOf(records);
  // The number is free again for the next revision.
  await sql`delete from resource_version v using resource r
    where r.id = any(${ids}::bigint[]) and v.resource_id = r.id and v.version = r.version + 1`.execute(tx.db);
  await sql`update resource set has_revision = false, revision = revision + 1, updated_at = ${ctx.now}
    where id = any(${ids}::bigint[])`.execute(tx.db);
}
