import type { z } from 'zod';
import { expertsProblem } from '../../../shared/experts/problems.ts';
import type { reviewView } from '../../../shared/experts/schemas.ts';
import { sheetFaults, totalOf } from '../../../shared/experts/sheet.ts';
import { citationOf } from '../../../shared/policy/ruled.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { draftedData, findCase, rulesOf, seatsUnder, visibleCase } from '../procedures/index.ts';
import { marksOf } from './gates.ts';
import { itemViews } from './opinions.ts';
import { panelRows } from './panel-rows.ts';
import { partiesOf } from './parties.ts';
import { lastDayOf } from './seats.ts';

/**
 * A review with its score sheet. Before the expert has declared to have no interest in the matter it tells whom it is about, and
 * nothing else. @throws procedures.case_unknown | experts.review_unknown
 */
export async function readReview(ctx: Ctx, id: Id): Promise<z.input<typeof reviewView>> {
  const row = await visibleCase(ctx, id);
  const parent = row.parent_id === null ? undefined : await findCase(ctx.db, row.parent_id);
  const above = parent && panelRows(rulesOf(ctx, parent).procedure);
  if (!parent || !above!.some(({ review }) => review === row.procedure)) throw expertsProblem('experts.review_unknown');
  const { ruleSet, procedure } = rulesOf(ctx, row);
  const { host, partners, supervising } = await partiesOf(ctx, parent);
  const sheet = ruleSet.reviews?.sheets[row.procedure];
  const marks = marksOf({ data: await draftedData(ctx, row) });
  const faults = sheetFaults(sheet?.value.items ?? [], marks);
  const seat = (await seatsUnder(ctx.db, parent.id, row.procedure)).find((one) => one.row.id === id);
  return {
    case: id,
    title: row.title,
    parties: [
      ...(host ? [{ role: 'host' as const, name: host.name }] : []),
      ...partners.map(({ name }) => ({ role: 'partner' as const, name })),
      ...(supervising ? [{ role: 'supervising' as const, name: supervising.name }] : []),
    ],
    declared: procedure.parent_fields_in === undefined || procedure.parent_fields_in.includes(row.state),
    items: itemViews(ctx, sheet),
    marks,
    total: sheet && faults.length === 0 ? totalOf(sheet.value.items, marks) : null,
    faults,
    last_day: await lastDayOf(ctx, row, seat?.since ?? row.opened_at),
    cite: sheet ? citationOf(ruleSet, sheet) : null,
  };
}
