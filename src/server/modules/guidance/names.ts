import type { InputOf, ReplyOf } from '../../../shared/contract.ts';
import type { eligibilityRoutes } from '../../../shared/guidance/eligibility-routes.ts';
import { fill, pick } from '../../../shared/i18n.ts';
import { checkName as checkByRules, namesAlike } from '../../../shared/policy/check-name.ts';
import { nameReasons } from '../../../shared/policy/name-reasons.ts';
import { citationOf } from '../../../shared/policy/ruled.ts';
import type { Ctx } from '../../kernel/context.ts';
import { platformNamesAmong } from '../identity/index.ts';
import { namingAt } from './jurisdictions.ts';

type Route = (typeof eligibilityRoutes)['checkName'];

/** Checks a proposed name by the programme's rule and against the names in the register. */
export async function checkName(ctx: Ctx, { body }: InputOf<Route>): Promise<ReplyOf<Route, never>> {
  const { id, rules, naming } = await namingAt(ctx, body.programme);
  const taken = await platformNamesAmong(ctx, namesAlike(naming, body.zh));
  const found = checkByRules({ id: rules.id, naming }, body, taken);
  return {
    result: found.result,
    programme: id,
    zh: found.zh,
    en: found.en ?? null,
    expected: { zh: [...found.expected.zh], en: [...found.expected.en] },
    forms: naming.zh.map((rule) => ({
      zh: rule.value.pattern.replace('{field}', '××'),
      en: rule.value.en?.replace('{field}', 'XX') ?? null,
      cite: citationOf(rules, rule),
    })),
    reasons: found.reasons.map(({ lang, code, result, params, cite }) => ({
      lang,
      code,
      result,
      message: fill(pick(nameReasons[code], ctx.lang), params),
      cite,
    })),
  };
}
