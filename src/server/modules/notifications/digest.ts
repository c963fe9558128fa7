import { sql } from 'kysely';
import { act } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { activeAccounts } from '../identity/index.ts';
import { settingOf } from './settings.ts';

/** Hour in Shanghai from which the day's digests go out, after the reminders of the night. */
const HOUR = 7;
/** Messages of one mail; the rest goes with the next day's. */
const MOST = 200;

const hourOf = (instant: string): number => (new Date(instant).getUTCHours() + 8) % 24;

/** Due work: once a day, by the product's clock. The effect comes after whatever tells people was queued before it. */
export async function queueDigests(ctx: Ctx): Promise<void> {
  const waiting = await ctx.db.selectFrom('message').select('id').where('digest_due', '=', true).limit(1).execute();
  if (hourOf(ctx.now) < HOUR || waiting.length === 0) return;
  const key = `notifications.digest:${ctx.today}`;
  const queued = await ctx.db.selectFrom('outbox').select('id').where('unique_key', '=', key).executeTakeFirst();
  if (queued) return;
  await act(ctx, { action: 'notifications.digest.queue', detail: { on: ctx.today } }, (tx) =>
    tx.queue('notifications.digest', { on: ctx.today }, key),
  );
}

/** Effect `notifications.digest`: one mail for each reader with messages that wait for it. */
export async function sendDigests(ctx: Ctx, payload: unknown): Promise<void> {
  const { on } = payload as { on: string };
  const { rows } = await sql<{ account: Id }>`
    select distinct account_id as account from message where digest_due order by 1`.execute(ctx.db);
  for (const { account } of rows) await digestOf(ctx, account, on);
}

async function digestOf(ctx: Ctx, id: Id, on: string): Promise<void> {
  const [account] = await activeAccounts(ctx.db, [id]);
  const { lang } = await settingOf(ctx.db, id);
  await act(ctx, { action: 'notifications.digest.send', subject: { kind: 'account', id } }, async (tx) => {
    const rows = await tx.db
      .selectFrom('message')
      .select('id')
      .where('account_id', '=', id)
      .where('digest_due', '=', true)
      .orderBy('id')
      .limit(MOST)
      .forUpdate()
      .execute();
    const messages = rows.map((row) => row.id);
    if (messages.length === 0) return;
    await tx.db.updateTable('message').set({ digest_due: false }).where('id', 'in', messages).execute();
    if (!account || account.email === null) return;
    const mail = {
      to: account.email,
      account: id,
      template: 'digest',
      lang,
      params: { name: account.name, on },
      messages,
    };
    await tx.queue('mail', mail, `digest:${id}:${on}`);
  });
}
