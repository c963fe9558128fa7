import type { z } from 'zod';
import type { FieldFault } from '../../../shared/problems.ts';
import { recordFaults, recordFlags } from '../../../shared/service-records/check-record.ts';
import type { Source } from '../../../shared/service-records/codes.ts';
import { recordProblem } from '../../../shared/service-records/problems.ts';
import { type RecordContent, recordContent } from '../../../shared/service-records/record-content.ts';
import { lockName, type Tx } from '../../kernel/act.ts';
import { accountOf, type Ctx } from '../../kernel/context.ts';
import type { ReadDb } from '../../kernel/db/open.ts';
import type { Id } from '../../kernel/ids.ts';
import { recordHeads } from '../catalogue/index.ts';
import { organisationPlace, type PlatformRecord, platformsById, regionNames } from '../identity/index.ts';
import { offeredService } from '../stock/index.ts';
import { recordRulesOf } from './platform-terms.ts';
import { openQuestions } from './questions.ts';
import { numberOf } from './records.ts';

/** What a module above says when something was delivered. */
export interface ServiceDraft {
  platform: Id;
  source: Source;
  /** Names the occasion, such as `delivery:123`: told again, nothing is recorded twice. */
  subject?: string | undefined;
  content: z.input<typeof recordContent>;
}

export interface Recorded {
  id: Id;
  /** `2026-000123`, within the platform. */
  number: string;
  /** False where the subject was recorded before. */
  fresh: boolean;
}

/** A correction's place: the record it stands for. */
interface Stands {
  root: Id;
  replaces: Id;
  reason: string;
}

/**
 * Records a service, inside the caller's `act`.
 * @throws service_records.refused with every fault
 */
export async function recordService(ctx: Ctx, tx: Tx, draft: ServiceDraft): Promise<Recorded> {
  const platform = (await platformsById(tx.db, [draft.platform])).get(draft.platform);
  if (!platform) throw recordProblem('service_records.platform_unknown', { code: draft.platform });
  return writeRecord(ctx, tx, platform, { ...draft, content: recordContent.parse(draft.content) });
}

/** @throws service_records.refused */
export async function writeRecord(
  ctx: Ctx,
  tx: Tx,
  platform: PlatformRecord,
  draft: Omit<ServiceDraft, 'content'> & { content: RecordContent },
  stands?: Stands,
): Promise<Recorded> {
  await lockName(tx, `service-record:${platform.id}`);
  const known = draft.subject === undefined ? undefined : await recordedAs(tx.db, draft.subject);
  if (known) return { ...known, fresh: false };
  const content = await completed(tx.db, draft.content);
  await demandFaultless(ctx, tx.db, platform, content);
  const { id, year, seq } = await insertEntry(ctx, tx, platform, {
    ...columnsOf(platform, content),
    entry: 'record',
    source: draft.source,
    subject: draft.subject ?? null,
    root_id: stands?.root ?? null,
    replaces_id: stands?.replaces ?? null,
    reason: stands?.reason ?? null,
  });
  if (content.resources.length > 0)
    await tx.db
      .insertInto('service_record_resource')
      .values(
        content.resources.map(({ id: resource_id, quantity, unit }) => ({
          record_id: id,
          resource_id,
          quantity: quantity ?? null,
          unit: unit ?? null,
        })),
      )
      .execute();
  if (!stands)
    await openQuestions(ctx, tx, { root: id, platform, account: content.receiver.account ?? null, on: content.on });
  return { id, number: numberOf(year, seq), fresh: true };
}

async function recordedAs(db: ReadDb, subject: string): Promise<Omit<Recorded, 'fresh'> | undefined> {
  const row = await db
    .selectFrom('service_record')
    .select(['id', 'year', 'seq'])
    .where('subject', '=', subject)
    .executeTakeFirst();
  return row && { id: row.id, number: numberOf(row.year, row.seq) };
}

/** Name and region of a registered unit, where they were not given. */
async function completed(db: ReadDb, content: RecordContent): Promise<RecordContent> {
  const { receiver } = content;
  const place =
    receiver.organisation === null || receiver.organisation === undefined
      ? undefined
      : await organisationPlace(db, receiver.organisation);
  if (!place) return content;
  return {
    ...content,
    receiver: {
      ...receiver,
      unit: receiver.unit ?? place.name_zh,
      region: receiver.region ?? (receiver.abroad ? null : place.region_code),
    },
  };
}

