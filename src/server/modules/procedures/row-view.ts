import type { z } from 'zod';
import { type Bilingual, pick } from '../../../shared/i18n.ts';
import type { Desk } from '../../../shared/procedures/desks.ts';
import type { caseRow } from '../../../shared/procedures/schemas.ts';
import { accountOf, type Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { accountNames, regionNames } from '../identity/index.ts';
import { desksOfActor, sees } from './access.ts';
import { classLabel } from './class-field.ts';
import { lightOf } from './lights.ts';
import { rulesOf } from './rules.ts';
import { type CaseRow, NO_DUE } from './store.ts';

export type CaseRowView = z.input<typeof caseRow>;

/** Rows of lists: what stands on a line. */
export async function rowViews(ctx: Ctx, rows: readonly CaseRow[]): Promise<CaseRowView[]> {
  const desks = await desksOfActor(ctx);
  const known = await knownOf(ctx, rows);
  return rows.map((row) => rowView(ctx, row, desks, known));
}

export interface Known {
  names: ReadonlyMap<string, string>;
  regions: ReadonlyMap<string, Bilingual>;
}

/** Names of the people and regions that rows speak of. */
export const knownOf = async (ctx: Ctx, rows: readonly CaseRow[], others: readonly Id[] = []): Promise<Known> => ({
  names: await accountNames(ctx.db, [...rows.flatMap(({ claimed_by }) => claimed_by ?? []), ...others]),
  regions: await regionNames(
    ctx.db,
    rows.flatMap(({ region_code }) => region_code ?? []),
  ),
});

export function rowView(ctx: Ctx, row: CaseRow, desks: ReadonlySet<Desk>, { names, regions }: Known): CaseRowView {
  const { procedure } = rulesOf(ctx, row);
  const due = row.due === NO_DUE ? null : row.due;
  const region = row.region_code === null ? undefined : regions.get(row.region_code);
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
    district: region ? pick(region, ctx.lang) : null,
    class_label: classLabel(procedure, row, ctx.lang),
    opened_at: row.opened_at,
    version: row.revision,
  };
}
