import { chargeOf } from '../../../shared/agreements/charge.ts';
import type { ContractContent } from '../../../shared/agreements/contract-content.ts';
import { contractPaper } from '../../../shared/agreements/contract-paper.ts';
import { agreementsProblem } from '../../../shared/agreements/problems.ts';
import type { Tx } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Download } from '../../kernel/http/mount.ts';
import { fileOfCode, type Issued, issueDocument } from '../documents/index.ts';
import { type Part, partOf } from './access.ts';
import { policyOf } from './needs.ts';

/** 有偿服务合同 in the project's list of documents; a quotation is its sibling without the user's signature. */
const CONTRACT = { id: 'DOC-35', label: { zh: '有偿服务合同', en: 'Paid service contract' } };
const QUOTATION = { id: 'quotation', label: { zh: '服务报价单', en: 'Quotation' } };

/** Whether both sides sign: for business, and where the rule set wants it for everything that is not free. */
export function isContract(ctx: Ctx, { asked }: Part): boolean {
  const policy = policyOf(ctx, asked);
  return chargeOf(asked, policy).business || policy.sharing?.other.value.contract === true;
}

/** Issues the paper of an offer inside the act: its number and words are fixed with it. */
export function offerPaper(ctx: Ctx, tx: Tx, part: Part, content: ContractContent): Promise<Issued> {
  const { asked, platform } = part;
  const policy = policyOf(ctx, asked);
  const contract = isContract(ctx, part);
  const kind = contract ? CONTRACT : QUOTATION;
  const { business } = chargeOf(asked, policy);
  const cites = [business ? policy.sharing?.business.cite : undefined, policy.money?.price_ceiling.cite];
  const title = policy.instrument?.title.zh ?? '';
  const articles = [...new Set(cites.flatMap((cite) => cite?.article ?? []))].join('、');
  const paper = {
    content,
    basis: title === '' || articles === '' ? '' : `《${title}》${articles}`,
    capped: policy.money?.price_ceiling.value === 'own_cost',
    contract,
    date: ctx.today,
  };
  return issueDocument(ctx, tx, {
    kind: kind.id,
    label: kind.label,
    programme: platform.programmes.find(({ rule_set }) => rule_set === asked.policyId)?.programme ?? null,
    series: platform.code,
    word: `${platform.code}${contract ? '合同' : '报价'}`,
    subject: { kind: 'request_part', id: asked.subject },
    owner: asked.requester.accountId,
    public: false,
    publicTitle: kind.label.zh,
    model: (number) => contractPaper(paper, number),
    data: (number) => ({ number, ...content }),
  });
}

/** @throws agreements.part_unknown | agreements.contract_unknown */
export async function contractFile(ctx: Ctx, subject: string, format: 'pdf' | 'docx'): Promise<Download> {
  await partOf(ctx, subject);
  const row = await ctx.db
    .selectFrom('service_contract')
    .select('document_code')
    .where('subject', '=', subject)
    .executeTakeFirst();
  if (!row || row.document_code === null) throw agreementsProblem('agreements.contract_unknown');
  return fileOfCode(ctx, row.document_code, { format, copy: 'whole' });
}
