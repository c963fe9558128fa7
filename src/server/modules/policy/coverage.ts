import type { Covered } from '../../../shared/guidance/covered.ts';
import type { Clause } from '../../../shared/policy/articles.ts';
import { citationsIn } from '../../../shared/policy/check-rule-set.ts';
import type { RuleSet } from '../../../shared/policy/rule-set.ts';
import type { ClauseModules } from './clause-modules.ts';
import type { ClauseTests } from './clause-tests.ts';

export interface CoveredClause {
  ruleSet: string;
  clause: Clause;
  state: Covered;
  /** Themes with a value that cites it. */
  themes: string[];
  /** Files with a test that carries it. */
  tests: readonly string[];
}

/**
 * Every clause of a rule set: covered where a rule cites it and a test carries its id. What is only shown, or needs
 * nothing, is not asked for; neither is what belongs to a part that is not built.
 */
export function coverageOf(set: RuleSet, { modules, later }: ClauseModules, tests: ClauseTests): CoveredClause[] {
  const themes = new Map<string, Set<string>>();
  for (const { theme, clause } of citationsIn(set)) themes.set(clause, (themes.get(clause) ?? new Set()).add(theme));
  return set.articles.clauses.map((clause) => {
    const citing = [...(themes.get(clause.id) ?? [])];
    const carrying = tests.get(clause.id) ?? [];
    const state = (): Covered => {
      if (clause.effect === 'none' || clause.effect === 'shown') return 'nothing_to_do';
      if (clause.id in later) return 'later';
      if (!modules[clause.module]?.built) return 'not_built';
      return citing.length > 0 && carrying.length > 0 ? 'covered' : 'missing';
    };
    return { ruleSet: set.id, clause, state: state(), themes: citing, tests: carrying };
  });
}

/** Percentage of what is asked for that is covered, rounded down. */
export function percentCovered(clauses: readonly CoveredClause[]): number {
  const covered = clauses.filter(({ state }) => state === 'covered').length;
  const asked = covered + clauses.filter(({ state }) => state === 'missing').length;
  return asked === 0 ? 100 : Math.floor((100 * covered) / asked);
}
