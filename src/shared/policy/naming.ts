import { z } from 'zod';
import { ruled } from './ruled.ts';

const zhPattern = z.string().regex(/^[^{}]*\{field\}[^{}]+$/, 'one {field} with something after it');

/** `policies/<id>/naming.yaml`: how a platform is named. */
export const namingTheme = z.strictObject({
  /** Names in Chinese, each with the form of the English one that goes with it. */
  zh: z
    .array(ruled(z.strictObject({ pattern: zhPattern, en: zhPattern.optional(), sort: z.string().optional() })))
    .min(1),
  /** What the field of an English name must not begin with: the style of another jurisdiction. */
  en: ruled(z.strictObject({ needed: z.boolean(), field_not: z.array(z.string()).default([]) })).optional(),
  /** Prefixes that count as the same; the first is the one kept. A name without any is refused, or held for approval. */
  prefixes: ruled(z.strictObject({ any: z.array(z.string()).min(1), without: z.enum(['refused', 'approval']) })),
  /** Whether the authority may approve names off the list (等). */
  open: ruled(z.boolean()),
  /** A prefix that the forms print instead, said as a note. */
  form_prefix: ruled(z.string()).optional(),
  /** A name that another platform has is refused. */
  unique: ruled(z.literal(true)),
});

export type NamingTheme = z.output<typeof namingTheme>;
