import type { Bilingual } from '../../../shared/i18n.ts';
import type { Ctx } from '../../kernel/context.ts';
import { markOf } from './programme-instrument.ts';
import { programmeName } from './programme-name.ts';

/** A programme as its portal shows it. */
export interface PortalProgramme {
  id: string;
  name: Bilingual;
  /** Leading authority. */
  authority: Bilingual | undefined;
  ruleSet: string;
  path: string;
  host: string | undefined;
  /** Badge of every page: on trial, under a draft, or past its term. */
  mark: Bilingual | undefined;
}

/** Every programme of the installation, in its own order: one statement. */
export async function portalProgrammes(ctx: Ctx): Promise<PortalProgramme[]> {
  const rows = await ctx.db
    .selectFrom('programme as p')
    .leftJoin('organisation as o', 'o.id', 'p.authority_id')
    .select([
      'p.id',
      'p.rule_set',
      'p.portal_name_zh',
      'p.portal_name_en',
      'p.path',
      'p.host',
      'p.mode',
      'p.issued_on',
      'o.name_zh',
      'o.name_en',
    ])
    .orderBy('p.position')
    .orderBy('p.id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    name: programmeName(ctx, row),
    authority: row.name_zh === null ? undefined : { zh: row.name_zh, en: row.name_en ?? row.name_zh },
    ruleSet: row.rule_set,
    path: row.path,
    host: row.host ?? undefined,
    mark: markOf(ctx, row, ctx.today),
  }));
}
