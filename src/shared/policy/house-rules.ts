import { z } from 'zod';
import { bilingual } from './instrument.ts';

/**
 * `policies/<id>/house-rules.yaml`: what the text leaves open and how it is read here. None of it is law: an authority
 * may read it otherwise, by changing the values that `where` names.
 */
export const houseRulesTheme = z.strictObject({
  house_rules: z.array(
    z.strictObject({
      /** Number of the project's list, `AMB-X-03`. */
      id: z.string().regex(/^AMB-[A-Z]+-\d{2}$/),
      /** Clauses it concerns. */
      clauses: z.array(z.string()).min(1),
      question: bilingual,
      taken: bilingual,
      /** Paths in the rule set of the values that hold it, `clocks.clocks.selection_notice`. */
      where: z.array(z.string()).default([]),
    }),
  ),
});
