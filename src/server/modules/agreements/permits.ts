import { z } from 'zod';
import { CHECK_STATES, PERMIT_ENDS, PERMIT_STANDINGS } from '../../../shared/agreements/codes.ts';
import type { CheckState } from '../../../shared/agreements/known.ts';
import { permitKindsOf, permitStanding } from '../../../shared/agreements/permits.ts';
import { agreementsProblem } from '../../../shared/agreements/problems.ts';
import type { PermitInput } from '../../../shared/agreements/schemas.ts';
import { type Bilingual, pick } from '../../../shared/i18n.ts';
import { kernelProblem } from '../../../shared/kernel/problems.ts';
import { act, checkRevision, type Tx } from '../../kernel/act.ts';
import { accountOf, type Ctx } from '../../kernel/context.ts';
import { page, readCursor } from '../../kernel/cursor.ts';
import type { Id } from '../../kernel/ids.ts';
import { storedFiles } from '../../kernel/stored-files.ts';
import { accountNames, employersOf, type PlatformRecord, platformsById } from '../identity/index.ts';
import { currentRuleSets } from '../policy/index.ts';
import { keptPlatforms, mayKeep, ownPlatform, ownPlatformById, type Part, partOf, waysToEnd } from './access.ts';
import { checkFile } from './files.ts';
import { endOf, OWN, permitUses, type UseRow } from './facts.ts';
import { labelOf, platformLink } from './names.ts';
import { soonDays } from './reminders.ts';

export const permitKinds = (ctx: Ctx) =>
  permitKindsOf(currentRuleSets(ctx)).map(({ id, name, of }) => ({ id, label: pick(name, ctx.lang), of }));

/** The name of a kind; of one that no rule set asks for any more its code. */
export const labelOfKind = (ctx: Ctx, kind: string): Bilingual =>
  permitKindsOf(currentRuleSets(ctx)).find(({ id }) => id === kind)?.name ?? { zh: kind, en: kind };

/** How a permit stands today, with its label. */
function standingOf(ctx: Ctx, row: Pick<UseRow, 'valid_from' | 'valid_until' | 'ended_on'>) {
  const term = { from: row.valid_from, until: row.valid_until, endedOn: row.ended_on };
  const standing = permitStanding(term, ctx.today, soonDays());
  return { standing, standing_label: labelOf(PERMIT_STANDINGS, standing, ctx.lang) };
}

/** How a permit ended before its last day, in the reader's words. */
function endView(ctx: Ctx, row: Pick<UseRow, 'ended_on' | 'ended_by' | 'ended_reason' | 'ended_name'>) {
  const end = endOf(row);
  return (
    end && { on: end.on, how: labelOf(PERMIT_ENDS, end.by, ctx.lang), reason: end.reason, by: row.ended_name ?? '' }
  );
}

/** @throws agreements.permit_kind_unknown | agreements.days_refused | agreements.file_unknown */
async function checkInput(ctx: Ctx, input: PermitInput): Promise<void> {
  if (!permitKindsOf(currentRuleSets(ctx)).some(({ id }) => id === input.kind))
    throw agreementsProblem('agreements.permit_kind_unknown', { kind: input.kind });
  const until = input.valid_until ?? null;
  if (until !== null && until < input.valid_from)
    throw agreementsProblem('agreements.days_refused', { from: input.valid_from, until });
  await checkFile(ctx, input.file);
}

interface Holder {
  platform_id: Id | null;
  account_id: Id | null;
  organisation_id: Id | null;
}

async function addPermit(ctx: Ctx, tx: Tx, input: PermitInput, holder: Holder): Promise<Id> {
  const id = await ctx.services.ids.next(tx.db);
  const { kind, number, issuer, scope, valid_from } = input;
  await tx.db
    .insertInto('permit')
    .values({
      ...holder,
      id,
      kind,
      number,
      issuer,
      scope,
      valid_from,
      valid_until: input.valid_until ?? null,
      file_id: input.file ?? null,
      created_by: accountOf(ctx.actor),
      created_at: ctx.now,
    })
    .execute();
  return id;
}

const use = (ctx: Ctx, tx: Tx, permit: Id, subject: string, platform: Id) =>
  tx.db
    .insertInto('permit_use')
    .values({ permit_id: permit, subject, platform_id: platform, given_at: ctx.now })
    .onConflict((conflict) => conflict.doNothing())
    .execute();

