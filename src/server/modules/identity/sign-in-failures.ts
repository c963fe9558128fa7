import { sql } from 'kysely';
import { identityProblem } from '../../../shared/identity/problems.ts';
import { act, recordRefusal, type Tx } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { ReadDb } from '../../kernel/db/open.ts';
import type { Id } from '../../kernel/ids.ts';
import { machineNow } from './machine-time.ts';

const FAILURES_ALLOWED = 5;
const LOCK_SECONDS = 15 * 60;
/** Failures this old no longer count, so that a slip a day never adds up to a lock. */
const FORGOTTEN_AFTER_SECONDS = 60 * 60;

const locked = (until: string) =>
  identityProblem('identity.locked', {
    failures: FAILURES_ALLOWED,
    minutes: Math.max(1, Math.ceil((Date.parse(until) - Date.now()) / 60_000)),
  });

/** @throws identity.locked while the name is locked, whether or not it has an account */
export async function refuseLocked(ctx: Ctx, name: string): Promise<void> {
  const row = await ctx.db
    .selectFrom('sign_in_failure')
    .select('locked_until')
    .where('account', '=', name.toLowerCase())
    .where('locked_until', '>', machineNow())
    .executeTakeFirst();
  if (!row?.locked_until) return;
  await recordRefusal(ctx, { action: 'identity.session.create', detail: { account: name, reason: 'locked' } });
  throw locked(row.locked_until);
}

/**
 * Counts a wrong password or code of a name and locks it at the fifth.
 * @param reason goes to the audit trail
 */
export async function countFailure(ctx: Ctx, name: string, accountId: Id | undefined, reason: string): Promise<void> {
  const subject = accountId === undefined ? {} : { subject: { kind: 'account', id: accountId } };
  const now = machineNow();
  const forgotten = machineNow(-FORGOTTEN_AFTER_SECONDS);
  const until = await act(ctx, { action: 'identity.account.count_failure', ...subject }, async (tx) => {
    const { rows } = await sql<{ failures: number; locked_until: string | null }>`
      insert into sign_in_failure as f (account, failures, last_at) values (${name.toLowerCase()}, 1, ${now})
      on conflict (account) do update set
        failures = case when f.locked_until <= ${now} or f.last_at < ${forgotten} then 1 else f.failures + 1 end,
        locked_until = case
          when f.locked_until > ${now} then f.locked_until
          when f.locked_until is null and f.last_at >= ${forgotten} and f.failures + 1 >= ${FAILURES_ALLOWED}
            then ${machineNow(LOCK_SECONDS)}::timestamptz end,
        last_at = excluded.last_at
      returning failures, locked_until`.execute(tx.db);
    const { failures, locked_until } = rows[0]!;
    tx.note({ account: name, failures, locked_until });
    await recordRefusal(
      { ...ctx, db: tx.db },
      { action: 'identity.session.create', ...subject, detail: { account: name, reason } },
    );
    return locked_until;
  });
  if (until !== null) throw locked(until);
}

export async function forgetFailures(tx: Tx, name: string): Promise<void> {
  await tx.db.deleteFrom('sign_in_failure').where('account', '=', name.toLowerCase()).execute();
}

/** Machine time until which a name is locked. */
export async function lockedUntil(db: ReadDb, name: string): Promise<string | null> {
  const row = await db
    .selectFrom('sign_in_failure')
    .select('locked_until')
    .where('account', '=', name.toLowerCase())
    .where('locked_until', '>', machineNow())
    .executeTakeFirst();
  return row?.locked_until ?? null;
}
