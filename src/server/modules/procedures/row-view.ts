import type { z } from 'zod';
import { pick } from '../../../shared/i18n.ts';
import type { Desk } from '../../../shared/procedures/desks.ts';
import type { caseRow } from '../../../shared/procedures/schemas.ts';
import { accountOf, type Ctx } from '../../kernel/context.ts';
import { accountNames } from '../identity/index.ts';
import { desksOfActor, sees } from './access.ts';
import { lightOf } from './lights.ts';
import { rulesOf } from './rules.ts';
import { type CaseRow, NO_DUE } from './store.ts';

export type CaseRowView = z.input<typeof caseRow>;

/** Rows of lists: what stands on a line. */
export async function rowViews(ctx: Ctx, rows: readonly CaseRow[]): Promise<CaseRowView[]> {
  const desks = await desksOfActor(ctx);
  const names = await accountNames(
    ctx.db,
    rows.flatMap(({ claimed_by }) => claimed_by ?? []),
  );
  return rows.map((row) => rowView(ctx, row, desks, names));
}

export function rowView(
  ctx: Ctx,
  row: CaseRow,
  desks: ReadonlySet<Desk>,
  names: ReadonlyMap<string, string>,
): CaseRowView {
  const { procedure } = rulesOf(ctx, row);
  const due = row.due === NO_DUE ? null : row.due;
  const mine = row.claimed_by !== null && row.claimed_by === accountOf(ctx.actor);
  return {
    id: row.id,
    programme: row.programme_id,
    procedure: row.procedure,
    procedure_label: pick(procedure.label, ctx.lang),
    title: row.title,
    subject: { kind: row.subject_kind as CaseRowView['subject']['kind'], id: row.subject_id },
    parent: row.parent_id,
    state: row.state,
    state_label: pick(procedure.states[row.state]!.label, ctx.lang),
    closed: row.closed_at !== null,
    trial: row.trial,
    due,
    light: lightOf(due, ctx.today),
    claimed_by: row.claimed_by !== null && (mine || sees(desks, row.desks)) ? (names.get(row.claimed_by) ?? '') : null,
    claimed_by_me: mine,
    opened_at: row.opened_at,
    version: row.revision,
  };
}
