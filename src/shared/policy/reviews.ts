import { z } from 'zod';
import { bilingual } from './instrument.ts';
import { ruled } from './ruled.ts';
import { entryId } from './terms.ts';

/** What may bind an expert to an application. */
export const CONFLICT_KINDS = [
  'employer_host',
  'employer_partner',
  'employer_supervising',
  'former_employer',
  'joint_project',
  'declared',
  'avoided',
] as const;
export type ConflictKind = (typeof CONFLICT_KINDS)[number];

const conflict = z.strictObject({
  id: z.enum(CONFLICT_KINDS),
  name: bilingual,
  /** Of what is over: it counts for so many years. */
  years: z.number().int().positive().optional(),
  /** May be set aside with a recorded reason. */
  in_principle: z.boolean().default(false),
});

const item = z.strictObject({
  id: entryId,
  name: bilingual,
  help: bilingual.optional(),
  /** Largest mark. */
  most: z.number().positive(),
  /** Share in the total, in percent. */
  weight: z.number().positive(),
});

const sheet = z
  .strictObject({ items: z.array(item).min(1) })
  .refine(({ items }) => new Set(items.map(({ id }) => id)).size === items.length, 'items have the same id')
  .refine(
    ({ items }) => Math.abs(items.reduce((sum, { weight }) => sum + weight, 0) - 100) < 1e-9,
    '权重之和应为 100 the weights must add up to 100',
  );

/** `policies/<id>/reviews.yaml`: who may review an application, how experts are drawn, what they mark, what a visit covers. */
export const reviewsTheme = z.strictObject({
  conflicts: z.array(ruled(conflict)).default([]),
  draw: ruled(
    z.strictObject({
      /** Reviews an expert may have open at once. */
      most_running: z.number().int().positive(),
      /** No two of one employer where the pool allows. */
      spread: z.boolean(),
      /** Applications one panel reads. */
      most_per_panel: z.number().int().positive().default(10),
    }),
  ).optional(),
  /** Working days an expert has; then they and the office are reminded. */
  days: ruled(z.number().int().positive()).optional(),
  /** Disciplines (GB/T 13745, beginnings of codes) of the experts for each class of `criteria.yaml`. */
  disciplines: ruled(z.record(z.string(), z.array(z.string().regex(/^\d{3,7}$/)).min(1))).optional(),
  /** Score sheets by the procedure whose case an expert fills in. */
  sheets: z.record(entryId, ruled(sheet)).default({}),
  /** Field of the application that names the units that take part in the building, one a line. */
  partners_field: entryId.optional(),
  /** Field that names the host where the platform’s own is not yet settled. */
  host_field: entryId.optional(),
  /** What the visits of an application must have covered together. */
  visits: ruled(
    z.strictObject({ procedure: entryId, covers: z.array(z.enum(['host', 'partners'])).min(1) }),
  ).optional(),
});

export type ReviewRules = z.output<typeof reviewsTheme>;
export type ConflictRule = ReviewRules['conflicts'][number];
export type SheetRule = ReviewRules['sheets'][string];
