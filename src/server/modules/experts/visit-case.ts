import { expertsProblem } from '../../../shared/experts/problems.ts';
import { partyOf } from '../../../shared/procedures/decide.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { type CaseRow, findCase, personOf, placeOf, rulesOf, visibleCase } from '../procedures/index.ts';

/** A case whose table has checked facts is a visit. @throws procedures.case_unknown | experts.visit_unknown */
export async function visitCase(ctx: Ctx, id: Id): Promise<{ row: CaseRow; parent: CaseRow; writes: boolean }> {
  const row = await visibleCase(ctx, id);
  const { procedure } = rulesOf(ctx, row);
  const parent = row.parent_id === null ? undefined : await findCase(ctx.db, row.parent_id);
  if (!parent || !Object.values(procedure.fields).some(({ type }) => type === 'checks'))
    throw expertsProblem('experts.visit_unknown');
  const place = await placeOf(ctx.db, row);
  const actor = await personOf(ctx);
  const writers = procedure.edit.filter(({ states }) => states.includes(row.state)).flatMap(({ by }) => by);
  return { row, parent, writes: row.closed_at === null && partyOf(writers, { place }, actor) !== undefined };
}
