import type { Selectable } from 'kysely';
import { chargeOf } from '../../../shared/agreements/charge.ts';
import { claimRefused } from '../../../shared/agreements/claim.ts';
import { CONTRACT_STATES } from '../../../shared/agreements/codes.ts';
import { contractContent, type ContractContent } from '../../../shared/agreements/contract-content.ts';
import { priceFaults, priceOf } from '../../../shared/agreements/contract-price.ts';
import type { KnownContract } from '../../../shared/agreements/known.ts';
import { agreementsProblem } from '../../../shared/agreements/problems.ts';
import { shareFault } from '../../../shared/agreements/property.ts';
import { kernelProblem } from '../../../shared/kernel/problems.ts';
import { citationOf } from '../../../shared/policy/ruled.ts';
import type { PriceRule } from '../../../shared/stock/fees.ts';
import { act, checkRevision, type Tx } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Tables } from '../../kernel/db/tables.ts';
import { isAsker, keptPart, type Part, partOf } from './access.ts';
import { knownOf } from './known.ts';
import { policyOf } from './needs.ts';
import { offerPaper } from './contract-papers.ts';

export type ContractRow = Selectable<Tables['service_contract']>;
type State = KnownContract['state'];

/** The rule that a price is no more than its cost, where the part's rule set has one. */
export function priceRulesFor(ctx: Ctx, part: Part): PriceRule[] {
  const policy = policyOf(ctx, part.asked);
  const rule = policy.money?.price_ceiling;
  return rule?.value === 'own_cost' ? [{ cite: citationOf(policy, rule) }] : [];
}

/** @throws agreements.contract_refused with every fault and the article of a price above its cost */
async function checkContent(ctx: Ctx, part: Part, content: ContractContent): Promise<void> {
  const policy = policyOf(ctx, part.asked);
  const { statements } = await knownOf(ctx.db, part.asked);
  const faults = priceFaults(
    content.lines,
    priceRulesFor(ctx, part),
    chargeOf(part.asked, policy, claimRefused({ statements })),
  );
  const odd = content.shares.length === 0 ? undefined : shareFault(content.shares);
  if (odd)
    faults.push({
      path: 'body.shares',
      ...odd,
      ...(policy.sharing && { cite: citationOf(policy, policy.sharing.property) }),
    });
  if (content.until_on && content.starts_on && content.until_on < content.starts_on)
    faults.push({
      path: 'body.until_on',
      code: 'ends_before_start',
      zh: '期满日早于起始日',
      en: 'It ends before it begins',
    });
  if (faults.length === 0) return;
  const cite = faults.find((one) => one.cite)?.cite;
  throw agreementsProblem('agreements.contract_refused', { count: faults.length }, { errors: faults, cite });
}

const event = (action: string, subject: string, detail: Record<string, unknown> = {}) => ({
  action: `agreements.contract.${action}`,
  subject: { kind: 'request_part', id: subject },
  detail,
});

export const notNow = (state: State) =>
  agreementsProblem('agreements.contract_not_now', {
    state_zh: CONTRACT_STATES[state].zh,
    state_en: CONTRACT_STATES[state].en,
  });

export const contractRow = (ctx: Pick<Ctx, 'db'>, subject: string): Promise<ContractRow | undefined> =>
  ctx.db.selectFrom('service_contract').selectAll().where('subject', '=', subject).executeTakeFirst();

async function lockContract(tx: Tx, subject: string): Promise<ContractRow & { state: State }> {
  const row = await tx.db
    .selectFrom('service_contract')
    .selectAll()
    .where('subject', '=', subject)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw agreementsProblem('agreements.contract_unknown');
  return row as ContractRow & { state: State };
}

/**
 * Writes the price and the contract of a part; what was offered or signed is written no more.
 * @throws agreements.part_unknown | kernel.not_allowed | agreements.contract_refused | agreements.contract_not_now |
 *   kernel.stale_version
 */
export async function saveContract(
  ctx: Ctx,
  subject: string,
  { revision, ...content }: ContractContent & { revision: number | null },
): Promise<void> {
  const part = await keptPart(ctx, subject);
  await checkContent(ctx, part, content);
  const { total, cost } = priceOf(content.lines);
  const values = {
    content: JSON.stringify(content),
    total_fen: String(total),
    // A rule set without a ceiling may charge more than what was documented; the sums stay in order.
    cost_fen: String(Math.max(total, cost)),
    until_on: content.until_on ?? null,
    registrable: content.registrable,
  };
  await act(ctx, event('save', subject), async (tx) => {
    const before = await tx.db
      .selectFrom('service_contract')
      .selectAll()
      .where('subject', '=', subject)
      .forUpdate()
      .executeTakeFirst();
    if (!before) {
      await tx.db
        .insertInto('service_contract')
        .values({
          ...values,
          id: await ctx.services.ids.next(tx.db),
          subject,
          platform_id: part.platform.id,
          policy_id: part.asked.policyId ?? '',
          state: 'draft',
          created_at: ctx.now,
        })
        .execute();
      return;
    }
    checkRevision(revision ?? 0, before, { content: before.content });
    if (before.state !== 'draft' && before.state !== 'cancelled') throw notNow(before.state as State);
    await tx.db
      .updateTable('service_contract')
      .set({
        ...values,
        state: 'draft',
        revision: before.revision + 1,
        number: null,
        document_code: null,
        ...UNSIGNED,
      })
      .where('id', '=', before.id)
      .execute();
  });
}

