import type { InputOf } from '../../../shared/contract.ts';
import { depositsProblem } from '../../../shared/deposits/problems.ts';
import type { depositsRoutes } from '../../../shared/deposits/routes.ts';
import { act, lockName, type Tx } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { findPlatform, platformsById, readProgrammeInstrument } from '../identity/index.ts';
import { type CaseRules, counterOf, openingDesk, openInside, takeInside } from '../procedures/index.ts';
import { ruleSetVersion } from '../policy/index.ts';
import { enteringParty, type Unit } from './access.ts';

export const PROCEDURE = 'deposit';
type Input = InputOf<typeof depositsRoutes.openDeposit>['body'];

/**
 * Enters a project and its deposit with a platform. A department designates the platform, a unit offers what nobody asked for yet.
 * @throws deposits.number_missing | other_platform | opened_before | not_your_project | not_by_you | not_taken_here | platform_unknown | unit_unknown
 */
export async function openDeposit(ctx: Ctx, input: Input): Promise<Id> {
  if (input.number === '') throw depositsProblem('deposits.number_missing');
  await demandTaken(ctx, input.programme);
  const platform = await findPlatform(ctx.db, input.platform);
  if (!platform || platform.state !== 'active' || !platform.programmes.some((own) => own.programme === input.programme))
    throw depositsProblem('deposits.platform_unknown', { platform: input.platform });
  const { unit, party } = await enteringParty(ctx, input.programme, input.unit);
  const desk = await openingDesk(ctx, input.programme, PROCEDURE);
  const counter = await counterOf(ctx, input.programme);
  const title = `${input.number} ${input.title}`;
  const event = { action: 'deposits.deposit.open', detail: { project: input.number, platform: platform.code } };
  return act(ctx, event, async (tx) => {
    const project = await projectOf(ctx, tx, input, { unit, byUnit: party === 'host_admin' });
    await demandTarget(tx, input.number, project, { platform: platform.id, byUnit: party === 'host_admin' });
    const data = fieldsOf(ctx, input, unit);
    const id = await openInside(ctx, tx, desk, {
      programme: input.programme,
      procedure: PROCEDURE,
      // On the desks of the project's own unit and its department, and of the platform that takes it in.
      subject: {
        subject_kind: 'platform',
        subject_id: platform.id,
        title: title.slice(0, 200),
        platform_id: platform.id,
        host_id: unit.id,
        supervising_id: unit.supervising_id,
        region_code: unit.region_code,
        demo: unit.demo,
      },
      data,
      party,
    });
    tx.on('case', id);
    await tx.db
      .insertInto('deposit')
      .values({ case_id: id, project_id: project.id, platform_id: platform.id, what: input.what || null })
      .execute();
    await takeInside(ctx, tx, counter, { id, action: entryOf(desk.rules, data), version: 1, data: {}, overrides: {} });
    return id;
  });
}

async function demandTaken(ctx: Ctx, programme: string): Promise<void> {
  const { rule_set, version } = await readProgrammeInstrument(ctx, programme);
  if (ruleSetVersion(ctx, rule_set, version).procedures?.procedures[PROCEDURE] === undefined)
    throw depositsProblem('deposits.not_taken_here', { programme });
}

const fieldsOf = (ctx: Ctx, input: Input, unit: Unit): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries({
      project_no: input.number,
      project_title: input.title,
      leader: input.leader,
      unit: unit.name_zh,
      accepted_on: input.accepted_on,
      due_on: input.due_on,
      opened_on: ctx.today,
    }).filter(([, value]) => value !== undefined && value !== ''),
  );

/** With its term, where the table has an entry for it and its days are known; else without. */
function entryOf({ procedure }: CaseRules, data: Readonly<Record<string, unknown>>): string {
  const dated = procedure.transitions.find(({ action }) => action === 'assign_dated');
  const asked = dated?.requires.flatMap((need) => ('fields' in need ? need.fields : [])) ?? [];
  return dated && asked.every((field) => data[field] !== undefined) ? 'assign_dated' : 'assign';
}

interface Project {
  id: Id;
  designated: boolean;
}

async function projectOf(
  ctx: Ctx,
  tx: Tx,
  { programme, number, title }: Input,
  { unit, byUnit }: { unit: Unit; byUnit: boolean },
): Promise<Project> {
  await lockName(tx, `deposits.project:${programme}:${number.toLowerCase()}`);
  const known = await tx.db
    .selectFrom('deposit_project')
    .select(['id', 'unit_id', 'designated'])
    .where('programme_id', '=', programme)
    .where((eb) => eb(eb.fn<string>('lower', ['number']), '=', number.toLowerCase()))
    .executeTakeFirst();
  if (known && known.unit_id !== unit.id) throw depositsProblem('deposits.not_your_project', { number });
  if (known) {
    if (!byUnit && !known.designated)
      await tx.db.updateTable('deposit_project').set({ designated: true }).where('id', '=', known.id).execute();
    return known;
  }
  const id = await ctx.services.ids.next(tx.db);
  await tx.db
    .insertInto('deposit_project')
    .values({ id, programme_id: programme, number, title, unit_id: unit.id, designated: !byUnit, created_at: ctx.now })
    .execute();
  return { id, designated: !byUnit };
}

/** @throws deposits.other_platform naming the designated ones | opened_before */
async function demandTarget(
  tx: Tx,
  number: string,
  { id, designated }: Project,
  { platform, byUnit }: { platform: Id; byUnit: boolean },
): Promise<void> {
  const targets = await tx.db
    .selectFrom('deposit')
    .select(['case_id', 'platform_id'])
    .where('project_id', '=', id)
    .execute();
  const before = targets.find(({ platform_id }) => platform_id === platform);
  if (before) throw depositsProblem('deposits.opened_before', { number, case: before.case_id });
  if (!byUnit || !designated || targets.length === 0) return;
  const named = await platformsById(
    tx.db,
    targets.map(({ platform_id }) => platform_id),
  );
  throw depositsProblem('deposits.other_platform', {
    number,
    platforms: [...named.values()].map(({ name_zh, code }) => `${name_zh}（${code}）`).join('、'),
  });
}
