import type { Bilingual } from '../i18n.ts';
import type { Form, FormCheck, FormColumn, FormField, FormSection } from '../policy/forms.ts';
import { type Ruled } from '../policy/ruled.ts';
import type { Citation } from '../problems.ts';
import { periodsOf, type PlanPeriods } from './periods.ts';

/** A column as it stands in a plan: those for each year are drawn out. */
export type PlanColumn = Omit<FormColumn, 'each'>;
type Kept<K> = Extract<FormField, { kind: K }> & { path: string };
export type PlanTable = Omit<Kept<'table'>, 'columns' | 'rows'> & {
  columns: PlanColumn[];
  /** Rows that are given; undefined: as many as are written. */
  rows: { id: string; name: Bilingual }[] | undefined;
};
export type PlanField = Kept<'text'> | Kept<'number'> | Kept<'share'> | PlanTable;

export interface PlanSection extends Omit<FormSection, 'fields'> {
  /** 1 for `4`, 3 for `4.1.1`. */
  level: number;
  fields: PlanField[];
  cite: Citation;
  /** How 无 is said: as the only text, or with a mark beside several fields. */
  none: 'text' | 'mark';
}

export interface CoverField {
  path: string;
  id: string;
  name: Bilingual;
  help: Bilingual | undefined;
  kind: Form['cover'][number]['value']['kind'];
  seal: boolean;
  printed: boolean;
  cite: Citation;
}

/** What a form is in one round: everything that can be written has a path, `cover/phone`, `4.1.1/scope`. */
export interface PlanShape {
  form: Form;
  policy: string;
  cover: CoverField[];
  sections: PlanSection[];
  periods: PlanPeriods;
  checks: FormCheck[];
  /** 无 */
  marker: string;
}

/** Set where a section has nothing to say: `4.5.3/none`. */
export const NONE = 'none';
/** Why 无 stands where figures are demanded. */
export const REASON = 'reason';

export const citationIn = (policy: string, { cite, basis }: Pick<Ruled<unknown>, 'cite' | 'basis'>): Citation => ({
  policy,
  article: cite.article,
  clause: cite.clause,
  basis,
});

/** The shape of a form for a round. @param round data of the call, where it sets periods of its own */
export function planShape(policy: string, form: Form, round: Readonly<Record<string, unknown>> = {}): PlanShape {
  const periods = periodsOf(form, round);
  return {
    form,
    policy,
    periods,
    marker: form.blank.value.marker,
    checks: form.checks,
    cover: form.cover.map(({ value, ...ruled }) => ({
      ...value,
      help: value.help,
      path: `cover/${value.id}`,
      cite: citationIn(policy, ruled),
    })),
    sections: form.sections.map((ruled) => sectionOf(policy, ruled, periods)),
  };
}

function sectionOf(policy: string, { value, ...ruled }: Form['sections'][number], periods: PlanPeriods): PlanSection {
  const only: FormField = { kind: 'text', id: 'text', name: value.name, required: 'yes' };
  const fields = !value.filled ? [] : (value.fields ?? [only]);
  return {
    ...value,
    level: value.number.split('.').length,
    fields: fields.map((field) => fieldOf(value.number, field, periods)),
    cite: citationIn(policy, ruled),
    none: value.fields === undefined ? 'text' : 'mark',
  };
}

function fieldOf(section: string, field: FormField, periods: PlanPeriods): PlanField {
  const path = `${section}/${field.id}`;
  if (field.kind !== 'table') return { ...field, path };
  const { rows } = field;
  return {
    ...field,
    path,
    columns: field.columns.flatMap(({ each, ...column }): PlanColumn[] =>
      each === undefined
        ? [column]
        : spansOf(each, periods).map(({ id, name }) => ({ ...column, id: `${column.id}_${id}`, name })),
    ),
    rows: typeof rows === 'string' ? spansOf(rows, periods) : rows,
  };
}

const OVERALL: Bilingual = { zh: '五年总体', en: 'Overall' };

/** The years of the plan; with `targets` the whole of it first. */
function spansOf(each: 'plan_years' | 'targets', { plan }: PlanPeriods): { id: string; name: Bilingual }[] {
  const years = (plan?.years ?? []).map(({ id, label }) => ({ id, name: label }));
  return each === 'plan_years' ? years : [{ id: 'overall', name: OVERALL }, ...years];
}

/** Everything of a section that can be written, with the mark for 无 and its reason. */
export const pathsOf = (section: PlanSection): string[] => [
  ...section.fields.flatMap((field) => (field.kind === 'share' && !field.typed ? [] : [field.path])),
  ...(section.fields.length > 0 && section.none === 'mark' ? [`${section.number}/${NONE}`] : []),
  ...(section.none_with_reason ? [`${section.number}/${REASON}`] : []),
];

export const fieldAt = (shape: PlanShape, path: string): PlanField | undefined =>
  shape.sections.flatMap(({ fields }) => fields).find((field) => field.path === path);

export const sectionAt = (shape: PlanShape, path: string): PlanSection | undefined =>
  shape.sections.find(({ number }) => number === path.split('/')[0]);
