import type { Citation } from '../problems.ts';
import type { Ruled } from '../policy/ruled.ts';
import type { SpecialRule } from '../policy/sharing.ts';
import type { Asked, Need } from './asked.ts';
import type { Known, KnownPermit } from './known.ts';
import { dropEmpty, lack, type Lack } from './need.ts';

type Permit = SpecialRule['permits'][number];

/** Permits of a special rule that this request needs. */
export function permitNeeds(
  { value: rule }: Ruled<SpecialRule>,
  cite: Citation,
  { asked, known, foreign }: { asked: Asked; known: Known; foreign: boolean },
): Need[] {
  return rule.permits
    .filter(({ when }) => when === 'always' || (when === 'foreign' ? foreign : asked.abroad))
    .map((permit) =>
      dropEmpty({
        id: `permit:${permit.kind}`,
        kind: 'permit',
        stage: permit.stage,
        zh: `${permit.name.zh}（${rule.name.zh}）`,
        en: `${permit.name.en} (${rule.name.en})`,
        law: rule.law,
        cite,
        permit: { kind: permit.kind, of: permit.of },
        lack: permitLack(permit, rule, known.permits, asked.on),
      }),
    );
}

/** Whether one of the permits handed in stands on the day of the step; what is nearest to it is named. */
function permitLack(permit: Permit, rule: SpecialRule, held: readonly KnownPermit[], on: string): Lack | undefined {
  const own = held.filter((one) => one.kind === permit.kind && one.of === permit.of);
  const stands = (one: KnownPermit): boolean => one.from <= on && (one.until === null || one.until >= on);
  if (own.some((one) => one.state === 'confirmed' && stands(one))) return undefined;
  const { zh, en } = permit.name;
  const confirmed = own.find(({ state }) => state === 'confirmed');
  if (confirmed && confirmed.from > on)
    return lack(
      'permit_not_yet',
      `${zh}（${confirmed.number}）自 ${confirmed.from} 起有效，${on} 尚未生效`,
      `${en} (${confirmed.number}) is valid from ${confirmed.from} only, not on ${on}`,
    );
  if (confirmed)
    return lack(
      'permit_expired',
      `${zh}（${confirmed.number}）有效期至 ${confirmed.until}，${on} 已失效`,
      `${en} (${confirmed.number}) was valid until ${confirmed.until}: on ${on} it has expired`,
    );
  if (own.some(({ state }) => state === 'given'))
    return lack('permit_unchecked', `${zh}尚待平台核验`, `${en} waits for the platform to check it`);
  if (permit.when === 'foreign')
    return lack(
      'foreign_refused',
      `${rule.name.zh}不向境外组织、个人及其设立或实际控制的机构提供，也不得通过代理提供；已取得${zh}的除外（${rule.law.zh}）`,
      `${rule.name.en} are not given to foreign organisations, persons or units they control, nor through an agent, without: ${en} (${rule.law.en})`,
    );
  return lack('permit_missing', `缺少${zh}（${rule.law.zh}）`, `${en} is missing (${rule.law.en})`);
}
