import type { MailEffect } from '../../../shared/notifications/messages.ts';
import type { Tx } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';

/** Queues a mail; nothing happens for accounts without an address. */
export async function queueMail(
  ctx: Ctx,
  tx: Tx,
  to: string | null,
  mail: Omit<MailEffect, 'to' | 'lang'>,
): Promise<void> {
  if (to !== null) await tx.queue('mail', { ...mail, to, lang: ctx.lang } satisfies MailEffect);
}