async function demandFaultless(ctx: Ctx, db: ReadDb, platform: PlatformRecord, content: RecordContent): Promise<void> {
  const { resources, receiver } = content;
  const errors: FieldFault[] = recordFaults(content, ctx.today, recordRulesOf(ctx, platform));
  const heads = await recordHeads(
    db,
    resources.map(({ id }) => id),
  );
  const seen = new Set<Id>();
  resources.forEach(({ id }, at) => {
    const path = `body.resources.${at}.id`;
    if (heads.get(id)?.platform !== platform.id)
      errors.push({
        path,
        code: 'resource_unknown',
        zh: `本平台没有资源 ${id}`,
        en: `The platform has no record ${id}`,
      });
    if (seen.has(id)) errors.push({ path, code: 'twice', zh: `资源 ${id} 重复`, en: `Record ${id} stands here twice` });
    seen.add(id);
  });
  if (content.service && (await offeredService({ db }, content.service))?.platform !== platform.id)
    errors.push({
      path: 'body.service',
      code: 'service_unknown',
      zh: `本平台没有服务 ${content.service}`,
      en: `The platform has no service ${content.service}`,
    });
  if (receiver.region && !(await regionNames(db, [receiver.region])).has(receiver.region))
    errors.push({
      path: 'body.receiver.region',
      code: 'region_unknown',
      zh: `没有行政区划代码 ${receiver.region}`,
      en: `There is no region ${receiver.region}`,
    });
  if (receiver.organisation && !(await organisationPlace(db, receiver.organisation)))
    errors.push({
      path: 'body.receiver.organisation',
      code: 'organisation_unknown',
      zh: `没有登记的单位 ${receiver.organisation}`,
      en: `There is no organisation ${receiver.organisation}`,
    });
  const cite = errors.find((one) => one.cite)?.cite;
  if (errors.length > 0) throw recordProblem('service_records.refused', { count: errors.length }, { errors, cite });
}

const sameName = (a: string | null | undefined, b: string | null | undefined): boolean =>
  a !== null && a !== undefined && a.replace(/\s/g, '') === b?.replace(/\s/g, '');

/** A row knows its codes as texts only. */
type Widened<T> = { [K in keyof T]: T[K] extends string ? string : T[K] };

function columnsOf(platform: PlatformRecord, content: RecordContent) {
  const { receiver } = content;
  return {
    kind: content.kind,
    channel: content.channel,
    on_date: content.on,
    receiver_account_id: receiver.account ?? null,
    organisation_id: receiver.organisation ?? null,
    unit_kind: receiver.unit_kind,
    user_group: receiver.group,
    region_code: receiver.abroad ? null : (receiver.region ?? null),
    abroad: receiver.abroad,
    inside_host:
      (platform.host_id !== null && receiver.organisation === platform.host_id) ||
      sameName(receiver.unit, platform.host_name),
    purpose: content.purpose,
    income_fen: String(content.income_fen),
    hours: String(content.hours ?? 0),
    participants: content.participants ?? 0,
    due_back: content.due_back ?? null,
    flags: JSON.stringify(recordFlags(content)),
    content: JSON.stringify(content),
  };
}

export interface NewEntry extends Widened<ReturnType<typeof columnsOf>> {
  entry: 'record' | 'reversal';
  source: string;
  subject: string | null;
  /** Null: it begins a service. */
  root_id: Id | null;
  reverses_id?: Id;
  replaces_id: Id | null;
  reason: string | null;
}

/** Numbers an entry and writes it, under the lock of its platform. */
export async function insertEntry(ctx: Ctx, tx: Tx, platform: PlatformRecord, entry: NewEntry) {
  const year = Number(entry.on_date.slice(0, 4));
  const { last: seq } = await tx.db
    .insertInto('service_record_number')
    .values({ platform_id: platform.id, year, last: 1 })
    .onConflict((conflict) =>
      conflict
        .columns(['platform_id', 'year'])
        .doUpdateSet((eb) => ({ last: eb('service_record_number.last', '+', 1) })),
    )
    .returning('last')
    .executeTakeFirstOrThrow();
  const id = await ctx.services.ids.next(tx.db);
  await tx.db
    .insertInto('service_record')
    .values({
      ...entry,
      id,
      platform_id: platform.id,
      year,
      seq,
      root_id: entry.root_id ?? id,
      demo: platform.demo,
      account_id: accountOf(ctx.actor),
      actor_name: ctx.actor.kind === 'anonymous' ? '' : ctx.actor.name,
      at: ctx.now,
    })
    .execute();
  return { id, year, seq };
}
