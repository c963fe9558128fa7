import { citationOf } from '../policy/ruled.ts';
import type { RuleSet } from '../policy/rule-set.ts';
import type { Asked, Need } from './asked.ts';
import { chargeOf } from './charge.ts';
import type { Known, KnownContract } from './known.ts';
import { claimRefused } from './claim.ts';
import { dropEmpty, lack, type Lack } from './need.ts';

/** The contract that business purposes need, and what is charged against the rules. */
export function contractNeeds(asked: Asked, policy: Pick<RuleSet, 'id' | 'sharing'>, known: Known): Need[] {
  const rules = policy.sharing;
  if (!rules) return [];
  const charge = chargeOf(asked, policy, claimRefused(known));
  const contract = known.contract?.state === 'cancelled' ? null : known.contract;
  const price = contract?.totalFen ?? asked.listPriceFen ?? 0;
  const needed = charge.business
    ? rules.business.value.contract === 'always' || price > 0
    : rules.other.value.contract && charge.kind !== 'free';
  const free: Need[] =
    charge.kind === 'free' && (contract?.totalFen ?? 0) > 0
      ? [
          dropEmpty({
            id: 'free',
            kind: 'contract',
            stage: 'deliver',
            zh: charge.zh,
            en: charge.en,
            cite: charge.cite,
            lack: lack('charged_though_free', `${charge.zh}，不得收费`, `${charge.en}: nothing may be charged`),
          }),
        ]
      : [];
  if (!needed) return free;
  return [
    ...free,
    dropEmpty({
      id: 'contract',
      kind: 'contract',
      stage: 'deliver',
      zh: '有偿服务合同，双方签署并生效',
      en: 'A paid service contract, signed by both sides and in force',
      cite: citationOf(policy, charge.business ? rules.business : rules.other),
      lack: contractLack(contract, asked.on),
    }),
  ];
}

function contractLack(contract: KnownContract | null, on: string): Lack | undefined {
  if (!contract) return lack('contract_missing', '还没有有偿服务合同', 'there is no paid service contract');
  if (contract.userSignedOn === null)
    return lack('contract_unsigned_user', '合同缺少用户签署', 'signature of the user missing');
  if (contract.hostSignedOn === null)
    return lack('contract_unsigned_host', '合同缺少依托单位签署', 'signature of the host missing');
  if (contract.inForceFrom === null || contract.inForceFrom > on)
    return lack(
      'contract_not_yet',
      `合同自 ${contract.inForceFrom ?? '—'} 起生效，${on} 尚未生效`,
      `the contract is in force from ${contract.inForceFrom ?? '—'}, not on ${on}`,
    );
  if (contract.until !== null && contract.until < on)
    return lack('contract_ended', `合同已于 ${contract.until} 期满`, `the contract ended on ${contract.until}`);
  return undefined;
}
