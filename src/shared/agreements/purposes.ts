import type { Bilingual } from '../i18n.ts';
import type { RuleSet } from '../policy/rule-set.ts';

export interface Purpose extends Bilingual {
  id: string;
  /** An activity to earn money: a contract at cost. */
  business: boolean;
}

/** What resources are asked for. Which of them are free is a matter of the rule set, never of this list. */
const COMMON: readonly Purpose[] = [
  { id: 'government_decision', zh: '政府决策', en: 'Government decisions', business: false },
  { id: 'public_safety', zh: '公共安全', en: 'Public safety', business: false },
  { id: 'national_defence', zh: '国防建设', en: 'National defence', business: false },
  { id: 'environment', zh: '环境保护', en: 'Environmental protection', business: false },
  { id: 'disaster', zh: '防灾减灾', en: 'Disaster prevention and relief', business: false },
  { id: 'public_research', zh: '公益性科学研究', en: 'Public-interest research', business: false },
  { id: 'research', zh: '其他科学研究', en: 'Other research', business: false },
  { id: 'education', zh: '教学与科学普及', en: 'Teaching and popularisation', business: false },
  { id: 'business', zh: '经营性活动', en: 'Business', business: true },
  { id: 'other', zh: '其他', en: 'Other', business: false },
];

/** Purposes one can choose under a rule set: the common ones, and those it names itself. */
export function purposesOf(set: Pick<RuleSet, 'sharing'> | undefined): Purpose[] {
  const own = set?.sharing?.free.value?.items ?? [];
  const added = own.filter(({ id }) => !COMMON.some((purpose) => purpose.id === id));
  return [...added.map(({ id, name }) => ({ id, ...name, business: false })), ...COMMON];
}

export const isBusiness = (purpose: string): boolean => COMMON.some(({ id, business }) => id === purpose && business);
