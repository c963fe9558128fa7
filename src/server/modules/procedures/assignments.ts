import { kernelProblem } from '../../../shared/kernel/problems.ts';
import type { Role } from '../../../shared/identity/roles.ts';
import { partyOf } from '../../../shared/procedures/decide.ts';
import { proceduresProblem } from '../../../shared/procedures/problems.ts';
import { act, checkRevision } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { personOf, visibleCase } from './access.ts';
import { addEvent } from './events.ts';
import { readsAsOffice } from './field-readers.ts';
import { assign } from './insert-case.ts';
import { placeOf } from './place.ts';
import { refreshCase } from './refresh.ts';
import { rulesOf } from './rules.ts';
import { findCase, lockCase } from './store.ts';
import { demandRole } from './sub-cases.ts';

interface Replacement {
  version: number;
  account: Id;
  instead_of: Id;
  reason: string;
}

/**
 * Puts somebody else in the place of whoever is assigned to a sub-case: late, ill, or with a conflict. Those who took the step that
 * opened it may.
 * @throws kernel.not_allowed | procedures.account_unfit | procedures.not_at_desk
 */
export async function replaceAssigned(
  ctx: Ctx,
  id: Id,
  { version, account, instead_of, reason }: Replacement,
): Promise<void> {
  const actor = await personOf(ctx);
  await visibleCase(ctx, id);
  await act(
    ctx,
    { action: 'procedures.case.assign', subject: { kind: 'case', id }, detail: { account, instead_of } },
    async (tx) => {
      const row = (await lockCase(tx, id))!;
      const rules = rulesOf(ctx, row);
      const place = await placeOf(tx.db, row);
      const parent = row.parent_id === null ? undefined : await findCase(tx.db, row.parent_id);
      const openers = (parent ? rulesOf(ctx, parent).procedure.transitions : []).filter(({ opens }) =>
        opens.some(({ procedure }) => procedure === row.procedure),
      );
      const placed = parent && { place: await placeOf(tx.db, parent) };
      const may =
        placed !== undefined &&
        openers.some(({ by }) => partyOf(by, placed, actor) !== undefined) &&
        readsAsOffice(actor.desks, row.readers);
      if (!may || row.closed_at !== null) throw kernelProblem('kernel.not_allowed');
      checkRevision(version, row, { state: row.state });
      const held = place.assigned.find((other) => other.account === instead_of);
      if (!held) throw proceduresProblem('procedures.not_at_desk', { account: instead_of });
      await demandRole(ctx, tx, [account], held.role as Role);
      await tx.db
        .updateTable('case_assignment')
        .set({ ended_at: ctx.now })
        .where('case_id', '=', id)
        .where('account_id', '=', instead_of)
        .where('ended_at', 'is', null)
        .execute();
      await assign(ctx, tx, id, { role: held.role, account });
      await tx.db
        .updateTable('proc_case')
        .set((eb) => ({ revision: eb('revision', '+', 1), claimed_by: null }))
        .where('id', '=', id)
        .execute();
      await refreshCase(tx, (await findCase(tx.db, id))!, rules);
      const readers = row.readers.filter((desk) => !desk.includes('|account|'));
      await addEvent(ctx, tx, row, {
        kind: 'assigned',
        detail: { reason, account, instead_of },
        readers,
        told: [`${held.role}@assigned`],
      });
    },
  );
}
