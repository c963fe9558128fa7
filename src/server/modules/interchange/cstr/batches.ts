import { sql } from 'kysely';
import { z } from 'zod';
import { pick } from '../../../../shared/i18n.ts';
import { BATCH_STATES, OUTCOMES } from '../../../../shared/interchange/states.ts';
import { interchangeProblem } from '../../../../shared/interchange/problems.ts';
import { act, checkRevision, type Tx } from '../../../kernel/act.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { page, readCursor } from '../../../kernel/cursor.ts';
import type { Download } from '../../../kernel/http/mount.ts';
import type { Id } from '../../../kernel/ids.ts';
import { moveRegistrations, releaseClaims } from '../../catalogue/index.ts';
import { platformOf, type PlatformRecord, platformsById } from '../../identity/index.ts';
import { demandRegister, mayRegister, registeredPlatforms } from '../access.ts';
import { readVerdicts } from './answer.ts';
import { cstrReference } from './reference.ts';
import {
  type Batch,
  bodyOf,
  findBatch,
  itemsOf,
  lockBatch,
  noteOutcomes,
  selectBatches,
  updateBatch,
} from './store.ts';

function viewOf(ctx: Ctx, batch: Batch, platform: PlatformRecord) {
  const type = ctx.services.types.get(batch.type);
  const code = type?.cstr?.code;
  return {
    id: batch.id,
    platform: { code: platform.code, name: (ctx.lang === 'en' ? platform.name_en : null) ?? platform.name_zh },
    type: batch.type,
    type_label: type ? pick(type.label, ctx.lang) : batch.type,
    template: (code === undefined ? undefined : cstrReference().templates[code]) ?? null,
    agency: batch.agency,
    state: batch.state,
    state_label: pick(BATCH_STATES[batch.state], ctx.lang),
    task: batch.task,
    count: Number(batch.count),
    registered: Number(batch.registered),
    failed: Number(batch.failed),
    made_by: batch.made_by_name,
    created_at: batch.created_at,
    submitted_at: batch.submitted_at,
    answered_at: batch.answered_at,
    revision: batch.revision,
  };
}

/** A batch of a platform one edits; others' are as if they were not. @throws interchange.batch_unknown */
async function batchFor(ctx: Ctx, id: Id): Promise<{ batch: Batch; platform: PlatformRecord }> {
  const batch = await findBatch(ctx.db, id);
  const platform = batch && (await platformsById(ctx.db, [batch.platform_id])).get(batch.platform_id);
  if (!batch || !platform || !mayRegister(ctx, platform)) throw interchangeProblem('interchange.batch_unknown');
  return { batch, platform };
}

export async function listBatches(
  ctx: Ctx,
  asked: { platform?: string | undefined; limit: number; cursor?: string | undefined },
) {
  const { platform: code, limit, cursor } = asked;
  const binding = { list: 'cstr_batches', code };
  const before = readCursor(binding, cursor, z.tuple([z.string().regex(/^\d{1,18}$/)]))?.[0];
  const conditions = [registeredPlatforms(ctx)];
  if (code !== undefined) {
    const platform = await platformOf(ctx.db, code);
    demandRegister(ctx, platform);
    conditions.push(sql`b.platform_id = ${platform.id}`);
  }
  if (before !== undefined) conditions.push(sql`b.id < ${before}`);
  const rows = await selectBatches(ctx.db, sql`${sql.join(conditions, sql` and `)}`, limit + 1);
  const { items, next } = page(binding, rows, limit, ({ id }) => [id]);
  const platforms = await platformsById(
    ctx.db,
    items.map(({ platform_id }) => platform_id),
  );
  return { items: items.map((batch) => viewOf(ctx, batch, platforms.get(batch.platform_id)!)), next };
}

export async function readBatch(ctx: Ctx, id: Id) {
  const { batch, platform } = await batchFor(ctx, id);
  const items = await itemsOf(ctx.db, id);
  return {
    ...viewOf(ctx, batch, platform),
    items: items.map(({ resource_id, title, value, outcome, message }) => ({
      resource: resource_id,
      title,
      identifier: `CSTR:${value}`,
      outcome,
      outcome_label: outcome === null ? null : pick(OUTCOMES[outcome], ctx.lang),
      message,
    })),
  };
}

