import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Asked, Stage } from '../../../shared/agreements/asked.ts';
import { chargeOf } from '../../../shared/agreements/charge.ts';
import type { Known, KnownContract, KnownPermit } from '../../../shared/agreements/known.ts';
import { faultsFrom, needsFrom } from '../../../shared/agreements/needs.ts';
import { purposesOf } from '../../../shared/agreements/purposes.ts';
import { PACKAGE_ROOT } from '../../kernel/package-root.ts';
import { readReferenceLists, readResourceTypes } from '../catalogue/index.ts';
import { BUILT_IN, readRuleSet } from '../policy/index.ts';

const sets = {
  national: readRuleSet(join(BUILT_IN, 'national')),
  hubei: readRuleSet(join(BUILT_IN, 'hubei')),
  hunan: readRuleSet(join(BUILT_IN, 'hunan')),
  guangzhou: readRuleSet(join(BUILT_IN, 'guangzhou')),
  fifth: readRuleSet(join(PACKAGE_ROOT, 'src/server/testing/fifth')),
};
type SetId = keyof typeof sets;

const asked = (more: Partial<Asked> = {}): Asked => ({
  subject: '1',
  platformId: '2',
  policyId: 'national',
  resources: [{ id: '3', typeId: 'germplasm_crop' }],
  requester: {
    accountId: '4',
    organisationId: null,
    unitKind: 'enterprise',
    region: '110000',
    foreignControlled: false,
    users: ['4'],
  },
  purpose: 'research',
  abroad: false,
  on: '2026-11-27',
  ...more,
});
const known = (more: Partial<Known> = {}): Known => ({
  templates: [],
  acceptances: [],
  permits: [],
  statements: [{ kind: 'property', state: 'confirmed', foreign: false, shares: [{ party: 'platform', percent: 100 }] }],
  contract: null,
  fields: new Map(),
  ...more,
});
const contract = (more: Partial<KnownContract> = {}): KnownContract => ({
  state: 'in_force',
  totalFen: 38_000,
  hostSignedOn: '2026-11-20',
  userSignedOn: '2026-11-20',
  inForceFrom: '2026-11-20',
  until: null,
  shares: [],
  ...more,
});
const codes = (set: SetId, ask: Partial<Asked>, facts: Partial<Known> = {}, stage: Stage = 'deliver') =>
  faultsFrom(needsFrom(asked(ask), sets[set], known(facts)), stage).map(({ code }) => code);
const faults = (set: SetId, ask: Partial<Asked>, facts: Partial<Known> = {}, stage: Stage = 'deliver') =>
  faultsFrom(needsFrom(asked(ask), sets[set], known(facts)), stage);
const permit = (kind: string, more: Partial<KnownPermit> = {}): KnownPermit => ({
  kind,
  number: `${kind}-1`,
  of: 'requester',
  state: 'confirmed',
  from: '2026-01-01',
  until: '2026-12-31',
  ended: null,
  ...more,
});

test('NAT-25.1 HN-14.1 GZ-19.1 the purposes of the text are free for basic services, with the article; the evidence is confirmed first', () => {
  for (const [set, clause] of [
    ['national', 'NAT-25.1'],
    ['hunan', 'HN-14.1'],
    ['guangzhou', 'GZ-19.1'],
  ] as const) {
    const charge = chargeOf(asked({ purpose: 'disaster' }), sets[set]);
    expect([charge.kind, charge.cite?.clause, charge.cite?.basis]).toEqual(['free', clause, 'law']);
  }
  const ask = { purpose: 'public_safety', listPriceFen: 20_000 };
  expect(codes('hunan', ask, {}, 'accept')).toEqual(['statement_missing']);
  const evidence = (state: 'given' | 'confirmed' | 'refused') => ({
    statements: [...known().statements, { kind: 'evidence' as const, state, foreign: false, shares: [] }],
  });
  expect(codes('hunan', ask, evidence('given'))).toEqual(['statement_unconfirmed']);
  expect(codes('hunan', ask, evidence('confirmed'))).toEqual([]);
  // Consumables are no basic service: they may be charged at cost.
  expect(chargeOf(asked({ ...ask, basic: false }), sets.hunan).kind).toBe('priced');
  // A purpose that the platform does not confirm opens the price again.
  const refused = { ...evidence('refused'), contract: contract({ totalFen: 100 }) };
  expect(codes('national', ask, refused)).toEqual([]);
  const [charged] = faults('national', { ...ask }, { ...evidence('confirmed'), contract: contract({ totalFen: 100 }) });
  expect([charged?.code, charged?.cite?.clause]).toEqual(['charged_though_free', 'NAT-25.1']);
});