/** Written anew it is another contract: neither signed nor registered. */
const UNSIGNED = {
  host_signed_on: null,
  host_signed_by: null,
  user_signed_on: null,
  user_signed_by: null,
  in_force_from: null,
  registration_number: null,
  registered_on: null,
  registered_at: null,
};

/** Whose signature still lacks, of those the caller may give. */
export const maySign = (ctx: Pick<Ctx, 'actor'>, { side, asked }: Part, row: ContractRow): boolean =>
  row.state === 'offered' &&
  (side === 'platform' ? row.host_signed_on === null : isAsker(ctx, asked) && row.user_signed_on === null);

export interface ContractStep {
  action: 'offer' | 'sign' | 'cancel' | 'register';
  revision: number;
  on?: string | null | undefined;
  reason: string;
  number?: string | null | undefined;
  body?: string | null | undefined;
}

/**
 * Offers, signs, cancels or registers.
 * @throws agreements.part_unknown | kernel.not_allowed | kernel.stale_version | agreements.contract_unknown |
 *   agreements.contract_not_now | agreements.signed_late | agreements.reason_needed | agreements.registration_refused
 */
export async function actOnContract(ctx: Ctx, subject: string, step: ContractStep): Promise<void> {
  const part = await partOf(ctx, subject);
  await act(ctx, event(step.action, subject, { on: step.on ?? ctx.today, reason: step.reason }), async (tx) => {
    const row = await lockContract(tx, subject);
    checkRevision(step.revision, row, { state: row.state });
    const changes = await STEPS[step.action](ctx, tx, { part, row, step });
    await tx.db
      .updateTable('service_contract')
      .set({ ...changes, revision: row.revision + 1 })
      .where('id', '=', row.id)
      .execute();
  });
}

interface Taken {
  part: Part;
  row: ContractRow & { state: State };
  step: ContractStep;
}
type Changes = Partial<Omit<ContractRow, 'content'>>;

const demandPlatform = ({ side }: Part): void => {
  if (side !== 'platform') throw kernelProblem('kernel.not_allowed');
};

const STEPS: Readonly<Record<ContractStep['action'], (ctx: Ctx, tx: Tx, taken: Taken) => Promise<Changes>>> = {
  async offer(ctx, tx, { part, row }) {
    demandPlatform(part);
    if (row.state !== 'draft') throw notNow(row.state);
    // Rules or prices may have changed since it was saved.
    const content = contractContent.parse(row.content);
    await checkContent({ ...ctx, db: tx.db }, part, content);
    const issued = await offerPaper(ctx, tx, part, content);
    return { state: 'offered', number: issued.number, document_code: issued.code };
  },
  async sign(ctx, _tx, { part, row, step }) {
    if (part.side === 'requester' && !isAsker(ctx, part.asked)) throw kernelProblem('kernel.not_allowed');
    if (!maySign(ctx, part, row)) throw notNow(row.state);
    const content = contractContent.parse(row.content);
    const on = step.on ?? ctx.today;
    const deliver = content.deliver_on ?? null;
    if (on > ctx.today || (deliver !== null && on > deliver))
      throw agreementsProblem('agreements.signed_late', { on, deliver: deliver ?? ctx.today });
    const name = ctx.actor.kind === 'anonymous' ? '' : ctx.actor.name;
    const signed =
      part.side === 'platform'
        ? { host_signed_on: on, host_signed_by: name }
        : { user_signed_on: on, user_signed_by: name };
    const both = { ...row, ...signed };
    if (both.host_signed_on === null || both.user_signed_on === null) return signed;
    const from = [both.host_signed_on, both.user_signed_on, content.starts_on ?? ''].reduce((a, b) => (a > b ? a : b));
    return { ...signed, state: 'in_force', in_force_from: from };
  },
  async cancel(_ctx, _tx, { part, row, step }) {
    demandPlatform(part);
    if (row.state === 'cancelled') throw notNow(row.state);
    if (step.reason === '') throw agreementsProblem('agreements.reason_needed');
    return { state: 'cancelled' };
  },
  async register(ctx, _tx, { part, row, step }) {
    demandPlatform(part);
    if (row.state !== 'in_force') throw notNow(row.state);
    const on = step.on ?? ctx.today;
    if (!row.registrable || !step.number || !step.body || on > ctx.today)
      throw agreementsProblem('agreements.registration_refused');
    return { registration_number: step.number, registered_on: on, registered_at: step.body };
  },
};
