import { z } from 'zod';
import { bilingual } from './instrument.ts';
import { ruled } from './ruled.ts';
import { listed } from './terms.ts';

/** Money in fen: 100 fen are a yuan. */
const fen = z.number().int().nonnegative();

/** `policies/<id>/money.yaml`: support, accounts and fees. */
export const moneyTheme = z.strictObject({
  form: ruled(bilingual),
  uses: ruled(listed),
  /** Of all support in a year; null: not stated. */
  annual_cap_fen: ruled(fen.nullable()),
  /** Of the subsidy of one platform in a year. */
  platform_cap_fen: ruled(fen.nullable()),
  reward: ruled(z.strictObject({ fen, times: z.number().int().positive(), for: bilingual })).optional(),
  /** When demand exceeds the cap. */
  scaling: ruled(z.strictObject({ scaled: listed, rounding: z.enum(['floor']), unit_fen: fen })).optional(),
  /** Costs already met by fiscal money are out. */
  fiscal_deducted: ruled(z.boolean()).optional(),
  accounts: ruled(z.enum(['separate', 'special_account', 'recommended'])),
  audit_yearly: ruled(z.boolean()),
  paid: ruled(bilingual),
  /** Most a price may be. */
  price_ceiling: ruled(z.enum(['own_cost'])),
});
