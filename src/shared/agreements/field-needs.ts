import { citationOf } from '../policy/ruled.ts';
import type { RuleSet } from '../policy/rule-set.ts';
import type { Need } from './asked.ts';
import { lack } from './need.ts';
import { permitsFor } from './permit-needs.ts';
import { isUnstated } from './special-rules.ts';

interface Resource {
  id: string;
  typeId: string;
  fields: Readonly<Record<string, unknown>>;
}

/**
 * What a record has to say before anybody can tell which permits it needs, such as the class of a pathogen: where the field is
 * empty it is unknown, not harmless, and the platform fills it in.
 */
export function fieldNeeds(
  policy: Pick<RuleSet, 'id' | 'sharing'>,
  resources: readonly Resource[],
  leaving: { abroad: boolean; foreign: boolean },
): Need[] {
  return (policy.sharing?.special ?? []).flatMap((rule): Need[] => {
    const { where, name, law, declare_foreign, consent } = rule.value;
    const asks = declare_foreign || consent || permitsFor(rule.value, leaving).length > 0;
    const open = asks ? resources.find((resource) => isUnstated(rule.value, resource)) : undefined;
    if (!open || !where?.stated) return [];
    const { zh, en } = where.stated;
    return [
      {
        id: `field:${where.field}`,
        kind: 'field',
        stage: 'accept',
        zh: `平台在资源记录中写明“${zh}”（${name.zh}）`,
        en: `The platform states the ${en} in the record (${name.en})`,
        law,
        cite: citationOf(policy, rule),
        resource: open.id,
        lack: lack(
          'field_unstated',
          `资源记录未写明“${zh}”，无法判断需要哪些许可，不按不需要许可处理`,
          `the record does not state the ${en}: which permits are needed cannot be told, and none is not assumed`,
        ),
      },
    ];
  });
}
