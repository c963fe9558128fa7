import { z } from 'zod';
import { bilingual } from './instrument.ts';
import { ruled } from './ruled.ts';
import { clockRef, entryId, listed } from './terms.ts';

/** `policies/<id>/reports.yaml`: what is sent in every year. */
export const reportsTheme = z.strictObject({
  reports: z
    .array(
      ruled(
        z.strictObject({
          id: entryId,
          name: bilingual,
          /** Ids of `documents.yaml`. */
          documents: z.array(z.string()).min(1),
          sender: bilingual,
          to: z.array(bilingual).min(1),
          /** A recurring deadline of `clocks.yaml`. */
          due: clockRef,
        }),
      ),
    )
    .min(1),
  rules_filed_with: ruled(bilingual.nullable()),
  patrol: ruled(bilingual),
  backup: ruled(bilingual),
  staff: ruled(listed),
  /** Where results of publicly funded projects go. */
  deposit: ruled(bilingual).optional(),
});

/** `policies/<id>/evaluation.yaml`: evaluation, what follows from it, and the end. */
export const evaluationTheme = z.strictObject({
  /** A recurring deadline or a window of `clocks.yaml` each. */
  intervals: z.array(ruled(z.strictObject({ id: entryId, name: bilingual, ...clockRef.shape }))).min(1),
  grades: ruled(
    z.array(z.strictObject({ id: entryId, name: bilingual, rectify: z.boolean(), fail: z.boolean() })).min(2),
  ),
  focus: ruled(listed),
  methods: ruled(listed),
  /** Sum of the weights of the indicators. */
  weights_total: ruled(z.number().int()),
  results: ruled(bilingual),
  absence: ruled(bilingual),
  /** null: none. */
  rectification: ruled(z.strictObject({ ...clockRef.shape, next: bilingual }).nullable()),
  /** Fails after which it is removed. */
  fails_to_remove: ruled(z.number().int().positive().nullable()),
  removal: ruled(listed),
  termination: ruled(z.strictObject({ initiators: listed, steps: listed })),
  /** Until when a removed platform and its host may not apply: null, no bar. */
  exclusion: ruled(z.strictObject({ whom: listed, until: z.enum(['instrument_expiry']) }).nullable()),
});

/** `policies/<id>/sanctions.yaml`: integrity. */
export const sanctionsTheme = z.strictObject({
  violations: ruled(listed),
  measures: ruled(listed),
  severe: ruled(listed).optional(),
  /** Whom a bar meets, and how long. */
  scope: ruled(listed),
  duration: ruled(z.enum(['until_lifted'])),
  /** What a bar does to a recognition that stands. */
  on_recognition: ruled(z.enum(['decision'])),
});
