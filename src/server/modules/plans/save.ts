import { pick } from '../../../shared/i18n.ts';
import { checkPlan } from '../../../shared/plans/check-plan.ts';
import { plansProblem } from '../../../shared/plans/problems.ts';
import { fieldAt, type PlanShape, sectionAt } from '../../../shared/plans/shape.ts';
import { isBlank, type PlanValue, takeValue } from '../../../shared/plans/values.ts';
import { proceduresProblem } from '../../../shared/procedures/problems.ts';
import type { Tx } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { accountNames } from '../identity/index.ts';
import { type CaseRow, formDesk, writeMember, writeOnDesk } from '../procedures/index.ts';
import { figureText, figureWith, revisionOf } from './figures.ts';
import { appliedOf, fenAt, figuresIn, liveValues, planDesk, type PlanDesk } from './plan-case.ts';
import { fieldsOf, writePlanField } from './store.ts';

export interface PlanInput {
  path: string;
  value: unknown;
  revision: number;
}

/**
 * Saves one field as it is typed. What is unfinished or wrong is kept, and told.
 * @throws plans.field_unknown | field_changed with both values | procedures.field_closed | field_locked
 */
export async function savePlanField(ctx: Ctx, id: Id, input: PlanInput) {
  const plan = await planDesk(ctx, id);
  const section = input.path.split('/')[0]!;
  const revision = await writeOnDesk(
    ctx,
    id,
    {
      event: { action: 'plans.field.save', detail: { path: input.path } },
      fields: plan.binding.fields,
      section: `plan/${section}`,
      name: nameAt(ctx, plan.shape, input.path),
    },
    async (tx, row) => (await writeOne(ctx, tx, row, plan, { ...input, origin: 'typed' })).revision,
  );
  return { path: input.path, revision, faults: await faultsIn(ctx, id, section) };
}

/**
 * Takes over several fields at once, all or none.
 * @returns how many were changed
 */
export async function savePlanFields(ctx: Ctx, id: Id, inputs: readonly PlanInput[]): Promise<{ written: number }> {
  const plan = await planDesk(ctx, id);
  const written = await writeOnDesk(
    ctx,
    id,
    {
      event: { action: 'plans.word.take', detail: { fields: inputs.length } },
      fields: plan.binding.fields,
      name: pick(plan.form.name, ctx.lang),
    },
    async (tx, row) => {
      let changed = 0;
      for (const input of inputs)
        if ((await writeOne(ctx, tx, row, plan, { ...input, origin: 'word' })).changed) changed++;
      return changed;
    },
  );
  return { written };
}

/** What is wrong with a section now. */
async function faultsIn(ctx: Ctx, id: Id, section: string) {
  const plan = await planDesk(ctx, id);
  const { written } = plan.desk;
  const values = await liveValues(ctx, plan, written);
  const applied = await appliedOf(ctx, plan, written);
  return checkPlan(plan.shape, values, applied, (path) => fenAt(plan.ruleSet, path))
    .faults.filter(({ path }) => path.startsWith(`${section}/`))
    .map((fault) => ({ path: fault.path, level: fault.level, code: fault.code, message: pick(fault, ctx.lang) }));
}

/** What a path is called, for messages. */
export function nameAt(ctx: Pick<Ctx, 'lang'>, shape: PlanShape, path: string): string {
  const cover = shape.cover.find((one) => one.path === path);
  const name = cover?.name ?? fieldAt(shape, path)?.name ?? sectionAt(shape, path)?.name;
  const number = path.split('/')[0]!;
  return name ? (cover ? pick(name, ctx.lang) : `${number} ${pick(name, ctx.lang)}`) : path;
}

type Write = PlanInput & { origin: 'typed' | 'word' };

async function writeOne(
  ctx: Ctx,
  tx: Tx,
  row: CaseRow,
  plan: PlanDesk,
  input: Write,
): Promise<{ revision: number; changed: boolean }> {
  const value = takeValue(plan.shape, input.path, input.value);
  if (value === undefined) throw plansProblem('plans.field_unknown', { path: input.path.slice(0, 60) });
  const field = fieldAt(plan.shape, input.path);
  if (field?.kind === 'number' && field.figure !== undefined && plan.binding.figures !== undefined)
    return writeFigure(ctx, tx, row, plan, { ...input, value: value as string, figure: field.figure });
  const current = (await fieldsOf(tx.db, row.id)).get(input.path);
  if (current ? same(current.value, value) : isBlank(value))
    return { revision: current?.revision ?? 0, changed: false };
  if ((current?.revision ?? 0) !== input.revision) {
    const by = current && (await accountNames(tx.db, [current.account_id])).get(current.account_id);
    throw changed(ctx, plan, input, { value: current?.value ?? '', revision: current?.revision ?? 0 }, by);
  }
  await writePlanField(ctx, tx, row.id, {
    path: input.path,
    value,
    revision: input.revision + 1,
    origin: input.origin,
  });
  return { revision: input.revision + 1, changed: true };
}

const same = (a: PlanValue, b: PlanValue): boolean => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
/** Members in one order: the database keeps them in its own. */
const sorted = (value: PlanValue): unknown =>
  typeof value === 'string'
    ? value
    : Array.isArray(value)
      ? value.map(sorted)
      : Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));

const changed = (
  ctx: Ctx,
  { shape }: PlanDesk,
  { path, value, revision }: PlanInput,
  current: { value: PlanValue; revision: number },
  by = '',
) =>
  plansProblem(
    'plans.field_changed',
    { field: nameAt(ctx, shape, path), name: by },
    { more: { path, given: { revision, value }, current } },
  );

/** A number that the criteria ask for too is kept among the figures of the case, and nowhere else. */
async function writeFigure(
  ctx: Ctx,
  tx: Tx,
  row: CaseRow,
  plan: PlanDesk,
  input: Write & { value: string; figure: string },
): Promise<{ revision: number; changed: boolean }> {
  const inside = await formDesk({ ...ctx, db: tx.db }, row.id, () => plan.binding.fields);
  const figure = figuresIn(plan.binding, inside!.written)[input.figure];
  const now = figureText(figure);
  const revision = revisionOf(input.value);
  // Who was invited to write the form alone does not change what the criteria rest on.
  if (!inside!.editable.has(plan.binding.figures!))
    throw proceduresProblem('procedures.field_closed', { field: nameAt(ctx, plan.shape, input.path) });
  if (now === input.value) return { revision, changed: false };
  if (revisionOf(now) !== input.revision) throw changed(ctx, plan, input, { value: now, revision: revisionOf(now) });
  await writeMember(ctx, tx, row, {
    field: plan.binding.figures!,
    member: input.figure,
    value: figureWith(figure, input.value),
  });
  return { revision, changed: true };
}
