import type { CheckedRecord } from '../../../shared/catalogue/checked-record.ts';
import { importsProblem } from '../../../shared/imports/problems.ts';
import { act, type Tx } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import {
  candidateOf,
  keyTwice,
  type Refusal,
  refusalsOf,
  targetOf,
  writeRecords,
  type WriteTarget,
} from '../catalogue/index.ts';
import { platformsById } from '../identity/index.ts';
import { typeOf } from './access.ts';
import { columnAt } from './check-rows.ts';
import type { CheckedChunk, ReadyRow } from './checker.ts';
import { type Column, settleColumns } from './columns.ts';
import { leaseFrom, Lost } from './lease.ts';
import { LIMITS } from './limits.ts';
import { createPace, type Pace } from './pace.ts';
import { type Batch, type BatchChange, type Fault, insertFaults, lockBatch, type Note, updateBatch } from './store.ts';
import { createTwins, type Twins } from './twins.ts';

/** Where the rows of a batch go: settled once for the time a process works on it. */
export interface ImportTarget {
  write: WriteTarget;
  columns: Column[];
  columnOf: ReadonlyMap<string, number>;
  /** Numbers seen so far; only a trial run needs them, as it writes nothing it could find again. */
  twins: Twins | undefined;
  pace: Pace;
  /** Rows the database refused for a reason nobody foresaw. */
  unforeseen: number;
}

/** @throws imports.type_unknown, imports.platform_closed: what changed since the batch was stored */
export async function prepareTarget(ctx: Ctx, batch: Batch): Promise<ImportTarget> {
  const platform = (await platformsById(ctx.db, [batch.platform_id])).get(batch.platform_id)!;
  if (platform.state === 'closed') throw importsProblem('imports.platform_closed', { platform: platform.code });
  const type = typeOf(ctx, batch.type);
  const columns = settleColumns(type, batch.layout.headings, batch.mapping, batch.constants);
  return {
    write: targetOf(ctx, platform, type, { state: batch.target_state, batchId: batch.id }),
    columns,
    columnOf: new Map(columns.flatMap(({ field, index }) => (field === null ? [] : [[field, index] as const]))),
    twins: batch.dry_run ? createTwins() : undefined,
    pace: createPace(batch.rate),
    unforeseen: 0,
  };
}

/**
 * Writes a chunk in one transaction: records, faults, counts and the row reached, or nothing of them. A row whose content the
 * database refuses for a reason nobody foresaw is found by halving and refused alone.
 *
 * @returns the batch as it stands now
 * @throws Lost when the batch is over, or another process has gone on with it; what the database says when it refuses row after row
 */
export async function writeChunk(ctx: Ctx, batch: Batch, target: ImportTarget, { rows }: CheckedChunk): Promise<Batch> {
  try {
    return await writeRows(ctx, batch, target, rows);
  } catch (cause) {
    if (!isOfContent(cause)) throw cause;
    if (rows.length === 1 && ++target.unforeseen > LIMITS.unforeseen) throw cause;
    if (rows.length === 1) return writeRows(ctx, batch, target, [refusedBy(cause, rows[0]!)]);
    const half = rows.length >> 1;
    const between = await writeChunk(ctx, batch, target, { rows: rows.slice(0, half) });
    return writeChunk(ctx, between, target, { rows: rows.slice(half) });
  }
}

/** Data exceptions, broken constraints, and limits of the database such as the length of an index entry. */
const isOfContent = (cause: unknown): cause is Error => {
  const code = (cause as { code?: unknown }).code;
  return cause instanceof Error && typeof code === 'string' && /^(22|23|54)/.test(code);
};

function refusedBy(cause: Error, { row, faults }: ReadyRow): ReadyRow {
  const detail = cause.message.slice(0, 200);
  const fault: Fault = {
    row,
    severity: 'error',
    field: null,
    column: null,
    code: 'import.database_refused',
    params: { detail },
  };
  return { row, record: undefined, faults: [...faults, fault] };
}

