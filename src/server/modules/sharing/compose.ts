import type { CivilDate } from '../../../shared/dates.ts';
import { sharingProblem } from '../../../shared/sharing/problems.ts';
import { SERVICE_KINDS } from '../../../shared/stock/service-codes.ts';
import type { Tx } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { type Asked, askToAccept, faultsFrom, needsOf } from '../agreements/index.ts';
import { offeredServices } from '../stock/index.ts';
import { type Item, type Part, findPart, serviceOf } from './part-lock.ts';

/** What a part asks for, as the rules on agreements want to know it; undefined where no rule set holds. */
async function askedFor(
  ctx: Pick<Ctx, 'db'>,
  { id, row, request, platform }: Part,
  items: readonly Item[],
  on: CivilDate,
): Promise<Asked | undefined> {
  if (row.policy_id === null) return undefined;
  const users = (request.users as { account: Id | null; name: string }[]).flatMap(({ account, name }) =>
    account === null ? [] : [[account, name] as const],
  );
  return {
    subject: id,
    platformId: platform.id,
    policyId: row.policy_id,
    resources: items.flatMap(({ row: item }) =>
      item.resource_id === null ? [] : [{ id: item.resource_id, typeId: item.type_id! }],
    ),
    requester: {
      accountId: row.account_id,
      organisationId: request.organisation_id,
      unitKind: request.unit_kind,
      region: request.region_code ?? '',
      foreignControlled: request.foreign_controlled,
      users: [...new Set([row.account_id, ...users.map(([account]) => account)])],
      called: { ...Object.fromEntries(users), [row.account_id]: request.account_name },
    },
    purpose: request.purpose,
    ...(request.mixed_purpose !== null && {
      mixedPurpose: { purpose: request.mixed_purpose, beneficiary: request.beneficiary },
    }),
    abroad: request.abroad,
    on,
    ...(await servedBy(ctx, items)),
  };
}

/**
 * Giving what exists is a basic service (AMB-X-11), a service is what its platform says of it; and the dearest line of the fee
 * sheets asked for, in fen: whether a price stands in question at all.
 */
async function servedBy(
  ctx: Pick<Ctx, 'db'>,
  items: readonly Item[],
): Promise<{ basic: boolean; listPriceFen: number }> {
  let basic = true;
  let listPriceFen = 0;
  const served = items.filter(({ row }) => row.service_id !== null);
  const services = await offeredServices(ctx, served.map(serviceOf));
  for (const [n, { kind }] of served.entries()) {
    if (!services[n]) continue;
    const { content } = services[n];
    if (!content.basic && (kind === 'service' || !SERVICE_KINDS[content.kind].basic)) basic = false;
    listPriceFen = Math.max(listPriceFen, ...content.fees.map(({ price_fen }) => price_fen));
  }
  return { basic, listPriceFen };
}

/** What is still open of a part, for the panels of agreements: they let in its sides and named users. */
export async function askedOfPart(ctx: Ctx, subject: string): Promise<Asked | undefined> {
  if (!/^\d{1,18}$/.test(subject)) return undefined;
  const part = await findPart(ctx, ctx.db, subject);
  if (!part) return undefined;
  const open = part.items.filter(({ state }) => !['declined', 'cancelled', 'substituted'].includes(state));
  return askedFor(ctx, part, open, ctx.today);
}

/** Those of some parts that are still worked on. */
export async function openParts(ctx: Ctx, subjects: readonly string[]): Promise<ReadonlySet<string>> {
  const ids = subjects.filter((subject) => /^\d{1,18}$/.test(subject));
  if (ids.length === 0) return new Set();
  const rows = await ctx.db
    .selectFrom('request_part')
    .select('id')
    .where('id', 'in', ids)
    .where('state', '=', 'open')
    .execute();
  return new Set(rows.map(({ id }) => id));
}

const STAGES = {
  accept: { zh: '同意', en: 'accepted' },
  deliver: { zh: '交付', en: 'delivered' },
} as const;

/** @throws sharing.not_agreed with all that is missing, each with its article */
export async function demandAgreed(
  ctx: Ctx,
  tx: Tx,
  part: Part,
  items: readonly Item[],
  stage: keyof typeof STAGES,
): Promise<void> {
  const within = { ...ctx, db: tx.db };
  const asked = await askedFor(within, part, items, ctx.today);
  if (!asked) return;
  const needs = await needsOf(within, asked);
  const errors = faultsFrom(needs, stage);
  if (errors.length === 0) {
    // What is accepted waits for its users from here on.
    if (stage === 'accept') await askToAccept(ctx, tx, asked, needs);
    return;
  }
  const { zh, en } = STAGES[stage];
  const cite = errors.find((one) => one.cite)?.cite;
  throw sharingProblem('sharing.not_agreed', { count: errors.length, stage_zh: zh, stage_en: en }, { errors, cite });
}
