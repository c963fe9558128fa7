import type { FieldFault, Problem, ProblemExtras } from '../../../shared/problems.ts';
import type { Bilingual } from '../../../shared/i18n.ts';
import type { Decision } from '../../../shared/procedures/decide.ts';
import { needText } from '../../../shared/procedures/need-texts.ts';
import { proceduresProblem } from '../../../shared/procedures/problems.ts';
import { type CaseRules, citeOf } from './rules.ts';

/** A decision against a step, without the row of the table it concerns. */
type Refusal = {
  [K in Exclude<Decision['kind'], 'taken' | 'signed'>]: Omit<Extract<Decision, { kind: K }>, 'transition'>;
}[Exclude<Decision['kind'], 'taken' | 'signed'>];

interface Named {
  /** The row of the table, or what opens a case. */
  row: { label: Bilingual; cite: { article: string; clause: string }; basis: 'law' | 'house' };
  state: string;
  /** Procedure that holds the case, for those who may know of it. */
  heldBy?: string | undefined;
}

/** A refused step as the answer to whoever tried it, with the article behind it. */
export function refusalOf(decision: Refusal, rules: CaseRules, { row, state, heldBy }: Named): Problem {
  const { procedure, procedures, ruleSet } = rules;
  const names = { action_zh: row.label.zh, action_en: row.label.en };
  const extras: ProblemExtras = { cite: citeOf(ruleSet, row) };
  const by = heldBy === undefined ? undefined : procedures[heldBy]?.label;
  switch (decision.kind) {
    case 'not_in_this_state': {
      const { zh, en } = procedure.states[state]!.label;
      return proceduresProblem(
        'procedures.not_in_this_state',
        { ...names, state_zh: zh, state_en: en },
        { ...extras, more: { state } },
      );
    }
    case 'not_for_you':
      return proceduresProblem('procedures.not_for_you', names, extras);
    case 'held':
      return proceduresProblem(
        'procedures.held',
        { ...names, by_zh: by?.zh ?? '事项', by_en: by?.en ?? 'matter' },
        extras,
      );
    case 'signed_before':
      return proceduresProblem('procedures.signed_before', names, extras);
    case 'answers_wrong':
      return proceduresProblem(
        'procedures.answers_wrong',
        { ...names, count: decision.faults.length },
        { ...extras, errors: decision.faults },
      );
    case 'requirements_unmet': {
      const clocks = ruleSet.clocks?.clocks ?? {};
      const errors = decision.unmet.flatMap((unmet): FieldFault[] => {
        const cite = citeOf(ruleSet, unmet.need, row);
        const code = `procedures.need.${unmet.kind}`;
        if (unmet.faults && unmet.faults.length > 0)
          return unmet.faults.map(({ path, zh, en, cite: own }) => ({
            path,
            code,
            zh,
            en,
            cite: own ? citeOf(ruleSet, { cite: own, basis: own.basis }) : cite,
          }));
        const path = unmet.fields[0] === undefined ? unmet.kind : `fields.${unmet.fields[0]}`;
        return [{ path, code, ...needText(unmet, { procedure, procedures, clocks }), cite }];
      });
      const cite = errors[0]!.cite!;
      return proceduresProblem('procedures.requirements_unmet', { ...names, count: errors.length }, { cite, errors });
    }
  }
}
