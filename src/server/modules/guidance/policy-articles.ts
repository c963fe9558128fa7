import { type CitedValue, citationsIn } from '../../../shared/policy/check-rule-set.ts';
import { isRuled, partAt } from '../../../shared/policy/rule-nodes.ts';
import type { RuleSet } from '../../../shared/policy/rule-set.ts';
import { valueText } from '../../../shared/policy/statement-text.ts';
import { clauseModulesOf, type CoveredClause } from '../policy/index.ts';
import { COVERED_WORDS } from '../../../shared/guidance/covered.ts';
import { EFFECT_WORDS } from './policy-words.ts';

/** Themes whose values are rules to run rather than to read: their place is given, not their text. */
const RUN = new Set(['procedures', 'criteria', 'forms', 'documents']);

/** The articles of a rule set with their clauses: what is done, where, and what proves it. */
export function articlesOf(set: RuleSet, clauses: readonly CoveredClause[]) {
  const { modules, later } = clauseModulesOf();
  const cited = citationsIn(set);
  const houseRules = set['house-rules']?.house_rules ?? [];
  const view = ({ clause, state, tests }: CoveredClause) => {
    const module = modules[clause.module];
    return {
      id: clause.id,
      article: clause.article,
      effect: clause.effect,
      effect_text: EFFECT_WORDS[clause.effect],
      module: clause.module,
      module_name: module?.name ?? { zh: clause.module, en: clause.module },
      what: clause.what,
      state,
      state_text: COVERED_WORDS[state],
      reason:
        state === 'later'
          ? (later[clause.id] ?? null)
          : state === 'not_built' && module?.built === false
            ? module.reason
            : null,
      values: cited.filter((one) => one.clause === clause.id).map((one) => valueOf(set, one)),
      screens: state !== 'later' && module?.built ? module.screens : [],
      tests: [...tests],
      house_rules: houseRules
        .filter((rule) => rule.clauses.includes(clause.id))
        .map(({ id, question, taken, where }) => ({ id, question, taken, where })),
    };
  };
  return set.articles.articles.map(({ number, gist, link }) => ({
    number,
    gist,
    link: link ?? null,
    clauses: clauses.filter(({ clause }) => clause.of === number).map(view),
  }));
}

function valueOf(set: RuleSet, { theme, path }: CitedValue) {
  const at: unknown = partAt(set, [theme, ...path]);
  const rule = isRuled(at) ? at : undefined;
  return {
    theme,
    path: path.map(String).join('.'),
    basis: rule?.basis ?? ('law' as const),
    text: rule === undefined || RUN.has(theme) ? null : valueText(set, rule.value, String(path.at(-1))),
  };
}
