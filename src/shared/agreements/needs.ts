import type { Bilingual } from '../i18n.ts';
import { citationOf } from '../policy/ruled.ts';
import type { RuleSet } from '../policy/rule-set.ts';
import type { AgreementFault, Asked, Need, Stage } from './asked.ts';
import { chargeOf } from './charge.ts';
import { claimRefused } from './claim.ts';
import { contractNeeds } from './contract-needs.ts';
import { dropEmpty, lack, type Lack } from './need.ts';
import { isAbout, type Known, type KnownStatement, type StatementKind } from './known.ts';
import { fieldNeeds } from './field-needs.ts';
import { permitNeeds } from './permit-needs.ts';
import { sharesWhole } from './property.ts';
import { rulesFor } from './special-rules.ts';

type Policy = Pick<RuleSet, 'id' | 'sharing'>;

/** What a request needs and why, met or not, under a rule set; without its sharing rules only what the platform itself asks. */
export function needsFrom(asked: Asked, policy: Policy, known: Known): Need[] {
  const resources = asked.resources.map(({ id, typeId }) => ({ id, typeId, fields: known.fields.get(id) ?? {} }));
  const rules = rulesFor(policy, resources);
  const foreign = isForeign(asked, known);
  return [
    ...evidenceNeeds(asked, policy, known),
    ...fieldNeeds(policy, resources, { abroad: asked.abroad, foreign }),
    ...rules.flatMap((rule): Need[] => {
      const cite = citationOf(policy, rule);
      return [
        ...(rule.value.declare_foreign ? [declaration(rule.value, known, cite)] : []),
        ...(rule.value.consent ? [consent(rule.value, known, cite)] : []),
        ...permitNeeds(rule, cite, { asked, known, foreign }),
      ];
    }),
    ...(asked.openDownload === true ? [] : agreementNeeds(asked, known)),
    ...(asked.openDownload === true ? [] : propertyNeeds(policy, known)),
    ...contractNeeds(asked, policy, known),
  ].filter((need, n, all) => all.findIndex(({ id }) => id === need.id) === n);
}

/** What stands against a step: what it needs and is not there. Delivery needs what acceptance needed, still. */
export const faultsFrom = (needs: readonly Need[], stage: Stage): AgreementFault[] =>
  needs
    .filter((need) => need.lack && (stage === 'deliver' || need.stage === 'accept'))
    .map((need) => ({
      path: `needs.${need.id}`,
      code: need.lack!.code,
      zh: need.lack!.zh,
      en: need.lack!.en,
      ...(need.cite && { cite: need.cite }),
    }));

const statementOf = (known: Known, kind: StatementKind): KnownStatement | undefined =>
  known.statements.find((statement) => statement.kind === kind);

/** A foreign party asks, controls who asks, or stands behind an agent: what the file says wins over what the form says. */
export const isForeign = (asked: Asked, known: Known): boolean =>
  asked.requester.foreignControlled || statementOf(known, 'declaration')?.foreign === true;

/** Of a statement that the other side has to confirm. */
function statementLack(statement: KnownStatement | undefined, what: Bilingual): Lack | undefined {
  if (statement?.state === 'confirmed') return undefined;
  if (!statement) return lack('statement_missing', `缺少${what.zh}`, `${what.en} is missing`);
  return statement.state === 'refused'
    ? lack('statement_refused', `${what.zh}未获确认`, `${what.en} was not confirmed`)
    : lack('statement_unconfirmed', `${what.zh}尚待平台确认`, `${what.en} waits for the platform to confirm it`);
}

