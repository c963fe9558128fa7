import type { Bilingual } from '../i18n.ts';
import { addDays, addMonths, type CivilDate, isCivilDate } from '../dates.ts';
import type { Form } from '../policy/forms.ts';

/** A month, `2020-07`. */
export type Month = string;

export interface PlanYear {
  /** `y1` … */
  id: string;
  from: Month;
  to: Month;
  label: Bilingual;
}

export interface ReferencePeriod {
  from: CivilDate;
  to: CivilDate;
  label: Bilingual;
  /** Months from the first day to the last. */
  months: number;
  /** What the label says, where it is something else. */
  said?: number;
}

export interface PlanPeriods {
  reference?: ReferencePeriod;
  plan?: { from: Month; to: Month; years: PlanYear[] };
}

const MONTH = /^(\d{4})-(0[1-9]|1[0-2])$/;
export const isMonth = (text: string): text is Month => MONTH.test(text);

const laterMonth = (month: Month, by: number): Month => addMonths(`${month}-01`, by).slice(0, 7);

export const monthText = (month: Month): Bilingual => {
  const [year, number] = month.split('-');
  return { zh: `${year}年${Number(number)}月`, en: month };
};

const spanText = (from: Month, to: Month): Bilingual => ({
  zh: `${monthText(from).zh}至${monthText(to).zh}`,
  en: `${from} to ${to}`,
});

/** Whole months between a first and a last day, both in. */
export function monthsBetween(from: CivilDate, to: CivilDate): number {
  const end = addDays(to, 1);
  const [a, b] = [from, end].map((date) => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)));
  return b! - a! - (end.slice(8) < from.slice(8) ? 1 : 0);
}

/**
 * The periods a plan is written for: those of its round where it sets them, else the template's.
 * @param round data of the round (the call), by the fields the form names
 */
export function periodsOf(form: Form, round: Readonly<Record<string, unknown>>): PlanPeriods {
  const given = (field: string | undefined): string | undefined => {
    const value = field === undefined ? undefined : round[field];
    return typeof value === 'string' && isCivilDate(value) ? value : undefined;
  };
  const { reference_period: reference, plan_period: plan } = form;
  return {
    ...(reference && { reference: referenceOf(reference.value, given) }),
    ...(plan && { plan: planOf(given(plan.value.round?.from)?.slice(0, 7) ?? plan.value.from, plan.value.months) }),
  };
}

type Reference = NonNullable<Form['reference_period']>['value'];

function referenceOf(template: Reference, given: (field: string | undefined) => string | undefined): ReferencePeriod {
  const [first, last] = [given(template.round?.from), given(template.round?.to)];
  const [from, to] =
    first !== undefined && last !== undefined && first <= last ? [first, last] : [template.from, template.to];
  const months = monthsBetween(from, to);
  return {
    from,
    to,
    label: template.label,
    months,
    ...(template.months !== undefined && template.months !== months && { said: template.months }),
  };
}

function planOf(from: Month, months: number): NonNullable<PlanPeriods['plan']> {
  const years = Array.from({ length: Math.ceil(months / 12) }, (_, n): PlanYear => {
    const first = laterMonth(from, n * 12);
    const last = laterMonth(from, Math.min((n + 1) * 12, months) - 1);
    return { id: `y${n + 1}`, from: first, to: last, label: spanText(first, last) };
  });
  return { from, to: laterMonth(from, months - 1), years };
}

/** What a round is warned of whose label says another length than its dates (AMB-GZ-03). */
export const periodWarning = ({ said, months, label }: ReferencePeriod): Bilingual | undefined =>
  said === undefined
    ? undefined
    : {
        zh: `“${label.zh}”为${said}个月，所定起止日期为${months}个月`,
        en: `the label “${label.en}” says ${said % 12 === 0 ? `${WORDS[said / 12] ?? said / 12} years` : `${said} months`}, the range is ${months} months`,
      };

const WORDS = ['', 'one', 'two', 'three', 'four', 'five'];
