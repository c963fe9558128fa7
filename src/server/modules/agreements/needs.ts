import type { Asked, Need } from '../../../shared/agreements/asked.ts';
import { needsFrom } from '../../../shared/agreements/needs.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { RuleSet } from '../../../shared/policy/rule-set.ts';
import { ruleSetOf } from '../policy/index.ts';
import { knownOf } from './facts.ts';

type Policy = Pick<RuleSet, 'id' | 'sharing' | 'money'> & Partial<Pick<RuleSet, 'instrument'>>;

/** The rules a part is served under; outside every network there are none. */
export const policyOf = (ctx: Ctx, { policyId }: Asked): Policy =>
  policyId === null ? { id: '' } : ruleSetOf(ctx, policyId);

/**
 * What a part of a request needs before it is accepted and before it is delivered, met or not: agreements, permits,
 * declarations, evidence, a contract, ownership. Inside `act` give `{ ...ctx, db: tx.db }`.
 */
export async function needsOf(ctx: Ctx, asked: Asked): Promise<Need[]> {
  return needsFrom(asked, policyOf(ctx, asked), await knownOf(ctx.db, asked));
}
