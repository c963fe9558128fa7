import { checkPlan } from '../../../shared/plans/check-plan.ts';
import { citationIn } from '../../../shared/plans/shape.ts';
import { Problem } from '../../../shared/problems.ts';
import type { GateFault } from '../../../shared/procedures/case-facts.ts';
import { type CaseEffect, fileOfCase, type Gate } from '../procedures/index.ts';
import { printable } from './paper.ts';
import { appliedOf, fenAt, liveValues, planOfRow } from './plan-case.ts';
import { signedProblem } from './signed.ts';

/** Faults that a page lists; the form itself shows all. */
const SHOWN = 6;

/** Gate `plan_complete`: the form of the case has no fault, and all of it can be printed. */
export const planComplete: Gate = async (ctx, row) => {
  const plan = await planOfRow(ctx, row);
  if (!plan) return [];
  const values = await liveValues(ctx, plan, row.data);
  const applied = await appliedOf(ctx, plan, row.data);
  const { faults } = checkPlan(plan.shape, values, applied, (path) => fenAt(plan.ruleSet, path));
  const found = faults
    .filter(({ level }) => level === 'fault')
    .map(({ path, zh, en, cite }): GateFault => {
      const section = path.split('/')[0]!;
      const at = section === 'cover' ? { zh: '封面', en: 'Cover' } : { zh: section, en: section };
      return { path: `plan.${path}`, zh: `${at.zh} ${zh}`, en: `${at.en}: ${en}`, cite };
    });
  if (found.length === 0) {
    try {
      await printable(ctx, plan, values, false);
    } catch (cause) {
      if (!(cause instanceof Problem)) throw cause;
      return (cause.extras.errors ?? []).map(({ path, zh, en }) => ({ path: `plan.${path}`, zh, en }));
    }
  }
  const more = found.length - SHOWN;
  if (more <= 0) return found;
  return [
    ...found.slice(0, SHOWN),
    {
      path: 'plan',
      zh: `另有 ${more} 处，见在线表单`,
      en: `${more} more, shown in the form`,
      cite: found[SHOWN]!.cite,
    },
  ];
};

/** Gate `signed_plan`: a signed copy is there, and each that is there is a PDF as the form asks. */
export const signedPlan: Gate = async (ctx, row) => {
  const plan = await planOfRow(ctx, row);
  if (!plan) return [];
  const given = plan.binding.fields.flatMap((field) => {
    const value = row.data[field];
    return typeof value === 'string' && /^\d{1,19}$/.test(value) ? [{ field, value }] : [];
  });
  if (given.length === 0) {
    const sealed = plan.form.cover.find(({ value }) => value.seal) ?? plan.form.file;
    return [
      {
        path: `fields.${plan.binding.fields[0]}`,
        zh: '缺盖章件：请上传签章后的 PDF',
        en: 'seal missing: upload the signed and sealed copy as PDF',
        cite: citationIn(plan.ruleSet.id, sealed),
      },
    ];
  }
  const faults: GateFault[] = [];
  for (const { field, value } of given) {
    const stored = await fileOfCase(ctx, row.id, value);
    const problem = stored && (await signedProblem(ctx, plan, stored));
    if (problem)
      faults.push({
        path: `fields.${field}`,
        zh: problem.text('zh-CN'),
        en: problem.text('en'),
        cite: problem.extras.cite,
      });
  }
  return faults;
};

/** Effect `keep_plan`: the form as it was handed in, for those who read it afterwards. */
export const keepPlan: CaseEffect = async (ctx, tx, row) => {
  const plan = await planOfRow(ctx, row);
  if (!plan) return;
  await tx.db
    .insertInto('plan_kept')
    .values({
      id: await ctx.services.ids.next(tx.db),
      case_id: row.id,
      version: plan.form.version,
      values: JSON.stringify(await liveValues({ db: tx.db }, plan, row.data)),
      at: ctx.now,
    })
    .execute();
};
