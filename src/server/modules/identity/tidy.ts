import { act } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import { machineNow } from './machine-time.ts';

const DAY = 24 * 60 * 60;
/** Used and expired links stay this long, for whoever asks what became of one. */
const LINKS_KEPT = 30 * DAY;

/** Once a day: removes sessions and locks that are over, old links and mail proofs. */
export async function tidy(ctx: Ctx): Promise<void> {
  await act(ctx, { action: 'identity.tidy' }, async (tx) => {
    const sessions = await tx.db.deleteFrom('session').where('expires_at', '<', machineNow()).executeTakeFirst();
    const failures = await tx.db
      .deleteFrom('sign_in_failure')
      .where('last_at', '<', machineNow(-DAY))
      .where((eb) => eb.or([eb('locked_until', 'is', null), eb('locked_until', '<', machineNow())]))
      .executeTakeFirst();
    const links = await tx.db
      .deleteFrom('one_time_link')
      .where('expires_at', '<', machineNow(-LINKS_KEPT))
      .executeTakeFirst();
    const proofs = await tx.db
      .deleteFrom('mail_proof')
      .where('expires_at', '<', machineNow(-LINKS_KEPT))
      .executeTakeFirst();
    tx.note({
      proofs: Number(proofs.numDeletedRows),
      sessions: Number(sessions.numDeletedRows),
      failures: Number(failures.numDeletedRows),
      links: Number(links.numDeletedRows),
    });
  });
}
