import type { Citation, FieldFault } from '../problems.ts';
import type { CostItem } from './service-codes.ts';

/** One part of what a service costs. Money is integer fen. */
export interface Cost {
  item: CostItem;
  fen: number;
  /** Already met by fiscal money. */
  fiscal_fen: number;
  /** Document that shows it, such as the account or invoice. */
  evidence: string;
}

/** A line of a fee sheet: its price and what that is made of. */
export interface Fee {
  name: string;
  /** 每样品, 每小时. */
  unit: string;
  price_fen: number;
  costs: readonly Cost[];
}

/** The rule that a price compensates cost and no more, of one rule set. */
export interface PriceRule {
  cite: Citation;
}

export interface FeeSums {
  cost: number;
  fiscal: number;
  /** Borne by the platform: cost less fiscal parts. */
  own: number;
}

export function sumsOf({ costs }: Pick<Fee, 'costs'>): FeeSums {
  const cost = costs.reduce((sum, { fen }) => sum + fen, 0);
  const fiscal = costs.reduce((sum, { fiscal_fen }) => sum + fiscal_fen, 0);
  return { cost, fiscal, own: cost - fiscal };
}

/** Fen as yuan with two places, exactly: 38000 is 380.00. */
export const yuanText = (fen: number): string =>
  `${fen < 0 ? '-' : ''}${Math.floor(Math.abs(fen) / 100)}.${String(Math.abs(fen) % 100).padStart(2, '0')}`;

/** Yuan as typed, at most two places, as fen; undefined where it is no amount. */
export function fenOf(yuan: string): number | undefined {
  const match = /^(\d{1,10})(?:\.(\d{1,2}))?$/.exec(yuan.trim());
  return match ? Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0')) : undefined;
}

/**
 * What stands against a fee sheet: a cost without evidence, a fiscal part above its cost, a price above the documented cost.
 * Without a rule that caps prices, only that the sheet is in order is looked at.
 */
export function feeFaults(fees: readonly Fee[], rules: readonly PriceRule[], path = 'body.fees'): FieldFault[] {
  return fees.flatMap((fee, n) => {
    const at = `${path}.${n}`;
    const faults: FieldFault[] = fee.costs.flatMap((cost, m): FieldFault[] => [
      ...(cost.fen > 0 && cost.evidence === ''
        ? [
            {
              path: `${at}.costs.${m}.evidence`,
              code: 'evidence_missing',
              zh: '成本须有依据（账册、合同或发票）',
              en: 'A cost needs evidence (account, contract or invoice)',
            },
          ]
        : []),
      ...(cost.fiscal_fen > cost.fen
        ? [
            {
              path: `${at}.costs.${m}.fiscal_fen`,
              code: 'fiscal_above_cost',
              zh: '财政已负担的部分不能大于成本',
              en: 'The part met by fiscal money cannot exceed the cost',
            },
          ]
        : []),
    ]);
    const { cost } = sumsOf(fee);
    const over = fee.price_fen - cost;
    if (over > 0 && rules.length > 0)
      faults.push({
        path: `${at}.price_fen`,
        code: 'exceeds_cost',
        zh: `价格 ${yuanText(fee.price_fen)} 元高于列明的成本 ${yuanText(cost)} 元，超出 ${yuanText(over)} 元：只能按成本补偿收费`,
        en: `The price ${yuanText(fee.price_fen)} exceeds cost compensation: ${yuanText(over)} above cost (${yuanText(cost)})`,
        cite: rules[0]!.cite,
      });
    return faults;
  });
}

/** What is saved but shown to whoever sets the price and to the supervising department. */
export interface FeeFlag {
  fee: number;
  zh: string;
  en: string;
}

/** A price that takes in cost which fiscal money has met already (AMB-X-13: a flag, no refusal). */
export const feeFlags = (fees: readonly Fee[], rules: readonly PriceRule[]): FeeFlag[] =>
  rules.length === 0
    ? []
    : fees.flatMap((fee, n) => {
        const { fiscal, own } = sumsOf(fee);
        return fiscal > 0 && fee.price_fen > own
          ? [
              {
                fee: n,
                zh: `“${fee.name}”的成本已由财政负担 ${yuanText(fiscal)} 元，自身成本为 ${yuanText(own)} 元`,
                en: `“${fee.name}”: cost already funded, ${yuanText(fiscal)}; own cost is ${yuanText(own)}`,
              },
            ]
          : [];
      });
