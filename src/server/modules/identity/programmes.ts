import type { z } from 'zod';
import type { CivilDate } from '../../../shared/dates.ts';
import { ADMINISTRATION } from '../../../shared/identity/administration.ts';
import { identityProblem } from '../../../shared/identity/problems.ts';
import type { programmeChange, programmeInput, programmeView } from '../../../shared/identity/schemas.ts';
import { citationOf } from '../../../shared/policy/ruled.ts';
import { kernelProblem } from '../../../shared/kernel/problems.ts';
import { act, checkRevision, lockName, type Tx } from '../../kernel/act.ts';
import type { Actor, Ctx } from '../../kernel/context.ts';
import { ruleSetOf } from '../policy/index.ts';
import { scopeOf } from './access.ts';
import { checkOrganisation } from './organisations.ts';
import { lacksIssueDate, markOf } from './programme-instrument.ts';
import { programmeName } from './programme-name.ts';

type ProgrammeView = z.input<typeof programmeView>;
type ProgrammeInput = z.output<typeof programmeInput>;

const mayEdit = (actor: Actor, id: string): boolean => {
  const scope = scopeOf(actor, ADMINISTRATION.edit_programmes);
  return scope.all || scope.programmes.includes(id);
};

const selectProgrammes = (ctx: Ctx) =>
  ctx.db
    .selectFrom('programme as p')
    .leftJoin('organisation as o', 'o.id', 'p.authority_id')
    .selectAll('p')
    .select(['o.name_zh as authority_zh', 'o.name_en as authority_en'])
    .orderBy('p.position')
    .orderBy('p.id');

/** The programmes this installation serves, in their order. */
export async function listProgrammes(ctx: Ctx): Promise<{ items: ProgrammeView[] }> {
  const rows = await selectProgrammes(ctx).execute();
  return {
    items: rows.map((row) => ({
      id: row.id,
      rule_set: row.rule_set,
      name: programmeName(ctx, row),
      instrument: ruleSetOf(ctx, row.rule_set).instrument.title,
      authority:
        row.authority_id === null ? null : { id: row.authority_id, name: row.authority_zh!, name_en: row.authority_en },
      mode: row.mode as ProgrammeView['mode'],
      issued_on: row.issued_on,
      issue_date_needed: lacksIssueDate(ctx, row.rule_set),
      mark: markOf(ctx, row, ctx.today) ?? null,
      path: row.path,
      host: row.host,
      position: row.position,
      revision: row.revision,
      actions: mayEdit(ctx.actor, row.id) ? ['update'] : [],
    })),
  };
}

async function readProgramme(ctx: Ctx, id: string): Promise<ProgrammeView> {
  const found = (await listProgrammes(ctx)).items.find((item) => item.id === id);
  if (!found) throw identityProblem('identity.programme_unknown', { id });
  return found;
}

/** @throws identity.programme_taken | identity.rule_set_unknown | kernel.not_allowed */
export async function createProgramme(ctx: Ctx, input: ProgrammeInput): Promise<ProgrammeView> {
  if (!scopeOf(ctx.actor, ADMINISTRATION.edit_programmes).all) throw kernelProblem('kernel.not_allowed');
  const subject = { kind: 'programme', id: input.id };
  await act(ctx, { action: 'identity.programme.create', subject, detail: { input } }, (tx) =>
    insertProgramme(ctx, tx, input),
  );
  return readProgramme(ctx, input.id);
}

/** Begins to serve a programme inside an act. */
export async function insertProgramme(ctx: Ctx, tx: Tx, input: ProgrammeInput): Promise<void> {
  if (!ctx.services.ruleSets.has(input.rule_set))
    throw identityProblem('identity.rule_set_unknown', { id: input.rule_set });
  await checkOrganisation(tx.db, 'authority_id', input.authority_id);
  checkDates(ctx, { ...input, issued_on: input.issued_on ?? null });
  await checkFree(tx, input, undefined);
  await tx.db
    .insertInto('programme')
    .values({
      ...input,
      authority_id: input.authority_id ?? null,
      portal_name_zh: input.portal_name_zh ?? null,
      portal_name_en: input.portal_name_en ?? null,
      host: input.host ?? null,
      issued_on: input.issued_on ?? null,
    })
    .execute();
}

/** @throws identity.programme_unknown | identity.programme_live | identity.programme_taken | kernel.stale_version */
export async function updateProgramme(
  ctx: Ctx,
  id: string,
  { revision, ...change }: z.output<typeof programmeChange>,
): Promise<ProgrammeView> {
  if (!mayEdit(ctx.actor, id)) throw kernelProblem('kernel.not_allowed');
  const event = { action: 'identity.programme.update', subject: { kind: 'programme', id }, detail: { change } };
  await act(ctx, event, async (tx) => {
    const current = await tx.db.selectFrom('programme').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
    if (!current) throw identityProblem('identity.programme_unknown', { id });
    checkRevision(revision, current);
    if (current.mode === 'live' && change.mode === 'trial') throw identityProblem('identity.programme_live');
    checkDates(ctx, {
      rule_set: current.rule_set,
      mode: change.mode ?? current.mode,
      issued_on: change.issued_on === undefined ? current.issued_on : change.issued_on,
    });
    await checkOrganisation(tx.db, 'authority_id', change.authority_id);
    await checkFree(tx, change, id);
    await tx.db
      .updateTable('programme')
      .set({ ...change, revision: revision + 1 })
      .where('id', '=', id)
      .execute();
  });
  return readProgramme(ctx, id);
}

/**
 * A date of issue is entered only where the rule set gives none, and a live programme has one.
 * @throws identity.issue_date_given | identity.effective_date_unknown
 */
function checkDates(ctx: Ctx, row: { rule_set: string; mode: string; issued_on: CivilDate | null }): void {
  const lacks = lacksIssueDate(ctx, row.rule_set);
  if (row.issued_on !== null && !lacks) throw identityProblem('identity.issue_date_given', { id: row.rule_set });
  if (row.mode !== 'live' || !lacks || row.issued_on !== null) return;
  const ruleSet = ruleSetOf(ctx, row.rule_set);
  throw identityProblem('identity.effective_date_unknown', undefined, {
    cite: citationOf(ruleSet, ruleSet.instrument.in_force),
  });
}

interface Names {
  id?: string;
  path?: string | undefined;
  host?: string | null | undefined;
}

async function checkFree(tx: Tx, wanted: Names, self: string | undefined): Promise<void> {
  await lockName(tx, 'identity.programmes');
  const others = await tx.db.selectFrom('programme').select(['id', 'path', 'host']).execute();
  const taken = others.some(
    (other) =>
      other.id !== self &&
      (other.id === wanted.id ||
        other.path === wanted.path ||
        (typeof wanted.host === 'string' && other.host === wanted.host)),
  );
  if (taken) throw identityProblem('identity.programme_taken');
}
