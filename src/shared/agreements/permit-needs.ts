import type { Citation } from '../problems.ts';
import type { Ruled } from '../policy/ruled.ts';
import type { SpecialRule } from '../policy/sharing.ts';
import type { Asked, Need } from './asked.ts';
import { PERMIT_ENDS } from './codes.ts';
import type { Known, KnownPermit } from './known.ts';
import { dropEmpty, lack, type Lack } from './need.ts';
import { capital, stands } from './permits.ts';

type Permit = SpecialRule['permits'][number];
type Ended = NonNullable<KnownPermit['ended']>;

/** Permits that a special rule asks for in this case. */
export const permitsFor = (
  { permits }: SpecialRule,
  { abroad, foreign }: { abroad: boolean; foreign: boolean },
): Permit[] => permits.filter(({ when }) => when === 'always' || (when === 'foreign' ? foreign : abroad));

/** Permits of a special rule that this request needs. */
export function permitNeeds(
  { value: rule }: Ruled<SpecialRule>,
  cite: Citation,
  { asked, known, foreign }: { asked: Asked; known: Known; foreign: boolean },
): Need[] {
  return permitsFor(rule, { abroad: asked.abroad, foreign }).map((permit) =>
    dropEmpty({
      id: `permit:${permit.kind}`,
      kind: 'permit',
      stage: permit.stage,
      zh: `${permit.name.zh}（${rule.name.zh}）`,
      en: `${capital(permit.name.en)} (${rule.name.en})`,
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
  const { zh, en } = permit.name;
  const checked = own.filter(({ state }) => state === 'confirmed');
  if (checked.some((one) => stands({ ...one, endedOn: one.ended?.on ?? null }, on))) return undefined;
  // One that waits to be checked is nearer than one that has ended.
  if (own.some(({ state, ended }) => state === 'given' && ended === null))
    return lack('permit_unchecked', `${zh}尚待平台核验`, `${en} waits for the platform to check it`);
  const confirmed = checked.at(-1);
  if (confirmed?.ended && confirmed.ended.on <= on) return endedLack(permit, confirmed, confirmed.ended);
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
  if (permit.when === 'foreign')
    return lack(
      'foreign_refused',
      `${rule.name.zh}不向境外组织、个人及其设立或实际控制的机构提供，也不得通过代理提供；已取得${zh}的除外（${rule.law.zh}）`,
      `${rule.name.en} are not given to foreign organisations, persons or units they control, nor through an agent, without: ${en} (${rule.law.en})`,
    );
  return lack('permit_missing', `缺少${zh}（${rule.law.zh}）`, `${en} is missing (${rule.law.en})`);
}

const endedLack = ({ name: { zh, en } }: Permit, { number }: KnownPermit, { on, by, reason }: Ended): Lack =>
  lack(
    'permit_ended',
    `${zh}（${number}）自 ${on} 起失效：${PERMIT_ENDS[by].zh}（${reason}）`,
    `${en} (${number}) stands no more from ${on}: ${PERMIT_ENDS[by].en.toLowerCase()} (${reason})`,
  );
