import { pick, type Lang } from '../../../shared/i18n.ts';
import { citationOf } from '../../../shared/policy/ruled.ts';
import type { FieldFault } from '../../../shared/problems.ts';
import { feeFaults, feeFlags, type PriceRule } from '../../../shared/stock/fees.ts';
import { stockProblem } from '../../../shared/stock/problems.ts';
import type { ServiceContent } from '../../../shared/stock/service-schemas.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { ReadDb } from '../../kernel/db/open.ts';
import { type RecordHead, recordHeads } from '../catalogue/index.ts';
import type { PlatformRecord } from '../identity/index.ts';
import { ruleSetOf } from '../policy/index.ts';

/** Rules on prices of every programme a platform belongs to (国家 第二十五条；鄂 第十八条；湘 第十四条；穗 第十九条). */
export const priceRulesOf = (ctx: Ctx, platform: PlatformRecord): PriceRule[] =>
  platform.programmes.flatMap(({ rule_set }) => {
    const set = ruleSetOf(ctx, rule_set);
    const rule = set.money?.price_ceiling;
    return rule?.value === 'own_cost' ? [{ cite: citationOf(set, rule) }] : [];
  });

const fault = (path: string, code: string, zh: string, en: string): FieldFault => ({ path, code, zh, en });

/**
 * Looks at what is to be saved, draft or not.
 * @throws stock.service_refused with every fault and the article of a price above its cost
 */
export async function checkService(
  ctx: Ctx,
  db: ReadDb,
  platform: PlatformRecord,
  content: ServiceContent,
): Promise<Map<string, RecordHead>> {
  const faults = feeFaults(content.fees, priceRulesOf(ctx, platform));
  const heads = await recordHeads(db, content.resources);
  content.resources.forEach((id, n) => {
    const head = heads.get(id);
    if (head?.platform !== platform.id || head.state === 'withdrawn')
      faults.push(
        fault(`body.resources.${n}`, 'resource_unknown', `本平台没有资源 ${id}`, `The platform has no record ${id}`),
      );
  });
  content.types.forEach((type, n) => {
    if (!ctx.services.types.has(type))
      faults.push(
        fault(`body.types.${n}`, 'type_unknown', `没有资源类型“${type}”`, `There is no resource type “${type}”`),
      );
  });
  const cite = faults.find((one) => one.cite)?.cite;
  if (faults.length > 0)
    throw stockProblem('stock.service_refused', { count: faults.length }, { errors: faults, cite });
  return heads;
}

/** What publishing still asks for. */
export function lacksOf(content: ServiceContent): FieldFault[] {
  const { contact } = content;
  const lacks: FieldFault[] = [];
  const ask = (holds: boolean, path: string, zh: string, en: string): void => {
    if (!holds) lacks.push(fault(path, 'missing', zh, en));
  };
  ask(content.description_zh !== '', 'description_zh', '请说明服务内容', 'Say what the service is');
  ask(content.user_groups.length > 0, 'user_groups', '请选择服务对象', 'Say whom it is for');
  ask(
    (content.response_days ?? null) !== null,
    'response_days',
    '请填写承诺答复的工作日数',
    'Promise an answer within so many working days',
  );
  ask(
    [contact.person, contact.phone, contact.email].some((value) => (value ?? '') !== ''),
    'contact',
    '请填写联系人、电话或邮箱',
    'Give a person, a telephone number or a mail address',
  );
  return lacks;
}

export const flagTexts = (ctx: Ctx, platform: PlatformRecord, content: ServiceContent, lang: Lang): string[] =>
  feeFlags(content.fees, priceRulesOf(ctx, platform)).map((flag) => pick(flag, lang));
