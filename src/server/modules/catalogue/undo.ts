import { sql } from 'kysely';
import { LIFE } from '../../../shared/catalogue/life.ts';
import type { UndoLeftCode } from '../../../shared/catalogue/undo-left.ts';
import type { Params } from '../../../shared/i18n.ts';
import type { Tx } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { ReadDb } from '../../kernel/db/open.ts';
import type { Id } from '../../kernel/ids.ts';
import { applyStep } from './apply-step.ts';
import { type Before, beforeOf, restoreDrafts, restoreRevisions } from './before.ts';
import { restoreVersions } from './restore-versions.ts';
import { lockMany, type LockedRecord } from './store-many.ts';
import type { WriteTarget } from './write-target.ts';

export interface LeftRecord {
  id: Id;
  title: string;
  code: UndoLeftCode;
  params: Params;
}

export interface UndoOutcome {
  removed: number;
  withdrawn: number;
  restored: number;
  left: LeftRecord[];
}

/** Records an import created or changed, those changed since included, by id. */
export async function touchedRecords(db: ReadDb, batch: Id, after: Id, limit: number): Promise<Id[]> {
  const { rows } = await sql<{ id: Id }>`
    select id from (${touched(batch)}) as t where id > ${after} order by id limit ${limit}`.execute(db);
  return rows.map(({ id }) => id);
}

export async function countTouched(db: ReadDb, batch: Id): Promise<number> {
  const { rows } = await sql<{ count: string }>`select count(*) as count from (${touched(batch)}) as t`.execute(db);
  return Number(rows[0]!.count);
}

const touched = (batch: Id) => sql`
  select resource_id as id from resource_version where batch_id = ${batch}
  union select resource_id from resource_before where earlier_batch_id = ${batch}`;

interface Written {
  resource_id: Id;
  version: number;
  edited: boolean;
}

type Plan = 'remove' | 'withdraw' | 'restore' | 'restore_draft' | 'restore_revision' | 'discard' | UndoLeftCode;

/** What undoing means for one record: only content that is still the import's own is touched. */
function planFor({ row }: LockedRecord, written: Written | undefined, before: Before | undefined): Plan {
  if (!written) return 'undo.imported_again';
  if (row.state === 'withdrawn') return 'undo.withdrawn';
  if (written.edited) return 'undo.changed';
  if (row.has_revision && written.version === row.version + 1) return before ? 'restore_revision' : 'discard';
  if (row.has_revision || written.version !== row.version) return 'undo.changed';
  if (written.version > 1) return 'restore';
  const isDraft = row.state === 'draft' || row.state === 'checked';
  if (before) return isDraft ? 'restore_draft' : 'undo.published';
  return isDraft ? 'remove' : 'withdraw';
}

/**
 * Undoes what an import did to some records: created ones go, or are withdrawn where they were public; changed ones get the
 * content before as a new version. What was changed since is left as it is and told.
 *
 * @param ids at most 1,000
 * @param reason stands in the tombstones of what is withdrawn
 */
export async function undoRecords(
  ctx: Ctx,
  tx: Tx,
  { batch, target, reason }: { batch: Id; target: WriteTarget; reason: string },
  ids: readonly Id[],
): Promise<UndoOutcome> {
  const records = await lockMany(ctx, tx, ids);
  const written = await writtenBy(tx, batch, ids);
  const before = await beforeOf(tx, batch, ids);
  const plans = new Map<Plan, LockedRecord[]>();
  for (const record of records) {
    const plan = planFor(record, written.get(record.row.id), before.get(record.row.id));
    plans.set(plan, [...(plans.get(plan) ?? []), record]);
  }
  const of = (plan: Plan): LockedRecord[] => plans.get(plan) ?? [];
  const refused = await restoreVersions(ctx, tx, target, of('restore'));
  await restoreDrafts(ctx, tx, { batch, target }, of('restore_draft'), before);
  await restoreRevisions(tx, { batch, at: ctx.now }, of('restore_revision'), before);
  await step(ctx, tx, 'discard_revision', of('discard'), reason);
  await step(ctx, tx, 'delete', of('remove'), reason);
  await step(ctx, tx, 'withdraw', of('withdraw'), reason);
  const left = LEFT.flatMap((code) =>
    of(code).map(({ row }): LeftRecord => ({ id: row.id, title: row.title, code, params: {} })),
  );
  const restored = of('restore').length - refused.length;
  return {
    removed: of('remove').length,
    withdrawn: of('withdraw').length,
    restored:
      restored + ['restore_draft', 'restore_revision', 'discard'].reduce((sum, p) => sum + of(p as Plan).length, 0),
    left: [...left, ...refused],
  };
}

const LEFT = ['undo.imported_again', 'undo.withdrawn', 'undo.changed', 'undo.published'] as const;

async function step(
  ctx: Ctx,
  tx: Tx,
  action: 'delete' | 'withdraw' | 'discard_revision',
  records: readonly LockedRecord[],
  reason: string,
): Promise<void> {
  const found = LIFE.find((candidate) => candidate.action === action)!;
  await applyStep(
    ctx,
    tx,
    records.map((record) => ({ ...record, step: found })),
    reason,
  );
}

async function writtenBy(tx: Tx, batch: Id, ids: readonly Id[]): Promise<Map<Id, Written>> {
  const { rows } = await sql<Written>`
    select resource_id, version, edited from resource_version
    where batch_id = ${batch} and resource_id = any(${[...ids]}::bigint[]) order by version`.execute(tx.db);
  return new Map(rows.map((row) => [row.resource_id, row]));
}