/** A platform's own licence. @throws agreements.platform_unknown | kernel.not_allowed | agreements.permit_kind_unknown | agreements.days_refused */
export async function createPermit(ctx: Ctx, { platform: code, ...input }: PermitInput & { platform: string }) {
  const platform = await ownPlatform(ctx, code);
  await checkInput(ctx, input);
  const id = await act(ctx, { action: 'agreements.permit.create', detail: { kind: input.kind } }, async (tx) => {
    const made = await addPermit(ctx, tx, input, { platform_id: platform.id, account_id: null, organisation_id: null });
    tx.on('permit', made);
    await use(ctx, tx, made, OWN, platform.id);
    return made;
  });
  return readPermit(ctx, id, OWN);
}

/**
 * Hands a permit in for a part of a request: a new one, or one of one's own that was handed in before.
 * @throws agreements.part_unknown | kernel.not_allowed | agreements.permit_unknown | agreements.permit_kind_unknown |
 *   agreements.days_refused | agreements.file_unknown | agreements.permit_over
 */
export async function handIn(ctx: Ctx, subject: string, given: PermitInput | { permit: Id }): Promise<void> {
  const { platform, side } = await partOf(ctx, subject);
  const account = accountOf(ctx.actor);
  if (side !== 'requester' || account === null) throw kernelProblem('kernel.not_allowed');
  if ('permit' in given) {
    const row = await ctx.db
      .selectFrom('permit')
      .select('ended_on')
      .where('id', '=', given.permit)
      .where('account_id', '=', account)
      .executeTakeFirst();
    if (!row) throw agreementsProblem('agreements.permit_unknown');
    if (row.ended_on !== null) throw agreementsProblem('agreements.permit_over', { on: row.ended_on });
  } else await checkInput(ctx, given);
  const organisation = (await employersOf(ctx.db, [account])).get(account)?.id ?? null;
  const event = { action: 'agreements.permit.hand_in', subject: { kind: 'request_part', id: subject } };
  await act(ctx, event, async (tx) => {
    const holder = { platform_id: null, account_id: account, organisation_id: organisation };
    const id = 'permit' in given ? given.permit : await addPermit(ctx, tx, given, holder);
    tx.note({ permit: id });
    await use(ctx, tx, id, subject, platform.id);
  });
}

/** @throws agreements.permit_unknown | kernel.not_allowed | kernel.stale_version | agreements.already_checked | agreements.reason_needed */
export async function checkPermit(
  ctx: Ctx,
  id: Id,
  subject: string,
  { outcome, reason, revision }: { outcome: 'confirmed' | 'refused'; reason: string; revision: number },
) {
  if (outcome === 'refused' && reason === '') throw agreementsProblem('agreements.reason_needed');
  const event = {
    action: `agreements.permit.${outcome}`,
    subject: { kind: 'permit', id },
    detail: { subject, reason },
  };
  await act(ctx, event, async (tx) => {
    const row = await tx.db
      .selectFrom('permit_use as u')
      .innerJoin('permit as p', 'p.id', 'u.permit_id')
      .select(['u.platform_id', 'u.state', 'u.revision', 'p.created_by'])
      .where('u.permit_id', '=', id)
      .where('u.subject', '=', subject)
      .forUpdate('u')
      .executeTakeFirst();
    if (!row) throw agreementsProblem('agreements.permit_unknown');
    const platform = await ownPlatformById(ctx, tx.db, row.platform_id);
    checkRevision(revision, row, { state: row.state });
    if (row.state === outcome) throw agreementsProblem('agreements.already_checked');
    // Where a platform lets another person check what one wrote, that holds for its licences too.
    if (platform.checked_by_other && row.created_by !== null && row.created_by === accountOf(ctx.actor))
      throw kernelProblem('kernel.not_allowed');
    await tx.db
      .updateTable('permit_use')
      .set({
        state: outcome,
        checked_by: accountOf(ctx.actor),
        checked_name: ctx.actor.kind === 'anonymous' ? '' : ctx.actor.name,
        checked_at: ctx.now,
        reason: reason === '' ? null : reason,
        revision: revision + 1,
      })
      .where('permit_id', '=', id)
      .where('subject', '=', subject)
      .execute();
  });
  return readPermit(ctx, id, subject);
}

type Files = Awaited<ReturnType<typeof storedFiles>>;

