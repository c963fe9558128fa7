import { guidanceProblem } from '../../../shared/guidance/problems.ts';
import type { Bilingual } from '../../../shared/i18n.ts';
import type { ApplicationClass, CriteriaTheme } from '../../../shared/policy/criteria.ts';
import { standingOn, validityOf } from '../../../shared/policy/instrument.ts';
import type { NamingTheme } from '../../../shared/policy/naming.ts';
import type { RuleSet } from '../../../shared/policy/rule-set.ts';
import type { Ctx } from '../../kernel/context.ts';
import { portalProgrammes } from '../identity/index.ts';
import { currentRuleSets } from '../policy/index.ts';

/** Rules that somebody may apply under: those of a programme served here, else of a rule set that is only known. */
export interface Jurisdiction {
  /** Id of the programme, else of the rule set. */
  id: string;
  name: Bilingual;
  rules: RuleSet;
  inForce: boolean;
}

/** Every jurisdiction: programmes in their order, then rule sets that no programme here follows. One statement. */
export async function jurisdictions(ctx: Ctx): Promise<Jurisdiction[]> {
  const sets = currentRuleSets(ctx);
  // A text that is in force may lack its date; a draft has none, and an expired one is past it.
  const inForce = ({ instrument }: RuleSet): boolean =>
    instrument.status === 'in_force' && !['not_yet', 'expired'].includes(standingOn(validityOf(instrument), ctx.today));
  const programmes = (await portalProgrammes(ctx)).flatMap(({ id, name, ruleSet }): Jurisdiction[] => {
    const rules = sets.find((set) => set.id === ruleSet);
    return rules ? [{ id, name, rules, inForce: inForce(rules) }] : [];
  });
  const others = sets
    .filter(({ id }) => !programmes.some(({ rules, id: taken }) => rules.id === id || taken === id))
    .map((rules) => ({ id: rules.id, name: rules.instrument.title, rules, inForce: inForce(rules) }));
  return [...programmes, ...others];
}

/** @throws guidance.programme_unknown */
async function jurisdictionOf(ctx: Ctx, id: string): Promise<Jurisdiction> {
  const all = await jurisdictions(ctx);
  const found = all.find((one) => one.id === id) ?? all.find(({ rules }) => rules.id === id);
  if (!found) throw guidanceProblem('guidance.programme_unknown', { id });
  return found;
}

export interface ClassAt extends Jurisdiction {
  criteria: CriteriaTheme;
  of: ApplicationClass;
}

/** @throws guidance.programme_unknown | guidance.no_criteria | guidance.class_unknown */
export async function classAt(ctx: Ctx, programme: string, code: string): Promise<ClassAt> {
  const found = await jurisdictionOf(ctx, programme);
  const { criteria } = found.rules;
  if (!criteria) throw guidanceProblem('guidance.no_criteria', { id: programme });
  const of = criteria.classes.find(({ value }) => value.code === code);
  if (!of) {
    const classes = criteria.classes.map(({ value }) => value.code).join(', ');
    throw guidanceProblem('guidance.class_unknown', { id: programme, given: code, classes });
  }
  return { ...found, criteria, of };
}

/** Every class of every jurisdiction. */
export const classesOf = (all: readonly Jurisdiction[]): ClassAt[] =>
  all.flatMap((one) => {
    const { criteria } = one.rules;
    return criteria ? criteria.classes.map((of) => ({ ...one, criteria, of })) : [];
  });

/** @throws guidance.programme_unknown | guidance.no_naming */
export async function namingAt(ctx: Ctx, programme: string): Promise<Jurisdiction & { naming: NamingTheme }> {
  const found = await jurisdictionOf(ctx, programme);
  const { naming } = found.rules;
  if (!naming) throw guidanceProblem('guidance.no_naming', { id: programme });
  return { ...found, naming };
}
