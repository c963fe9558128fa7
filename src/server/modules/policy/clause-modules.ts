import { join } from 'node:path';
import { z } from 'zod';
import { bilingual } from '../../../shared/policy/instrument.ts';
import { PACKAGE_ROOT } from '../../kernel/package-root.ts';
import { readYaml } from '../../kernel/yaml-file.ts';

const clauseModules = z.strictObject({
  floor: z.number().int().min(0).max(100),
  modules: z.record(
    z.string(),
    z.union([
      z.strictObject({ name: bilingual, built: z.literal(true), screens: z.array(z.string().startsWith('/')) }),
      z.strictObject({ name: bilingual, built: z.literal(false), reason: bilingual }),
    ]),
  ),
  later: z.record(z.string(), bilingual),
});

export type ClauseModules = z.output<typeof clauseModules>;

let read: ClauseModules | undefined;

/** Which parts of the product are built, and which clauses of them come later (`reference/clause-modules.yaml`). */
export const clauseModulesOf = (): ClauseModules =>
  (read ??= readYaml(join(PACKAGE_ROOT, 'reference/clause-modules.yaml'), clauseModules));
