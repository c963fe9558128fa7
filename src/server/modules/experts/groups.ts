import type { z } from 'zod';
import { groupsOf } from '../../../shared/experts/groups.ts';
import { expertsProblem } from '../../../shared/experts/problems.ts';
import type { panelGroups } from '../../../shared/experts/schemas.ts';
import { fromStates } from '../../../shared/policy/procedure-table.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { type CaseRow, casesUnder, rulesOf, visibleCase } from '../procedures/index.ts';
import { panelCase } from './access.ts';
import { disciplinesOf } from './panel.ts';
import { panelRows } from './panel-rows.ts';
import { disciplineLabel } from './pool.ts';

/** Applications of a call that wait for review, in panels. @throws procedures.case_unknown | experts.panel_closed */
export async function listGroups(ctx: Ctx, id: Id): Promise<z.input<typeof panelGroups>> {
  const call = await visibleCase(ctx, id);
  const waiting: CaseRow[] = [];
  for (const row of await casesUnder(ctx.db, id)) if (isWaiting(ctx, row)) waiting.push(row);
  // One panel's organiser organises those of the whole call.
  if (waiting.length > 0) await panelCase(ctx, waiting[0]!.id);
  else if (!Object.values(rulesOf(ctx, call).procedures).some((procedure) => panelRows(procedure).length > 0))
    throw expertsProblem('experts.panel_closed');
  const most = rulesOf(ctx, call).ruleSet.reviews?.draw?.value.most_per_panel ?? 10;
  const groups = groupsOf(
    waiting.map((row) => ({ id: row.id, disciplines: disciplinesOf(ctx, row) })),
    most,
  );
  return {
    most_per_panel: most,
    groups: groups.map(({ disciplines, ids }) => ({
      disciplines: disciplines.map((code) => ({ code, label: disciplineLabel(ctx, code) })),
      cases: ids.map((one) => {
        const { title, data } = waiting.find((row) => row.id === one)!;
        return { id: one, title, class: typeof data['class'] === 'string' ? data['class'] : null };
      }),
    })),
  };
}

function isWaiting(ctx: Ctx, row: CaseRow): boolean {
  const { procedure } = rulesOf(ctx, row);
  return panelRows(procedure).some(
    ({ transition }) => transition.optional !== true && fromStates(procedure, transition).includes(row.state),
  );
}
