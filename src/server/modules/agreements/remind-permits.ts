import { addDays, daysBetween, type CivilDate } from '../../../shared/dates.ts';
import { act, type Tx } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { OWN } from './facts.ts';
import { openAmong } from './hooks.ts';
import { labelOfKind } from './permits.ts';
import { reminderDays } from './reminders.ts';
import { tell, tellPlatform, type Told } from './tell.ts';

interface Ending {
  id: Id;
  kind: string;
  number: string;
  valid_until: CivilDate;
  platform_id: Id | null;
  account_id: Id | null;
}

/**
 * Daily: tells the holder of a permit, and the platforms that still go by it, that it ends soon; once for each of the days of the
 * reference file, and after a long stop of the system once only.
 */
export async function remindOfPermits(ctx: Ctx): Promise<void> {
  const steps = reminderDays().permit_ends;
  for (;;) {
    const rows = await ctx.db
      .selectFrom('permit')
      .select(['id', 'kind', 'number', 'valid_until', 'platform_id', 'account_id'])
      .where('ended_on', 'is', null)
      .where('valid_until', '>=', ctx.today)
      .where((eb) =>
        eb.or(
          steps.map((days) =>
            eb.and([
              eb('valid_until', '<=', addDays(ctx.today, days)),
              eb.or([eb('reminded_days', 'is', null), eb('reminded_days', '>', days)]),
            ]),
          ),
        ),
      )
      .orderBy('valid_until')
      .limit(200)
      .execute();
    if (rows.length === 0) return;
    for (const row of rows) await remindOne(ctx, row as Ending);
  }
}

async function remindOne(ctx: Ctx, row: Ending): Promise<void> {
  const left = daysBetween(ctx.today, row.valid_until);
  const days = reminderDays().permit_ends.findLast((step) => step >= left)!;
  await act(ctx, { action: 'agreements.permit.remind', subject: { kind: 'permit', id: row.id } }, async (tx) => {
    const { numUpdatedRows } = await tx.db
      .updateTable('permit')
      .set({ reminded_days: days })
      .where('id', '=', row.id)
      .where((eb) => eb.or([eb('reminded_days', 'is', null), eb('reminded_days', '>', days)]))
      .executeTakeFirst();
    if (numUpdatedRows > 0n) await tellOfPermit(ctx, tx, row, (link) => ending(ctx, row, days, link));
  });
}

function ending(ctx: Ctx, row: Ending, days: number, link: string): Told {
  const name = labelOfKind(ctx, row.kind);
  return {
    occasion: `permit:${row.id}:${days}`,
    kind: 'due',
    subject: {
      zh: `许可“${row.number}”将于 ${row.valid_until} 到期`,
      en: `Permit “${row.number}” ends on ${row.valid_until}`,
    },
    body: {
      zh: `${name.zh}（${row.number}）有效期至 ${row.valid_until}。到期后依据它的交付会被拦下，请及时办理延续并提交新的许可。`,
      en: `${name.en} (${row.number}) is valid until ${row.valid_until}. After that day no delivery can rest on it: please renew it and hand the new one in.`,
    },
    link,
  };
}

/** Tells whoever holds a permit, and the platforms that go by it: for its own licence, or for a request still worked on. */
export async function tellOfPermit(
  ctx: Ctx,
  tx: Tx,
  { id, platform_id, account_id }: Pick<Ending, 'id' | 'platform_id' | 'account_id'>,
  told: (link: string) => Told,
): Promise<void> {
  const uses = await tx.db
    .selectFrom('permit_use')
    .select(['subject', 'platform_id'])
    .where('permit_id', '=', id)
    .execute();
  const within = { ...ctx, db: tx.db };
  const open = await openAmong(
    within,
    uses.flatMap(({ subject }) => (subject === OWN ? [] : subject)),
  );
  const going = uses.filter(({ subject }) => subject === OWN || open.has(subject));
  if (account_id !== null) await tell(tx, account_id, told(going[0] ? `/terms/${going[0].subject}` : '/own-permits'));
  const platforms = new Map(going.map(({ platform_id: at, subject }) => [at, subject]));
  if (platform_id !== null) platforms.set(platform_id, OWN);
  for (const [platform, subject] of platforms)
    await tellPlatform(ctx, tx, platform, told(subject === OWN ? '/permits' : `/terms/${subject}`));
}
