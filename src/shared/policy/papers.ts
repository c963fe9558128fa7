import { z } from 'zod';
import { paperSpec } from '../documents/paper-spec.ts';
import { bilingual } from './instrument.ts';
import { ruled } from './ruled.ts';
import { documentId } from './procedures.ts';

/** `policies/<id>/documents.yaml`: every document that goes in or out. */
export const documentsTheme = z.strictObject({
  documents: z
    .array(
      ruled(
        z.strictObject({
          /** Number of the project's list, `DOC-17`, or a name of the rule set's own. */
          id: documentId,
          name: bilingual,
          direction: z.enum(['in', 'out', 'both']),
          fields: z.array(bilingual).min(1),
          /** How it is made, where it is made otherwise than the kind is by default (document-templates/papers.yaml). */
          paper: paperSpec.optional(),
        }),
      ),
    )
    .min(1),
});
