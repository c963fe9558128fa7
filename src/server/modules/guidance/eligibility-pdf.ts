import type { InputOf } from '../../../shared/contract.ts';
import { buildEligibility } from '../../../shared/guidance/eligibility-document.ts';
import type { eligibilityRoutes } from '../../../shared/guidance/eligibility-routes.ts';
import { pick } from '../../../shared/i18n.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Download } from '../../kernel/http/mount.ts';
import { checkedModel, setDocument } from '../documents/index.ts';
import { checkEligibility } from './eligibility.ts';
import { classAt } from './jurisdictions.ts';

/**
 * The result of a self-check as a PDF. Nothing of it is kept.
 * @throws guidance.class_unknown | guidance.figures_wrong | documents.characters_missing
 */
export async function printEligibility(
  ctx: Ctx,
  { body }: InputOf<(typeof eligibilityRoutes)['printEligibility']>,
): Promise<Download> {
  const checked = await checkEligibility(ctx, { params: undefined, query: undefined, body });
  const { name, rules } = await classAt(ctx, checked.programme, checked.class);
  const names = { programme: pick(name, ctx.lang), instrument: pick(rules.instrument.title, ctx.lang) };
  const model = buildEligibility(checked, names, ctx.lang);
  const { bytes } = await setDocument(ctx, await checkedModel(model));
  return { bytes, name: `${model.title} ${checked.on}.pdf`, mediaType: 'application/pdf', size: bytes.length };
}
