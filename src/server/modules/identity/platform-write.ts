import type { z } from 'zod';
import { ADMINISTRATION } from '../../../shared/identity/administration.ts';
import { identityProblem } from '../../../shared/identity/problems.ts';
import { type platformChange, type platformInput, REGISTER_FIELDS } from '../../../shared/identity/schemas.ts';
import { kernelProblem } from '../../../shared/kernel/problems.ts';
import { act, checkRevision, type Tx } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { mayOnPlatform, scopeOf } from './access.ts';
import { checkOrganisation } from './organisations.ts';
import { checkMayPlace, checkReservedName, demandDecision, type MembershipInput, setMembership } from './placing.ts';
import { findPlatform, platformOf, type PlatformRecord } from './platform-record.ts';
import { type PlatformView, readPlatform } from './platforms.ts';
import { checkRegion } from './regions.ts';

export type PlatformInput = z.output<typeof platformInput>;

/**
 * Enters a platform and places it. Administrators of a programme enter platforms of that programme only.
 * @throws identity.platform_code_taken | identity.reserved_name | identity.reference_unknown | kernel.not_allowed
 */
export async function createPlatform(ctx: Ctx, input: PlatformInput): Promise<PlatformView> {
  const scope = scopeOf(ctx.actor, ADMINISTRATION.create_platforms);
  const placed = input.programmes.map(({ programme }) => programme);
  if (!scope.all && (placed.length === 0 || placed.some((programme) => !scope.programmes.includes(programme))))
    throw kernelProblem('kernel.not_allowed');
  await checkRegion(ctx, input.region_code);
  for (const { programme, state } of input.programmes) await demandDecision(ctx, ctx.db, programme, { to: state });
  const id = await act(ctx, { action: 'identity.platform.create', detail: { input } }, async (tx) => {
    const made = await insertPlatform(ctx, tx, input);
    tx.on('platform', made);
    return made;
  });
  return readPlatform(ctx, id);
}

/** Enters a platform inside an act. @returns its id */
export async function insertPlatform(
  ctx: Ctx,
  tx: Tx,
  { programmes, contact, demo, ...input }: PlatformInput & { demo?: boolean | undefined },
): Promise<Id> {
  if (await findPlatform(tx.db, input.code))
    throw identityProblem('identity.platform_code_taken', { code: input.code });
  await checkOrganisation(tx.db, 'host_id', input.host_id);
  await checkOrganisation(tx.db, 'supervising_id', input.supervising_id);
  const id = await ctx.services.ids.next(tx.db);
  const row = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)) as typeof input;
  await tx.db
    .insertInto('platform')
    .values({ ...row, id, contact: JSON.stringify(contact ?? {}), demo: demo ?? false, created_at: ctx.now })
    .execute();
  for (const membership of programmes) await setMembership(ctx, tx, id, membership);
  const written = await platformOf(tx.db, id);
  checkReservedName(ctx, written.name_zh, written.programmes);
  return id;
}

/**
 * Changes what is given: a platform's own people what describes it, the register the rest.
 * @throws identity.platform_unknown | identity.register_field | identity.reserved_name | kernel.stale_version
 */
export async function updatePlatform(
  ctx: Ctx,
  ref: string,
  { revision, contact, ...change }: z.output<typeof platformChange>,
): Promise<PlatformView> {
  const platform = await platformOf(ctx.db, ref);
  if (!mayOnPlatform(ctx, platform, ADMINISTRATION.edit_platforms)) throw kernelProblem('kernel.not_allowed');
  const registered = REGISTER_FIELDS.filter((field) => change[field as keyof typeof change] !== undefined);
  if (registered.length > 0 && !mayOnPlatform(ctx, platform, ADMINISTRATION.create_platforms))
    throw identityProblem('identity.register_field', { fields: registered.join(', ') });
  await checkRegion(ctx, change.region_code);
  const subject = { kind: 'platform', id: platform.id };
  const detail = { change: { ...change, ...(contact && { contact }) } };
  await act(ctx, { action: 'identity.platform.update', subject, detail }, async (tx) => {
    await lockPlatform(tx, platform.id, revision);
    await checkOrganisation(tx.db, 'host_id', change.host_id);
    await checkOrganisation(tx.db, 'supervising_id', change.supervising_id);
    await tx.db
      .updateTable('platform')
      .set({ ...change, ...(contact && { contact: JSON.stringify(contact) }), revision: revision + 1 })
      .where('id', '=', platform.id)
      .execute();
    const written = await platformOf(tx.db, platform.id);
    if (change.name_zh !== undefined) checkReservedName(ctx, written.name_zh, written.programmes);
  });
  return readPlatform(ctx, platform.id);
}

/** Gives a platform another name, decided elsewhere. @returns its name before @throws identity.reserved_name */
export async function renamePlatform(
  ctx: Ctx,
  tx: Tx,
  id: Id,
  names: { name_zh: string; name_en?: string },
): Promise<string> {
  await lockPlatform(tx, id);
  const { name_zh: before } = await platformOf(tx.db, id);
  await tx.db
    .updateTable('platform')
    .set((eb) => ({ ...names, revision: eb('revision', '+', 1) }))
    .where('id', '=', id)
    .execute();
  const written = await platformOf(tx.db, id);
  checkReservedName(ctx, written.name_zh, written.programmes);
  return before;
}

async function lockPlatform(tx: Tx, id: Id, given?: number): Promise<void> {
  const current = await tx.db
    .selectFrom('platform')
    .select('revision')
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow();
  if (given !== undefined) checkRevision(given, current);
}

const stateIn = ({ programmes }: PlatformRecord, programme: string) =>
  programmes.find((member) => member.programme === programme)?.state;

/** Sets a platform's state in a programme. @throws identity.placing_not_allowed | accredited_by_decision | programme_unknown */
export async function placePlatform(
  ctx: Ctx,
  ref: string,
  membership: MembershipInput & { programme: string },
): Promise<PlatformView> {
  const { id } = await platformOf(ctx.db, ref);
  const subject = { kind: 'platform', id };
  await act(ctx, { action: 'identity.platform.place', subject, detail: membership }, async (tx) => {
    await lockPlatform(tx, id);
    const platform = await platformOf(tx.db, id);
    checkMayPlace(ctx, platform, membership.programme, membership.state);
    await demandDecision(ctx, tx.db, membership.programme, {
      from: stateIn(platform, membership.programme),
      to: membership.state,
    });
    await setMembership(ctx, tx, id, membership);
    const written = await platformOf(tx.db, id);
    checkReservedName(ctx, written.name_zh, written.programmes);
  });
  return readPlatform(ctx, id);
}

/** Takes a platform out of a programme. @throws identity.placing_not_allowed */
export async function removePlatform(ctx: Ctx, ref: string, programme: string): Promise<PlatformView> {
  const { id } = await platformOf(ctx.db, ref);
  const subject = { kind: 'platform', id };
  await act(ctx, { action: 'identity.platform.remove', subject, detail: { programme } }, async (tx) => {
    await lockPlatform(tx, id);
    const platform = await platformOf(tx.db, id);
    checkMayPlace(ctx, platform, programme, undefined);
    await demandDecision(ctx, tx.db, programme, { from: stateIn(platform, programme) });
    await tx.db
      .deleteFrom('platform_programme')
      .where('platform_id', '=', id)
      .where('programme_id', '=', programme)
      .execute();
  });
  return readPlatform(ctx, id);
}
