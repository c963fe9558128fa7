import { type Lang, pick } from '../../../shared/i18n.ts';
import { periodsOf, periodWarning } from '../../../shared/plans/periods.ts';
import type { Procedure } from '../../../shared/policy/procedures.ts';
import type { RuleSet } from '../../../shared/policy/rule-set.ts';

/** Name of the form that cases of a procedure are written on; null where there is none. */
export function formName({ forms }: RuleSet, procedure: string, lang: Lang): string | null {
  const form = forms?.forms.find(({ for: bindings }) => bindings.some((binding) => binding.procedure === procedure));
  return form ? pick(form.name, lang) : null;
}

/** What a round is told of the periods it sets for its forms: a label that says another length than the dates. */
export const periodNotes = (
  { forms }: RuleSet,
  { fields }: Procedure,
  data: Readonly<Record<string, unknown>>,
  lang: Lang,
): string[] =>
  (forms?.forms ?? []).flatMap((form) => {
    const round = form.reference_period?.value.round;
    if (!round || !(round.from in fields && round.to in fields)) return [];
    const { reference } = periodsOf(form, data);
    const warning = reference && periodWarning(reference);
    return warning ? [`${pick(warning, lang)}（${reference.from} – ${reference.to}）`] : [];
  });
