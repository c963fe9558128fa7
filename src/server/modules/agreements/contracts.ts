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
import type { Id } from '../../kernel/ids.ts';
import { isAsker, keptPart, type Part, partOf } from './access.ts';
import { type ContractRow, contracts, knownOf } from './facts.ts';
import { policyOf } from './needs.ts';
import { offerPaper } from './contract-papers.ts';
import { checkScan, OFFERED, SCANNED, tellAsker } from './contract-scan.ts';

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

async function lockContract(tx: Tx, subject: string): Promise<ContractRow & { state: State }> {
  const row = await contracts(tx.db).where('subject', '=', subject).forUpdate().executeTakeFirst();
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
    cost_fen: String(cost),
    // The database holds the ceiling once more.
    capped: priceRulesFor(ctx, part).length > 0,
    until_on: content.until_on ?? null,
    registrable: content.registrable,
  };
  await act(ctx, event('save', subject), async (tx) => {
    const made = await tx.db
      .insertInto('service_contract')
      .values({
        ...values,
        id: await ctx.services.ids.next(tx.db),
        subject,
        platform_id: part.platform.id,
        state: 'draft',
        created_at: ctx.now,
      })
      // Two people may write the first one at once: the later has not seen it, and is told.
      .onConflict((conflict) => conflict.column('subject').doNothing())
      .returning('id')
      .executeTakeFirst();
    if (made) return;
    const before = await lockContract(tx, subject);
    checkRevision(revision ?? 0, before, { content: before.content });
    if (before.state !== 'draft' && before.state !== 'cancelled') throw notNow(before.state);
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
  file_id: null,
  registration_number: null,
  registered_on: null,
  registered_at: null,
};

/** Whose signature still lacks, of those the caller may give. */
export const maySign = (ctx: Pick<Ctx, 'actor'>, { side, asked }: Part, row: ContractRow): boolean =>
  row.state === 'offered' &&
  (side === 'platform' ? row.host_signed_on === null : isAsker(ctx, asked) && row.user_signed_on === null);

export interface ContractStep {
  action: 'offer' | 'sign' | 'scan' | 'cancel' | 'register';
  revision: number;
  on?: string | null | undefined;
  reason: string;
  number?: string | null | undefined;
  body?: string | null | undefined;
  /** Id of the uploaded scan. */
  file?: Id | null | undefined;
}

/**
 * Offers, signs, takes in the scan of what was signed by hand, cancels or registers.
 * @throws agreements.part_unknown | kernel.not_allowed | kernel.stale_version | agreements.contract_unknown |
 *   agreements.contract_not_now | agreements.signed_late | agreements.reason_needed | agreements.registration_refused |
 *   agreements.scan_refused | agreements.file_unknown
 */
export async function actOnContract(ctx: Ctx, subject: string, step: ContractStep): Promise<void> {
  const part = await partOf(ctx, subject);
  if (step.action === 'scan') await checkScan(ctx, step.file);
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

/** The day of signing that a step names, today unless told. @throws agreements.signed_late */
function signingDay(ctx: Ctx, row: ContractRow, step: ContractStep): string {
  const on = step.on ?? ctx.today;
  const deliver = contractContent.parse(row.content).deliver_on ?? null;
  if (on > ctx.today || (deliver !== null && on > deliver))
    throw agreementsProblem('agreements.signed_late', { on, deliver: deliver ?? ctx.today });
  return on;
}

/** With the second signature it is in force: from the later of both days, or a later one that it names. */
function signedBy(row: ContractRow, signed: Changes): Changes {
  const { host_signed_on: host, user_signed_on: user } = { ...row, ...signed };
  if (host === null || user === null) return signed;
  const from = [host, user, contractContent.parse(row.content).starts_on ?? ''].reduce((a, b) => (a > b ? a : b));
  return { ...signed, state: 'in_force', in_force_from: from };
}

const STEPS: Readonly<Record<ContractStep['action'], (ctx: Ctx, tx: Tx, taken: Taken) => Promise<Changes>>> = {
  async offer(ctx, tx, { part, row }) {
    demandPlatform(part);
    if (row.state !== 'draft') throw notNow(row.state);
    // Rules or prices may have changed since it was saved.
    const content = contractContent.parse(row.content);
    await checkContent({ ...ctx, db: tx.db }, part, content);
    const issued = await offerPaper(ctx, tx, part, content);
    await tellAsker(tx, part, `offered:${issued.number}`, OFFERED);
    return { state: 'offered', number: issued.number, document_code: issued.code };
  },
  async sign(ctx, _tx, { part, row, step }) {
    if (part.side === 'requester' && !isAsker(ctx, part.asked)) throw kernelProblem('kernel.not_allowed');
    if (!maySign(ctx, part, row)) throw notNow(row.state);
    const on = signingDay(ctx, row, step);
    const name = ctx.actor.kind === 'anonymous' ? '' : ctx.actor.name;
    return signedBy(
      row,
      part.side === 'platform'
        ? { host_signed_on: on, host_signed_by: name }
        : { user_signed_on: on, user_signed_by: name },
    );
  },
  /** Signed by hand: the scan stands for the signatures that lack; a contract already signed only gets it. */
  async scan(ctx, tx, { part, row, step }) {
    demandPlatform(part);
    if (row.state !== 'offered' && row.state !== 'in_force') throw notNow(row.state);
    await tellAsker(tx, part, `scan:${row.number}:${row.revision}`, SCANNED);
    if (row.state === 'in_force') return { file_id: step.file! };
    const on = signingDay(ctx, row, step);
    const { host, user } = contractContent.parse(row.content);
    const signed = {
      host_signed_on: row.host_signed_on ?? on,
      host_signed_by: row.host_signed_by ?? host.representative ?? host.name,
      user_signed_on: row.user_signed_on ?? on,
      user_signed_by: row.user_signed_by ?? user.representative ?? user.name,
    };
    return { ...signedBy(row, signed), file_id: step.file! };
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
