import type { ContractContent } from '../../shared/agreements/contract-content.ts';
import { sharesOfValues, type ShareValues, valuesOfShares } from './agreement-shares.tsx';
import { feeBody, type FeeValues, feeValues } from './service-values.ts';

type Party = ContractContent['host'];

/** What the form holds: money as typed yuan, shares by party. */
export type ContractValues = Omit<ContractContent, 'lines' | 'shares'> & { fees?: FeeValues[]; shares?: ShareValues };

const orNull = (text: string | null | undefined): string | null => ((text ?? '') === '' ? null : text!);
const partyOf = (party: Party): Party => ({
  name: party.name,
  code: orNull(party.code),
  address: orNull(party.address),
  representative: orNull(party.representative),
  contact: orNull(party.contact),
});

export const contractValues = ({ lines, shares, ...rest }: ContractContent): ContractValues => ({
  ...rest,
  fees: lines.map((line) => ({ ...feeValues(line), quantity: line.quantity })),
  shares: valuesOfShares(shares),
});

export const linesOf = (fees: readonly FeeValues[]): ContractContent['lines'] =>
  fees.filter(Boolean).map((fee) => ({ ...feeBody(fee), quantity: fee.quantity ?? 1 })) as ContractContent['lines'];

export const contractBody = ({ fees = [], shares, host, user, ...rest }: ContractValues) => ({
  ...rest,
  host: partyOf(host),
  user: partyOf(user),
  scope: rest.scope ?? '',
  host_rights: rest.host_rights ?? '',
  user_rights: rest.user_rights ?? '',
  confidentiality: rest.confidentiality ?? '',
  liability: rest.liability ?? '',
  lines: linesOf(fees),
  shares: sharesOfValues(shares),
  starts_on: orNull(rest.starts_on),
  until_on: orNull(rest.until_on),
  deliver_on: orNull(rest.deliver_on),
  registrable: rest.registrable ?? false,
  invoice: {
    kind: rest.invoice?.kind ?? ('none' as const),
    title: orNull(rest.invoice?.title),
    tax_number: orNull(rest.invoice?.tax_number),
    address: orNull(rest.invoice?.address),
    bank: orNull(rest.invoice?.bank),
  },
});
