import { z } from 'zod';

/** `policies/<id>/instrument.yaml`. */
export const instrumentSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  title: z.strictObject({ zh: z.string(), en: z.string() }),
  document_no: z.string().nullable(),
  status: z.enum(['draft', 'in_force', 'expired', 'superseded']),
});

export type Instrument = z.output<typeof instrumentSchema>;
