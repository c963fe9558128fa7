import { addDays, type CivilDate } from '../dates.ts';
import type { Bilingual } from '../i18n.ts';
import { availableOf, type Sums } from './movements.ts';
import type { Quantity } from './quantity.ts';

export const QUALITIES = {
  unchecked: { zh: '未检', en: 'Not checked' },
  passed: { zh: '合格', en: 'Passed' },
  failed: { zh: '不合格', en: 'Failed' },
} as const satisfies Readonly<Record<string, Bilingual>>;

interface Fitness {
  closed: boolean;
  quality: string;
  expiresOn: CivilDate | null;
}

/** Why nothing of a lot may be given out now; undefined: nothing stands against it. */
export function unfitnessOf({ closed, quality, expiresOn }: Fitness, today: CivilDate): Bilingual | undefined {
  if (closed) return { zh: '批次已结束', en: 'the lot is closed' };
  if (quality === 'failed') return { zh: '质量检查不合格', en: 'it failed its quality check' };
  if (expiresOn !== null && expiresOn < today)
    return { zh: `已于 ${expiresOn} 过期`, en: `it expired on ${expiresOn}` };
  return undefined;
}

/** What the warnings of a lot are made of. */
export interface WatchedLot extends Fitness {
  sums: Sums;
  minimum: Quantity;
  viability: Quantity | null;
  viabilityLimit: Quantity | null;
  viabilityDue: CivilDate | null;
}

export const WARNINGS = {
  shortage: { zh: '低于最低保存量', en: 'Below the minimum kept' },
  expired: { zh: '已过期', en: 'Expired' },
  expiring: { zh: '即将过期', en: 'Expires soon' },
  failed: { zh: '质量不合格', en: 'Failed its check' },
  viability_low: { zh: '活力低于限值，应繁殖更新', en: 'Viability below its limit: regenerate' },
  viability_due: { zh: '活力检测到期', en: 'Viability test due' },
} as const satisfies Readonly<Record<string, Bilingual>>;
export type Warning = keyof typeof WARNINGS;
export const WARNING_IDS = Object.keys(WARNINGS) as [Warning, ...Warning[]];

/** Days before an expiry from which it is announced. */
export const EXPIRY_NOTICE_DAYS = 60;

/** What is to be done about a lot that still holds something. */
export function warningsOf(lot: WatchedLot, today: CivilDate): Warning[] {
  if (lot.closed) return [];
  const warnings: Warning[] = [];
  if (lot.sums.onHand < lot.minimum) warnings.push('shortage');
  if (lot.sums.onHand === 0n) return warnings;
  if (lot.quality === 'failed') warnings.push('failed');
  if (lot.expiresOn !== null && lot.expiresOn < today) warnings.push('expired');
  else if (lot.expiresOn !== null && lot.expiresOn <= addDays(today, EXPIRY_NOTICE_DAYS)) warnings.push('expiring');
  if (lot.viability !== null && lot.viabilityLimit !== null && lot.viability < lot.viabilityLimit)
    warnings.push('viability_low');
  if (lot.viabilityDue !== null && lot.viabilityDue <= today) warnings.push('viability_due');
  return warnings;
}

/** What may be asked for of several lots together. */
export type Supply = 'yes' | 'limited' | 'no';
export const SUPPLIES = {
  yes: { zh: '可申请', en: 'Can be asked for' },
  limited: { zh: '少量，可申请', en: 'Little left, can be asked for' },
  no: { zh: '暂不可申请', en: 'Cannot be asked for now' },
} as const satisfies Readonly<Record<Supply, Bilingual>>;

/** So much is available of a lot at this moment, nothing while it is unfit. */
export const offeredOf = (lot: Pick<WatchedLot, 'sums' | 'minimum'> & Fitness, today: CivilDate): Quantity =>
  unfitnessOf(lot, today) ? 0n : availableOf(lot.sums, lot.minimum);

/** Little: less than what must be kept beside it, or than is already reserved. */
export function supplyOf(lots: readonly (Pick<WatchedLot, 'sums' | 'minimum'> & Fitness)[], today: CivilDate): Supply {
  const offered = lots.map((lot) => ({ lot, quantity: offeredOf(lot, today) })).filter(({ quantity }) => quantity > 0n);
  if (offered.length === 0) return 'no';
  const plenty = offered.some(({ lot, quantity }) => quantity >= lot.minimum && quantity >= lot.sums.reserved);
  return plenty ? 'yes' : 'limited';
}
