import { z } from 'zod';
import { civilDate } from '../identity/schemas.ts';
import { id } from '../catalogue/schemas.ts';
import { line, prose } from '../identity/text.ts';
import { BY_HAND, MOVEMENT_KINDS } from './movements.ts';
import { SUPPLIES, WARNING_IDS } from './warnings.ts';
import { FORM_IDS, STOCK_UNIT_IDS } from './units.ts';

const label = z.object({ id: z.string(), label: z.string() });
const place = (max: number) => line(max).nullish();

/** A decimal as text; whether it fits its unit is looked at with the lot. */
export const quantityInput = z
  .string()
  .trim()
  .regex(/^\d{1,12}(\.\d{1,6})?$/)
  .describe('decimal, at most six places');

const percent = z
  .string()
  .trim()
  .regex(/^\d{1,3}(\.\d{1,2})?$/)
  .refine((text) => Number(text) <= 100)
  .describe('0 to 100, at most two places');

/** What may be changed of a lot without a movement. */
export const lotContent = z.object({
  form: z.enum(FORM_IDS),
  minimum: quantityInput.default('0').describe('what must always be kept'),
  origin_lot: id.nullish(),
  made_on: civilDate.nullish().describe('harvested, frozen or prepared on'),
  expires_on: civilDate.nullish(),
  viability_limit: percent.nullish().describe('regenerate below'),
  viability_due: civilDate.nullish().describe('next test'),
  note: prose(2000).nullish(),
});
export type LotContent = z.output<typeof lotContent>;

export const lotPlace = z.object({ store: id.nullish(), shelf: place(60), box: place(60), position: place(60) });
export type LotPlace = z.output<typeof lotPlace>;

export const newLot = lotContent.extend(lotPlace.shape).extend({
  platform: z.string().max(60),
  resource: id,
  number: line(60).optional().describe('unique at the platform; made when left out'),
  unit: z.enum(STOCK_UNIT_IDS),
  quantity: quantityInput.describe('what is taken in with it; 0 for none'),
  taken_in: z.enum(['in', 'regenerated']).default('in'),
  on: civilDate.optional().describe('day of taking in; today unless given'),
});
export type NewLot = z.output<typeof newLot>;

const warning = z.enum(WARNING_IDS);
const supply = z.enum(Object.keys(SUPPLIES) as [keyof typeof SUPPLIES, ...(keyof typeof SUPPLIES)[]]);
const decimal = z.string().describe('decimal');

export const lotView = z
  .object({
    id,
    number: z.string(),
    code: z.string().describe('what its label bears, for scanning'),
    platform: z.object({ code: z.string(), name: z.string() }),
    resource: z.object({ id, title: z.string(), local_number: z.string().nullable() }),
    form: label,
    unit: label,
    on_hand: decimal,
    reserved: decimal,
    away: decimal,
    minimum: decimal,
    available: decimal.describe('0 while it may not be given out'),
    unfit: z.string().nullable().describe('why nothing may be given out'),
    store: z.object({ id, name: z.string() }).nullable(),
    shelf: z.string().nullable(),
    box: z.string().nullable(),
    position: z.string().nullable(),
    origin: z.object({ id, number: z.string() }).nullable(),
    made_on: z.string().nullable(),
    expires_on: z.string().nullable(),
    quality: label,
    quality_on: z.string().nullable(),
    viability: z.string().nullable().describe('percent'),
    viability_on: z.string().nullable(),
    viability_due: z.string().nullable(),
    viability_limit: z.string().nullable(),
    note: z.string().nullable(),
    closed: z.boolean(),
    warnings: z.array(z.object({ id: warning, label: z.string() })),
    revision: z.number().int(),
  })
  .meta({ id: 'StockLot' });

export const movementView = z
  .object({
    seq: z.number().int(),
    kind: z.enum(MOVEMENT_KINDS),
    kind_label: z.string(),
    quantity: decimal,
    on_hand_after: decimal,
    reserved_after: decimal,
    away_after: decimal,
    on: z.string(),
    at: z.string(),
    by: z.string(),
    holder: z.object({ kind: z.string(), id }).nullable(),
    reason: z.string().nullable(),
    from: z.string().nullable().describe('place before a move'),
    to: z.string().nullable(),
  })
  .meta({ id: 'StockMovement' });

export const testView = z
  .object({
    id,
    kind: z.enum(['viability', 'quality']),
    kind_label: z.string(),
    on: z.string(),
    percent: z.string().nullable(),
    passed: z.boolean(),
    note: z.string().nullable(),
    by: z.string(),
  })
  .meta({ id: 'StockTest' });

export const byHand = z.object({
  kind: z.enum(BY_HAND),
  quantity: quantityInput,
  on: civilDate.optional(),
  reason: prose(500).default(''),
});

export const lotTest = z.object({
  kind: z.enum(['viability', 'quality']),
  on: civilDate.optional(),
  percent: percent.nullish(),
  passed: z.boolean().optional().describe('of a quality check'),
  next: civilDate.nullish().describe('next test due'),
  note: prose(500).default(''),
});

export const publicSupply = z
  .object({
    supply,
    label: z.string(),
    available: z
      .array(z.object({ unit: z.enum(STOCK_UNIT_IDS), unit_label: z.string(), quantity: decimal }))
      .nullable()
      .describe('null: the platform does not tell how much'),
    forms: z.array(z.string()),
  })
  .meta({ id: 'StockSupply' });
