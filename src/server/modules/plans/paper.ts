import { buildPlan, type PlanPaper } from '../../../shared/plans/document.ts';
import type { PlanValues } from '../../../shared/plans/values.ts';
import { textAt } from '../../../shared/plans/values.ts';
import type { FieldFault } from '../../../shared/problems.ts';
import { Problem } from '../../../shared/problems.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Download } from '../../kernel/http/mount.ts';
import type { Id } from '../../kernel/ids.ts';
import { checkedModel, setDocument, setWord } from '../documents/index.ts';
import { attachmentsOf } from './attachments.ts';
import { planDesk, type PlanOfCase, valuesFor } from './plan-case.ts';

const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/**
 * The form on paper, in the order of its outline.
 * @throws documents.characters_missing naming the field of the form and the characters
 */
export async function printPlan(
  ctx: Ctx,
  id: Id,
  { format, blank }: { format: 'pdf' | 'docx'; blank: 'true' | 'false' },
): Promise<Download> {
  const plan = await planDesk(ctx, id);
  const isBlank = blank === 'true';
  const { values } = isBlank ? { values: {} } : await valuesFor(ctx, plan);
  const model = await printable(ctx, plan, values, isBlank);
  const { bytes } = await (format === 'pdf' ? setDocument(ctx, model) : setWord(ctx, model));
  const name = `${plan.form.name.zh}${isBlank ? '（空白）' : ` ${plan.row.title}`}.${format}`;
  return { bytes, name, mediaType: format === 'pdf' ? 'application/pdf' : WORD, size: bytes.length };
}

/** The checked model of a form. @throws documents.characters_missing by the form's paths */
export async function printable(ctx: Ctx, { row, shape }: PlanOfCase, values: PlanValues, blank: boolean) {
  const attached: Record<string, string[]> = {};
  for (const { section, name } of blank ? [] : await attachmentsOf(ctx.db, row.id))
    (attached[section] ??= []).push(name);
  const host = shape.cover.find(({ kind }) => kind === 'host');
  const issuer = (host && textAt(values, host.path)) || row.title;
  const paper: PlanPaper = { issuer, date: ctx.today, blank, attached };
  const { model, paths } = buildPlan(shape, values, paper);
  try {
    return await checkedModel(model);
  } catch (cause) {
    if (cause instanceof Problem && cause.code === 'documents.characters_missing') throw byPath(cause, paths);
    throw cause;
  }
}

/** Which field of the form a character stands in, instead of which block of the document. */
function byPath(problem: Problem, paths: readonly string[]): Problem {
  const errors = (problem.extras.errors ?? []).map((error): FieldFault => {
    const block = /^blocks\.(\d+)/.exec(error.path)?.[1];
    return block === undefined ? error : { ...error, path: paths[Number(block)] ?? error.path };
  });
  return new Problem(problem.code, problem.spec, problem.params, { ...problem.extras, errors });
}
