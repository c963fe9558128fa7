import type { InputOf } from '../../../shared/contract.ts';
import { expertsProblem } from '../../../shared/experts/problems.ts';
import type { expertRoutes } from '../../../shared/experts/routes.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { replaceAssigned, visibleCase } from '../procedures/index.ts';
import { panelCase } from './access.ts';

/** Puts another expert in the place of one; the engine asks the same gates as for the first. @throws experts.review_unknown | procedures.requirements_unmet */
export async function replaceExpert(
  ctx: Ctx,
  id: Id,
  body: InputOf<typeof expertRoutes.replaceExpert>['body'],
): Promise<{ case: Id }> {
  const row = await visibleCase(ctx, id);
  if (row.parent_id === null) throw expertsProblem('experts.review_unknown');
  const { rows } = await panelCase(ctx, row.parent_id);
  if (!rows.some(({ review }) => review === row.procedure)) throw expertsProblem('experts.review_unknown');
  await replaceAssigned(ctx, id, body);
  return { case: id };
}
