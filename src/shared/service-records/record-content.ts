import { z } from 'zod';
import { id } from '../catalogue/schemas.ts';
import { isCivilDate } from '../dates.ts';
import { keysOf } from '../identity/codes.ts';
import { line, prose } from '../identity/text.ts';
import { readDecimal } from '../policy/amounts.ts';
import { serviceKind, serviceMode, userGroup } from '../stock/service-schemas.ts';
import { STOCK_UNIT_IDS } from '../stock/units.ts';
import { RECORD_CHANNELS, UNIT_KINDS } from './codes.ts';

const civil = z
  .string()
  .refine(isCivilDate, { params: { zh: '须为真实日期，如 2026-03-01', en: 'must be a real date' } });
const decimal = (whole: string) =>
  z
    .string()
    .trim()
    .refine((text) => (readDecimal(text) ?? 0n) > 0n, {
      params: { zh: `${whole}须为大于零的十进制数`, en: 'a decimal above zero' },
    });

export const givenResource = z.object({
  id,
  quantity: decimal('数量').nullish(),
  unit: z.enum(STOCK_UNIT_IDS).nullish(),
});

/** Whom a service went to. */
export const receiver = z.object({
  account: id.nullish().describe('who may rate it and is asked for what came of it'),
  person: line(60).nullish(),
  organisation: id.nullish().describe('where the unit is registered here'),
  unit: line(200).nullish().describe('name of the unit; not for individuals'),
  unit_kind: z.enum(keysOf(UNIT_KINDS)),
  group: userGroup,
  region: z
    .string()
    .regex(/^\d{6}$/)
    .nullish()
    .describe('GB/T 2260'),
  abroad: z.boolean().default(false),
  address: prose(300).nullish().describe('where material went; handed over in person: say so'),
});

/** A service as it was delivered (国家 第十条第4项). */
export const recordContent = z.object({
  kind: serviceKind,
  title: line(200).describe('what was done or given, in one line'),
  channel: z.enum(keysOf(RECORD_CHANNELS)),
  modes: z.array(serviceMode).max(3).default([]),
  service: id.nullish().describe('of the services on offer'),
  on: civil.describe('day of delivery'),
  receiver,
  purpose: z
    .string()
    .regex(/^[a-z][a-z0-9_]{1,59}$/)
    .describe('of the common list or of the rule set'),
  purpose_text: prose(1000).default(''),
  project: line(200).nullish().describe('name and number of the project it was for'),
  resources: z.array(givenResource).max(500).default([]),
  quantity: decimal('数量').nullish(),
  unit: line(20).nullish(),
  participants: z.number().int().min(0).max(10_000_000).nullish(),
  hours: z.number().min(0).max(1_000_000).multipleOf(0.01).nullish(),
  income_fen: z.number().int().min(0).max(1_000_000_000_000).default(0).describe('fen'),
  cost_fen: z
    .number()
    .int()
    .min(0)
    .max(1_000_000_000_000)
    .nullish()
    .describe('fen, documented cost of what was charged'),
  contract: line(100).nullish().describe('number of the contract'),
  specification: prose(2000).nullish().describe('of a custom service: what was agreed'),
  specified_on: civil.nullish(),
  due_back: civil.nullish().describe('of a loan'),
  outcome: prose(2000).default(''),
});
export type RecordContent = z.output<typeof recordContent>;
export type RecordContentInput = z.input<typeof recordContent>;
