import type { Transition } from '../../../shared/policy/procedures.ts';
import { ROLES, type Role } from '../../../shared/identity/roles.ts';
import { proceduresProblem } from '../../../shared/procedures/problems.ts';
import type { Tx } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { accountsInRole } from '../identity/index.ts';
import { pauseClock } from './clocks.ts';
import { insertCase } from './insert-case.ts';
import { procedureIn, type CaseRules } from './rules.ts';
import type { CaseRow } from './store.ts';

type Opens = Transition['opens'][number];

interface Opening {
  rules: CaseRules;
  opens: readonly Opens[];
  /** Fields of the parent and of the action. */
  values: Readonly<Record<string, unknown>>;
}

/** Opens the sub-cases a row of the table names, side by side. @throws procedures.account_unfit */
export async function openSubCases(
  ctx: Ctx,
  tx: Tx,
  parent: CaseRow,
  { rules, opens, values }: Opening,
): Promise<Id[]> {
  const ids: Id[] = [];
  for (const opened of opens) {
    const sub = procedureIn(rules.ruleSet, opened.procedure, parent.programme_id);
    const accounts = opened.each ? ((values[opened.each.field] ?? []) as Id[]) : [];
    if (opened.each) await demandRole(ctx, tx, accounts, opened.each.role as Role);
    const count = opened.each ? accounts.length : opened.count;
    for (let n = 0; n < count; n++) {
      ids.push(
        await insertCase(ctx, tx, sub, {
          programme: parent.programme_id,
          procedure: opened.procedure,
          trial: parent.trial,
          subject: parent,
          parent,
          holds: opened.holds,
          pauses: opened.pauses,
          data: Object.fromEntries(opened.copies.flatMap((id) => (id in values ? [[id, values[id]]] : []))),
          openedBy: null,
          assigned: opened.each ? { role: opened.each.role, account: accounts[n]! } : undefined,
        }),
      );
    }
    for (const clock of opened.pauses) await pauseClock(tx, parent, clock, ctx.today);
  }
  return ids;
}

/** @throws procedures.account_unfit */
export async function demandRole(ctx: Ctx, tx: Tx, accounts: readonly Id[], role: Role): Promise<void> {
  const fit = await accountsInRole(tx.db, accounts, role, ctx.today);
  for (const account of accounts) {
    if (!fit.has(account)) {
      const { zh, en } = ROLES[role];
      throw proceduresProblem('procedures.account_unfit', { account, role_zh: zh, role_en: en });
    }
  }
}
