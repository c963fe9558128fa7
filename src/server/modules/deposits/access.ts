import { depositsProblem } from '../../../shared/deposits/problems.ts';
import { type Ctx, scopesOf } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { organisationPlace } from '../identity/index.ts';
import { type CaseRow, visibleCase } from '../procedures/index.ts';

export interface Unit {
  id: Id;
  name_zh: string;
  region_code: string | null;
  supervising_id: Id | null;
  demo: boolean;
}

const units = (ctx: Ctx): string[] => scopesOf(ctx.actor, 'organisation', ['host_admin']);

/**
 * Whose project it is, and as which of the table's `open.by` the caller enters it.
 * @throws deposits.unit_unknown | not_by_you
 */
export async function enteringParty(
  ctx: Ctx,
  programme: string,
  unit: Id | undefined,
): Promise<{ unit: Unit; party: string }> {
  const wanted = unit ?? (units(ctx).length === 1 ? units(ctx)[0] : undefined);
  const found = wanted === undefined ? undefined : await organisationPlace(ctx.db, wanted);
  if (!found) throw depositsProblem('deposits.unit_unknown');
  const clerk = scopesOf(ctx.actor, 'organisation', ['supervising_clerk']);
  if (found.supervising_id !== null && clerk.includes(found.supervising_id))
    return { unit: found, party: 'supervising_clerk' };
  for (const role of ['province_department', 'national_ministry'] as const)
    if (scopesOf(ctx.actor, 'programme', [role]).includes(programme)) return { unit: found, party: role };
  if (units(ctx).includes(found.id)) return { unit: found, party: 'host_admin' };
  throw depositsProblem('deposits.not_by_you');
}

/** The case of a deposit, for those who see it. @throws procedures.case_unknown | deposits.unknown */
export async function visibleDeposit(ctx: Ctx, id: Id) {
  const row = await visibleCase(ctx, id);
  const deposit = await ctx.db
    .selectFrom('deposit as d')
    .innerJoin('deposit_project as p', 'p.id', 'd.project_id')
    .select(['d.case_id', 'd.platform_id', 'd.what', 'p.number', 'p.title', 'p.unit_id', 'p.designated'])
    .where('d.case_id', '=', id)
    .executeTakeFirst();
  if (!deposit) throw depositsProblem('deposits.unknown');
  return { row, deposit };
}

const LISTING = ['open', 'returned'];
const CHECKING = ['handed_in', 'checked'];

/** The unit writes its list until it is handed in; afterwards only what is to be corrected. */
export const mayList = (ctx: Ctx, row: CaseRow): boolean =>
  units(ctx).includes(row.host_id ?? '') && LISTING.includes(row.state);

export const mayCorrect = (ctx: Ctx, row: CaseRow, item: { state: string }): boolean =>
  mayList(ctx, row) ||
  (units(ctx).includes(row.host_id ?? '') && CHECKING.includes(row.state) && item.state === 'correct');

const isOfPlatform = (ctx: Ctx, row: CaseRow): boolean =>
  scopesOf(ctx.actor, 'platform', ['platform_head', 'platform_staff']).includes(row.platform_id ?? '');

/** Without an item: whether it is the time for it. What its unit took off the list is not judged. */
export const mayJudge = (ctx: Ctx, row: CaseRow, item?: { state: string }): boolean =>
  isOfPlatform(ctx, row) && CHECKING.includes(row.state) && item?.state !== 'withdrawn';

/** What was deposited may become a record of the platform’s catalogue. */
export const mayLink = (ctx: Ctx, row: CaseRow, item?: { state: string }): boolean =>
  isOfPlatform(ctx, row) && row.state === 'accepted' && item?.state !== 'withdrawn';

/** The project’s unit, or the platform, makes drafts of what was accepted and audited. */
export const mayDraft = (ctx: Ctx, row: CaseRow): boolean =>
  row.state === 'accepted' && (isOfPlatform(ctx, row) || units(ctx).includes(row.host_id ?? ''));
