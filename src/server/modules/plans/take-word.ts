import { readOutline } from '../../../shared/plans/outline.ts';
import { isBlank, type PlanValue } from '../../../shared/plans/values.ts';
import { kernelProblem } from '../../../shared/kernel/problems.ts';
import { proceduresProblem } from '../../../shared/procedures/problems.ts';
import { pick } from '../../../shared/i18n.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { planDesk, valuesFor } from './plan-case.ts';
import { readWord } from './read-word.ts';
import { readPlan } from './view.ts';

/** Bytes of a Word file that is read. */
const LIMIT = 20 * 1024 * 1024;

/**
 * What a filled Word file would change in the form. Nothing is changed, and nothing of the file is kept.
 * @throws plans.not_word | kernel.too_large | procedures.field_closed
 */
export async function previewPlanWord(ctx: Ctx, id: Id, bytes: AsyncIterable<Uint8Array>) {
  const plan = await planDesk(ctx, id);
  if (!plan.editable) throw proceduresProblem('procedures.field_closed', { field: pick(plan.form.name, ctx.lang) });
  const read = readOutline(plan.shape, await readWord(await collect(bytes)));
  const { values } = await valuesFor(ctx, plan);
  const revisions = new Map((await readPlan(ctx, id)).values.map(({ path, revision }) => [path, revision]));
  const given = Object.entries(read.values);
  const differs = ([path, value]: [string, PlanValue]): boolean => sortedText(values[path]) !== sortedText(value);
  return {
    changes: given.filter(differs).map(([path, after]) => ({
      path,
      before: values[path] ?? null,
      after,
      revision: revisions.get(path) ?? 0,
    })),
    same: given.filter((one) => !differs(one)).length,
    untouched: Object.entries(values).filter(([path, value]) => !isBlank(value) && read.values[path] === undefined)
      .length,
    unread: read.unread,
    missing: read.missing,
  };
}

async function collect(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of bytes) {
    size += chunk.length;
    if (size > LIMIT) throw kernelProblem('kernel.too_large', { limit: LIMIT });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** A value to compare: members in one order. */
const sortedText = (value: PlanValue | undefined): string =>
  JSON.stringify(value ?? '', (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
