import type { Bilingual } from '../i18n.ts';
import { citationOf } from '../policy/ruled.ts';
import type { RuleSet } from '../policy/rule-set.ts';
import type { Citation } from '../problems.ts';
import type { Asked } from './asked.ts';
import { isBusiness } from './purposes.ts';

/** Free or paid, and by which rule. */
export interface Charge extends Bilingual {
  /** `free`: by law, once the platform has confirmed the purpose; `priced`: between nothing and the documented cost. */
  kind: 'free' | 'priced';
  /** Absent: no rule speaks of it, the platform's own fee rules do. */
  cite?: Citation;
  /** The evidence that shows a free purpose. */
  evidence?: Bilingual;
  business: boolean;
}

type Claim = Pick<Asked, 'purpose' | 'mixedPurpose' | 'basic'>;

/**
 * Whether what is asked for is free by law under a rule set. A rule set without a rule on free services never makes
 * anything free, and cites nothing for it (AMB-X-14).
 * @param refused the platform did not confirm the declared purpose: the price is open again (AMB-X-12)
 */
export function chargeOf(asked: Claim, policy: Pick<RuleSet, 'id' | 'sharing'>, refused = false): Charge {
  const rules = policy.sharing;
  const business = isBusiness(asked.purpose) || isBusiness(asked.mixedPurpose?.purpose ?? '');
  if (business && rules)
    return {
      kind: 'priced',
      business,
      cite: citationOf(policy, rules.business),
      zh: '经营性活动：签订有偿服务合同，按成本补偿收费',
      en: 'Business: by a paid contract, at cost',
    };
  const own: Charge = {
    kind: 'priced',
    business,
    zh: '由平台按公布的标准在成本以内定价，可以免收',
    en: 'Priced by the platform’s published fees within cost, or given free',
  };
  const free = rules?.free.value?.items.find(({ id }) => id === asked.purpose);
  if (!rules || !free) return own;
  const cite = citationOf(policy, rules.free);
  if (refused)
    return {
      ...own,
      zh: '公益用途未获平台确认：不按无偿处理，可以按成本收费；不服的可以投诉',
      en: 'The platform did not confirm the public purpose: it may be charged at cost; the requester may complain',
      cite: { ...cite, basis: 'house' },
      evidence: free.evidence,
    };
  if (asked.basic === false)
    return {
      ...own,
      zh: '不属于基本资源服务：可以按成本收费',
      en: 'Not a basic resource service: it may be charged at cost',
      cite,
    };
  if (asked.mixedPurpose && !mixedFree(asked.mixedPurpose, rules))
    return {
      ...own,
      zh: '混合用途且有商业受益人：不按无偿处理，可以按成本收费',
      en: 'A mixed purpose by which a business gains: not free, it may be charged at cost',
      ...(rules.mixed && { cite: citationOf(policy, rules.mixed) }),
    };
  return {
    kind: 'free',
    business,
    cite,
    evidence: free.evidence,
    zh: `用途为“${free.name.zh}”：基本资源服务无偿提供`,
    en: `For ${free.name.en}, basic resource services are free of charge`,
  };
}

/** AMB-X-12: a mixed purpose is free only where no business gains by it. */
const mixedFree = (mixed: NonNullable<Asked['mixedPurpose']>, rules: NonNullable<RuleSet['sharing']>): boolean =>
  rules.mixed?.value === 'free_without_beneficiary' && (mixed.beneficiary ?? '').trim() === '';
