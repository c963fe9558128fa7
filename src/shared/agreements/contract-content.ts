import { z } from 'zod';
import { civilDate } from '../identity/schemas.ts';
import { line, prose } from '../identity/text.ts';
import { feeInput } from '../stock/service-schemas.ts';
import { shares } from './template-content.ts';

const party = z.object({
  name: line(200),
  code: line(40).nullish().describe('unified social credit code'),
  address: line(300).nullish(),
  representative: line(60).nullish(),
  contact: line(200).nullish(),
});

/** Price and, where it becomes one, contract of a part of a request. */
export const contractContent = z.object({
  title: line(200),
  host: party,
  user: party,
  scope: prose(5000).describe('what is given or done'),
  lines: z
    .array(feeInput.extend({ quantity: z.number().int().min(1).max(1_000_000) }))
    .max(50)
    .describe('price and cost of one unit each'),
  host_rights: prose(3000).default(''),
  user_rights: prose(3000).default(''),
  confidentiality: prose(2000).default(''),
  liability: prose(2000).default(''),
  shares,
  starts_on: civilDate.nullish().describe('in force from this day, where later than both signatures'),
  until_on: civilDate.nullish(),
  deliver_on: civilDate.nullish().describe('day of delivery, both sides’ plan'),
  registrable: z.boolean().default(false).describe('to be registered as a technology contract'),
  invoice: z
    .object({
      kind: z.enum(['none', 'ordinary', 'special']).default('none'),
      title: line(200).nullish(),
      tax_number: line(40).nullish(),
      address: line(300).nullish(),
      bank: line(200).nullish(),
    })
    .default({ kind: 'none' }),
});
export type ContractContent = z.output<typeof contractContent>;