test('GZ-19.1 AMB-X-12 a mixed purpose is free only where no business gains by it', () => {
  const mixed = (beneficiary: string | null) =>
    chargeOf(asked({ purpose: 'public_research', mixedPurpose: { purpose: 'research', beneficiary } }), sets.guangzhou);
  expect(mixed(null).kind).toBe('free');
  expect(mixed('某公司').kind).toBe('priced');
  const withBusiness = asked({ purpose: 'public_research', mixedPurpose: { purpose: 'business' } });
  expect(chargeOf(withBusiness, sets.guangzhou)).toMatchObject({ kind: 'priced', business: true });
});

test('HB-18.3 Hubei has no clause on free services: nothing is free by law and no article is cited for it', () => {
  const charge = chargeOf(asked({ purpose: 'disaster' }), sets.hubei);
  expect([charge.kind, charge.cite, charge.evidence]).toEqual(['priced', undefined, undefined]);
  expect(
    codes('hubei', { purpose: 'business' }, { contract: contract({ hostSignedOn: null, state: 'offered' }) }),
  ).toEqual(['contract_unsigned_host']);
});

test('NAT-25.2 HN-14.2 business needs a contract that both have signed and that is in force on the day of delivery', () => {
  const ask = { purpose: 'business' };
  expect(codes('national', ask)).toEqual(['contract_missing']);
  const [unsigned] = faults('national', ask, { contract: contract({ userSignedOn: null, state: 'offered' }) });
  expect([unsigned?.en, unsigned?.cite?.clause]).toEqual(['signature of the user missing', 'NAT-25.2']);
  const later = { contract: contract({ inForceFrom: '2026-12-01' }) };
  expect(codes('hunan', { ...ask, on: '2026-11-30' }, later)).toEqual(['contract_not_yet']);
  expect(codes('hunan', { ...ask, on: '2026-12-01' }, later)).toEqual([]);
  expect(codes('hunan', ask, { contract: contract({ until: '2026-11-26' }) })).toEqual(['contract_ended']);
  // AMB-X-27: neither public nor business: a price within cost, no contract.
  expect(codes('national', { purpose: 'research', listPriceFen: 5000 })).toEqual([]);
});

test('GZ-19.2 a company that takes data at price 0 needs no contract; charged, it does', () => {
  expect(codes('guangzhou', { purpose: 'business', resources: [{ id: '3', typeId: 'dataset' }] })).toEqual([]);
  expect(codes('guangzhou', { purpose: 'business', listPriceFen: 100 })).toEqual(['contract_missing']);
  expect(codes('guangzhou', { purpose: 'business' }, { contract: contract({ hostSignedOn: null }) })).toEqual([
    'contract_unsigned_host',
  ]);
});

test('NAT-24.3 GZ-18.3 HB-18.2 HN-13.2b ownership or shares of 100 % are agreed before delivery; open downloads have their terms', () => {
  const none = { statements: [] };
  for (const set of ['national', 'hubei', 'hunan', 'guangzhou'] as const)
    expect(codes(set, {}, none)).toEqual(['property_not_settled']);
  expect(codes('national', {}, none, 'accept')).toEqual([]);
  expect(codes('national', { openDownload: true }, none)).toEqual([]);
  const accepted = (percent: number) => ({
    ...none,
    acceptances: [
      {
        template: '9',
        version: 1,
        account: '4',
        shares: [
          { party: 'platform' as const, percent },
          { party: 'user' as const, percent: 30 },
        ],
      },
    ],
  });
  expect(codes('national', {}, accepted(60))).toEqual(['property_not_settled']);
  expect(codes('national', {}, accepted(70))).toEqual([]);
});

