import { z } from 'zod';
import { bilingual } from './instrument.ts';
import { ruled } from './ruled.ts';

/** Id of an entry of a list. */
export const entryId = z.string().regex(/^[a-z][a-z0-9_]*$/);
/** An entry that other data may name. */
export const named = z.strictObject({ id: entryId, name: bilingual });
/** A list as the text gives it; `open`: it ends with 等, others are allowed with a reason. */
export const listed = z.strictObject({ items: z.array(bilingual).min(1), open: z.boolean().default(false) });
/** A clock of `clocks.yaml`, of its clocks, recurring deadlines or windows. */
export const clockRef = z.strictObject({ clock: entryId });

/** `policies/<id>/terms.yaml`: what things are called. */
export const termsTheme = z.strictObject({
  /** What is recognised: 国家平台, 省资源库. */
  object: ruled(bilingual),
  /** What recognition is called. */
  recognition: ruled(bilingual),
  portal: ruled(bilingual),
  portal_operator: ruled(bilingual).optional(),
});
