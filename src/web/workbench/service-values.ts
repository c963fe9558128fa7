import type { CostItem } from '../../shared/stock/service-codes.ts';
import { fenOf, yuanText } from '../../shared/stock/fees.ts';
import type { WorkbenchApi } from './api.ts';

export type ServiceWork = Awaited<ReturnType<WorkbenchApi['readServiceWork']>>;
export type ServiceBody = Omit<Parameters<WorkbenchApi['saveService']>[0]['body'], 'revision'>;

export interface CostValues {
  item: CostItem;
  cost: string;
  fiscal?: string;
  evidence?: string;
}
export interface FeeValues {
  name: string;
  unit: string;
  price: string;
  quantity?: number;
  costs?: CostValues[];
}

/** What the form holds: money as typed yuan, the rest as the server has it. */
export type ServiceValues = Omit<ServiceBody, 'fees'> & { fees?: FeeValues[] };

const fen = (yuan: string | undefined): number => fenOf(yuan ?? '') ?? 0;

export const costsOf = (costs: readonly Partial<CostValues>[] = []) =>
  costs.map((cost) => ({ fen: fen(cost.cost), fiscal_fen: fen(cost.fiscal) }));

type FeeBody = ServiceBody['fees'] extends (infer F)[] | undefined ? F : never;

export const feeValues = ({ name, unit, price_fen, costs = [] }: FeeBody): FeeValues => ({
  name,
  unit,
  price: yuanText(price_fen),
  costs: costs.map((cost) => ({
    item: cost.item,
    cost: yuanText(cost.fen),
    fiscal: yuanText(cost.fiscal_fen ?? 0),
    evidence: cost.evidence ?? '',
  })),
});

export const feeBody = ({ name, unit, price, costs = [] }: FeeValues) => ({
  name,
  unit,
  price_fen: fen(price),
  costs: costs.map(({ item, cost, fiscal, evidence }) => ({
    item,
    fen: fen(cost),
    fiscal_fen: fen(fiscal),
    evidence: evidence ?? '',
  })),
});

export const valuesOf = ({ content }: ServiceWork): ServiceValues => ({
  ...content,
  fees: content.fees.map(feeValues),
});

const orNull = (text: string | null | undefined): string | null =>
  text === undefined || text === null || text === '' ? null : text;

export const bodyOfValues = ({ fees = [], contact, ...rest }: ServiceValues): ServiceBody => ({
  ...rest,
  name_en: orNull(rest.name_en),
  contact: { person: orNull(contact?.person), phone: orNull(contact?.phone), email: orNull(contact?.email) },
  fees: fees.map(feeBody),
});
