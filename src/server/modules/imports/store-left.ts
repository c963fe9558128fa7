import type { UndoLeftCode } from '../../../shared/catalogue/undo-left.ts';
import type { Params } from '../../../shared/i18n.ts';
import type { Tx } from '../../kernel/act.ts';
import type { ReadDb } from '../../kernel/db/open.ts';
import { insertRows } from '../../kernel/db/rows.ts';
import type { Id } from '../../kernel/ids.ts';
import type { LeftRecord } from '../catalogue/index.ts';

const LEFT = { batch_id: 'bigint', resource_id: 'bigint', title: 'text', code: 'text', params: 'jsonb' } as const;

/** Keeps which records an undo left as they are, and why. */
export async function insertLeft(tx: Tx, batch: Id, left: readonly LeftRecord[]): Promise<void> {
  if (left.length === 0) return;
  const rows = left.map(({ id, title, code, params }) => ({
    batch_id: batch,
    resource_id: id,
    title,
    code,
    params: JSON.stringify(params),
  }));
  await insertRows('import_undo_left', LEFT, rows).execute(tx.db);
}

export async function listLeft(db: ReadDb, batch: Id, after: Id | undefined, limit: number): Promise<LeftRecord[]> {
  let query = db
    .selectFrom('import_undo_left')
    .select(['resource_id', 'title', 'code', 'params'])
    .where('batch_id', '=', batch)
    .orderBy('resource_id')
    .limit(limit);
  if (after !== undefined) query = query.where('resource_id', '>', after);
  return (await query.execute()).map(({ resource_id, title, code, params }) => ({
    id: resource_id,
    title,
    code: code as UndoLeftCode,
    params: params as Params,
  }));
}
