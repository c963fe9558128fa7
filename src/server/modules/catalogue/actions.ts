import { sql } from 'kysely';
import { checkRecord } from '../../../shared/catalogue/check-record.ts';
import type { ActionName, LifeStep } from '../../../shared/catalogue/life.ts';
import { catalogueProblem } from '../../../shared/catalogue/problems.ts';
import { checkPublishing, checkSaving } from '../../../shared/catalogue/rule-checks.ts';
import { Problem } from '../../../shared/problems.ts';
import { act, checkRevision, type Tx } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import type { PlatformRecord } from '../identity/index.ts';
import { baseUrlOf } from '../../kernel/config.ts';
import { applyStep } from './apply-step.ts';
import { demandStep } from './life.ts';
import { rulesOf, typeById } from './platform-rules.ts';
import { relationRefusals } from './relation-rules.ts';
import { refused } from './save.ts';
import { lockMany, type LockedRecord } from './store-many.ts';
import { lifeFacts } from './working-copy.ts';
import type { Refusal as RelationRefusal } from './write-target.ts';

/** A record, its platform and waiting revision, found fit for a step. */
export interface Ready extends LockedRecord {
  step: LifeStep;
}

const FITTING: ReadonlySet<ActionName> = new Set(['publish', 'resume']);

/** @throws what `demandStep` throws; catalogue.refused with what the rules say, when it would become public */
function makeReady(ctx: Ctx, record: LockedRecord, action: ActionName, reason: string): Ready {
  const { row, waiting, platform } = record;
  const step = demandStep(ctx, platform, lifeFacts(row, waiting), action, reason);
  if (FITTING.has(action)) demandPublishable(ctx, platform, record);
  return { ...record, step };
}

function demandPublishable(ctx: Ctx, platform: PlatformRecord, { row, waiting }: LockedRecord): void {
  const given = waiting?.fields ?? row.fields;
  const rules = rulesOf(ctx, platform);
  const { faults } = checkRecord(typeById(ctx, row.type), given, { today: ctx.today });
  const fields = { ...given, title: waiting?.title ?? row.title };
  const all = [
    ...faults.filter(({ severity }) => severity === 'error'),
    ...checkSaving(rules, fields),
    ...checkPublishing(rules, fields, { defence: platform.host_defence }),
  ];
  if (all.length > 0) throw refused(all);
}

/** What became of sources since a record was written counts when it becomes public; a revision is checked as it is written. */
async function openedTooWide(ctx: Ctx, tx: Tx, ready: readonly Ready[]): Promise<RelationRefusal[]> {
  return relationRefusals(
    tx.db,
    baseUrlOf(ctx.services.config),
    ready
      .map((record, row) => ({ record, row }))
      .filter(({ record: { step, waiting } }) => FITTING.has(step.action) && !waiting)
      .map(({ record: { row: resource, platform }, row }) => ({
        row,
        id: resource.id,
        key: resource.local_key,
        identifiers: [],
        type: typeById(ctx, resource.type),
        platform: platform.code,
        fields: resource.fields,
        title: resource.title,
        rules: rulesOf(ctx, platform),
      })),
  );
}

interface Asked {
  action: ActionName;
  revision: number;
  reason: string;
}

/**
 * Does one step of a record's life.
 * @returns false when the record is gone after it
 * @throws catalogue.resource_unknown | catalogue.not_now | catalogue.own_record | catalogue.reason_needed |
 *   catalogue.refused | kernel.not_allowed | kernel.stale_version
 */
export async function actOnResource(ctx: Ctx, id: Id, { action, revision, reason }: Asked): Promise<boolean> {
  const event = {
    action: `catalogue.resource.${action}`,
    subject: { kind: 'resource', id },
    detail: reason === '' ? {} : { reason },
  };
  await act(ctx, event, async (tx) => {
    const [record] = await lockMany(ctx, tx, [id]);
    if (!record) throw catalogueProblem('catalogue.resource_unknown');
    const ready = makeReady(ctx, record, action, reason);
    checkRevision(revision, record.row);
    const [fault] = await openedTooWide(ctx, tx, [ready]);
    if (fault) throw refused([fault]);
    await applyStep(ctx, tx, [ready], reason);
  });
  return action !== 'delete';
}

export interface Refusal {
  id: Id;
  title: string;
  code: string;
  message: string;
}

/** Records of one transaction. */
const CHUNK = 1000;

interface AskedOfMany {
  action: ActionName;
  ids: readonly Id[];
  batch?: Id | undefined;
  reason: string;
}

/** Does a step on many records, in chunks of one audit event each; what cannot be done comes back with its reason. */
export async function actOnMany(
  ctx: Ctx,
  { action, ids, batch, reason }: AskedOfMany,
): Promise<{ done: number; refused: Refusal[] }> {
  const result = { done: 0, refused: [] as Refusal[] };
  const work = async (chunk: readonly Id[]): Promise<void> => {
    const event = { action: `catalogue.resource.${action}_many`, detail: { asked: chunk.length, reason } };
    const { done, refusals } = await act(ctx, event, (tx) => stepMany(ctx, tx, chunk, action, reason));
    result.done += done;
    result.refused.push(...refusals);
  };
  for (let at = 0; at < ids.length; at += CHUNK) await work(ids.slice(at, at + CHUNK));
  if (batch !== undefined) for await (const chunk of idsOfBatch(ctx, batch)) await work(chunk);
  return result;
}

async function stepMany(
  ctx: Ctx,
  tx: Tx,
  ids: readonly Id[],
  action: ActionName,
  reason: string,
): Promise<{ done: number; refusals: Refusal[] }> {
  const ready: Ready[] = [];
  const refusals: Refusal[] = [];
  for (const record of await lockMany(ctx, tx, ids)) {
    try {
      ready.push(makeReady(ctx, record, action, reason));
    } catch (cause) {
      if (!(cause instanceof Problem)) throw cause;
      refusals.push(refusalOf(ctx, record, cause));
    }
  }
  const tooWide = await openedTooWide(ctx, tx, ready);
  refusals.push(...tooWide.map((fault) => refusalOf(ctx, ready[fault.row]!, refused([fault]))));
  const fit = ready.filter((_, i) => !tooWide.some(({ row }) => row === i));
  await applyStep(ctx, tx, fit, reason);
  tx.note({ done: fit.length, refused: refusals.length, ids: fit.slice(0, 1000).map(({ row }) => row.id) });
  return { done: fit.length, refusals };
}

function refusalOf({ lang }: Ctx, { row: { id, title } }: LockedRecord, cause: Problem): Refusal {
  const [first] = cause.extras.errors ?? [];
  const message = first ? (lang === 'en' ? first.en : first.zh) : cause.text(lang);
  return { id, title, code: first?.code ?? cause.code, message };
}

/** Records that an import created or changed, in chunks. */
async function* idsOfBatch(ctx: Ctx, batch: Id): AsyncGenerator<Id[]> {
  for (let after = '0'; ;) {
    const { rows } = await sql<{ id: Id }>`
      select distinct resource_id as id from resource_version
      where batch_id = ${batch} and resource_id > ${after} order by 1 limit ${CHUNK}`.execute(ctx.db);
    if (rows.length === 0) return;
    yield rows.map(({ id }) => id);
    after = rows.at(-1)!.id;
  }
}
