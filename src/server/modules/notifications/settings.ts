import type { z } from 'zod';
import type { messageSetting } from '../../../shared/notifications/routes.ts';
import { kernelProblem } from '../../../shared/kernel/problems.ts';
import { act, checkRevision } from '../../kernel/act.ts';
import { accountOf, type Ctx } from '../../kernel/context.ts';
import type { ReadDb } from '../../kernel/db/open.ts';
import type { Id } from '../../kernel/ids.ts';

type Setting = z.output<typeof messageSetting>;

const USUAL: Setting = { mail: 'at_once', lang: 'zh-CN', revision: 0 };

/** How somebody wants to be told. */
export async function settingOf(db: ReadDb, account: Id): Promise<Setting> {
  const row = await db
    .selectFrom('message_setting')
    .select(['mail', 'lang', 'revision'])
    .where('account_id', '=', account)
    .executeTakeFirst();
  return (row as Setting | undefined) ?? USUAL;
}

/** The account that reads its own messages. @throws kernel.not_allowed for the program */
export function readerOf(ctx: Ctx): Id {
  const account = accountOf(ctx.actor);
  if (account === null) throw kernelProblem('kernel.not_allowed');
  return account;
}

/** @throws kernel.stale_version */
export async function saveSetting(ctx: Ctx, { mail, lang, revision }: Setting): Promise<Setting> {
  const account = readerOf(ctx);
  const event = { action: 'notifications.setting.save', subject: { kind: 'account', id: account }, detail: { mail } };
  return act(ctx, event, async (tx) => {
    const before = await settingOf(tx.db, account);
    checkRevision(revision, before, before);
    const next: Setting = { mail, lang, revision: before.revision + 1 };
    const row = { account_id: account, ...next };
    await tx.db
      .insertInto('message_setting')
      .values(row)
      .onConflict((conflict) => conflict.column('account_id').doUpdateSet(next))
      .execute();
    // What waits for a digest that is no longer wanted stays among the messages.
    if (mail !== 'daily')
      await tx.db.updateTable('message').set({ digest_due: false }).where('account_id', '=', account).execute();
    return next;
  });
}
