import { z } from 'zod';
import { bilingual } from './instrument.ts';
import { ruled } from './ruled.ts';
import { entryId, listed, named } from './terms.ts';

/** A type of resources; `includes`: finer types of other jurisdictions that belong to it. */
const scopeType = z.strictObject({ ...named.shape, includes: z.array(entryId).default([]) });

/** `policies/<id>/scope.yaml`: which platforms and resources it is about. */
export const scopeTheme = z.strictObject({
  /** Class of innovation base, where the text fixes it. */
  base: ruled(bilingual).optional(),
  needs: ruled(listed),
  types: ruled(z.strictObject({ items: z.array(scopeType).min(1), open: z.boolean().default(false) })),
  orientation: ruled(listed).optional(),
  /** Types outside it, and what governs them instead; a platform of nothing but these is refused. */
  excluded: z.array(ruled(z.strictObject({ ...named.shape, governed_by: z.array(bilingual).default([]) }))).default([]),
  /** How many classes of `criteria.yaml` each type has, where the text counts them. */
  classes: z.array(ruled(z.strictObject({ type: entryId, count: z.number().int().positive() }))).default([]),
  /** Region all sites must lie in (GB/T 2260). */
  location: ruled(z.strictObject({ region: z.string().regex(/^\d{6}$/), name: bilingual })).optional(),
});
