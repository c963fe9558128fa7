import { sql } from 'kysely';
import { kernelProblem } from '../../../shared/kernel/problems.ts';
import { proceduresProblem } from '../../../shared/procedures/problems.ts';
import { act } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { ReadDb } from '../../kernel/db/open.ts';
import type { Id } from '../../kernel/ids.ts';
import { personOf, visibleCase } from './access.ts';
import { placeOf } from './place.ts';
import { rulesOf } from './rules.ts';
import { lockCase } from './store.ts';
import { editableFields } from './typed-fields.ts';

/** Machine seconds after which somebody who is not heard of has left, and their lock is free. */
export const PRESENCE_SECONDS = 60;
const alive = sql<boolean>`seen_at > ${sql.raw(`clock_timestamp() - interval '${PRESENCE_SECONDS} seconds'`)}`;

/** Who holds a section now. */
export async function holderOf(
  db: ReadDb,
  caseId: Id,
  section: string,
): Promise<{ account_id: Id; name: string } | undefined> {
  return db
    .selectFrom('case_presence')
    .select(['account_id', 'name'])
    .where('case_id', '=', caseId)
    .where('section', '=', section)
    .where('locked', '=', true)
    .where(alive)
    .executeTakeFirst();
}

/** Who has the form open. Only those who write it take part and see it. */
export const presentOn = (db: ReadDb, caseId: Id) =>
  db
    .selectFrom('case_presence')
    .select(['account_id as account', 'name', 'section', 'locked', 'seen_at'])
    .where('case_id', '=', caseId)
    .where(alive)
    .orderBy('account_id')
    .execute();

/**
 * Says that the caller has the case open, at which section, and holds it while writing. Repeated while the page is open; a lock ends
 * with the presence.
 * @throws procedures.field_locked | kernel.not_allowed
 */
export async function bePresent(
  ctx: Ctx,
  id: Id,
  { section, lock }: { section: string | null; lock: boolean },
): Promise<void> {
  const actor = await personOf(ctx);
  const { account } = actor;
  const row = await visibleCase(ctx, id);
  const { procedure } = rulesOf(ctx, row);
  const place = await placeOf(ctx.db, row);
  if (editableFields(procedure, { ...row, place }, actor).length === 0) throw kernelProblem('kernel.not_allowed');
  const name = ctx.actor.kind === 'account' ? ctx.actor.name : '';
  await act(ctx, { action: 'procedures.case.present', subject: { kind: 'case', id }, passing: true }, async (tx) => {
    await lockCase(tx, id);
    const holder = lock && section !== null ? await holderOf(tx.db, id, section) : undefined;
    if (holder && holder.account_id !== account)
      throw proceduresProblem('procedures.field_locked', { field: section!, name: holder.name });
    await sql`
      insert into case_presence (case_id, account_id, name, section, locked, seen_at)
      values (${id}, ${account}, ${name}, ${section}, ${lock && section !== null}, clock_timestamp())
      on conflict (case_id, account_id) do update
        set name = excluded.name, section = excluded.section, locked = excluded.locked, seen_at = excluded.seen_at`.execute(
      tx.db,
    );
  });
}
