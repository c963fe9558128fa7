import { expect, test } from 'vitest';
import { requirementSchema } from '../policy/procedure-requirements.ts';
import type { ProcedureField } from '../policy/procedures.ts';
import type { CaseFacts } from './case-facts.ts';
import { needText } from './need-texts.ts';
import { unmetNeeds } from './needs.ts';

const label = { zh: '日', en: 'day' };
const fields: Record<string, ProcedureField> = {
  on: { label: { zh: '授牌日期', en: 'Day of the plaque' }, type: 'date' },
  kind: { label, type: 'text' },
};
const facts: CaseFacts = {
  state: 'confirmed',
  place: {
    programme: 'p',
    procedure: 'q',
    platform: null,
    host: null,
    supervising: null,
    region: null,
    opener: null,
    assigned: [],
  },
  data: {},
  held: false,
  subCases: [],
  clocks: [],
  clocksBelow: [{ clock: 'notice', first: '2026-09-29', last: '2026-10-10', state: 'over' }],
  clocksAbove: [],
  signatures: [],
  openedAs: null,
  taken: [],
  ruledDay: (path) => (path === 'direct-path.recognised_from' ? '2018-01-01' : undefined),
};
const unmet = (need: object, answers: Record<string, unknown>, more: Partial<CaseFacts> = {}) =>
  unmetNeeds([requirementSchema.parse(need)], {
    facts: { ...facts, ...more },
    fields,
    answers,
    account: '1',
    today: '2026-10-12',
  });

test.each([
  [
    'after the last day of a sub-case’s clock',
    { after: { clock: 'notice', of: 'sub_case' } },
    '2026-10-10',
    '2026-10-11',
  ],
  [
    'not before a day of another theme',
    { not_before: { rule: 'direct-path.recognised_from' } },
    '2017-12-31',
    '2018-01-01',
  ],
  ['not after today', { not_after: 'today' }, '2026-10-13', '2026-10-12'],
  ['not before a date', { not_before: '2019-01-01' }, '2018-12-31', '2019-01-01'],
])('a day %s', (_, bound, wrong, right) => {
  const need = { days: { field: 'on', ...bound } };
  expect(unmet(need, { on: wrong }).map(({ kind, fields: at }) => [kind, at])).toEqual([['days', ['on']]]);
  expect(unmet(need, { on: right })).toEqual([]);
});

test('a day says what it goes against; one that rests on a year without a calendar is not settled', () => {
  const need = { days: { field: 'on', after: { clock: 'notice', of: 'sub_case' } } };
  const names = {
    procedure: { fields } as never,
    procedures: {},
    clocks: { notice: { label: { zh: '公示', en: 'notice' } } },
  };
  const [early] = unmet(need, { on: '2026-10-10' });
  expect(needText(early!, names).zh).toBe('授牌日期须晚于“公示”的末日（2026-10-10）');
  const provisional = [
    { clock: 'notice', first: '2026-12-28', last: '2027-01-04', state: 'running', provisional: true },
  ];
  const [open] = unmet(need, { on: '2027-01-06' }, { clocksBelow: provisional as CaseFacts['clocksBelow'] });
  expect(needText(open!, names).zh).toContain('尚未录入');
  expect(unmet(need, { on: '2027-01-06' }, { clocksBelow: [] })).toEqual([]);
});

test('a requirement with `when` is asked only of those whom it concerns', () => {
  const need = { fields: ['on'], when: { field: 'kind', one_of: ['people'] } };
  expect(unmet(need, { kind: 'name' })).toEqual([]);
  expect(unmet(need, { kind: 'people' }).map(({ fields: at }) => at)).toEqual([['on']]);
  expect(unmet(need, {}, { data: { kind: 'people', on: '2026-10-12' } })).toEqual([]);
});

test('what was not looked up holds nobody through', () => {
  expect(unmet({ gate: 'name_fits' }, {})).toHaveLength(1);
  expect(unmet({ gate: 'name_fits' }, {}, { gates: { name_fits: [] } })).toEqual([]);
  expect(unmet({ no_other: { same: ['kind'], states: ['confirmed'] } }, {})).toHaveLength(1);
});

test('GZ-26.1 a notice may be objected to as soon as it is out, not only from the first day that counts', () => {
  const running = { clock: 'selection_notice', first: '2026-10-13', last: '2026-10-19', state: 'running' } as const;
  const need = { clock: { id: 'selection_notice', of: 'parent', is: 'running' } };
  const early = { clock: { ...need.clock, from_start: true } };
  expect(unmet(need, {}, { clocksAbove: [running] })).toHaveLength(1);
  expect(unmet(early, {}, { clocksAbove: [running] })).toEqual([]);
  expect(unmet(early, {}, { clocksAbove: [] })).toHaveLength(1);
  expect(unmet(early, {}, { clocksAbove: [{ ...running, state: 'paused' }] })).toHaveLength(1);
  expect(unmet(early, {}, { clocksAbove: [{ ...running, first: '2026-09-01', last: '2026-10-11' }] })).toHaveLength(1);
});
