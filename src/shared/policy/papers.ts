import { z } from 'zod';
import { bilingual } from './instrument.ts';
import { ruled } from './ruled.ts';

/** `policies/<id>/documents.yaml`: every document that goes in or out. */
export const documentsTheme = z.strictObject({
  documents: z
    .array(
      ruled(
        z.strictObject({
          /** Number of the project's list, `DOC-17`. */
          id: z.string().regex(/^DOC-\d{2}$/),
          name: bilingual,
          direction: z.enum(['in', 'out', 'both']),
          fields: z.array(bilingual).min(1),
        }),
      ),
    )
    .min(1),
});
