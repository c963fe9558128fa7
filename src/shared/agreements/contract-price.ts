import type { Bilingual } from '../i18n.ts';
import type { FieldFault } from '../problems.ts';
import { feeFaults, feeFlags, type PriceRule, sumsOf, yuanText } from '../stock/fees.ts';
import type { Charge } from './charge.ts';
import type { ContractContent } from './contract-content.ts';

/** Most that a contract may come to, in fen: as much as one of its payments. Beyond, sums are no longer exact. */
export const MOST = 1_000_000_000_000;

type Line = ContractContent['lines'][number];

/** Sums of a price in fen: what is asked, what it costs, what fiscal money has met of that, what the platform bears itself. */
export interface Price {
  total: number;
  cost: number;
  fiscal: number;
  own: number;
}

export const priceOf = (lines: readonly Line[]): Price =>
  lines.reduce<Price>(
    (sum, line) => {
      const { cost, fiscal, own } = sumsOf(line);
      return {
        total: sum.total + line.price_fen * line.quantity,
        cost: sum.cost + cost * line.quantity,
        fiscal: sum.fiscal + fiscal * line.quantity,
        own: sum.own + own * line.quantity,
      };
    },
    { total: 0, cost: 0, fiscal: 0, own: 0 },
  );

/** What stands against the lines: a line above its documented cost, or anything charged for what the law makes free. */
export function priceFaults(lines: readonly Line[], rules: readonly PriceRule[], charge: Charge): FieldFault[] {
  const faults = feeFaults(lines, rules, 'body.lines');
  const { total, cost } = priceOf(lines);
  if (Math.max(total, cost) > MOST)
    faults.push({
      path: 'body.lines',
      code: 'sum_too_large',
      zh: `合计超过 ${yuanText(MOST)} 元`,
      en: `The sum exceeds ${yuanText(MOST)}`,
    });
  if (charge.kind === 'free' && total > 0)
    faults.push({
      path: 'body.lines',
      code: 'charged_though_free',
      zh: `${charge.zh}，不得收费`,
      en: `${charge.en}: nothing may be charged`,
      ...(charge.cite && { cite: charge.cite }),
    });
  return faults;
}

/** Saved, but to be looked at: cost that fiscal money has met already (AMB-X-13). */
export const priceFlags = (lines: readonly Line[], rules: readonly PriceRule[]): Bilingual[] =>
  feeFlags(lines, rules).map(({ zh, en }) => ({ zh, en }));
