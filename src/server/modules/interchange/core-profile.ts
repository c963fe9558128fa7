import { join } from 'node:path';
import { z } from 'zod';
import type { Config } from '../../kernel/config.ts';
import { PACKAGE_ROOT } from '../../kernel/package-root.ts';
import { readYaml } from '../../kernel/yaml-file.ts';

const part = z.strictObject({
  /** As `map.core` of a field names it. */
  term: z.string().min(1),
  /** XML name. */
  name: z.string().regex(/^[A-Za-z][A-Za-z0-9]*$/),
  type: z.enum(['text', 'date', 'uri']).default('text'),
  /** 1 only where every record has it. */
  min: z.union([z.literal(0), z.literal(1)]).default(0),
  many: z.boolean().default(false),
});
const SYSTEM = ['identifier', 'registered_on', 'released_on', 'type', 'address', 'service'] as const;
const profile = z.strictObject({
  edition: z.string(),
  namespace: z.string().min(1),
  elements: z.array(part.extend({ system: z.enum(SYSTEM).optional(), parts: z.array(part).optional() })).min(1),
});

export type CorePart = z.output<typeof part>;
/** The core metadata as an XML format: elements in order, their names and bounds (reference/core-metadata.yaml). */
export type CoreProfile = z.output<typeof profile>;
export type CoreElement = CoreProfile['elements'][number];

let read: CoreProfile | undefined;

export function coreProfile({ coreNamespace }: Pick<Config, 'coreNamespace'>): CoreProfile {
  read ??= readYaml(join(PACKAGE_ROOT, 'reference/core-metadata.yaml'), profile);
  return coreNamespace === undefined ? read : { ...read, namespace: coreNamespace };
}
