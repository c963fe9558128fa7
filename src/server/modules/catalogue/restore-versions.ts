import { sql } from 'kysely';
import { checkRecord } from '../../../shared/catalogue/check-record.ts';
import type { RecordFields } from '../../../shared/catalogue/resource-type.ts';
import type { Tx } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { faultWords, keyed } from './save.ts';
import type { LockedRecord } from './store-many.ts';
import type { LeftRecord } from './undo.ts';
import { refuseByRules, refuseForeignIdentifiers } from './write-checks.ts';
import { writeContent } from './write-content.ts';
import { type Candidate, candidateOf, type Known, type WriteOutcome, type WriteTarget } from './write-target.ts';

/**
 * Gives public records the content of the version before once more, as a version of its own: history only grows.
 * @returns those whose former content the rules or others' identifiers no longer let in
 */
export async function restoreVersions(
  ctx: Ctx,
  tx: Tx,
  target: WriteTarget,
  records: readonly LockedRecord[],
): Promise<LeftRecord[]> {
  if (records.length === 0) return [];
  const former = await formerContent(tx, records);
  const left = new Map<Id, string>();
  const candidates: Known[] = records.flatMap(({ row }, index) => {
    const fields = former.get(row.id);
    const { record, faults } = checkRecord(target.type, fields ?? {}, { today: ctx.today });
    const candidate = record && { ...candidateOf(target.type, { row: index, checked: record }), existing: keyed(row) };
    if (candidate?.key === row.local_key) return [candidate];
    const fault = faults.find(({ severity }) => severity === 'error');
    left.set(row.id, fault ? faultWords(fault, ctx.lang) : row.local_key);
    return [];
  });
  const outcome: WriteOutcome = { created: [], updated: [], unchanged: [], refused: [] };
  const public_ = { ...target, state: 'published' as const };
  let open: Candidate[] = refuseByRules(public_, candidates, outcome);
  open = await refuseForeignIdentifiers(tx, open, outcome);
  for (const refusal of outcome.refused) left.set(records[refusal.row]!.row.id, faultWords(refusal, ctx.lang));
  await writeContent(ctx, tx, public_, { created: [], changed: open as Known[], same: [] });
  return records.flatMap(({ row: { id, title } }) => {
    const why = left.get(id);
    return why === undefined ? [] : [{ id, title, code: 'undo.refused' as const, params: { why } }];
  });
}

async function formerContent(tx: Tx, records: readonly LockedRecord[]): Promise<Map<Id, RecordFields>> {
  const ids = records.map(({ row }) => row.id);
  const { rows } = await sql<{ id: Id; fields: RecordFields | null }>`
    select r.id, v.fields from resource r join resource_version v on v.resource_id = r.id and v.version = r.version - 1
    where r.id = any(${ids}::bigint[])`.execute(tx.db);
  return new Map(rows.flatMap(({ id, fields }) => (fields === null ? [] : [[id, fields] as const])));
}
