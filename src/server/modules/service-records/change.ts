import { sql } from 'kysely';
import { recordProblem } from '../../../shared/service-records/problems.ts';
import { type RecordContent } from '../../../shared/service-records/record-content.ts';
import { act, lockName, type Tx } from '../../kernel/act.ts';
import { accountOf, type Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import type { PlatformRecord } from '../identity/index.ts';
import { keptPlatform, platformOfRow } from './access.ts';
import { findRecord, numberOf, type RecordRow, stateOf } from './records.ts';
import { insertEntry, writeRecord } from './write.ts';

/** Only what the system itself saw names a receiver who may rate: nobody makes raters up. */
const withoutAccount = (content: RecordContent): RecordContent => ({
  ...content,
  receiver: { ...content.receiver, account: null },
});

/** Records a service delivered outside the system. @throws service_records.refused | kernel.not_allowed */
export async function createRecord(
  ctx: Ctx,
  { platform: code, ...content }: RecordContent & { platform: string },
): Promise<Id> {
  const platform = await keptPlatform(ctx, code);
  return act(ctx, { action: 'service_records.record.create', detail: { platform: code } }, async (tx) => {
    const { id } = await writeRecord(ctx, tx, platform, {
      platform: platform.id,
      source: 'form',
      content: withoutAccount(content),
    });
    tx.on('service_record', id);
    return id;
  });
}

interface Held {
  row: RecordRow;
  platform: PlatformRecord;
}

/** A record in force, under its platform's lock. @throws service_records.unknown | service_records.not_in_force | kernel.not_allowed */
async function holdRecord(ctx: Ctx, tx: Tx, id: Id): Promise<Held> {
  const found = await findRecord(tx.db, id);
  if (!found) throw recordProblem('service_records.unknown');
  const platform = await platformOfRow(ctx, tx.db, found.platform_id, 'keep');
  await lockName(tx, `service-record:${platform.id}`);
  const row = (await findRecord(tx.db, id))!;
  if (stateOf(row) !== 'valid')
    throw recordProblem('service_records.not_in_force', { number: numberOf(row.year, row.seq) });
  return { row, platform };
}

/** Takes a record back: an entry with its own number that points at it, in the year of the service. */
function writeReversal(ctx: Ctx, tx: Tx, { row, platform }: Held, reason: string) {
  return insertEntry(ctx, tx, platform, {
    entry: 'reversal',
    reverses_id: row.id,
    replaces_id: null,
    reason,
    root_id: row.root_id,
    subject: null,
    source: row.source,
    kind: row.kind,
    channel: row.channel,
    on_date: row.on_date,
    receiver_account_id: row.receiver_account_id,
    organisation_id: row.organisation_id,
    unit_kind: row.unit_kind,
    user_group: row.user_group,
    region_code: row.region_code,
    abroad: row.abroad,
    inside_host: row.inside_host,
    purpose: row.purpose,
    income_fen: row.income_fen,
    hours: row.hours,
    participants: row.participants,
    due_back: null,
    flags: '[]',
    content: JSON.stringify(row.content),
  });
}

/** @returns id of the reversal. @throws service_records.unknown | service_records.not_in_force | kernel.not_allowed */
export const reverseRecord = (ctx: Ctx, id: Id, reason: string): Promise<Id> =>
  act(
    ctx,
    { action: 'service_records.record.reverse', subject: { kind: 'service_record', id }, detail: { reason } },
    async (tx) => {
      const held = await holdRecord(ctx, tx, id);
      await tx.db.deleteFrom('service_question').where('root_id', '=', held.row.root_id).execute();
      return (await writeReversal(ctx, tx, held, reason)).id;
    },
  );

/**
 * Reverses a record and puts another in its place.
 * @returns id of the new record
 * @throws service_records.unknown | service_records.not_in_force | service_records.refused | kernel.not_allowed
 */
export const correctRecord = (
  ctx: Ctx,
  id: Id,
  { reason, ...content }: RecordContent & { reason: string },
): Promise<Id> =>
  act(
    ctx,
    { action: 'service_records.record.correct', subject: { kind: 'service_record', id }, detail: { reason } },
    async (tx) => {
      const held = await holdRecord(ctx, tx, id);
      await writeReversal(ctx, tx, held, reason);
      const { row, platform } = held;
      const made = await writeRecord(
        ctx,
        tx,
        platform,
        {
          platform: platform.id,
          source: row.source as 'form',
          content: { ...content, receiver: { ...content.receiver, account: row.receiver_account_id } },
        },
        { root: row.root_id, replaces: row.id, reason },
      );
      // What came back stays back.
      if (row.returned_on !== null && content.due_back)
        await sql`insert into service_return (record_id, on_date, account_id, actor_name, at)
          select ${made.id}, on_date, account_id, actor_name, at from service_return where record_id = ${row.id}`.execute(
          tx.db,
        );
      return made.id;
    },
  );

/** @throws service_records.never_deleted always | service_records.unknown | kernel.not_allowed */
export async function refuseDeleting(ctx: Ctx, id: Id): Promise<never> {
  const row = await findRecord(ctx.db, id);
  if (!row) throw recordProblem('service_records.unknown');
  await platformOfRow(ctx, ctx.db, row.platform_id, 'keep');
  throw recordProblem('service_records.never_deleted', { number: numberOf(row.year, row.seq) });
}

/** @throws service_records.unknown | service_records.not_in_force | service_records.no_loan | kernel.not_allowed */
export const returnLoan = (ctx: Ctx, id: Id, on: string): Promise<void> =>
  act(
    ctx,
    { action: 'service_records.loan.return', subject: { kind: 'service_record', id }, detail: { on } },
    async (tx) => {
      const { row } = await holdRecord(ctx, tx, id);
      if (row.due_back === null || row.returned_on !== null || on < row.on_date || on > ctx.today)
        throw recordProblem('service_records.no_loan');
      await tx.db
        .insertInto('service_return')
        .values({
          record_id: id,
          on_date: on,
          account_id: accountOf(ctx.actor),
          actor_name: ctx.actor.kind === 'anonymous' ? '' : ctx.actor.name,
          at: ctx.now,
        })
        .execute();
    },
  );
