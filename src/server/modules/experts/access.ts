import { expertsProblem } from '../../../shared/experts/problems.ts';
import { DECIDERS } from '../../../shared/identity/administration.ts';
import { partyOf } from '../../../shared/procedures/decide.ts';
import type { Ctx } from '../../kernel/context.ts';
import { scopesOf } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { type CaseRow, personOf, placeOf, readsAsOffice, rulesOf, visibleCase } from '../procedures/index.ts';
import { panelRows, type PanelRow } from './panel-rows.ts';

/** Programmes whose pool the caller keeps: where they decide, or by commission of who does. */
export async function poolsOf(ctx: Ctx): Promise<ReadonlySet<string>> {
  if (ctx.actor.kind !== 'account') return new Set();
  const decides = scopesOf(ctx.actor, 'programme', DECIDERS);
  const { desks } = await personOf(ctx);
  const commissioned = [...desks].flatMap((desk) => {
    const [, kind, place] = desk.split('|');
    if (kind !== 'delegate') return [];
    const [programme, procedure] = place!.split('/') as [string, string];
    return sendsToReview(ctx, procedure) ? [programme] : [];
  });
  return new Set([...decides, ...commissioned]);
}

const sendsToReview = (ctx: Ctx, procedure: string): boolean =>
  [...ctx.services.ruleSets.values()].flat().some(({ procedures }) => {
    const found = procedures?.procedures[procedure];
    return found !== undefined && panelRows(found).length > 0;
  });

/** @throws experts.pool_closed */
export async function demandPool(ctx: Ctx, programme: string): Promise<void> {
  if (ctx.actor.kind !== 'system' && !(await poolsOf(ctx)).has(programme)) throw expertsProblem('experts.pool_closed');
}

/** A case whose experts the caller may choose, and the rows of the table that assign them. @throws procedures.case_unknown | experts.panel_closed */
export async function panelCase(ctx: Ctx, id: Id): Promise<{ row: CaseRow; rows: PanelRow[] }> {
  const row = await visibleCase(ctx, id);
  const all = panelRows(rulesOf(ctx, row).procedure);
  const actor = await personOf(ctx);
  const place = await placeOf(ctx.db, row);
  const rows = all.filter(({ transition }) => partyOf(transition.by, { place }, actor) !== undefined);
  if (rows.length === 0 || !readsAsOffice(actor.desks, row.readers)) throw expertsProblem('experts.panel_closed');
  return { row, rows };
}
