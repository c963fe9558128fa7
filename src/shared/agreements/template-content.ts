import { z } from 'zod';
import { line, prose } from '../identity/text.ts';

export const share = z.object({
  party: z.enum(['platform', 'user', 'provider']),
  percent: z.number().min(0).max(100).multipleOf(0.01),
});
export const shares = z.array(share).max(3).default([]);

/** What an agreement says. It is accepted as a whole; `shares` settle who owns what comes of it. */
export const templateContent = z.object({
  name_zh: line(100),
  name_en: line(200).nullish(),
  types: z.array(z.string().max(60)).max(30).default([]).describe('types of resources it is for; none: all'),
  clauses: z
    .array(z.object({ title: line(100), text: prose(5000) }))
    .max(40)
    .default([]),
  shares,
  citation: prose(1000)
    .default('')
    .describe('how the resource is to be cited; {identifier} and {title} stand for those of the resource'),
});
export type TemplateContent = z.output<typeof templateContent>;
