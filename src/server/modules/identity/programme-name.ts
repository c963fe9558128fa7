import type { Bilingual } from '../../../shared/i18n.ts';
import type { Ctx } from '../../kernel/context.ts';
import { ruleSetOf } from '../policy/index.ts';

/** Name of a programme's portal: its own, else its rule set's. */
export function programmeName(
  ctx: Pick<Ctx, 'services'>,
  row: { rule_set: string; portal_name_zh: string | null; portal_name_en: string | null },
): Bilingual {
  const given = ruleSetOf(ctx as Ctx, row.rule_set).catalogue.portal_name.value;
  return {
    zh: row.portal_name_zh ?? given.zh,
    en: row.portal_name_en ?? (row.portal_name_zh === null ? given.en : row.portal_name_zh),
  };
}
