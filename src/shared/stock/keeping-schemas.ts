import { z } from 'zod';
import { id } from '../catalogue/schemas.ts';
import { line, prose } from '../identity/text.ts';
import { quantityInput } from './schemas.ts';
import { WARNING_IDS } from './warnings.ts';

const decimal = z.string().describe('decimal');
const degrees = z
  .string()
  .trim()
  .regex(/^-?\d{1,3}(\.\d{1,2})?$/);

/** Units in which stores have room: `place` is counted from the lots that lie there. */
export const CAPACITY_UNITS = {
  place: { zh: '个批次位', en: 'places for lots' },
  box: { zh: '盒', en: 'boxes' },
  litre: { zh: '升', en: 'litres' },
  m2: { zh: '平方米', en: 'm²' },
  m3: { zh: '立方米', en: 'm³' },
  GB: { zh: 'GB', en: 'GB' },
  TB: { zh: 'TB', en: 'TB' },
} as const;
export type CapacityUnit = keyof typeof CAPACITY_UNITS;
const CAPACITY_UNIT_IDS = Object.keys(CAPACITY_UNITS) as [CapacityUnit, ...CapacityUnit[]];

export const storeInput = z.object({
  name: line(100),
  capacity: quantityInput.nullish(),
  capacity_unit: z.enum(CAPACITY_UNIT_IDS).nullish(),
  used: quantityInput.nullish().describe('entered by hand; not for places, which are counted'),
  warn_percent: z.number().int().min(1).max(100).default(90),
  temperature_min: degrees.nullish().describe('°C'),
  temperature_max: degrees.nullish(),
  humidity_max: degrees.nullish().describe('relative, %'),
  note: prose(2000).nullish(),
});
export type StoreInput = z.output<typeof storeInput>;

export const storeView = z
  .object({
    id,
    name: z.string(),
    capacity: decimal.nullable(),
    capacity_unit: z.object({ id: z.string(), label: z.string() }).nullable(),
    used: decimal.nullable(),
    lots: z.number().int().describe('that hold something and lie here'),
    percent: z.number().nullable().describe('of the capacity, one place'),
    warn_percent: z.number().int(),
    full: z.boolean().describe('at or above the percentage from which it warns'),
    temperature_min: z.string().nullable(),
    temperature_max: z.string().nullable(),
    humidity_max: z.string().nullable(),
    note: z.string().nullable(),
    closed: z.boolean(),
    revision: z.number().int(),
  })
  .meta({ id: 'StockStore' });

export const SHOWN = {
  nothing: { zh: '不公开', en: 'Nothing' },
  answer: { zh: '只公开能否申请', en: 'Only whether it can be asked for' },
  number: { zh: '公开可供数量', en: 'How much can be had' },
} as const;
export type Shown = keyof typeof SHOWN;

export const settingInput = z.object({
  shown: z.enum(Object.keys(SHOWN) as [Shown, ...Shown[]]),
  fewest_resources: z.number().int().min(1).nullish().describe('fewest resources with something on hand'),
  fewest_because: prose(300).nullish().describe('the rule behind it'),
});
export type SettingInput = z.output<typeof settingInput>;

export const settingView = settingInput.extend({
  fewest_resources: z.number().int().nullable(),
  fewest_because: z.string().nullable(),
  held_resources: z.number().int().describe('resources with something on hand now'),
  revision: z.number().int(),
});

export const warningsView = z.object({
  lots: z.array(z.object({ id: z.enum(WARNING_IDS), label: z.string(), count: z.number().int() })),
  stores: z.array(storeView).describe('those that are full or nearly so'),
  fewest: z
    .object({ held: z.number().int(), fewest: z.number().int(), because: z.string().nullable() })
    .nullable()
    .describe('fewer resources are held than must be'),
});

const holding = z.object({
  type: z.string(),
  type_label: z.string(),
  unit: z.string(),
  unit_label: z.string(),
  quantity: decimal,
  lots: z.number().int(),
  resources: z.number().int(),
});

export const holdingsView = z
  .object({
    on: z.string(),
    resources: z.number().int().describe('with something on hand at the end of the day'),
    lots: z.number().int(),
    holdings: z.array(holding),
    years: z.array(
      z.object({
        year: z.number().int(),
        new_lots: z.number().int(),
        rows: z.array(
          z.object({
            unit: z.string(),
            unit_label: z.string(),
            added: decimal.describe('taken in, regenerated, returned, corrected upward'),
            taken: decimal.describe('sent, used, lost, discarded, corrected downward'),
            change: decimal,
          }),
        ),
      }),
    ),
    quality: z.object({
      failed: z.number().int(),
      viability_low: z.number().int(),
      lots: z.array(z.object({ id, number: z.string(), issue: z.string() })).describe('at most 200'),
    }),
  })
  .meta({ id: 'StockHoldings' });

export const takeView = z
  .object({
    id,
    state: z.enum(['open', 'booked', 'dropped']),
    state_label: z.string(),
    platform: z.object({ code: z.string(), name: z.string() }),
    store: z.object({ id, name: z.string() }).nullable(),
    shelf: z.string().nullable(),
    opened_at: z.string(),
    ended_at: z.string().nullable(),
    seen: z.number().int(),
    revision: z.number().int(),
  })
  .meta({ id: 'StockTake' });

export const importResult = z.object({
  taken: z.number().int(),
  refused: z.number().int(),
  rows: z
    .array(
      z.object({
        row: z.number().int().describe('of the table; 1 is the head'),
        faults: z.array(z.object({ column: z.string().nullable(), message: z.string() })),
      }),
    )
    .describe('refused rows, at most 200'),
  refused_table: z.string().nullable().describe('the refused rows as CSV with a column of faults'),
});
