import type { Expression, SqlBool } from 'kysely';
import type { Mapping } from '../../../shared/imports/mapping.ts';
import type { ImportNoteCode } from '../../../shared/imports/faults.ts';
import type { IMPORT_STATES } from '../../../shared/imports/routes.ts';
import type { Citation } from '../../../shared/problems.ts';
import type { Params } from '../../../shared/i18n.ts';
import type { Tx } from '../../kernel/act.ts';
import { insertRows } from '../../kernel/db/rows.ts';
import type { ReadDb } from '../../kernel/db/open.ts';
import type { Id } from '../../kernel/ids.ts';
import type { Constants } from './columns.ts';
import { LIMITS } from './limits.ts';
import type { Layout } from './table.ts';

export type BatchState = (typeof IMPORT_STATES)[number];

export interface Note {
  code: ImportNoteCode;
  params: Params;
}

/** A row of `import_batch`, its JSON told by type; counts are numbers. */
export interface Batch {
  id: Id;
  platform_id: Id;
  type: string;
  file_id: Id;
  file_name: string;
  sha256: string;
  size: number;
  layout: Layout;
  mapping: Mapping;
  constants: Constants;
  dry_run: boolean;
  target_state: 'draft' | 'published';
  state: BatchState;
  rows_total: number | null;
  last_row: number;
  rows_done: number;
  created_count: number;
  updated_count: number;
  unchanged_count: number;
  refused_count: number;
  warning_count: number;
  kept_errors: number;
  kept_warnings: number;
  notes: Note[];
  failure: { code: string; params: Params; zh: string; en: string } | null;
  rate: number | null;
  started_by: Id | null;
  started_by_name: string;
  created_at: string;
  started_at: string | null;
  ended_at: string | null;
  leased_until: string | null;
  undo_state: 'waiting' | 'running' | 'done' | 'failed' | null;
  undo_reason: string | null;
  undo_total: number;
  undo_after: Id;
  undo_removed: number;
  undo_withdrawn: number;
  undo_restored: number;
  undo_left: number;
  undo_failure: Batch['failure'];
  undo_by: Id | null;
  undo_by_name: string | null;
  undo_asked_at: string | null;
  undo_ended_at: string | null;
}

const batches = (db: ReadDb) =>
  db
    .selectFrom('import_batch as b')
    .innerJoin('stored_file as f', 'f.id', 'b.file_id')
    .selectAll('b')
    .select(['f.name as file_name', 'f.sha256', 'f.size']);

type Raw = Awaited<ReturnType<ReturnType<typeof batches>['executeTakeFirst']>>;

const COUNTS = [
  'last_row',
  'rows_done',
  'created_count',
  'updated_count',
  'unchanged_count',
  'refused_count',
  'warning_count',
  'size',
  'undo_total',
  'undo_removed',
  'undo_withdrawn',
  'undo_restored',
  'undo_left',
] as const;

/** 64-bit counts come as text; none of these outgrows a number. */
function batchOf(row: NonNullable<Raw>): Batch {
  const counts = Object.fromEntries(COUNTS.map((name) => [name, Number(row[name])]));
  return { ...row, ...counts, rows_total: row.rows_total === null ? null : Number(row.rows_total) } as unknown as Batch;
}

export async function findBatch(db: ReadDb, id: Id): Promise<Batch | undefined> {
  const row = await batches(db).where('b.id', '=', id).executeTakeFirst();
  return row && batchOf(row);
}

/** Newest first. @param condition on `b.platform_id`: whose imports */
export async function listBatches(
  db: ReadDb,
  condition: Expression<SqlBool>,
  { before, platformId, limit }: { before: Id | undefined; platformId: Id | undefined; limit: number },
): Promise<Batch[]> {
  let query = batches(db).where(condition).orderBy('b.id', 'desc').limit(limit);
  if (before !== undefined) query = query.where('b.id', '<', before);
  if (platformId !== undefined) query = query.where('b.platform_id', '=', platformId);
  return (await query.execute()).map(batchOf);
}

/** Batches that wait for a process, to be done or undone: not begun, or left by one that is gone. */
export async function openBatches(db: ReadDb, machineNow: string): Promise<{ id: Id; undo: boolean }[]> {
  const rows = await db
    .selectFrom('import_batch')
    .select(['id', 'undo_state'])
    .where((eb) => eb.or([eb('state', 'in', ['waiting', 'running']), eb('undo_state', 'in', ['waiting', 'running'])]))
    .where((eb) => eb.or([eb('leased_until', 'is', null), eb('leased_until', '<', machineNow)]))
    .orderBy('id')
    .limit(20)
    .execute();
  return rows.map(({ id, undo_state }) => ({ id, undo: undo_state !== null }));
}

export type NewBatch = Pick<
  Batch,
  | 'id'
  | 'platform_id'
  | 'type'
  | 'file_id'
  | 'layout'
  | 'mapping'
  | 'constants'
  | 'dry_run'
  | 'target_state'
  | 'notes'
  | 'started_by'
  | 'started_by_name'
  | 'created_at'
  | 'leased_until'
>;

export async function insertBatch(tx: Tx, { layout, mapping, constants, notes, ...rest }: NewBatch): Promise<void> {
  await tx.db
    .insertInto('import_batch')
    .values({
      ...rest,
      format: layout.format,
      layout: JSON.stringify(layout),
      mapping: JSON.stringify(mapping),
      constants: JSON.stringify(constants),
      notes: JSON.stringify(notes),
      state: 'waiting',
    })
    .execute();
}

