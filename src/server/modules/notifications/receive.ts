import { newMessage } from '../../../shared/notifications/new-message.ts';
import { act } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import { activeAccounts } from '../identity/index.ts';
import { casesSeenBy } from '../procedures/index.ts';
import { settingOf } from './settings.ts';

/**
 * Effect `notify`: puts a message among somebody's messages, once, and its mail on its way as they chose. Who no longer has an
 * active account, or no longer sees the case, is not told.
 */
export async function receiveMessage(ctx: Ctx, payload: unknown): Promise<void> {
  const message = newMessage.parse(payload);
  const [account] = await activeAccounts(ctx.db, [message.account]);
  if (!account) return;
  if (message.case !== null && !(await casesSeenBy(ctx, account.id, [message.case])).has(message.case)) return;
  const setting = await settingOf(ctx.db, account.id);
  const mailed =
    account.email !== null && (setting.mail === 'at_once' || (setting.mail === 'none' && message.mandatory));
  const event = { action: 'notifications.message.receive', detail: { kind: message.kind, mail: setting.mail } };
  await act(ctx, event, async (tx) => {
    const id = await ctx.services.ids.next(tx.db);
    tx.on('message', id);
    const { numInsertedOrUpdatedRows } = await tx.db
      .insertInto('message')
      .values({
        id,
        account_id: account.id,
        unique_key: message.key,
        kind: message.kind,
        case_id: message.case,
        subject: JSON.stringify(message.subject),
        body: JSON.stringify(message.body),
        link: message.link,
        mandatory: message.mandatory,
        at: ctx.now,
        digest_due: account.email !== null && setting.mail === 'daily',
      })
      .onConflict((conflict) => conflict.column('unique_key').doNothing())
      .executeTakeFirst();
    if (numInsertedOrUpdatedRows === 0n || !mailed) return;
    const mail = {
      to: account.email,
      account: account.id,
      template: 'message',
      lang: setting.lang,
      params: { name: account.name },
      messages: [id],
    };
    await tx.queue('mail', mail, `message:${message.key}`);
  });
}
