import type { z } from 'zod';
import { DECIDERS } from '../../../shared/identity/administration.ts';
import { MEMBER_STATE_LABELS } from '../../../shared/identity/codes.ts';
import { identityProblem } from '../../../shared/identity/problems.ts';
import type { Role } from '../../../shared/identity/roles.ts';
import type { membershipInput } from '../../../shared/identity/schemas.ts';
import { pick } from '../../../shared/i18n.ts';
import type { MemberState } from '../../../shared/policy/catalogue-rules.ts';
import { citationOf } from '../../../shared/policy/ruled.ts';
import type { Tx } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { ReadDb } from '../../kernel/db/open.ts';
import type { Id } from '../../kernel/ids.ts';
import { ruleSetOf } from '../policy/index.ts';
import { mayOnPlatform, scopeOf } from './access.ts';
import type { PlatformRecord } from './platform-record.ts';

export type MembershipInput = z.output<typeof membershipInput>;

const REGISTER: readonly Role[] = ['system_administrator', ...DECIDERS];

/** The states between which somebody may move a platform in a programme; `undefined` is outside of it. */
function movable(ctx: Ctx, platform: PlatformRecord, programme: string): readonly (MemberState | undefined)[] {
  const within = (roles: readonly Role[]): boolean => {
    const scope = scopeOf(ctx.actor, roles);
    return scope.all || scope.programmes.includes(programme);
  };
  if (within(REGISTER)) return [undefined, 'owner', 'recommended', 'accredited'];
  const states = new Set<MemberState | undefined>([undefined]);
  if (within(['portal_operator'])) states.add('owner');
  // Departments recommend platforms they supervise (NAT-23.6).
  if (mayOnPlatform(ctx, platform, ['supervising_clerk'])) states.add('owner').add('recommended');
  return states.size === 1 ? [] : [...states];
}

export const mayPlaceAnywhere = (ctx: Ctx, platform: PlatformRecord, programmes: readonly string[]): boolean =>
  programmes.some((programme) => movable(ctx, platform, programme).length > 0);

/** @throws identity.placing_not_allowed */
export function checkMayPlace(
  ctx: Ctx,
  platform: PlatformRecord,
  programme: string,
  state: MemberState | undefined,
): void {
  const states = movable(ctx, platform, programme);
  const current = platform.programmes.find((member) => member.programme === programme)?.state;
  if (states.includes(state) && states.includes(current)) return;
  const named = state ?? current;
  throw identityProblem('identity.placing_not_allowed', {
    state: named === undefined ? '-' : pick(MEMBER_STATE_LABELS[named], ctx.lang),
  });
}

/**
 * Recognition begins and ends by decisions that a procedure takes (its steps enter or leave the register): nobody sets it by hand,
 * administrators included (NAT-7.2, HB-6.2a).
 * @throws identity.accredited_by_decision citing the article of the decision
 */
export async function demandDecision(
  ctx: Ctx,
  db: ReadDb,
  programme: string,
  { from, to }: { from?: MemberState | undefined; to?: MemberState | undefined },
): Promise<void> {
  if (from === to || (from !== 'accredited' && to !== 'accredited')) return;
  const row = await db.selectFrom('programme').select('rule_set').where('id', '=', programme).executeTakeFirst();
  if (!row) return;
  const set = ruleSetOf(ctx, row.rule_set);
  const wanted = to === 'accredited' ? 'enter_register' : 'leave_register';
  const step = Object.values(set.procedures?.procedures ?? {})
    .flatMap(({ transitions }) => transitions)
    .find(({ does, by }) => does.includes(wanted) && !by.includes('clock'));
  if (!step) return;
  const managers = set.authorities?.managers.value ?? [];
  throw identityProblem(
    'identity.accredited_by_decision',
    {
      by_zh: managers.map(({ name }) => name.zh).join('、'),
      by_en: managers.map(({ name }) => name.en).join(', '),
    },
    { cite: { policy: set.id, ...step.cite, basis: step.basis } },
  );
}

/** Puts a platform into a programme, or changes its state there. */
export async function setMembership(
  ctx: Ctx,
  tx: Tx,
  platformId: Id,
  { programme, ...input }: MembershipInput & { programme: string },
): Promise<void> {
  const known = await tx.db.selectFrom('programme').select('id').where('id', '=', programme).executeTakeFirst();
  if (!known) throw identityProblem('identity.programme_unknown', { id: programme });
  if (typeof input.recommended_on === 'string' && input.recommended_on > ctx.today)
    throw identityProblem('identity.recommended_in_future', { today: ctx.today });
  const values = {
    state: input.state,
    recommended_by: input.recommended_by ?? null,
    recommended_on: input.recommended_on ?? null,
  };
  await tx.db
    .insertInto('platform_programme')
    .values({ platform_id: platformId, programme_id: programme, ...values })
    .onConflict((oc) => oc.columns(['platform_id', 'programme_id']).doUpdateSet(values))
    .execute();
}

/**
 * Owners that are neither recommended nor accredited may not go by the name of a national platform (NAT-23.5).
 * @throws identity.reserved_name
 */
export function checkReservedName(
  ctx: Ctx,
  name: string,
  members: readonly { rule_set: string; state: MemberState }[],
): void {
  for (const { rule_set, state } of members) {
    const higher = members.some((other) => other.rule_set === rule_set && other.state !== 'owner');
    if (state !== 'owner' || higher) continue;
    const ruleSet = ruleSetOf(ctx, rule_set);
    const reserved = ruleSet.catalogue.reserved_names;
    if (reserved?.value.some((pattern) => new RegExp(pattern, 'u').test(name)))
      throw identityProblem('identity.reserved_name', { name }, { cite: citationOf(ruleSet, reserved) });
  }
}
