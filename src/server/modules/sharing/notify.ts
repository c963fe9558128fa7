import type { Bilingual } from '../../../shared/i18n.ts';
import type { NewMessage } from '../../../shared/notifications/new-message.ts';
import type { Tx } from '../../kernel/act.ts';
import { accountOf, type Ctx } from '../../kernel/context.ts';
import type { ReadDb } from '../../kernel/db/open.ts';
import type { Id } from '../../kernel/ids.ts';
import { accountsIn, type PlatformRecord } from '../identity/index.ts';

export interface Told {
  part: Id;
  /** One per occasion. */
  occasion: string;
  kind?: NewMessage['kind'];
  subject: Bilingual;
  body: Bilingual;
}

/** Tells one person, after the transaction and once. */
export async function tellPerson(tx: Tx, account: Id, { part, occasion, kind = 'step', subject, body }: Told) {
  const message: NewMessage = {
    account,
    key: `request:${part}:${occasion}:${account}`,
    kind,
    case: null,
    subject,
    body,
    link: `/requests/${part}`,
    mandatory: false,
  };
  await tx.queue('notify', message, `notify:${message.key}`);
}

/** Who works on a part: whoever took it on, else the platform's people and its head. */
export async function workersOn(
  ctx: Ctx,
  { db }: { db: ReadDb },
  { claimed_by }: { claimed_by: Id | null },
  platform: PlatformRecord,
): Promise<Id[]> {
  if (claimed_by !== null) return [claimed_by];
  const people = await accountsIn(db, ['platform_staff', 'platform_head'], 'platform', platform.id, ctx.today);
  return people.map(({ id }) => id).filter((id) => id !== accountOf(ctx.actor));
}
