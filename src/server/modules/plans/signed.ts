import { readFile } from 'node:fs/promises';
import { plansProblem } from '../../../shared/plans/problems.ts';
import { citationIn } from '../../../shared/plans/shape.ts';
import type { Problem } from '../../../shared/problems.ts';
import type { Ctx, Services } from '../../kernel/context.ts';
import type { StoredBytes } from '../../kernel/files.ts';
import type { Id } from '../../kernel/ids.ts';
import { saveField, uploadCaseFile } from '../procedures/index.ts';
import { pdfFault, type PdfFault } from '../../kernel/check-pdf.ts';
import { planDesk, type PlanOfCase } from './plan-case.ts';

/**
 * Keeps the signed copy of a form and enters it into its field. Refused by its content, never by its name.
 * @throws plans.signed_too_large | signed_not_pdf | signed_encrypted | signed_broken, each citing the form
 */
export async function uploadSignedPlan(
  ctx: Ctx,
  id: Id,
  { field, name, revision }: { field: string; name: string; revision: number },
  bytes: AsyncIterable<Uint8Array>,
) {
  const plan = await planDesk(ctx, id);
  if (!plan.binding.fields.includes(field)) throw plansProblem('plans.signed_field_unknown', { field });
  const file = await uploadCaseFile(ctx, id, { field, name }, bounded(plan, bytes), async (stored) => {
    const problem = await signedProblem(ctx, plan, stored);
    if (problem) throw problem;
  });
  const saved = await saveField(ctx, id, { path: field, value: file.id, revision });
  return { ...file, revision: saved.revision };
}

/** How far a file that is too large is still measured. */
const MEASURED = 4;

/** The bytes as they come; of too many the number is told, and none is kept. */
async function* bounded(plan: PlanOfCase, bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const limit = plan.form.file.value.max_bytes;
  let size = 0;
  for await (const chunk of bytes) {
    size += chunk.length;
    if (size <= limit) yield chunk;
    else if (size > MEASURED * limit) break;
  }
  if (size > limit) throw tooLarge(plan, size);
}

const citeOf = ({ ruleSet, form }: PlanOfCase) => citationIn(ruleSet.id, form.file);

const tooLarge = (plan: PlanOfCase, size: number): Problem =>
  plansProblem('plans.signed_too_large', { size, limit: plan.form.file.value.max_bytes }, { cite: citeOf(plan) });

/** What is wrong with a stored signed copy; undefined: nothing. */
export async function signedProblem(ctx: Ctx, plan: PlanOfCase, stored: StoredBytes): Promise<Problem | undefined> {
  if (stored.size > plan.form.file.value.max_bytes) return tooLarge(plan, stored.size);
  const fault = await faultOf(ctx, stored.sha256);
  const cite = citeOf(plan);
  switch (fault?.kind) {
    case undefined:
      return undefined;
    case 'encrypted':
      return plan.form.file.value.encrypted ? undefined : plansProblem('plans.signed_encrypted', undefined, { cite });
    case 'not_pdf':
      return plansProblem('plans.signed_not_pdf', { what: fault.what }, { cite });
    case 'broken':
      return plansProblem('plans.signed_broken', { why_zh: fault.zh, why_en: fault.en }, { cite });
  }
}

/** What was found in files, by their digest: the bytes under a digest never change. */
const looked = new WeakMap<Services, Map<string, PdfFault | undefined>>();
const REMEMBERED = 1000;

async function faultOf(ctx: Ctx, sha256: string): Promise<PdfFault | undefined> {
  const known = looked.get(ctx.services) ?? new Map<string, PdfFault | undefined>();
  looked.set(ctx.services, known);
  if (known.has(sha256)) return known.get(sha256);
  const fault = pdfFault(await readFile(ctx.services.files.pathOf(sha256)));
  if (known.size >= REMEMBERED) known.clear();
  known.set(sha256, fault);
  return fault;
}
