import type { InputOf, ReplyOf } from '../../../shared/contract.ts';
import type { policyRoutes } from '../../../shared/guidance/policy-routes.ts';
import { guidanceProblem } from '../../../shared/guidance/problems.ts';
import { checkScope as checkByRules, typeIdOf } from '../../../shared/policy/check-scope.ts';
import type { Ctx } from '../../kernel/context.ts';
import { currentRuleSets } from '../policy/index.ts';
import { jurisdictions } from './jurisdictions.ts';

type Route = (typeof policyRoutes)['checkScope'];

/** Checks whether a platform’s resources are within the scope of a programme’s rules, as every filing will be checked. */
export async function checkScope(ctx: Ctx, { body }: InputOf<Route>): Promise<ReplyOf<Route, never>> {
  const found = (await jurisdictions(ctx)).find(({ id }) => id === body.programme);
  if (!found) throw guidanceProblem('guidance.programme_unknown', { id: body.programme });
  const sets = currentRuleSets(ctx);
  const types = [...new Set(body.types.map((given) => typeIdOf(sets, given.trim())))];
  const verdict = checkByRules(found.rules, types, body.base);
  if (!verdict) throw guidanceProblem('guidance.no_scope', { id: body.programme });
  return { programme: body.programme, ...verdict };
}