async function writeRows(ctx: Ctx, batch: Batch, target: ImportTarget, rows: readonly ReadyRow[]): Promise<Batch> {
  return act(ctx, { action: 'imports.batch.write', subject: { kind: 'import', id: batch.id } }, async (tx) => {
    const current = await lockBatch(tx, batch.id);
    if (current?.state !== 'running' || current.last_row !== batch.last_row) throw new Lost();
    const { created, updated, unchanged, refusals } = await putRecords(ctx, tx, target, rows);
    const faults = [...rows.flatMap((row) => row.faults), ...refusals].sort((a, b) => a.row - b.row);
    const kept = await insertFaults(tx, current, faults);
    const refused = new Set(faults.filter(({ severity }) => severity === 'error').map(({ row }) => row));
    const warnings = faults.filter(({ severity }) => severity === 'warning').length;
    const last_row = rows.at(-1)!.row;
    tx.note({ rows: rows.length, last_row, created, updated, unchanged, refused: refused.size });
    const change: BatchChange & Partial<Batch> = {
      last_row,
      rows_done: current.rows_done + rows.length,
      created_count: current.created_count + created,
      updated_count: current.updated_count + updated,
      unchanged_count: current.unchanged_count + unchanged,
      refused_count: current.refused_count + refused.size,
      warning_count: current.warning_count + warnings,
      rate: target.pace.after(rows.length),
      leased_until: leaseFrom(),
      ...kept,
    };
    const notes = notesAfter(current, { ...current, ...change }, target);
    await updateBatch(tx, batch.id, notes === current.notes ? change : { ...change, notes });
    return { ...current, ...change, notes };
  });
}

type Ready = ReadyRow & { record: CheckedRecord };

async function putRecords(ctx: Ctx, tx: Tx, target: ImportTarget, rows: readonly ReadyRow[]) {
  const ready = rows.filter((row): row is Ready => row.record !== undefined);
  const twins = target.twins ? ready.flatMap((row) => twinOf(target, target.twins!, row)) : [];
  const again = new Set(twins.map(({ row }) => row));
  const records = ready
    .filter(({ row }) => !again.has(row))
    .map(({ row, record, prepared }) => ({ row, checked: record, ...(prepared && { prepared }) }));
  const outcome = target.twins
    ? await refusalsOf(tx, target.write, records)
    : await writeRecords(ctx, tx, target.write, records);
  const refusals: Fault[] = [...outcome.refused, ...twins].map((refusal) => ({
    ...refusal,
    severity: 'error' as const,
    column: columnAt(target.columnOf, refusal.field),
  }));
  return {
    created: outcome.created.length,
    updated: outcome.updated.length,
    unchanged: outcome.unchanged.length,
    refusals,
  };
}

/** The same number or identifier further up in the file. A chunk that is tried again meets itself: that is no twin. */
function twinOf({ write }: ImportTarget, twins: Twins, { row, record }: Ready): Refusal[] {
  const { key, identifiers } = candidateOf(write.type, { row, checked: record });
  const first = twins.first(`key\n${key}`, row);
  if (first !== undefined && first !== row) return [{ row, ...keyTwice(key, first) }];
  for (const { scheme, value, valueKey } of identifiers) {
    const bearer = twins.first(`${scheme}\n${valueKey}`, row);
    if (bearer !== undefined && bearer !== row) {
      const field = write.type.fields.find((spec) => spec.kind === 'identifier' && spec.scheme === scheme)?.id ?? null;
      return [{ row, field, code: 'write.identifier_twice', params: { value, first: bearer } }];
    }
  }
  return [];
}

function notesAfter(before: Batch, after: Batch, { twins }: ImportTarget): Note[] {
  const has = (code: Note['code']): boolean => before.notes.some((note) => note.code === code);
  const more: Note[] = [];
  if (after.kept_errors >= LIMITS.faults && !has('note.faults_cut'))
    more.push({ code: 'note.faults_cut', params: { kept: LIMITS.faults } });
  if (twins?.isFull() === true && !has('note.twins_unchecked'))
    more.push({ code: 'note.twins_unchecked', params: { rows: after.rows_done } });
  return more.length === 0 ? before.notes : [...before.notes, ...more];
}