/** AMB-X-12: a free purpose is declared with evidence and confirmed by the host, wherever a price stands in question. */
function evidenceNeeds(asked: Asked, policy: Policy, known: Known): Need[] {
  const charge = chargeOf(asked, policy, claimRefused(known));
  if (charge.kind !== 'free' || (asked.listPriceFen ?? 0) === 0) return [];
  const what = { zh: '公益用途的证明', en: 'Evidence of the public purpose' };
  const evidence = charge.evidence ?? { zh: '', en: '' };
  return [
    dropEmpty({
      id: 'evidence',
      kind: 'evidence',
      stage: 'accept',
      zh: `${what.zh}：${evidence.zh}`,
      en: `${what.en}: ${evidence.en}`,
      ...(charge.cite && { cite: { ...charge.cite, basis: 'house' as const } }),
      lack: statementLack(statementOf(known, 'evidence'), what),
    }),
  ];
}

type Special = { id: string; name: Bilingual; law: Bilingual };

function declaration(rule: Special, known: Known, cite: Need['cite']): Need {
  const what = { zh: '境外背景声明及证明', en: 'Declaration on foreign parties, with evidence' };
  return dropEmpty({
    id: 'declaration',
    kind: 'declaration',
    stage: 'accept',
    zh: `${what.zh}（${rule.name.zh}；委托代理的，说明实际使用人）`,
    en: `${what.en} (${rule.name.en}; an agent names who will use it)`,
    law: rule.law,
    cite,
    lack: statementLack(statementOf(known, 'declaration'), what),
  });
}

function consent(rule: Special, known: Known, cite: Need['cite']): Need {
  const what = { zh: '用途在知情同意范围内的说明', en: 'Statement that the purpose lies within the donors’ consent' };
  return dropEmpty({
    id: 'consent',
    kind: 'consent',
    stage: 'accept',
    zh: `${what.zh}（${rule.name.zh}）`,
    en: `${what.en} (${rule.name.en})`,
    law: rule.law,
    cite,
    lack: statementLack(statementOf(known, 'consent'), what),
  });
}

/** Templates of the platform that are about what is asked for: each named user accepts one version; that version then stands. */
function agreementNeeds(asked: Asked, known: Known): Need[] {
  return known.templates
    .filter(({ types }) => isAbout(types, asked.resources))
    .map((template): Need => {
      const missing = asked.requester.users.filter(
        (user) => !known.acceptances.some((given) => given.template === template.id && given.account === user),
      );
      const names = missing.map((user) => asked.requester.called?.[user] ?? user);
      return dropEmpty({
        id: `agreement:${template.id}`,
        kind: 'agreement',
        stage: 'deliver',
        zh: `接受《${template.name}》`,
        en: `Accept “${template.name}”`,
        template: { id: template.id, version: template.version, missing },
        lack:
          missing.length === 0
            ? undefined
            : lack(
                'agreement_not_accepted',
                `《${template.name}》尚未由${names.join('、')}接受`,
                `“${template.name}” has not been accepted by ${names.join(', ')}`,
              ),
      });
    });
}

/** Ownership or shares are settled by an accepted agreement, by the contract, or by a statement both sides made. */
function propertyNeeds(policy: Policy, known: Known): Need[] {
  const rule = policy.sharing?.property;
  if (rule?.value !== true) return [];
  const statement = statementOf(known, 'property');
  const settled =
    known.acceptances.some(({ shares }) => sharesWhole(shares)) ||
    (known.contract?.state === 'in_force' && sharesWhole(known.contract.shares)) ||
    (statement?.state === 'confirmed' && sharesWhole(statement.shares));
  return [
    dropEmpty({
      id: 'property',
      kind: 'property',
      stage: 'deliver',
      zh: '约定成果的知识产权归属或比例',
      en: 'Ownership or shares of what comes of it are agreed',
      cite: citationOf(policy, rule),
      lack: settled
        ? undefined
        : lack(
            'property_not_settled',
            statement?.state === 'given' ? '知识产权约定尚待对方确认' : '尚未约定知识产权归属或比例',
            statement?.state === 'given'
              ? 'the other side has not confirmed the agreement on ownership'
              : 'ownership or shares of intellectual property are not agreed',
          ),
    }),
  ];
}
