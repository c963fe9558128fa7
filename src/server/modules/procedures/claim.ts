import type { Desk } from '../../../shared/procedures/desks.ts';
import { proceduresProblem } from '../../../shared/procedures/problems.ts';
import { act, checkRevision, type Tx } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { accountNames } from '../identity/index.ts';
import { desksOfAccount, personOf, sees, visibleCase } from './access.ts';
import { addEvent } from './events.ts';
import { type CaseRow, lockCase } from './store.ts';

/**
 * A case that somebody at the same desk has taken up is theirs to work on; others at other desks are not concerned.
 * @throws procedures.claimed
 */
export async function demandFree(ctx: Ctx, tx: Tx, row: CaseRow, party: readonly Desk[]): Promise<void> {
  const { claimed_by: holder } = row;
  if (holder === null || (ctx.actor.kind === 'account' && holder === ctx.actor.id)) return;
  if (!sees(await desksOfAccount(ctx, tx.db, holder), party)) return;
  throw proceduresProblem('procedures.claimed', { name: (await accountNames(tx.db, [holder])).get(holder) ?? '' });
}

/** A change of who works on a case, by somebody on whose desk it lies. */
async function onDesk(
  ctx: Ctx,
  id: Id,
  version: number,
  verb: string,
  change: (tx: Tx, row: CaseRow) => Promise<void>,
): Promise<void> {
  const actor = await personOf(ctx);
  await visibleCase(ctx, id);
  await act(ctx, { action: `procedures.case.${verb}`, subject: { kind: 'case', id } }, async (tx) => {
    const row = (await lockCase(tx, id))!;
    if (!sees(actor.desks, row.desks)) throw proceduresProblem('procedures.on_no_desk');
    checkRevision(version, row, { state: row.state });
    await change(tx, row);
  });
}

const setClaim = async (tx: Tx, row: CaseRow, account: Id | null): Promise<void> => {
  await tx.db
    .updateTable('proc_case')
    .set((eb) => ({ claimed_by: account, revision: eb('revision', '+', 1) }))
    .where('id', '=', row.id)
    .execute();
};

/** Takes a case up. @throws procedures.claimed */
export const claimCase = (ctx: Ctx, id: Id, version: number): Promise<void> =>
  onDesk(ctx, id, version, 'claim', async (tx, row) => {
    const { account } = await personOf(ctx);
    if (row.claimed_by !== null && row.claimed_by !== account) {
      const name = (await accountNames(tx.db, [row.claimed_by])).get(row.claimed_by) ?? '';
      throw proceduresProblem('procedures.claimed', { name });
    }
    await setClaim(tx, row, account);
    await addEvent(ctx, tx, row, { kind: 'claimed', readers: row.desks });
  });

/** Puts it back on the desk. @throws procedures.not_claimed */
export const releaseCase = (ctx: Ctx, id: Id, version: number): Promise<void> =>
  onDesk(ctx, id, version, 'release', async (tx, row) => {
    if (row.claimed_by !== (await personOf(ctx)).account) throw proceduresProblem('procedures.not_claimed');
    await setClaim(tx, row, null);
    await addEvent(ctx, tx, row, { kind: 'released', readers: row.desks });
  });

/** Hands it over to somebody at the same desk, with a reason; who is on leave cannot, so any colleague may. @throws procedures.not_at_desk */
export const handOverCase = (
  ctx: Ctx,
  id: Id,
  { version, account, reason }: { version: number; account: Id; reason: string },
): Promise<void> =>
  onDesk(ctx, id, version, 'hand_over', async (tx, row) => {
    if (!sees(await desksOfAccount(ctx, tx.db, account), row.desks))
      throw proceduresProblem('procedures.not_at_desk', { account });
    await setClaim(tx, row, account);
    await addEvent(ctx, tx, row, { kind: 'handed_over', detail: { to: account, reason }, readers: row.desks });
  });
