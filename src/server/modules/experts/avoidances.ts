import type { z } from 'zod';
import { expertsProblem } from '../../../shared/experts/problems.ts';
import type { avoidanceView } from '../../../shared/experts/schemas.ts';
import { citationOf } from '../../../shared/policy/ruled.ts';
import { fromStates, reachable } from '../../../shared/policy/procedure-table.ts';
import { partyOf } from '../../../shared/procedures/decide.ts';
import { act, checkRevision } from '../../kernel/act.ts';
import { accountOf, type Ctx } from '../../kernel/context.ts';
import type { ReadDb } from '../../kernel/db/open.ts';
import type { Id } from '../../kernel/ids.ts';
import {
  type CaseRow,
  onSubjectSide,
  personOf,
  placeOf,
  readsAsOffice,
  rulesOf,
  visibleCase,
} from '../procedures/index.ts';
import { panelRows } from './panel-rows.ts';
import { avoidedOf, type Avoided } from './parties.ts';

export type AvoidanceView = z.input<typeof avoidanceView>;

/**
 * Whether experts are still to be chosen: by the state alone, which the applicant sees anyhow, so that the answer tells nothing of
 * who was chosen or when.
 */
export function isBefore(ctx: Pick<Ctx, 'services'>, row: CaseRow): boolean {
  const { procedure } = rulesOf(ctx, row);
  const assigning = panelRows(procedure).filter(({ transition: { to, optional } }) => to !== undefined && !optional);
  const chosen = new Set(assigning.map(({ transition }) => transition.to!));
  const states = new Set(assigning.flatMap(({ transition }) => fromStates(procedure, transition)));
  const after = reachable(procedure, [...chosen]);
  return (
    row.closed_at === null &&
    !after.has(row.state) &&
    [...states].some((state) => reachable(procedure, [row.state]).has(state))
  );
}

/** Who may name somebody: who writes the application, or submits it. */
async function mayName(ctx: Ctx, row: CaseRow): Promise<boolean> {
  const { procedure } = rulesOf(ctx, row);
  const place = await placeOf(ctx.db, row);
  const actor = await personOf(ctx);
  const writers = [
    ...procedure.edit.filter(({ states }) => states.includes(procedure.initial)).flatMap(({ by }) => by),
    ...procedure.transitions
      .filter((transition) => fromStates(procedure, transition).includes(procedure.initial))
      .flatMap(({ by }) => by),
  ];
  return partyOf(writers, { place }, actor) !== undefined;
}

/** @throws procedures.case_unknown | experts.avoidance_not_yours */
export async function readAvoidances(ctx: Ctx, id: Id): Promise<AvoidanceView> {
  const row = await visibleCase(ctx, id);
  const { desks } = await personOf(ctx);
  const applicant = await mayName(ctx, row);
  if (!applicant && !(readsAsOffice(desks, row.readers) && (await seesPanel(ctx, row))))
    throw expertsProblem('experts.avoidance_not_yours');
  const { ruleSet } = rulesOf(ctx, row);
  const rule = ruleSet.reviews?.conflicts.find(({ value }) => value.id === 'avoided');
  return {
    entries: await avoidedOf(ctx.db, id),
    version: await revisionOf(ctx.db, id),
    open: applicant && rule !== undefined && isBefore(ctx, row),
    cite: rule ? citationOf(ruleSet, rule) : null,
  };
}

async function seesPanel(ctx: Ctx, row: CaseRow): Promise<boolean> {
  const rows = panelRows(rulesOf(ctx, row).procedure);
  const place = await placeOf(ctx.db, row);
  const actor = await personOf(ctx);
  return rows.some(({ transition }) => {
    const party = partyOf(transition.by, { place }, actor);
    return party !== undefined && !onSubjectSide(party);
  });
}

const revisionOf = async (db: ReadDb, id: Id): Promise<number> =>
  (await db.selectFrom('review_avoidance').select('revision').where('case_id', '=', id).executeTakeFirst())?.revision ??
  0;

/** @throws experts.avoidance_not_yours | avoidance_closed | kernel.stale_version */
export async function writeAvoidances(
  ctx: Ctx,
  id: Id,
  { version, entries }: { version: number; entries: Avoided[] },
): Promise<AvoidanceView> {
  const row = await visibleCase(ctx, id);
  if (!(await mayName(ctx, row))) throw expertsProblem('experts.avoidance_not_yours');
  const rule = rulesOf(ctx, row).ruleSet.reviews?.conflicts.find(({ value }) => value.id === 'avoided');
  if (!rule || !isBefore(ctx, row)) throw expertsProblem('experts.avoidance_closed');
  await act(ctx, { action: 'experts.avoidance.write', subject: { kind: 'case', id } }, async (tx) => {
    const current = { revision: await revisionOf(tx.db, id) };
    checkRevision(version, current, { entries: await avoidedOf(tx.db, id), given: entries });
    const values = {
      entries: JSON.stringify(entries),
      revision: current.revision + 1,
      account_id: accountOf(ctx.actor)!,
      at: ctx.now,
    };
    await tx.db
      .insertInto('review_avoidance')
      .values({ case_id: id, ...values })
      .onConflict((conflict) => conflict.column('case_id').doUpdateSet(values))
      .execute();
  });
  return readAvoidances(ctx, id);
}
