import { sharingProblem } from '../../../shared/sharing/problems.ts';
import { citationOf } from '../../../shared/policy/ruled.ts';
import type { Citation } from '../../../shared/problems.ts';
import { SERVICE_KINDS } from '../../../shared/stock/service-codes.ts';
import type { Tx } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import { activeAccounts } from '../identity/index.ts';
import { offeredService } from '../stock/index.ts';
import { demandAgreed } from './compose.ts';
import type { Item, Part } from './part-lock.ts';
import { hasLeft } from './part-view.ts';
import { ruleSetById } from './policies.ts';

/** The article on custom services, where the rule set has one (国家 第十八条第3项；鄂 第十二条第2项；湘 第十一条（二）). */
function customRule(ctx: Ctx, { row }: Part): Citation | undefined {
  const set = ruleSetById(ctx, row.policy_id);
  const rule = set?.sharing?.custom;
  return set && rule && citationOf(set, rule);
}

/**
 * Nothing goes to somebody who is gone, left the unit that was granted it, or before what is needed was agreed.
 * @throws sharing.requester_gone | sharing.requester_left | sharing.specification_open | sharing.not_agreed
 */
export async function demandDeliverable(ctx: Ctx, tx: Tx, part: Part, items: readonly Item[]): Promise<void> {
  if ((await activeAccounts(tx.db, [part.row.account_id])).length === 0) throw sharingProblem('sharing.requester_gone');
  if (await hasLeft({ db: tx.db }, part))
    throw sharingProblem('sharing.requester_left', { organisation: part.request.organisation_name ?? '' });
  for (const { row } of items) {
    if (row.service_id === null || row.specification_agreed_at !== null) continue;
    const service = await offeredService({ db: tx.db }, row.service_id, row.service_version!);
    if (service && SERVICE_KINDS[service.content.kind].within === 'custom')
      throw sharingProblem('sharing.specification_open', undefined, { cite: customRule(ctx, part) });
  }
  await demandAgreed(ctx, tx, part, items, 'deliver');
}
