import { z } from 'zod';
import { UNDO_LEFT } from '../../../shared/catalogue/undo-left.ts';
import { fill, pick } from '../../../shared/i18n.ts';
import { faultSummary, faultText } from '../../../shared/imports/fault-text.ts';
import { importsProblem } from '../../../shared/imports/problems.ts';
import { act } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import { page, readCursor } from '../../kernel/cursor.ts';
import type { Download } from '../../kernel/http/mount.ts';
import type { Id } from '../../kernel/ids.ts';
import { platformOf, platformsById } from '../identity/index.ts';
import { importedPlatforms, mayImport } from './access.ts';
import { refusedFile } from './refused-file.ts';
import { type Batch, findBatch, listBatches, listFaults, lockBatch, summariseFaults, updateBatch } from './store.ts';
import { listLeft } from './store-left.ts';
import { IMPORT_STATE_LABELS, viewOf } from './view.ts';

/** An import of a platform one edits; others’ are as if they were not. @throws imports.unknown */
export async function batchFor(ctx: Ctx, id: Id): Promise<Batch> {
  const batch = await findBatch(ctx.db, id);
  const platform = batch && (await platformsById(ctx.db, [batch.platform_id])).get(batch.platform_id);
  if (!batch || !platform || !mayImport(ctx, platform)) throw importsProblem('imports.unknown');
  return batch;
}

export async function shown(ctx: Ctx, batches: readonly Batch[]) {
  const platforms = await platformsById(ctx.db, [...new Set(batches.map(({ platform_id }) => platform_id))]);
  return batches.map((batch) => {
    const { code, name_zh, name_en } = platforms.get(batch.platform_id)!;
    const name = pick({ zh: name_zh, en: name_en ?? name_zh }, ctx.lang);
    const type = ctx.services.types.get(batch.type);
    return viewOf(batch, { code, name }, type ? pick(type.label, ctx.lang) : batch.type, ctx.lang);
  });
}

export const readImport = async (ctx: Ctx, id: Id) => (await shown(ctx, [await batchFor(ctx, id)]))[0]!;

export async function listImports(
  ctx: Ctx,
  input: { platform?: string | undefined; limit: number; cursor?: string | undefined },
) {
  const { cursor, limit, platform } = input;
  const binding = { list: 'imports', platform };
  const before = readCursor(binding, cursor, z.tuple([z.string()]))?.[0];
  const platformId = platform === undefined ? undefined : (await platformOf(ctx.db, platform)).id;
  const rows = await listBatches(ctx.db, importedPlatforms(ctx), { before, platformId, limit: limit + 1 });
  const { items, next } = page(binding, rows, limit, ({ id }) => [id]);
  return { items: await shown(ctx, items), next };
}

export async function listImportFaults(
  ctx: Ctx,
  id: Id,
  input: { severity?: 'error' | 'warning' | undefined; limit: number; cursor?: string | undefined },
) {
  const { severity, limit, cursor } = input;
  await batchFor(ctx, id);
  const binding = { list: 'import_faults', id, severity };
  const last = readCursor(binding, cursor, z.tuple([z.number(), z.number()]));
  const after = last && { row: last[0], position: last[1] };
  const faults = await listFaults(ctx.db, id, { severity, after, limit: limit + 1 });
  const { items, next } = page(binding, faults, limit, ({ row, position }) => [row, position]);
  const summary = await summariseFaults(ctx.db, id, severity);
  return {
    items: items.map(({ row, severity: kind, field, heading, code, params, cite }) => ({
      row,
      severity: kind,
      field,
      column: heading,
      code,
      message: faultText(code, params, ctx.lang),
      ...(cite && { cite }),
    })),
    summary: summary.map((group) => ({ ...group, message: faultSummary(group.code, ctx.lang) })),
    next,
  };
}

export async function listUndoLeft(
  ctx: Ctx,
  of: Id,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
) {
  const { id } = await batchFor(ctx, of);
  const binding = { left: id };
  const after = readCursor(binding, cursor, z.tuple([z.string()]))?.[0];
  const { items, next } = page(binding, await listLeft(ctx.db, id, after, limit + 1), limit, (row) => [row.id]);
  return {
    items: items.map(({ params, ...row }) => ({ ...row, message: fill(pick(UNDO_LEFT[row.code], ctx.lang), params) })),
    next,
  };
}

export const downloadRefused = async (ctx: Ctx, id: Id): Promise<Download> =>
  refusedFile(
    { db: ctx.db, files: ctx.services.files, types: ctx.services.types, lang: ctx.lang },
    await batchFor(ctx, id),
  );

/** Stops an import; what is in stays in. The process that works on it finds out with its next chunk. */
export async function cancelImport(ctx: Ctx, id: Id): Promise<Batch> {
  const { id: known } = await batchFor(ctx, id);
  return act(ctx, { action: 'imports.batch.cancel', subject: { kind: 'import', id: known } }, async (tx) => {
    const batch = (await lockBatch(tx, known))!;
    if (batch.state !== 'waiting' && batch.state !== 'running') {
      throw importsProblem('imports.over', { state: pick(IMPORT_STATE_LABELS[batch.state], ctx.lang) });
    }
    tx.note({ rows_done: batch.rows_done });
    const change = { state: 'cancelled' as const, ended_at: ctx.now, leased_until: null, rate: null };
    await updateBatch(tx, known, change);
    return { ...batch, ...change };
  });
}
