import { chargeOf } from '../../../shared/agreements/charge.ts';
import { claimRefused } from '../../../shared/agreements/claim.ts';
import { CONTRACT_STATES } from '../../../shared/agreements/codes.ts';
import { contractContent } from '../../../shared/agreements/contract-content.ts';
import { priceFlags, priceOf } from '../../../shared/agreements/contract-price.ts';
import type { KnownContract } from '../../../shared/agreements/known.ts';
import { permitKindsOf } from '../../../shared/agreements/permits.ts';
import { needsFrom } from '../../../shared/agreements/needs.ts';
import { sharesText, sharesWhole } from '../../../shared/agreements/property.ts';
import { pick } from '../../../shared/i18n.ts';
import { yuanText } from '../../../shared/stock/fees.ts';
import type { Ctx } from '../../kernel/context.ts';
import { storedFiles } from '../../kernel/stored-files.ts';
import { recordHeads } from '../catalogue/index.ts';
import { organisationFacts } from '../identity/index.ts';
import { isAsker, type Part, partOf } from './access.ts';
import { agreementsOf } from './accept.ts';
import { maySign, priceRulesFor } from './contracts.ts';
import { type Facts, knownFrom, readFacts } from './facts.ts';
import { labelOf, platformLink } from './names.ts';
import { policyOf } from './needs.ts';
import { paymentsOf } from './payments.ts';
import { permitsOfPart } from './permits.ts';
import { statementsOf } from './statements.ts';

/** Everything of a part that its two sides see. @throws agreements.part_unknown */
export async function readPart(ctx: Ctx, subject: string) {
  const part = await partOf(ctx, subject);
  const { asked, platform, side } = part;
  const policy = policyOf(ctx, asked);
  const facts = await readFacts(ctx.db, asked);
  const known = knownFrom(facts);
  const files = await storedFiles(
    ctx.db,
    [...facts.statements, ...facts.uses, facts.contract].flatMap((row) => row?.file_id ?? []),
  );
  const charge = chargeOf(asked, policy, claimRefused(known));
  const needs = needsFrom(asked, policy, known);
  const kinds = needs.flatMap(({ permit }) => permit ?? []);
  const labels = new Map(permitKindsOf([policy]).map(({ id, name }) => [id, pick(name, ctx.lang)]));
  const settled = [
    ...known.acceptances.map(({ shares }) => shares),
    ...(known.contract?.state === 'in_force' ? [known.contract.shares] : []),
    ...known.statements.flatMap(({ kind, state, shares }) =>
      kind === 'property' && state === 'confirmed' ? [shares] : [],
    ),
  ].find(sharesWhole);
  return {
    subject,
    side,
    platform: platformLink(platform, ctx.lang),
    resources: side === 'requester' && !isAsker(ctx, asked) ? await titlesOf(ctx, part) : [],
    charge: {
      kind: charge.kind,
      text: pick(charge, ctx.lang),
      business: charge.business,
      cite: charge.cite ?? null,
      evidence: charge.evidence ? pick(charge.evidence, ctx.lang) : null,
    },
    needs: needs.map((need) => ({
      id: need.id,
      kind: need.kind,
      stage: need.stage,
      text: pick(need, ctx.lang),
      law: need.law ? pick(need.law, ctx.lang) : null,
      cite: need.cite ?? null,
      lack: need.lack ? pick(need.lack, ctx.lang) : null,
      permit: need.permit ?? null,
      resource: side === 'platform' ? (need.resource ?? null) : null,
    })),
    agreements: agreementsOf(ctx, asked, platform, facts),
    statements: statementsOf(ctx, part, facts, files),
    permits: await permitsOfPart(ctx, part, { uses: facts.uses, kinds: kinds.map(({ kind }) => kind), files }),
    permit_kinds: kinds
      .filter(({ of }) => of === 'requester')
      .map(({ kind }) => ({ id: kind, label: labels.get(kind) ?? kind })),
    contract: contractView(ctx, part, facts, files),
    parties: side === 'platform' && facts.contract === undefined ? await partiesOf(ctx, part) : null,
    ceiling: priceRulesFor(ctx, part)[0]?.cite ?? null,
    registration: policy.sharing?.registration?.value === true,
    shares: settled ? [...settled] : null,
  };
}

async function titlesOf(ctx: Ctx, { asked: { resources } }: Part) {
  const heads = await recordHeads(
    ctx.db,
    resources.map(({ id }) => id),
  );
  return [...heads.values()].map(({ id, title, titleEn }) => ({
    id,
    title: (ctx.lang === 'en' ? titleEn : null) ?? title,
  }));
}

/** Host and requester as the register has them: nobody types them anew. */
async function partiesOf(ctx: Ctx, { asked: { requester }, platform }: Part) {
  const of = async (organisation: string | null, otherwise: string) => {
    const facts = organisation === null ? undefined : await organisationFacts(ctx.db, organisation);
    return { name: facts?.name_zh ?? otherwise, code: facts?.uscc ?? null };
  };
  return {
    host: await of(platform.host_id, platform.host_name ?? platform.name_zh),
    user: await of(requester.organisationId, requester.called?.[requester.accountId ?? ''] ?? ''),
  };
}

/** A draft is the platform's own business. */
function contractView(ctx: Ctx, part: Part, { contract: row }: Facts, files: ReadonlyMap<string, { name: string }>) {
  if (!row || (row.state === 'draft' && part.side !== 'platform')) return null;
  const state = row.state as KnownContract['state'];
  const content = contractContent.parse(row.content);
  const { total, cost, fiscal, own } = priceOf(content.lines);
  const signature = (on: string | null, by: string | null) => (on === null ? null : { on, by: by ?? '' });
  return {
    subject: row.subject,
    platform: platformLink(part.platform, ctx.lang),
    state,
    state_label: labelOf(CONTRACT_STATES, state, ctx.lang),
    number: row.number,
    content,
    total: yuanText(total),
    cost: yuanText(cost),
    fiscal: yuanText(fiscal),
    own: yuanText(own),
    flags:
      part.side === 'platform'
        ? priceFlags(content.lines, priceRulesFor(ctx, part)).map((flag) => pick(flag, ctx.lang))
        : [],
    shares: sharesText(content.shares, ctx.lang === 'en' ? 'en' : 'zh'),
    host_signed: signature(row.host_signed_on, row.host_signed_by),
    user_signed: signature(row.user_signed_on, row.user_signed_by),
    may_sign: maySign(ctx, part, row),
    in_force_from: row.in_force_from,
    file: row.document_code !== null,
    scan: row.file_id === null ? null : (files.get(row.file_id)?.name ?? ''),
    registration:
      row.registration_number === null
        ? null
        : { number: row.registration_number, on: row.registered_on ?? '', at: row.registered_at ?? '' },
    ...paymentsOf(row.payments),
    revision: row.revision,
  };
}