test('GZ-A.human.2a NAT-25.4 GZ-19.4 human genetic resources: ethics, declaration, consent, and nothing to foreign parties without their permit', () => {
  const resources = [{ id: '3', typeId: 'human_genetic' }];
  expect(codes('guangzhou', { resources }, {}, 'accept')).toEqual([
    'statement_missing',
    'statement_missing',
    'permit_missing',
  ]);
  const given = (foreign: boolean) => ({
    statements: [
      ...known().statements,
      { kind: 'declaration' as const, state: 'confirmed' as const, foreign, shares: [] },
      { kind: 'consent' as const, state: 'confirmed' as const, foreign: false, shares: [] },
    ],
    permits: [permit('ethics_approval'), permit('hgr_keeping', { of: 'platform' })],
  });
  expect(codes('guangzhou', { resources }, given(false))).toEqual([]);
  // A Chinese agent: the declaration says who stands behind.
  const [agent] = faults('national', { resources }, given(true), 'accept');
  expect([agent?.code, agent?.cite?.clause]).toEqual(['foreign_refused', 'NAT-25.4']);
  expect(agent?.zh).toContain('《人类遗传资源管理条例》');
  const foreign = { resources, requester: { ...asked().requester, foreignControlled: true } };
  expect(codes('guangzhou', foreign, given(false))).toEqual(['foreign_refused']);
  const cooperating = { ...given(true), permits: [...given(true).permits, permit('hgr_cooperation')] };
  expect(codes('national', { resources, abroad: true }, cooperating)).toEqual(['permit_missing']);
});

test('HB-18.5 HN-14.4 pathogens by class, controlled chemicals, germplasm abroad: refused without their permit', () => {
  const strain = (level: string) => ({
    ask: { resources: [{ id: '3', typeId: 'strain' }] },
    facts: { fields: new Map([['3', { pathogen_class: level }]]) },
  });
  const high = strain('2');
  const [refused] = faults('hubei', high.ask, high.facts, 'accept');
  expect([refused?.code, refused?.cite?.clause]).toEqual(['permit_missing', 'HB-18.5']);
  expect(codes('hubei', strain('3').ask, strain('3').facts)).toEqual(['permit_missing']);
  expect(codes('hubei', strain('0').ask, strain('0').facts)).toEqual([]);
  // What the record does not say is unknown, not harmless; a class that is stated as none needs nothing.
  const [unknown] = faults('hubei', high.ask, {}, 'accept');
  expect([unknown?.path, unknown?.code, unknown?.cite?.clause]).toEqual([
    'needs.field:pathogen_class',
    'field_unstated',
    'HB-18.5',
  ]);
  const held = [permit('pathogen_activity'), permit('pathogen_transport')];
  expect(codes('hubei', high.ask, { ...high.facts, permits: held })).toEqual([]);
  expect(codes('hubei', strain('4').ask, { ...strain('4').facts, permits: [permit('biosafety_lab')] })).toEqual([]);
  const chemical = { fields: new Map([['3', { hazard: ['toxic', 'controlled'] }]]) };
  const [controlled] = faults('hunan', { resources: [{ id: '3', typeId: 'material' }] }, chemical, 'accept');
  expect([controlled?.path, controlled?.cite?.clause]).toEqual(['needs.permit:controlled_purchase', 'HN-14.4']);
  expect(codes('national', { abroad: true }, {}, 'accept')).toEqual(['permit_missing']);
});