/** What the two sides of a part, or a platform, see of permits; what the caller has read already is not read again. */
async function views(
  ctx: Ctx,
  rows: readonly UseRow[],
  read: { platforms?: ReadonlyMap<Id, PlatformRecord>; files?: Files } = {},
) {
  if (rows.length === 0) return [];
  const platforms =
    read.platforms ??
    (await platformsById(
      ctx.db,
      rows.map(({ platform_id }) => platform_id),
    ));
  const accounts = rows.flatMap(({ account_id }) => account_id ?? []);
  const names = await accountNames(ctx.db, accounts);
  const units = await employersOf(ctx.db, accounts);
  const files =
    read.files ??
    (await storedFiles(
      ctx.db,
      rows.flatMap(({ file_id }) => file_id ?? []),
    ));
  const kinds = new Map(permitKinds(ctx).map(({ id, label }) => [id, label]));
  return rows.map((row) => {
    const platform = platforms.get(row.platform_id)!;
    const state = row.state as CheckState;
    const holder = [names.get(row.account_id ?? ''), units.get(row.account_id ?? '')?.name].filter(Boolean).join(' · ');
    return {
      id: row.id,
      kind: row.kind,
      kind_label: kinds.get(row.kind) ?? row.kind,
      number: row.number,
      issuer: row.issuer,
      scope: row.scope,
      valid_from: row.valid_from,
      valid_until: row.valid_until,
      holder: row.own_platform === null ? holder : platformLink(platform, ctx.lang).name,
      file: row.file_id === null ? null : { id: row.file_id, name: files.get(row.file_id)?.name ?? '' },
      platform: platformLink(platform, ctx.lang),
      subject: row.subject === OWN ? null : row.subject,
      state,
      state_label: labelOf(CHECK_STATES, state, ctx.lang),
      ...standingOf(ctx, row),
      ended: endView(ctx, row),
      may_end: waysToEnd(ctx, row, mayKeep(ctx, platform)),
      permit_revision: row.permit_revision,
      checked_by: row.checked_name,
      checked_at: row.checked_at,
      reason: row.reason,
      may_check: mayKeep(ctx, platform),
      revision: row.revision,
    };
  });
}

async function readPermit(ctx: Ctx, id: Id, subject: string) {
  const row = await permitUses(ctx.db)
    .where('u.permit_id', '=', id)
    .where('u.subject', '=', subject)
    .executeTakeFirstOrThrow();
  return (await views(ctx, [row]))[0]!;
}

/** Of the permits on record for a part: those handed in, and the platform's own of the kinds it needs. */
export const permitsOfPart = (
  ctx: Ctx,
  { platform }: Part,
  { uses, kinds, files }: { uses: readonly UseRow[]; kinds: readonly string[]; files: Files },
) =>
  views(
    ctx,
    uses.filter(({ subject, kind }) => subject !== OWN || kinds.includes(kind)),
    { platforms: new Map([[platform.id, platform]]), files },
  );

const ids = z.string().regex(/^\d{1,19}$/);

export async function listPermits(
  ctx: Ctx,
  {
    limit,
    cursor,
    ...asked
  }: { platform?: string | undefined; state?: string | undefined; limit: number; cursor?: string | undefined },
) {
  const after = readCursor(asked, cursor, z.tuple([ids, z.string()]));
  let query = permitUses(ctx.db)
    .where(keptPlatforms(ctx, 'u.platform_id'))
    .orderBy('u.permit_id', 'desc')
    .orderBy('u.subject', 'desc')
    .limit(limit + 1);
  if (after)
    query = query.where((eb) =>
      eb.or([
        eb('u.permit_id', '<', after[0]),
        eb.and([eb('u.permit_id', '=', after[0]), eb('u.subject', '<', after[1])]),
      ]),
    );
  if (asked.platform !== undefined)
    query = query.where('u.platform_id', '=', (await ownPlatform(ctx, asked.platform)).id);
  if (asked.state !== undefined) query = query.where('u.state', '=', asked.state);
  const { items, next } = page(asked, await query.execute(), limit, (row) => [row.id, row.subject]);
  return { items: await views(ctx, items), next };
}

/** Permits one has handed in oneself, to hand them in again. */
export async function listOwnPermits(ctx: Ctx, { limit, cursor }: { limit: number; cursor?: string | undefined }) {
  const after = readCursor({}, cursor, z.tuple([ids]));
  let query = ctx.db
    .selectFrom('permit')
    .select(['id', 'kind', 'number', 'issuer', 'valid_from', 'valid_until', 'revision'])
    .select(['ended_on', 'ended_by', 'ended_reason', 'ended_name'])
    .where('account_id', '=', accountOf(ctx.actor))
    .orderBy('id', 'desc')
    .limit(limit + 1);
  if (after) query = query.where('id', '<', after[0]);
  const { items, next } = page({}, await query.execute(), limit, ({ id }) => [id]);
  const kinds = new Map(permitKinds(ctx).map(({ id, label }) => [id, label]));
  return {
    items: items.map((row) => ({
      id: row.id,
      kind: row.kind,
      kind_label: kinds.get(row.kind) ?? row.kind,
      number: row.number,
      issuer: row.issuer,
      valid_from: row.valid_from,
      valid_until: row.valid_until,
      ...standingOf(ctx, row),
      ended: endView(ctx, row),
      may_end: waysToEnd(ctx, { ...row, account_id: accountOf(ctx.actor) }, false),
      permit_revision: row.revision,
    })),
    next,
  };
}
