import type { Bilingual } from '../../../shared/i18n.ts';
import type { NewMessage } from '../../../shared/notifications/new-message.ts';
import type { Tx } from '../../kernel/act.ts';
import { accountOf, type Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { accountsIn } from '../identity/index.ts';

export interface Told {
  /** One per occasion. */
  occasion: string;
  kind?: NewMessage['kind'];
  subject: Bilingual;
  body: Bilingual;
  link: string;
}

/** Tells one person, after the transaction and once. */
export async function tell(tx: Tx, account: Id, { occasion, kind = 'step', subject, body, link }: Told): Promise<void> {
  const key = `agreements:${occasion}:${account}`;
  const message: NewMessage = { account, key, kind, case: null, subject, body, link, mandatory: false };
  await tx.queue('notify', message, `notify:${key}`);
}

/** Tells the people of a platform, but not whoever does it. */
export async function tellPlatform(ctx: Ctx, tx: Tx, platform: Id, told: Told): Promise<void> {
  const people = await accountsIn(tx.db, ['platform_staff', 'platform_head'], 'platform', platform, ctx.today);
  for (const { id } of people) if (id !== accountOf(ctx.actor)) await tell(tx, id, told);
}
