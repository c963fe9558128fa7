import { conflictsOf, type Conflict, type ExpertTies, type Parties } from '../../../shared/experts/conflicts.ts';
import type { ConflictRule } from '../../../shared/policy/reviews.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { accountNames, employersOf } from '../identity/index.ts';
import { entriesOf, type ExpertEntry } from './store.ts';

/** What is known of an expert from all pools together, and from where their account belongs. */
export function tiesOf(
  name: string,
  entries: readonly ExpertEntry[],
  employer: { id: Id; name: string } | undefined,
): ExpertTies {
  return {
    name,
    employers: [...(employer ? [employer] : []), ...entries.flatMap(({ employers }) => employers)],
    projects: entries.flatMap(({ projects }) => projects),
    declared: entries.flatMap(({ declared }) => declared),
  };
}

export interface Checked {
  account: Id;
  name: string;
  employer: string | null;
  conflicts: Conflict[];
}

/** Conflicts of accounts, whether they are in a pool or not. */
export async function conflictsOfAccounts(
  ctx: Ctx,
  accounts: readonly Id[],
  parties: Parties,
  rules: readonly ConflictRule[],
): Promise<Checked[]> {
  const entries = await entriesOf(ctx.db, accounts);
  const employers = await employersOf(ctx.db, accounts);
  const names = await accountNames(ctx.db, accounts);
  return accounts.map((account) => {
    const own = entries.filter(({ account_id }) => account_id === account);
    const name = own[0]?.name ?? names.get(account) ?? '';
    const ties = tiesOf(name, own, employers.get(account));
    return {
      account,
      name,
      employer: ties.employers.find(({ to }) => !to || to >= ctx.today)?.name ?? null,
      conflicts: conflictsOf(ties, parties, rules, ctx.today),
    };
  });
}
