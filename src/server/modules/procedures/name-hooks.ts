import { fill } from '../../../shared/i18n.ts';
import { checkName, namesAlike, normalEn, normalZh } from '../../../shared/policy/check-name.ts';
import { nameReasons } from '../../../shared/policy/name-reasons.ts';
import type { GateFault } from '../../../shared/procedures/case-facts.ts';
import { platformNamesAmong, renamePlatform } from '../identity/index.ts';
import type { CaseEffect, Gate } from './hooks.ts';
import { rulesOf } from './rules.ts';

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/**
 * Gate `name_fits`: fields `name_zh` and `name_en` of the case against naming.yaml and the register. A name that the authority may
 * approve off the list of forms is no fault: the authority sees it when it decides.
 */
export const nameFits: Gate = async (ctx, row) => {
  const { ruleSet } = rulesOf(ctx, row);
  if (!ruleSet.naming) return [];
  const given = { zh: textOf(row.data['name_zh']), en: textOf(row.data['name_en']) };
  const taken = await platformNamesAmong(ctx, namesAlike(ruleSet.naming, given.zh), row.platform_id ?? undefined);
  return checkName({ id: ruleSet.id, naming: ruleSet.naming }, given, taken)
    .reasons.filter(({ result }) => result === 'refused')
    .map(({ lang, code, params, cite }): GateFault => {
      const text = nameReasons[code];
      return { path: `fields.name_${lang}`, zh: fill(text.zh, params), en: fill(text.en, params), cite };
    });
};

/**
 * Effect `name_platform`: the platform bears the names in `name_zh` and `name_en` of the case; a name left out stays. Cases that are
 * called after it are called so too.
 */
export const namePlatform: CaseEffect = async (ctx, tx, row) => {
  const zh = normalZh(textOf(row.data['name_zh']));
  const en = normalEn(textOf(row.data['name_en']));
  if (row.platform_id === null || zh === '') return;
  const before = await renamePlatform(ctx, tx, row.platform_id, { name_zh: zh, ...(en !== '' && { name_en: en }) });
  await tx.db
    .updateTable('proc_case')
    .set({ title: zh })
    .where('platform_id', '=', row.platform_id)
    .where('title', '=', before)
    .execute();
};
