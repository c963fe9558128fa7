import { z } from 'zod';
import type { Citation } from '../problems.ts';

/** Where a value comes from: the article, the clause of the project's list, and whether it is law or the authority's house rule. */
export const ruled = <T extends z.ZodType>(value: T) =>
  z.strictObject({
    value,
    cite: z.strictObject({ article: z.string().min(1), clause: z.string().min(1) }),
    basis: z.enum(['law', 'house']).default('law'),
  });

export interface Ruled<T> {
  value: T;
  cite: { article: string; clause: string };
  basis: 'law' | 'house';
}

export const citationOf = (ruleSet: { id: string }, rule: Ruled<unknown>): Citation => ({
  policy: ruleSet.id,
  article: rule.cite.article,
  clause: rule.cite.clause,
  basis: rule.basis,
});