/** The batch as it is, locked to the end of the transaction. */
export async function lockBatch(tx: Tx, id: Id): Promise<Batch | undefined> {
  const locked = await tx.db
    .selectFrom('import_batch')
    .select('id')
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return locked && findBatch(tx.db, id);
}

export type BatchChange = Partial<
  Omit<
    Batch,
    'id' | 'notes' | 'failure' | 'undo_failure' | 'layout' | 'mapping' | 'constants' | 'file_name' | 'sha256' | 'size'
  >
> & {
  notes?: readonly Note[];
  failure?: Batch['failure'];
  undo_failure?: Batch['failure'];
};

export async function updateBatch(
  tx: Tx,
  id: Id,
  { notes, failure, undo_failure, ...change }: BatchChange,
): Promise<void> {
  await tx.db
    .updateTable('import_batch')
    .set({
      ...(change as Record<string, never>),
      ...(notes && { notes: JSON.stringify(notes) }),
      ...(failure && { failure: JSON.stringify(failure) }),
      ...(undo_failure && { undo_failure: JSON.stringify(undo_failure) }),
    })
    .where('id', '=', id)
    .execute();
}

/** A fault of a row or cell, ready to be kept. */
export interface Fault {
  row: number;
  severity: 'error' | 'warning';
  /** Field id; null for the row as a whole. */
  field: string | null;
  /** Index of the column in the file. */
  column: number | null;
  code: string;
  params: Params;
  cite?: Citation | undefined;
}

export interface KeptFault extends Fault {
  position: number;
  heading: string | null;
}

/** Adds the faults of a chunk as far as there is room. @returns how many of each kind are kept now */
export async function insertFaults(
  tx: Tx,
  batch: Pick<Batch, 'id' | 'kept_errors' | 'kept_warnings' | 'layout'>,
  faults: readonly Fault[],
): Promise<{ kept_errors: number; kept_warnings: number }> {
  const errors = faults.filter(({ severity }) => severity === 'error').slice(0, LIMITS.faults - batch.kept_errors);
  const warnings = faults
    .filter(({ severity }) => severity === 'warning')
    .slice(0, LIMITS.warnings - batch.kept_warnings);
  const positions = new Map<number, number>();
  const rows = [...errors, ...warnings].map(({ row, severity, field, column, code, params, cite }) => {
    const position = positions.get(row) ?? 0;
    positions.set(row, position + 1);
    return {
      batch_id: batch.id,
      row,
      position,
      severity,
      field,
      column_index: column,
      column_heading: column === null ? null : (batch.layout.headings[column] ?? null),
      code,
      params: JSON.stringify(storable(params)),
      cite: cite ? JSON.stringify(cite) : null,
    };
  });
  if (rows.length > 0) await insertRows('import_fault', FAULT, rows).execute(tx.db);
  return { kept_errors: batch.kept_errors + errors.length, kept_warnings: batch.kept_warnings + warnings.length };
}

const FAULT = {
  batch_id: 'bigint',
  row: 'bigint',
  position: 'int',
  severity: 'text',
  field: 'text',
  column_index: 'int',
  column_heading: 'text',
  code: 'text',
  params: 'jsonb',
  cite: 'jsonb',
} as const;

/** What faults quote comes from anywhere: PostgreSQL keeps no U+0000, and nobody reads more than a line of it. */
const storable = (params: Params): Params =>
  Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      typeof value === 'string' ? Buffer.from(value.slice(0, 200).replaceAll('\0', '\ufffd')).toString() : value,
    ]),
  );

const FAULT_COLUMNS = [
  'row',
  'position',
  'severity',
  'field',
  'column_index',
  'column_heading',
  'code',
  'params',
  'cite',
] as const;

export async function listFaults(
  db: ReadDb,
  batchId: Id,
  {
    severity,
    after,
    limit,
  }: {
    severity?: 'error' | 'warning' | undefined;
    after?: { row: number; position: number } | undefined;
    limit: number;
  },
): Promise<KeptFault[]> {
  let query = db
    .selectFrom('import_fault')
    .select(FAULT_COLUMNS)
    .where('batch_id', '=', batchId)
    .orderBy('row')
    .orderBy('position')
    .limit(limit);
  if (severity !== undefined) query = query.where('severity', '=', severity);
  if (after) {
    const { row, position } = after;
    query = query.where((eb) =>
      eb.or([eb('row', '>', String(row)), eb.and([eb('row', '=', String(row)), eb('position', '>', position)])]),
    );
  }
  return (await query.execute()).map((fault) => ({
    row: Number(fault.row),
    position: fault.position,
    severity: fault.severity as Fault['severity'],
    field: fault.field,
    column: fault.column_index,
    heading: fault.column_heading,
    code: fault.code,
    params: fault.params as Params,
    cite: (fault.cite ?? undefined) as Citation | undefined,
  }));
}

/** The kept faults counted by code and field, most first. */
export async function summariseFaults(
  db: ReadDb,
  batchId: Id,
  severity: 'error' | 'warning' | undefined,
): Promise<{ code: string; field: string | null; count: number }[]> {
  let query = db
    .selectFrom('import_fault')
    .select(({ fn }) => ['code', 'field', fn.countAll<string>().as('count')])
    .where('batch_id', '=', batchId)
    .groupBy(['code', 'field'])
    .orderBy('count', 'desc')
    .orderBy('code')
    .limit(100);
  if (severity !== undefined) query = query.where('severity', '=', severity);
  const groups = await query.execute();
  return groups.map(({ code, field, count }) => ({ code, field, count: Number(count) }));
}

export async function deleteFaults(tx: Tx, batchId: Id): Promise<void> {
  await tx.db.deleteFrom('import_fault').where('batch_id', '=', batchId).execute();
}
