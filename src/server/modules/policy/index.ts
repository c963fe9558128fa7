import type { CivilDate } from '../../../shared/dates.ts';
import { standingOn, validityOf } from '../../../shared/policy/instrument.ts';
import type { RuleSet } from '../../../shared/policy/rule-set.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { RuleSets } from './read-rule-sets.ts';

export { type ClauseModules, clauseModulesOf } from './clause-modules.ts';
export { clauseTests } from './clause-tests.ts';
export { coverageOf, type CoveredClause, percentCovered } from './coverage.ts';
export { BUILT_IN, readRuleSet, readRuleSetFolder, readRuleSets } from './read-rule-sets.ts';

declare module '../../kernel/context.ts' {
  interface Services {
    /** Versions of the rule sets by id, those of `KEYUAN_POLICIES` included. */
    ruleSets: RuleSets;
  }
}

type Policies = Pick<Ctx, 'services'>;

/** Versions of a rule set, the earliest first. @throws Error when its folder is gone, which start-up prevents */
export function ruleSetVersions(ctx: Policies, id: string): readonly RuleSet[] {
  const found = ctx.services.ruleSets.get(id);
  if (!found) throw new Error(`no rule set ${id}`);
  return found;
}

/**
 * The version in force on a day; undefined where none is.
 * @param issuedOn date of issue entered for the programme, for the version whose text gives none
 */
export function ruleSetInForce(
  ctx: Policies,
  id: string,
  date: CivilDate,
  issuedOn?: CivilDate | null,
): RuleSet | undefined {
  return ruleSetVersions(ctx, id).find(({ instrument }) =>
    ['in_force', 'expiring'].includes(standingOn(validityOf(instrument, issuedOn), date)),
  );
}

/** One version by its name, as a case is pinned to it. @throws Error when its folder is gone */
export function ruleSetVersion(ctx: Policies, id: string, version: string): RuleSet {
  const found = ruleSetVersions(ctx, id).find((set) => set.version === version);
  if (!found) throw new Error(`no version ${version} of rule set ${id}`);
  return found;
}

/**
 * The version that stands for a rule set today: the one in force; else one without a date (a draft, or one whose date an
 * administrator enters); else the last that expired; else the next to come.
 */
export function ruleSetOf(ctx: Pick<Ctx, 'services' | 'today'>, id: string): RuleSet {
  const versions = ruleSetVersions(ctx, id);
  const standing = versions.map((set) => standingOn(validityOf(set.instrument), ctx.today));
  const at = (...wanted: string[]): RuleSet | undefined => versions[standing.findLastIndex((s) => wanted.includes(s))];
  return at('in_force', 'expiring') ?? at('undated') ?? at('expired') ?? versions[0]!;
}

/** The version of every rule set that stands today. */
export const currentRuleSets = (ctx: Pick<Ctx, 'services' | 'today'>): RuleSet[] =>
  [...ctx.services.ruleSets.keys()].map((id) => ruleSetOf(ctx, id));
