import type { z } from 'zod';
import type { InputOf } from '../../../shared/contract.ts';
import { isCivilDate } from '../../../shared/dates.ts';
import { kernelProblem } from '../../../shared/kernel/problems.ts';
import { readWho } from '../../../shared/policy/procedure-who.ts';
import type { Procedure } from '../../../shared/policy/procedures.ts';
import { proceduresProblem } from '../../../shared/procedures/problems.ts';
import { COMMISSIONERS } from '../../../shared/procedures/commissioners.ts';
import type { proceduresRoutes } from '../../../shared/procedures/routes.ts';
import { act, type Tx } from '../../kernel/act.ts';
import { accountOf, type Ctx, scopesOf } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { organisationNames, portalProgrammes } from '../identity/index.ts';
import { currentRuleSets } from '../policy/index.ts';
import { listPapers } from '../documents/index.ts';
import type { CaseEffect } from './hooks.ts';
import { issueMandate } from './mandate-paper.ts';
import { citeOf } from './rules.ts';

type Delegation = z.input<typeof proceduresRoutes.listDelegations.reply>['items'][number];

/** Whos of a procedure that stand for a delegate in a role. */
const knowsDelegate = (procedure: Procedure, role: string): boolean =>
  [...procedure.transitions.flatMap(({ by }) => by), ...(procedure.open?.by ?? []), ...(procedure.seen_by ?? [])].some(
    (text) => {
      const who = readWho(text);
      return who?.kind === 'delegate' && who.role === role;
    },
  );

/** Commissions an organisation holds today: programme and the procedures each covers. */
export async function commissionsOf(
  ctx: Ctx,
  organisation: Id | null,
): Promise<{ role: string; programme: string; procedures: string[] }[]> {
  if (organisation === null) return [];
  const rows = await ctx.db
    .selectFrom('delegation')
    .select(['programme_id', 'role', 'procedures'])
    .where('organisation_id', '=', organisation)
    .where('revoked_at', 'is', null)
    .where('from_date', '<=', ctx.today)
    .where((eb) => eb.or([eb('to_date', 'is', null), eb('to_date', '>=', ctx.today)]))
    .execute();
  return rows.map(({ programme_id, role, procedures }) => ({
    role,
    programme: programme_id,
    // An empty list means all: every procedure of every rule set that is known, as older cases keep theirs.
    procedures: procedures.length > 0 ? procedures : allProcedures(ctx),
  }));
}

const allProcedures = (ctx: Ctx): string[] => [
  ...new Set(
    [...ctx.services.ruleSets.values()].flat().flatMap(({ procedures }) => Object.keys(procedures?.procedures ?? {})),
  ),
];

const mayCommission = (ctx: Ctx, programme: string): boolean =>
  ctx.actor.kind === 'system' || scopesOf(ctx.actor, 'programme', COMMISSIONERS).includes(programme);

/** Commissions of the caller's programmes. */
export async function listDelegations(ctx: Ctx): Promise<{ items: Delegation[] }> {
  const rows = await ctx.db
    .selectFrom('delegation')
    .selectAll()
    .where('programme_id', 'in', ['', ...scopesOf(ctx.actor, 'programme', COMMISSIONERS)])
    .orderBy('id', 'desc')
    .limit(500)
    .execute();
  const names = await organisationNames(
    ctx,
    rows.map(({ organisation_id }) => organisation_id),
  );
  const ids = rows.map(({ id }) => id);
  const papers = await listPapers(ctx.db, { kind: 'delegation', ids, desks: 'all', limit: ids.length });
  return {
    items: rows.map((row) => ({
      id: row.id,
      programme: row.programme_id,
      organisation: { id: row.organisation_id, name: names.get(row.organisation_id) ?? '' },
      role: row.role,
      procedures: row.procedures,
      from_date: row.from_date,
      to_date: row.to_date,
      document: row.document,
      revoked_at: row.revoked_at,
      paper: papers.find(({ subject }) => subject === row.id)?.code ?? null,
    })),
  };
}

