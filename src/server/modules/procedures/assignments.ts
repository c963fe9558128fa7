import { sql } from 'kysely';
import { kernelProblem } from '../../../shared/kernel/problems.ts';
import type { Role } from '../../../shared/identity/roles.ts';
import type { Transition } from '../../../shared/policy/procedures.ts';
import { partyOf } from '../../../shared/procedures/decide.ts';
import { unmetNeeds } from '../../../shared/procedures/needs.ts';
import { proceduresProblem } from '../../../shared/procedures/problems.ts';
import { act, checkRevision } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { ReadDb } from '../../kernel/db/open.ts';
import type { Id } from '../../kernel/ids.ts';
import { personOf, visibleCase } from './access.ts';
import { addEvent } from './events.ts';
import { readsAsOffice } from './field-readers.ts';
import { assign } from './insert-case.ts';
import { factsOf } from './facts.ts';
import { lookFurther } from './look-further.ts';
import { placeOf } from './place.ts';
import { refusalOf } from './refusals.ts';
import { refreshCase } from './refresh.ts';
import { rulesOf } from './rules.ts';
import { type CaseRow, findCase, lockCase } from './store.ts';
import { demandRole } from './sub-cases.ts';

interface Replacement {
  version: number;
  account: Id;
  instead_of: Id;
  reason: string;
  /** Reason for setting aside what the opening row asks for in principle. */
  override?: string | null | undefined;
}

/**
 * Puts somebody else in the place of whoever is assigned to a sub-case: late, ill, or with a conflict. Those who took the step that
 * opened it may.
 * @throws kernel.not_allowed | procedures.account_unfit | procedures.not_at_desk
 */
export async function replaceAssigned(
  ctx: Ctx,
  id: Id,
  { version, account, instead_of, reason, override }: Replacement,
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
      const opener = openers.find(({ by }) => partyOf(by, placed!, actor) !== undefined)!;
      await demandGates({ ...ctx, db: tx.db }, parent!, opener, { procedure: row.procedure, account, override });
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
        detail: { reason, account, instead_of, ...(override && { overrides: [{ kind: 'gate', reason: override }] }) },
        readers,
        told: [`${held.role}@assigned`],
      });
    },
  );
}

/** Whoever takes the place of another has to pass what the first had to: the gates of the row that opened the sub-case. @throws procedures.requirements_unmet */
async function demandGates(
  ctx: Ctx,
  parent: CaseRow,
  opener: Transition,
  { procedure, account, override }: { procedure: string; account: Id; override: string | null | undefined },
): Promise<void> {
  const field = opener.opens.find((opened) => opened.procedure === procedure)?.each?.field;
  if (field === undefined) return;
  const rules = rulesOf(ctx, parent);
  const chosen = { ...parent, data: { ...parent.data, [field]: [account] } };
  const facts = { ...(await factsOf(ctx.db, parent, rules.procedures)), ...(await lookFurther(ctx, chosen, [opener])) };
  const needs = opener.requires.filter((need) => 'gate' in need);
  const unmet = unmetNeeds(needs, {
    facts,
    fields: rules.procedure.fields,
    answers: {},
    account: null,
    today: ctx.today,
  }).filter(({ need }) => !need.in_principle || (override ?? '').trim() === '');
  if (unmet.length > 0)
    throw refusalOf({ kind: 'requirements_unmet', unmet }, rules, { row: opener, state: parent.state });
}

/** Whether an account was ever assigned to a case below one, in whatever role: an expert of an application, say. */
export async function wasAssignedBelow(db: ReadDb, id: Id, account: Id): Promise<boolean> {
  const { rows } = await sql<{ one: number }>`
    with recursive below as (
      select id from proc_case where id = ${id}
      union all select c.id from proc_case c join below on c.parent_id = below.id)
    select 1 as one from case_assignment a join below on below.id = a.case_id where a.account_id = ${account} limit 1`.execute(
    db,
  );
  return rows.length > 0;
}
