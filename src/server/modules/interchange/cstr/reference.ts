import { join } from 'node:path';
import { z } from 'zod';
import { PACKAGE_ROOT } from '../../../kernel/package-root.ts';
import { readYaml } from '../../../kernel/yaml-file.ts';

const schema = z.strictObject({
  source: z.string(),
  /** Registration template by type code. */
  templates: z.record(z.string().regex(/^\d{2}$/), z.string()),
  /** Of each group one field has to be filled. */
  required: z.array(z.array(z.string()).min(1)),
  /** Where filled, it has to be a whole date. */
  day_fields: z.array(z.string()),
});
export type CstrReference = z.output<typeof schema>;

let read: CstrReference | undefined;
/** What registration asks for (reference/cstr-registration.yaml). */
export const cstrReference = (): CstrReference =>
  (read ??= readYaml(join(PACKAGE_ROOT, 'reference/cstr-registration.yaml'), schema));
