import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { keysOf, ORGANISATION_KINDS, PLATFORM_KINDS } from '../../shared/identity/codes.ts';
import { ROLE_IDS, SCOPE_KINDS } from '../../shared/identity/roles.ts';
import { MEMBER_STATES } from '../../shared/policy/catalogue-rules.ts';
import { PACKAGE_ROOT } from '../kernel/package-root.ts';
import { readYaml } from '../kernel/yaml-file.ts';

const DEMO = join(PACKAGE_ROOT, 'demo');
const RECORDS = join(DEMO, 'records');

const organisations = z.strictObject({
  organisations: z.array(
    z.strictObject({
      name_zh: z.string(),
      name_en: z.string(),
      uscc: z.string().optional(),
      kind: z.enum(keysOf(ORGANISATION_KINDS)),
      region_code: z.string(),
      supervising: z.string().optional(),
    }),
  ),
});

const programmes = z.strictObject({
  programmes: z.array(
    z.strictObject({
      id: z.string(),
      rule_set: z.string(),
      authority: z.string(),
      portal_name: z.strictObject({ zh: z.string(), en: z.string() }),
      path: z.string(),
    }),
  ),
});

const membership = z.strictObject({
  programme: z.string(),
  state: z.enum(MEMBER_STATES),
  recommended_by: z.string().optional(),
  recommended_on: z.string().optional(),
});

const platforms = z.strictObject({
  platforms: z.array(
    z.strictObject({
      code: z.string(),
      name_zh: z.string(),
      name_en: z.string(),
      kind: z.enum(keysOf(PLATFORM_KINDS)),
      host: z.string(),
      supervising: z.string(),
      region_code: z.string(),
      summary_zh: z.string(),
      summary_en: z.string(),
      homepage: z.string(),
      contact: z.strictObject({ person: z.string(), phone: z.string(), email: z.string(), address: z.string() }),
      programmes: z.array(membership),
      /** State its records are imported in. */
      records: z.enum(['draft', 'published']).default('published'),
    }),
  ),
});

const accounts = z.strictObject({
  accounts: z.array(
    z.strictObject({
      account: z.string(),
      name: z.string(),
      organisation: z.string(),
      role: z.enum(ROLE_IDS),
      scope: z.tuple([z.enum(SCOPE_KINDS), z.string()]),
    }),
  ),
});

const register = z.strictObject({
  source: z.string(),
  platforms: z.array(
    z.strictObject({
      code: z.string(),
      name: z.string(),
      name_en: z.string().optional(),
      kind: z.enum(keysOf(PLATFORM_KINDS)),
      host: z.string().optional(),
      supervising: z.string(),
      region: z.string().optional(),
      homepage: z.string().optional(),
    }),
  ),
});

/** The demonstration as its files give it (demo/*.yaml). */
export const readDemo = () => ({
  ...readYaml(join(DEMO, 'organisations.yaml'), organisations),
  ...readYaml(join(DEMO, 'programmes.yaml'), programmes),
  ...readYaml(join(DEMO, 'platforms.yaml'), platforms),
  ...readYaml(join(DEMO, 'accounts.yaml'), accounts),
});

/** Entries of the national platforms of 2019 (reference/national-platforms.yaml). */
export const readNationalPlatforms = () => readYaml(join(PACKAGE_ROOT, 'reference/national-platforms.yaml'), register);

/** Tables of records: `<platform code>.<type>.csv`. */
export const recordFiles = (): { path: string; platform: string; type: string }[] =>
  readdirSync(RECORDS)
    .filter((name) => name.endsWith('.csv'))
    .toSorted()
    .map((name) => {
      const [platform, type] = name.split('.') as [string, string];
      return { path: join(RECORDS, name), platform, type };
    });
