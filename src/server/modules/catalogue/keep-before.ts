import { sql } from 'kysely';
import type { Tx } from '../../kernel/act.ts';
import type { Id } from '../../kernel/ids.ts';

/** Keeps what is about to be replaced: of drafts their content, of public records the revision that waits. */
export async function keepBefore(tx: Tx, batch: Id, ids: readonly Id[]): Promise<void> {
  if (ids.length === 0) return;
  await sql`
    insert into resource_before (resource_id, batch_id, earlier_batch_id, content)
    select r.id, ${batch}::bigint, v.batch_id, jsonb_build_object(
      'state', v.state, 'fields', coalesce(v.fields, r.fields), 'title', coalesce(v.title, r.title), 'note', v.note,
      'author_id', v.author_id, 'author_name', v.author_name, 'created_at', v.created_at,
      'checked_by', v.checked_by, 'checked_at', v.checked_at, 'edited', v.edited)
    from resource r join resource_version v
      on v.resource_id = r.id and v.version = r.version + case when r.has_revision then 1 else 0 end
    where r.id = any(${[...ids]}::bigint[])
    on conflict (resource_id, batch_id) do nothing`.execute(tx.db);
}
