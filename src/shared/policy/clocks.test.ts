import { expect, test } from 'vitest';
import { readRuleSets } from '../../server/modules/policy/index.ts';
import { periodOf } from '../calendar/period.ts';
import { sampleCalendar } from '../calendar/testing/arrangements.ts';
import { yearlyDate } from '../calendar/yearly-date.ts';
import { clocksTheme, periodRuleOf } from './clocks.ts';

const clocksOf = (id: string) => readRuleSets([]).get(id)!.at(-1)!.clocks!;

const lastDay = (id: string, clock: string, from: string, setCount?: number) => {
  const theme = clocksOf(id);
  return periodOf(sampleCalendar, periodRuleOf(theme, theme.clocks[clock]!, setCount)!, from).last;
};

test.each([
  ['GZ-13.5a', 'guangzhou', 'selection_notice', '2026-09-28', '2026-10-10'],
  ['GZ-25.2', 'guangzhou', 'termination_notice', '2026-09-28', '2026-10-10'],
  ['GZ-27.1', 'guangzhou', 'objection_acceptance', '2026-09-21', '2026-10-12'],
  ['GZ-27.3', 'guangzhou', 'objection_decision', '2026-08-31', '2026-10-16'],
  ['GZ-14.1', 'guangzhou', 'plaque_term', '2021-03-15', '2026-03-15'],
  ['GZ-24.2', 'guangzhou', 'rectification', '2026-08-31', '2026-11-30'],
  ['GZ-24.2', 'guangzhou', 'rectification', '2026-07-31', '2026-11-02'],
  ['GZ-32', 'guangzhou', 'instrument_term', '2020-09-01', '2025-08-31'],
  ['HB-11.5a', 'hubei', 'selection_notice', '2026-04-30', '2026-05-11'],
  ['HB-8.5', 'hubei', 'deposit', '2026-07-05', '2026-10-08'],
  ['HB-25', 'hubei', 'instrument_term', '2022-11-21', '2027-11-20'],
  ['HN-17c', 'hunan', 'rectification', '2025-02-17', '2026-02-24'],
  ['HN-8.3a', 'hunan', 'head_filing', '2026-11-02', '2026-12-02'],
  ['HN-19', 'hunan', 'instrument_term', '2024-12-05', '2029-12-04'],
  ['NAT-29.2', 'national', 'evaluation_notice', '2026-02-13', '2026-02-27'],
])('%s %s: %s from %s ends on %s', (clause, id, clock, from, last) => {
  expect(clocksOf(id).clocks[clock]!.cite.clause).toBe(clause);
  expect(lastDay(id, clock, from)).toBe(last);
});

test('GZ-24.2 an order may set less than three months, never more', () => {
  expect(lastDay('guangzhou', 'rectification', '2026-08-31', 1)).toBe('2026-09-30');
  expect(lastDay('guangzhou', 'rectification', '2026-08-31', 4)).toBe('2026-11-30');
  expect(lastDay('hunan', 'rectification', '2025-02-17', 2)).toBe('2026-02-24');
});

test('NAT-30.2 the end of a national rectification comes with the order', () => {
  const theme = clocksOf('national');
  expect(periodRuleOf(theme, theme.clocks['rectification']!)).toBeUndefined();
});

test('AMB-X-03 lengths the texts do not state are the authority’s, not law', () => {
  for (const id of ['national', 'hubei', 'hunan'])
    for (const [name, clock] of Object.entries(clocksOf(id).clocks))
      if (name.endsWith('_notice')) expect([id, name, clock.basis]).toEqual([id, name, 'house']);
  expect(clocksOf('guangzhou').clocks['selection_notice']!.basis).toBe('law');
});

test.each([
  ['NAT-26.2', 'national', 'annual_report', '2027-01-31', 'law'],
  ['HN-15', 'hunan', 'annual_report', '2028-02-29', 'law'],
  ['HB-8.4b', 'hubei', 'service_report', '2027-01-31', 'house'],
  ['GZ-23', 'guangzhou', 'annual_report', '2027-01-31', 'house'],
])('%s %s: %s is due on %s (%s)', (clause, id, name, date, basis) => {
  const rule = clocksOf(id).recurring[name]!;
  expect([rule.cite.clause, rule.basis]).toEqual([clause, basis]);
  expect(yearlyDate(sampleCalendar, (rule.value as { on: string }).on, Number(date.slice(0, 4))).date).toBe(date);
});

test('a rule set’s own way of counting holds where a clock does not say', () => {
  const cite = { article: '第一条', clause: 'X-1' };
  const label = { zh: '公示', en: 'Notice' };
  const theme = clocksTheme.parse({
    counting: { value: { start_counts: true, roll_over: false }, cite },
    clocks: {
      notice: { label, value: { count: 5, unit: 'working_day' }, cite },
      own: { label, value: { count: 5, unit: 'working_day', start_counts: false }, cite },
      term: { label, value: { count: 5, unit: 'year', kind: 'term_plaque' }, cite },
    },
  });
  const counting = (name: string) => periodRuleOf(theme, theme.clocks[name]!);
  expect(counting('notice')).toMatchObject({ startCounts: true, rollOver: false });
  expect(counting('own')).toMatchObject({ startCounts: false });
  expect(counting('term')).toMatchObject({ startCounts: false, rollOver: false });
});