/** Records a commission. @throws kernel.not_allowed | procedures.programme_only */
export async function grantDelegation(
  ctx: Ctx,
  input: InputOf<typeof proceduresRoutes.grantDelegation>['body'],
): Promise<{ id: Id }> {
  if (!mayCommission(ctx, input.programme)) throw kernelProblem('kernel.not_allowed');
  const programme = (await portalProgrammes(ctx)).find(({ id }) => id === input.programme);
  const procedures = currentRuleSets(ctx).find(({ id }) => id === programme?.ruleSet)?.procedures?.procedures ?? {};
  for (const id of input.procedures)
    if (!procedures[id] || !knowsDelegate(procedures[id], input.role))
      throw proceduresProblem('procedures.programme_only', { what: id });
  if (!(await organisationNames(ctx, [input.organisation])).has(input.organisation))
    throw proceduresProblem('procedures.programme_only', { what: input.organisation });
  // Where a procedure grants it, with everybody's signature, nobody grants it alone.
  const [byProcedure] = Object.values(procedures).filter(({ transitions }) =>
    transitions.some(({ does }) => does.includes('grant_commission')),
  );
  if (byProcedure && ctx.actor.kind !== 'system')
    throw proceduresProblem(
      'procedures.commission_by_procedure',
      { procedure_zh: byProcedure.label.zh, procedure_en: byProcedure.label.en },
      { cite: citeOf({ id: programme!.ruleSet }, byProcedure) },
    );
  return act(ctx, { action: 'procedures.delegation.grant', detail: { input } }, async (tx) => {
    const id = await insertDelegation(ctx, tx, input);
    tx.on('delegation', id);
    return { id };
  });
}

/** Whether an organisation holds a commission in a role that was not taken back. */
export async function isCommissioned(
  ctx: Pick<Ctx, 'db'>,
  { programme, organisation, role }: { programme: string; organisation: Id; role: string },
): Promise<boolean> {
  const found = await ctx.db
    .selectFrom('delegation')
    .select('id')
    .where('programme_id', '=', programme)
    .where('organisation_id', '=', organisation)
    .where('role', '=', role)
    .where('revoked_at', 'is', null)
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}

async function insertDelegation(
  ctx: Ctx,
  tx: Tx,
  input: InputOf<typeof proceduresRoutes.grantDelegation>['body'] & { tasks?: string | undefined },
): Promise<Id> {
  const id = await ctx.services.ids.next(tx.db);
  await tx.db
    .insertInto('delegation')
    .values({
      id,
      programme_id: input.programme,
      organisation_id: input.organisation,
      role: input.role,
      procedures: input.procedures,
      from_date: input.from_date,
      to_date: input.to_date ?? null,
      document: input.document,
      granted_by: accountOf(ctx.actor),
      granted_at: ctx.now,
    })
    .execute();
  await issueMandate(ctx, tx, id, input);
  return id;
}

/**
 * Effect `grant_commission`: the organisation a case is about acts as third-party agency in every procedure of the programme, from
 * `from_date` to `to_date`, under the document in `mandate_no`.
 */
export const grantCommission: CaseEffect = async (ctx, tx, row) => {
  const day = (value: unknown): string | undefined =>
    typeof value === 'string' && isCivilDate(value) ? value : undefined;
  await insertDelegation(ctx, tx, {
    programme: row.programme_id,
    organisation: row.subject_id,
    role: 'third_party_agency',
    procedures: [],
    from_date: day(row.data['from_date']) ?? ctx.today,
    to_date: day(row.data['to_date']),
    document: typeof row.data['mandate_no'] === 'string' ? row.data['mandate_no'] : '',
    tasks: typeof row.data['tasks'] === 'string' ? row.data['tasks'] : undefined,
  });
};

/** Ends a commission at once. @throws kernel.not_found | kernel.not_allowed */
export async function revokeDelegation(ctx: Ctx, id: Id): Promise<void> {
  const row = await ctx.db.selectFrom('delegation').select('programme_id').where('id', '=', id).executeTakeFirst();
  if (!row) throw kernelProblem('kernel.not_found');
  if (!mayCommission(ctx, row.programme_id)) throw kernelProblem('kernel.not_allowed');
  await act(ctx, { action: 'procedures.delegation.revoke', subject: { kind: 'delegation', id } }, (tx) =>
    tx.db
      .updateTable('delegation')
      .set({ revoked_at: ctx.now })
      .where('id', '=', id)
      .where('revoked_at', 'is', null)
      .execute(),
  );
}