/** The file to be sent to the registry. */
export async function downloadBatch(ctx: Ctx, id: Id): Promise<Download & { bytes: Buffer }> {
  await batchFor(ctx, id);
  const bytes = Buffer.from(`${JSON.stringify(await bodyOf(ctx.db, id), null, 2)}\n`);
  return { bytes, name: `cstr-${id}.json`, mediaType: 'application/json; charset=utf-8', size: bytes.length };
}

type Change = (tx: Tx, batch: Batch) => Promise<void>;

/** Changes a batch that is in one of some states. @throws interchange.batch_unknown | batch_not_now | kernel.stale_version */
async function changeBatch(
  ctx: Ctx,
  id: Id,
  step: { verb: string; from: readonly Batch['state'][]; revision: number },
  change: Change,
) {
  await batchFor(ctx, id);
  const event = { action: `interchange.cstr_batch.${step.verb}`, subject: { kind: 'cstr_batch', id } };
  await act(ctx, event, async (tx) => {
    const batch = (await lockBatch(tx, id))!;
    checkRevision(step.revision, batch);
    if (!step.from.includes(batch.state))
      throw interchangeProblem('interchange.batch_not_now', { state: pick(BATCH_STATES[batch.state], ctx.lang) });
    await change(tx, batch);
  });
}

/** The file was sent: the registry's task is noted, and the identifiers wait for its answer. */
export const submitBatch = (ctx: Ctx, id: Id, { revision, task }: { revision: number; task: string }) =>
  changeBatch(ctx, id, { verb: 'submit', from: ['made'], revision }, async (tx, batch) => {
    const items = await itemsOf(tx.db, id);
    await moveRegistrations(
      ctx,
      tx,
      items.map((item) => ({
        resourceId: item.resource_id,
        value: item.value,
        valueKey: item.value_key,
        to: 'submitted',
        task,
      })),
    );
    await updateBatch(tx, batch, { state: 'submitted', task, submitted_at: ctx.now });
    tx.note({ task });
  });

/** The file is not going to be sent: its identifiers are free again. */
export const dropBatch = (ctx: Ctx, id: Id, { revision }: { revision: number }) =>
  changeBatch(ctx, id, { verb: 'drop', from: ['made'], revision }, async (tx, batch) => {
    await releaseClaims(
      tx,
      (await itemsOf(tx.db, id)).map(({ value_key }) => value_key),
    );
    await updateBatch(tx, batch, { state: 'dropped' });
  });

/**
 * Takes the registry's answer: every entry it names is registered or failed. What it does not name stays as it is, and the batch
 * open.
 * @throws interchange.answer_unreadable | interchange.answer_of_another
 */
export const answerBatch = (ctx: Ctx, id: Id, { revision, answer }: { revision: number; answer: unknown }) =>
  changeBatch(ctx, id, { verb: 'answer', from: ['submitted'], revision }, async (tx, batch) => {
    const verdicts = readVerdicts(answer);
    if (verdicts.length === 0) throw interchangeProblem('interchange.answer_unreadable');
    const open = (await itemsOf(tx.db, id)).filter(({ outcome }) => outcome === null);
    const byKey = new Map(verdicts.map((verdict) => [verdict.valueKey, verdict]));
    const answered = open.flatMap((item) => {
      const verdict = byKey.get(item.value_key);
      return verdict ? [{ item, verdict }] : [];
    });
    if (answered.length === 0) throw interchangeProblem('interchange.answer_of_another', { count: verdicts.length });
    await moveRegistrations(
      ctx,
      tx,
      answered.map(({ item, verdict }) => ({
        resourceId: item.resource_id,
        value: item.value,
        valueKey: item.value_key,
        to: verdict.registered ? 'registered' : 'failed',
      })),
    );
    await noteOutcomes(
      tx,
      id,
      answered.map(({ item, verdict }) => ({
        position: item.position,
        outcome: verdict.registered ? 'registered' : 'failed',
        message: verdict.message,
      })),
    );
    const done = answered.length === open.length;
    await updateBatch(tx, batch, done ? { state: 'answered', answered_at: ctx.now } : {});
    tx.note({ answered: answered.length, registered: answered.filter(({ verdict }) => verdict.registered).length });
  });
