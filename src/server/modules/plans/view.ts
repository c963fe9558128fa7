import type { z } from 'zod';
import { pick } from '../../../shared/i18n.ts';
import { formDifferences } from '../../../shared/plans/differences.ts';
import type { planView } from '../../../shared/plans/routes.ts';
import type { PlanValue, PlanValues } from '../../../shared/plans/values.ts';
import { isBlank } from '../../../shared/plans/values.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { platformsById } from '../identity/index.ts';
import { ruleSetOf } from '../policy/index.ts';
import { fileOfCase } from '../procedures/index.ts';
import { attachmentsOf } from './attachments.ts';
import { revisionOf } from './figures.ts';
import { appliedOf, fenAt, planDesk, type PlanDesk, valuesFor } from './plan-case.ts';
import { fieldsOf } from './store.ts';

type PlanView = z.input<typeof planView>;

/** The form of a case as its reader sees it. @throws procedures.case_unknown | plans.no_form */
export async function readPlan(ctx: Ctx, id: Id): Promise<PlanView> {
  const plan = await planDesk(ctx, id);
  const { row, form, ruleSet, desk } = plan;
  const { values, kept_at } = await valuesFor(ctx, plan);
  const data = plan.live ? desk.written : row.data;
  const { naming, ...applied } = await appliedOf(ctx, plan, data);
  const limits = form.checks.flatMap(({ check }) => (check.test === 'row_at_most' ? [check.most] : []));
  const { procedure } = desk.rules;
  return {
    case: { id: row.id, title: row.title, state_label: pick(procedure.states[row.state]!.label, ctx.lang) },
    policy: ruleSet.id,
    instrument: pick(ruleSet.instrument.title, ctx.lang),
    form,
    round: plan.round,
    editable: plan.editable,
    live: plan.live,
    kept_at,
    values: await withRevisions(ctx, plan, values),
    applied,
    naming: naming ?? null,
    fen: Object.fromEntries(
      limits.flatMap((path) => {
        const fen = fenAt(ruleSet, path);
        return fen === undefined ? [] : [[path, fen]];
      }),
    ),
    suggested: plan.editable ? await suggestions(ctx, plan, applied, values) : {},
    outdated: outdatedBy(ctx, plan),
    attachments: await attachmentsOf(ctx.db, row.id),
    signed: await Promise.all(
      plan.binding.fields
        .filter((field) => field in procedure.fields)
        .map(async (field) => {
          const value = data[field];
          const file =
            typeof value === 'string' && /^\d{1,19}$/.test(value) ? await fileOfCase(ctx, row.id, value) : undefined;
          return {
            field,
            label: pick(procedure.fields[field]!.label, ctx.lang),
            editable: desk.editable.has(field),
            revision: desk.revisions.get(field) ?? 0,
            file: file ? { id: value as string, name: file.name, size: file.size } : null,
          };
        }),
    ),
  };
}

async function withRevisions(
  ctx: Ctx,
  { row, live, shape }: PlanDesk,
  values: PlanValues,
): Promise<PlanView['values']> {
  const fields = live ? await fieldsOf(ctx.db, row.id) : new Map();
  const figures = new Set(
    shape.sections.flatMap((section) =>
      section.fields.flatMap((field) => (field.kind === 'number' && field.figure !== undefined ? [field.path] : [])),
    ),
  );
  return Object.entries(values).map(([path, value]) => ({
    path,
    value,
    revision: figures.has(path) ? revisionOf(value as string) : (fields.get(path)?.revision ?? 0),
  }));
}

/** What the register and the case know of fields that are still blank. */
async function suggestions(
  ctx: Ctx,
  { row, shape }: PlanDesk,
  applied: { name?: string | undefined; host?: string | undefined; head?: string | undefined },
  values: PlanValues,
): Promise<Record<string, PlanValue>> {
  const platform =
    row.platform_id === null ? undefined : (await platformsById(ctx.db, [row.platform_id])).get(row.platform_id);
  const { contact } = platform ?? {};
  const known: Readonly<Record<string, string | undefined>> = {
    name: applied.name ?? platform?.name_zh,
    name_en: platform?.name_en ?? undefined,
    host: applied.host,
    department: platform?.supervising_name ?? undefined,
    head: applied.head,
    phone: contact?.phone,
    email: contact?.email,
    date: ctx.today,
  };
  return Object.fromEntries(
    shape.cover.flatMap(({ id, path, kind }) => {
      const text = known[kind] ?? (id === 'contact' ? contact?.person : undefined);
      return text === undefined || !isBlank(values[path]) ? [] : [[path, text]];
    }),
  );
}

/** A newer template than that of the round: the plan stays on its own, and what is otherwise is told. */
function outdatedBy(ctx: Ctx, { ruleSet, form }: PlanDesk): PlanView['outdated'] {
  const newest = ruleSetOf(ctx, ruleSet.id).forms?.forms.find(({ id }) => id === form.id);
  if (!newest || newest.version === form.version) return null;
  const differences = formDifferences(form, newest).map((one) => ({ at: one.at, text: pick(one, ctx.lang) }));
  return { version: newest.version, differences };
}
