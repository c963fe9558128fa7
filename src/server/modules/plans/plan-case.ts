import { type PlanShape, planShape } from '../../../shared/plans/shape.ts';
import type { Applied } from '../../../shared/plans/check-cover.ts';
import { plansProblem } from '../../../shared/plans/problems.ts';
import type { PlanValues } from '../../../shared/plans/values.ts';
import type { Form } from '../../../shared/policy/forms.ts';
import type { RuleSet } from '../../../shared/policy/rule-set.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { organisationNames } from '../identity/index.ts';
import { casesById, type CaseRow, clocksOf, type FormDesk, formDesk, rulesOf } from '../procedures/index.ts';
import { withFigures } from './figures.ts';
import { fieldsOf, keptOf } from './store.ts';

export type Binding = Form['for'][number];

/** The form of a case under the rules it is pinned to, in its round. */
export interface PlanOfCase {
  row: CaseRow;
  ruleSet: RuleSet;
  form: Form;
  binding: Binding;
  round: Readonly<Record<string, unknown>>;
  shape: PlanShape;
}

export interface PlanDesk extends PlanOfCase {
  desk: FormDesk;
  editable: boolean;
  /** Read as it is being written; else as it was handed in. */
  live: boolean;
}

function formFor(ctx: Ctx, row: CaseRow): { ruleSet: RuleSet; form: Form; binding: Binding } | undefined {
  const { ruleSet } = rulesOf(ctx, row);
  for (const form of ruleSet.forms?.forms ?? []) {
    const binding = form.for.find(({ procedure }) => procedure === row.procedure);
    if (binding) return { ruleSet, form, binding };
  }
  return undefined;
}

/** Undefined where the procedure has no form. */
export async function planOfRow(ctx: Ctx, row: CaseRow): Promise<PlanOfCase | undefined> {
  const found = formFor(ctx, row);
  if (!found) return undefined;
  const parent = row.parent_id === null ? undefined : (await casesById(ctx.db, [row.parent_id])).get(row.parent_id);
  const round = roundOf(found.form, parent?.data ?? {});
  return { ...found, row, round, shape: planShape(found.ruleSet.id, found.form, round) };
}

/** Of a call only what the form names. */
function roundOf({ reference_period: reference, plan_period: plan }: Form, data: Readonly<Record<string, unknown>>) {
  const named = [...Object.values(reference?.value.round ?? {}), ...Object.values(plan?.value.round ?? {})];
  return Object.fromEntries(named.flatMap((field) => (data[field] === undefined ? [] : [[field, data[field]]])));
}

/** The form of a case as the caller stands to it. @throws procedures.case_unknown | plans.no_form */
export async function planDesk(ctx: Ctx, id: Id): Promise<PlanDesk> {
  const desk = await formDesk(ctx, id, (row) => formFor(ctx, row)?.binding.fields);
  const plan = desk && (await planOfRow(ctx, desk.row));
  if (!plan) throw plansProblem('plans.no_form');
  const among = (fields: ReadonlySet<string>): boolean => plan.binding.fields.some((field) => fields.has(field));
  const editable = among(desk.editable);
  return { ...plan, desk, editable, live: editable || among(desk.counted) };
}

/** What the caller reads of the form: as it is being written, or as it was handed in. */
export async function valuesFor(ctx: Ctx, plan: PlanDesk): Promise<{ values: PlanValues; kept_at: string | null }> {
  const kept = await keptOf(ctx.db, plan.row.id);
  if (plan.live) return { values: await liveValues(ctx, plan, plan.desk.written), kept_at: kept?.at ?? null };
  return { values: kept?.values ?? {}, kept_at: kept?.at ?? null };
}

/** The form as it is being written. @param data of the case, with what is being typed */
export async function liveValues(
  ctx: Pick<Ctx, 'db'>,
  { row, shape, binding }: PlanOfCase,
  data: Readonly<Record<string, unknown>>,
): Promise<PlanValues> {
  const fields = await fieldsOf(ctx.db, row.id);
  const written = Object.fromEntries([...fields].map(([path, { value }]) => [path, value]));
  return withFigures(shape, written, figuresIn(binding, data));
}

export const figuresIn = (
  { figures }: Binding,
  data: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> => {
  const value = figures === undefined ? undefined : data[figures];
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
};

/** What a cover is compared with. @param data of the case, with what is being typed */
export async function appliedOf(
  ctx: Ctx,
  { row, binding, ruleSet }: PlanOfCase,
  data: Readonly<Record<string, unknown>>,
): Promise<Applied> {
  const textIn = (field: string | undefined): string | undefined => {
    const value = field === undefined ? undefined : data[field];
    return typeof value === 'string' && value.trim() !== '' ? value : undefined;
  };
  const host = row.host_id === null ? undefined : (await organisationNames(ctx, [row.host_id])).get(row.host_id);
  const clocks = row.parent_id === null ? [] : await clocksOf(ctx.db, row.parent_id);
  const from = clocks.map(({ first_date }) => first_date).sort()[0];
  return {
    name: textIn(binding.name),
    head: textIn(binding.head),
    host: textIn(binding.host) ?? host,
    class: textIn(binding.class),
    naming: ruleSet.naming,
    from,
    today: ctx.today,
  };
}

/** An amount of the rule set in fen by its path, `money.platform_cap_fen`. */
export function fenAt(ruleSet: RuleSet, path: string): number | undefined {
  const found = path
    .split('.')
    .reduce<unknown>(
      (node, key) => (typeof node === 'object' && node !== null ? (node as Record<string, unknown>)[key] : undefined),
      ruleSet,
    );
  const value = typeof found === 'object' && found !== null && 'value' in found ? found.value : found;
  return typeof value === 'number' ? value : undefined;
}
