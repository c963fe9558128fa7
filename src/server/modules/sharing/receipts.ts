import { sql } from 'kysely';
import { addDays, type CivilDate } from '../../../shared/dates.ts';
import { Problem, type Citation } from '../../../shared/problems.ts';
import type { Bilingual } from '../../../shared/i18n.ts';
import { act, recordRefusal, type Tx } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { tell } from './events.ts';
import { tellPerson, workersOn } from './notify.ts';
import { itemIn, lockPart, type Part, touchPart } from './part-lock.ts';
import { receiptRule } from './policies.ts';
import { confirmService } from './service-steps.ts';
import { receiveShipment } from './ship.ts';
import { saveItem } from './item-change.ts';

const MANY = 500;

interface Awaited {
  part: Id;
  /** Of a parcel: its shipment; else the item that was done or opened. */
  shipment: Id | null;
  item: Id | null;
  name: string;
  since: CivilDate;
}

interface Rule {
  remind_after: number;
  close_after: number;
  cite: Citation;
}

/**
 * Requests whose requester confirms nothing: reminded once after the days of the rule set, then taken as received, so that stock
 * and service records are complete. Data that nobody takes are withdrawn. Nothing is taken as received that was not reminded of on
 * an earlier day.
 */
export async function followReceipts(ctx: Ctx): Promise<void> {
  const { rows } = await sql<{ policy_id: string }>`
    select distinct policy_id from request_part where state = 'open' and policy_id is not null`.execute(ctx.db);
  for (const { policy_id } of rows) {
    const rule = receiptRule(ctx, policy_id);
    if (!rule) continue;
    for (const one of await awaited(ctx, policy_id, { upTo: addDays(ctx.today, -rule.close_after), reminded: true }))
      await closeOne(ctx, one, rule);
    for (const one of await awaited(ctx, policy_id, { upTo: addDays(ctx.today, -rule.remind_after), reminded: false }))
      await remindOne(ctx, one, rule);
  }
}

/** What is awaited under a rule set since a day or longer, reminded of before today or not at all. */
async function awaited(
  ctx: Ctx,
  policy: string,
  { upTo, reminded }: { upTo: CivilDate; reminded: boolean },
): Promise<Awaited[]> {
  const known = (column: string) =>
    reminded ? sql`${sql.ref(column)} < ${ctx.today}` : sql`${sql.ref(column)} is null`;
  const { rows } = await sql<Awaited>`
    select p.id as part, s.id as shipment, null::bigint as item, '#' || s.number as name, s.sent_on as since
    from request_shipment s join request_part p on p.id = s.part_id
    where p.state = 'open' and p.policy_id = ${policy} and s.received_at is null and s.sent_on <= ${upTo}
      and ${known('s.reminded_on')}
    union all
    select p.id, null, i.id, i.title, i.awaits_from from request_item i join request_part p on p.id = i.part_id
    where p.state = 'open' and p.policy_id = ${policy} and i.state = 'sent' and i.awaits_from <= ${upTo}
      and ${known('i.awaits_reminded_on')}
    order by since, part limit ${MANY}`.execute(ctx.db);
  return rows;
}

async function remindOne(ctx: Ctx, { part: id, shipment, item, name, since }: Awaited, rule: Rule): Promise<void> {
  const last = addDays(since, rule.close_after);
  await act(ctx, { action: 'sharing.receipt.remind', subject: { kind: 'request_part', id } }, async (tx) => {
    const part = await lockPart(ctx, tx, id);
    if (shipment !== null)
      await tx.db.updateTable('request_shipment').set({ reminded_on: ctx.today }).where('id', '=', shipment).execute();
    if (item !== null) await saveItem(tx, item, { awaits_reminded_on: ctx.today });
    await tellPerson(tx, part.row.account_id, {
      part: id,
      occasion: `awaited:${shipment ?? item}`,
      kind: 'due',
      subject: {
        zh: `申请 ${part.row.number} 待您确认：${name}`,
        en: `Request ${part.row.number} awaits you: ${name}`,
      },
      body: {
        zh: `“${name}”已于 ${since} 发出或开放。请确认收到（数据请下载）；${last} 以后仍未确认的，视为收到，未下载的数据收回（${rule.cite.clause}，平台目标）。`,
        en: `“${name}” was sent or opened on ${since}. Please confirm it, or take the data; what is not confirmed by ${last} counts as received, data not taken are withdrawn (${rule.cite.clause}, house target).`,
      },
    });
  });
}

async function closeOne(ctx: Ctx, { part: id, shipment, item: itemId, name }: Awaited, rule: Rule): Promise<void> {
  const event = { action: 'sharing.receipt.assume', subject: { kind: 'request_part', id } };
  try {
    await act(ctx, event, async (tx) => {
      const part = await lockPart(ctx, tx, id);
      const item = itemId === null ? undefined : itemIn(part, itemId);
      const expires = item?.kind === 'data' && item.row.done === null;
      if (shipment !== null) await receiveShipment(ctx, tx, part, shipment, { assumed: true });
      else if (expires) {
        await tx.db.updateTable('request_link').set({ revoked_at: ctx.now }).where('item_id', '=', item.id).execute();
        await saveItem(tx, item.id, { state: 'cancelled', awaits_from: null });
      } else if (item)
        await saveItem(tx, item.id, { ...(await confirmService({ ctx, tx, part, item })), state: 'fulfilled' });
      const text = `${name} · ${rule.close_after} 天 d · ${rule.cite.clause}`;
      await tell(ctx, tx, id, { kind: expires ? 'expired' : 'assumed', side: 'platform', item: item?.id, text });
      await touchPart(ctx, tx, part, 'platform', { answered_at: part.row.answered_at });
      await tellBoth(ctx, tx, part, `assumed:${shipment ?? itemId}`, {
        zh: expires
          ? `“${name}”${rule.close_after} 天内未下载，已收回；需要时请重新申请。`
          : `“${name}”${rule.close_after} 天内未确认，视为收到，已计入服务记录。有异议请留言。`,
        en: expires
          ? `“${name}” was not taken within ${rule.close_after} days and is withdrawn; ask again where you need it.`
          : `“${name}” was not confirmed within ${rule.close_after} days and counts as received; it stands in the service records. Write to us where that is wrong.`,
      });
    });
  } catch (cause) {
    // One that cannot be closed, such as for a record that lacks something, keeps none of the others open.
    if (!(cause instanceof Problem)) throw cause;
    await recordRefusal(ctx, { ...event, detail: { code: cause.code } });
  }
}

async function tellBoth(ctx: Ctx, tx: Tx, part: Part, occasion: string, body: Bilingual): Promise<void> {
  const subject = {
    zh: `申请 ${part.row.number} 逾期未确认`,
    en: `Request ${part.row.number} was not confirmed in time`,
  };
  const readers = [part.row.account_id, ...(await workersOn(ctx, tx, part.row, part.platform))];
  for (const reader of new Set(readers)) await tellPerson(tx, reader, { part: part.id, occasion, subject, body });
}