test('GZ-19.4 HN-14.4 germplasm abroad, laboratory animals, introduced stock: refused without their permits, given with them', () => {
  const seeds = { abroad: true, requester: { ...asked().requester, foreignControlled: true } };
  const both = [permit('germplasm_export'), permit('germplasm_cooperation')];
  expect(codes('guangzhou', seeds, {}, 'accept')).toEqual(['permit_missing', 'foreign_refused']);
  expect(codes('guangzhou', seeds, { permits: both.slice(0, 1) }, 'accept')).toEqual(['foreign_refused']);
  expect(codes('guangzhou', seeds, { permits: both })).toEqual([]);
  const animal = (use: string, status: string) => ({
    resources: [{ id: '3', typeId: 'animal' }],
    fields: new Map([['3', { animal_use: [use], breed_status: status }]]),
  });
  const mouse = animal('laboratory', 'inbred');
  expect(codes('hunan', mouse, mouse)).toEqual(['permit_missing', 'permit_missing']);
  // The user's licence is no licence of the platform.
  const use = permit('animal_use_licence');
  const production = permit('animal_production_licence');
  expect(codes('hunan', mouse, { ...mouse, permits: [use, production] })).toEqual(['permit_missing']);
  expect(codes('hunan', mouse, { ...mouse, permits: [use, { ...production, of: 'platform' }] })).toEqual([]);
  const boar = animal('livestock', 'introduced');
  expect(codes('hunan', boar, boar)).toEqual(['permit_missing']);
  expect(codes('hunan', boar, { ...boar, permits: [permit('introduction', { of: 'platform' })] })).toEqual([]);
  expect(codes('hunan', boar, {}, 'accept')).toEqual(['field_unstated', 'field_unstated']);
  // Data of an unknown grade are asked for their grade only where they leave the country.
  const data = { resources: [{ id: '3', typeId: 'dataset' }] };
  expect(codes('guangzhou', data)).toEqual([]);
  expect(codes('guangzhou', { ...data, abroad: true })).toEqual(['field_unstated', 'field_unstated']);
});

test('a permit taken back or revoked stops a delivery from that day on, as an expired one does', () => {
  const ended = { on: '2026-11-27', by: 'issuer', reason: '条件不再符合' } as const;
  const held = { permits: [permit('germplasm_export', { ended })] };
  expect(codes('national', { abroad: true, on: '2026-11-26' }, held)).toEqual([]);
  const [stopped] = faults('national', { abroad: true, on: '2026-11-27' }, held);
  expect([stopped?.code, stopped?.zh]).toEqual([
    'permit_ended',
    '种质资源对外提供审批（germplasm_export-1）自 2026-11-27 起失效：发证机关吊销或撤销（条件不再符合）',
  ]);
  const renewed = [...held.permits, permit('germplasm_export', { state: 'given' })];
  expect(codes('national', { abroad: true }, { permits: renewed })).toEqual(['permit_unchecked']);
});

test('a permit that expires before delivery stops the delivery; one that is not checked, or begins later, does too', () => {
  const ask = { resources: [{ id: '3', typeId: 'rock_fossil' }], policyId: 'fifth' };
  const held = (more: Partial<KnownPermit>) => ({ permits: [permit('fossil_loan', more)] });
  expect(codes('fifth', { ...ask, purpose: 'schools', on: '2026-12-31' }, held({}))).toEqual([]);
  expect(codes('fifth', { ...ask, purpose: 'schools', on: '2027-01-01' }, held({}))).toEqual(['permit_expired']);
  expect(codes('fifth', { ...ask, purpose: 'schools' }, held({ state: 'given' }))).toEqual(['permit_unchecked']);
  expect(codes('fifth', { ...ask, purpose: 'schools' }, held({ from: '2026-11-28' }))).toEqual(['permit_not_yet']);
  // What the fifth jurisdiction alone says: schools are free, everything else needs a contract.
  expect(chargeOf(asked({ purpose: 'schools' }), sets.fifth).kind).toBe('free');
  expect(purposesOf(sets.fifth)[0]).toMatchObject({ id: 'schools' });
  expect(codes('fifth', { purpose: 'research' })).toEqual(['contract_missing']);
});

test('special rules name types and fields that exist, with values of their code lists', () => {
  const types = readResourceTypes([], readReferenceLists());
  for (const set of Object.values(sets))
    for (const { value: rule } of set.sharing?.special ?? [])
      for (const id of rule.types) {
        const type = types.get(id);
        expect(type, `${set.id} ${rule.id}: ${id}`).toBeDefined();
        if (!rule.where) continue;
        const values = type!.lists
          .get(type!.byId.get(rule.where.field)?.codes ?? '')
          ?.entries.map(({ value }) => `${value}`);
        expect(values, `${set.id} ${rule.id}: ${rule.where.field}`).toEqual(
          expect.arrayContaining([...(rule.where.is ?? []), ...(rule.where.unless ?? [])]),
        );
      }
});
