import { sql } from 'kysely';
import { checkRecord } from '../../../shared/catalogue/check-record.ts';
import type { RecordFields } from '../../../shared/catalogue/resource-type.ts';
import type { Tx } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { keyed, refused } from './save.ts';
import type { LockedRecord } from './store-many.ts';
import { writeContent } from './write-content.ts';
import { candidateOf, type WriteTarget } from './write-target.ts';

/** Drafts and waiting revisions are written over; what an import replaces of them is kept, so that it can be undone. */
export interface Before {
  state: 'draft' | 'checked';
  fields: RecordFields;
  title: string;
}

export async function beforeOf(tx: Tx, batch: Id, ids: readonly Id[]): Promise<Map<Id, Before>> {
  const { rows } = await sql<{ resource_id: Id; content: Before }>`
    select resource_id, content from resource_before
    where batch_id = ${batch} and resource_id = any(${[...ids]}::bigint[])`.execute(tx.db);
  return new Map(rows.map(({ resource_id, content }) => [resource_id, content]));
}

/** Drafts as they were before an import wrote over them, with their author and whoever checked them. */
export async function restoreDrafts(
  ctx: Ctx,
  tx: Tx,
  { batch, target }: { batch: Id; target: WriteTarget },
  records: readonly LockedRecord[],
  before: ReadonlyMap<Id, Before>,
): Promise<void> {
  if (records.length === 0) return;
  const changed = records.map(({ row }, index) => {
    const { record, faults } = checkRecord(target.type, before.get(row.id)!.fields, { today: ctx.today });
    if (!record) throw refused(faults);
    return { ...candidateOf(target.type, { row: index + 1, checked: record }), existing: keyed(row) };
  });
  await writeContent(ctx, tx, { ...target, state: 'draft' }, { created: [], changed, same: [] });
  const ids = records.map(({ row }) => row.id);
  await putBack(tx, ids, sql`null`, sql`null`);
  await sql`update resource r set state = v.state, author_id = v.author_id from resource_version v
    where r.id = any(${ids}::bigint[]) and v.resource_id = r.id and v.version = r.version`.execute(tx.db);
  await forget(tx, batch, ids);
}

/** Revisions that waited before an import replaced them. */
export async function restoreRevisions(
  tx: Tx,
  { batch, at }: { batch: Id; at: string },
  records: readonly LockedRecord[],
  before: ReadonlyMap<Id, Before>,
): Promise<void> {
  const ids = records.map(({ row }) => row.id).filter((id) => before.has(id));
  if (ids.length === 0) return;
  await putBack(tx, ids, sql`b.content->'fields'`, sql`b.content->>'title'`);
  await sql`update resource set revision = revision + 1, updated_at = ${at} where id = any(${ids}::bigint[])`.execute(
    tx.db,
  );
  await forget(tx, batch, ids);
}

async function putBack(
  tx: Tx,
  ids: readonly Id[],
  fields: ReturnType<typeof sql>,
  title: ReturnType<typeof sql>,
): Promise<void> {
  await sql`
    update resource_version v set state = b.content->>'state', fields = ${fields}, title = ${title},
      note = b.content->>'note', author_id = (b.content->>'author_id')::bigint, author_name = b.content->>'author_name',
      created_at = (b.content->>'created_at')::timestamptz, checked_by = (b.content->>'checked_by')::bigint,
      checked_at = (b.content->>'checked_at')::timestamptz, edited = (b.content->>'edited')::boolean,
      batch_id = b.earlier_batch_id
    from resource_before b, resource r
    where b.resource_id = any(${[...ids]}::bigint[]) and r.id = b.resource_id and v.resource_id = b.resource_id
      and v.version = r.version + case when r.has_revision then 1 else 0 end and b.batch_id = v.batch_id`.execute(
    tx.db,
  );
}

const forget = (tx: Tx, batch: Id, ids: readonly Id[]) =>
  sql`delete from resource_before where batch_id = ${batch} and resource_id = any(${[...ids]}::bigint[])`.execute(
    tx.db,
  );
