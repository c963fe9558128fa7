import { z } from 'zod';
import { id } from '../catalogue/schemas.ts';
import { keysOf } from '../identity/codes.ts';
import { line, prose } from '../identity/text.ts';
import { platformLink } from './schemas.ts';
import { USE_KINDS, USE_STATES } from './use-codes.ts';

/** A work that used resources. */
export const useContent = z.object({
  kind: z.enum(keysOf(USE_KINDS)),
  title: line(500),
  authors: prose(2000).default('').describe('as printed, separated by semicolons'),
  venue: line(300).nullish().describe('journal, publisher, office or body that gave it'),
  year: z.number().int().min(1900).max(2200).nullish(),
  doi: line(255).nullish(),
  number: line(100).nullish().describe('of a patent or a standard'),
  acknowledgement: prose(4000).default('').describe('the words in which the work names the resources'),
});
export type UseContent = z.output<typeof useContent>;

const label = z.object({ id: z.string(), label: z.string() });
export const useState = z.enum(keysOf(USE_STATES));

export const useView = useContent
  .omit({ kind: true })
  .extend({
    id,
    kind: label,
    platform: platformLink,
    state: useState,
    state_label: z.string(),
    source: label,
    flags: z.array(label),
    reporter: z.string().nullable(),
    resources: z.array(z.object({ id, title: z.string(), found_by: z.array(z.string()) })),
    reason: z.string().nullable(),
    reviewed_by: z.string().nullable(),
    reviewed_at: z.string().nullable(),
    reported_at: z.string(),
    revision: z.number().int(),
  })
  .meta({ id: 'ResourceUse' });

/** As the public page of a resource shows it. */
export const publicUse = z.object({
  id,
  kind: label,
  title: z.string(),
  authors: z.string(),
  venue: z.string().nullable(),
  year: z.number().int().nullable(),
  doi: z.string().nullable(),
  number: z.string().nullable(),
});
