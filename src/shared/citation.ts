import { z } from 'zod';

export const citationView = z
  .object({ policy: z.string(), article: z.string(), clause: z.string(), basis: z.enum(['law', 'house']) })
  .meta({ id: 'Citation', description: 'The rule behind a value or a refusal' });
