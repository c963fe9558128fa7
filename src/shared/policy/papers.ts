import { z } from 'zod';
import { bilingual } from './instrument.ts';
import { ruled } from './ruled.ts';
import { entryId } from './terms.ts';

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

/** `policies/<id>/forms.yaml`: outlines that applicants fill, heading by heading. */
export const formsTheme = z.strictObject({
  forms: z
    .array(
      z.strictObject({
        id: entryId,
        name: bilingual,
        /** Version of the template. */
        version: z.string(),
        /** Id of `documents.yaml`. */
        document: z.string(),
        file: ruled(
          z.strictObject({ type: z.literal('pdf'), max_bytes: z.number().int().positive(), encrypted: z.boolean() }),
        ),
        /** An empty section is refused; this word stands for nothing to say. */
        blank: ruled(z.strictObject({ allowed: z.boolean(), marker: z.string() })),
        counting: ruled(z.enum(['nonblank'])),
        cover: z.array(ruled(z.strictObject({ id: entryId, name: bilingual, help: bilingual.optional() }))),
        reference_period: ruled(z.strictObject({ from: z.string(), to: z.string(), label: bilingual })).optional(),
        plan_period: ruled(z.strictObject({ from: z.string(), months: z.number().int().positive() })).optional(),
        sections: z
          .array(
            ruled(
              z.strictObject({
                number: z.string().regex(/^\d+(\.\d+)*$/),
                name: bilingual,
                /** Only sections without further headings below are filled. */
                filled: z.boolean().default(true),
                instruction: bilingual.optional(),
                max_characters: z.number().int().positive().optional(),
                /** What the section is kept as besides text. */
                kept_as: z.enum(['table', 'indicators', 'schedule', 'budget']).optional(),
              }),
            ),
          )
          .min(1),
      }),
    )
    .min(1),
});
