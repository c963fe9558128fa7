import type { Procedure, Procedures } from '../../../shared/policy/procedures.ts';
import type { RuleSet } from '../../../shared/policy/rule-set.ts';
import type { Citation } from '../../../shared/problems.ts';
import { proceduresProblem } from '../../../shared/procedures/problems.ts';
import type { Ctx } from '../../kernel/context.ts';
import { ruleSetVersion } from '../policy/index.ts';
import type { CaseRow } from './store.ts';

/** The rule set a case is pinned to, and its procedure in it. */
export interface CaseRules {
  ruleSet: RuleSet;
  procedures: Procedures;
  procedure: Procedure;
}

export function rulesOf(
  ctx: Pick<Ctx, 'services'>,
  row: Pick<CaseRow, 'rule_set' | 'rule_set_version' | 'procedure' | 'programme_id'>,
): CaseRules {
  return procedureIn(ruleSetVersion(ctx, row.rule_set, row.rule_set_version), row.procedure, row.programme_id);
}

/** @throws procedures.procedure_unknown */
export function procedureIn(ruleSet: RuleSet, id: string, programme: string): CaseRules {
  const procedures = ruleSet.procedures?.procedures ?? {};
  const procedure = Object.hasOwn(procedures, id) ? procedures[id] : undefined;
  if (!procedure) throw proceduresProblem('procedures.procedure_unknown', { programme, procedure: id });
  return { ruleSet, procedures, procedure };
}

interface Cited {
  cite?: { article: string; clause: string } | undefined;
  basis?: 'law' | 'house' | undefined;
}

/** The citation of a row, or of its action where it has none of its own. */
export function citeOf(ruleSet: { id: string }, ...cited: readonly Cited[]): Citation {
  const own = cited.find(({ cite }) => cite !== undefined)!;
  return { policy: ruleSet.id, ...own.cite!, basis: own.basis ?? 'law' };
}
