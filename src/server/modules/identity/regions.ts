import { join } from 'node:path';
import { sql } from 'kysely';
import { z } from 'zod';
import { REGION_LEVELS } from '../../../shared/identity/codes.ts';
import { identityProblem } from '../../../shared/identity/problems.ts';
import { regionCode } from '../../../shared/identity/schemas.ts';
import { act, lockName, type Tx } from '../../kernel/act.ts';
import type { Ctx, Services } from '../../kernel/context.ts';
import { insertRows } from '../../kernel/db/rows.ts';
import { PACKAGE_ROOT } from '../../kernel/package-root.ts';
import { readYaml } from '../../kernel/yaml-file.ts';

const fileSchema = z.strictObject({
  source: z.string(),
  verified: z.boolean(),
  regions: z.array(
    z.strictObject({
      code: regionCode,
      level: z.enum(REGION_LEVELS),
      parent: regionCode.optional(),
      zh: z.string().min(1),
      en: z.string().min(1),
    }),
  ),
});

const COLUMNS = { code: 'text', parent_code: 'text', level: 'text', name_zh: 'text', name_en: 'text' } as const;
interface RegionRow {
  code: string;
  parent_code: string | null;
  level: string;
  name_zh: string;
  name_en: string;
}

const readRegions = (): RegionRow[] =>
  readYaml(join(PACKAGE_ROOT, 'reference/regions.yaml'), fileSchema).regions.map(({ code, parent, level, zh, en }) => ({
    code,
    parent_code: parent ?? null,
    level,
    name_zh: zh,
    name_en: en,
  }));

/** Brings the table in line with `reference/regions.yaml`. Codes that left the file stay: records may use them. */
export async function syncRegions(ctx: Ctx): Promise<void> {
  const wanted = readRegions();
  if ((await differing(ctx.db, wanted)).length === 0) return;
  await act(ctx, { action: 'identity.regions.load' }, async (tx: Tx) => {
    await lockName(tx, 'identity.regions');
    const rows = await differing(tx.db, wanted);
    tx.note({ count: rows.length });
    await insertRows(
      'region',
      COLUMNS,
      rows,
      sql`on conflict (code) do update set parent_code = excluded.parent_code, level = excluded.level,
        name_zh = excluded.name_zh, name_en = excluded.name_en`,
    ).execute(tx.db);
  });
}

async function differing(db: Pick<Ctx['db'], 'selectFrom'>, wanted: readonly RegionRow[]): Promise<RegionRow[]> {
  const known = await db.selectFrom('region').selectAll().execute();
  const byCode = new Map(known.map((row) => [row.code, row]));
  return wanted.filter((row) => {
    const other = byCode.get(row.code);
    return !other || (Object.keys(COLUMNS) as (keyof RegionRow)[]).some((column) => row[column] !== other[column]);
  });
}

const loading = new WeakMap<Services, Promise<void>>();

/** Begins to load the regions at start-up. @returns waits for the end of it */
export function startRegions(ctx: Ctx): () => Promise<void> {
  const work = syncRegions(ctx).catch((cause: unknown) => ctx.services.log.error({ err: cause }, 'regions not loaded'));
  loading.set(ctx.services, work);
  return () => work;
}

/** Regions by code; with a parent, those right below it. */
export async function listRegions(ctx: Ctx, parent: string | undefined) {
  await loading.get(ctx.services);
  let query = ctx.db.selectFrom('region').selectAll().orderBy('code');
  if (parent !== undefined) query = query.where('parent_code', '=', parent);
  const rows = await query.execute();
  return {
    items: rows.map((row) => ({
      code: row.code,
      parent: row.parent_code,
      level: row.level as (typeof REGION_LEVELS)[number],
      name: { zh: row.name_zh, en: row.name_en },
    })),
  };
}

/** @throws identity.reference_unknown when there is no such region */
export async function checkRegion(ctx: Ctx, code: string | null | undefined): Promise<void> {
  if (code === null || code === undefined) return;
  await loading.get(ctx.services);
  const found = await ctx.db.selectFrom('region').select('code').where('code', '=', code).executeTakeFirst();
  if (!found) throw identityProblem('identity.reference_unknown', { field: `region_code ${code}` });
}
