import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { TOPICS } from '../../../shared/policy/comparison-topics.ts';
import { compare } from '../../../shared/policy/comparison.ts';
import { clauseModulesOf, clauseTests, coverageOf, percentCovered, readRuleSets } from './index.ts';

const sets = [...readRuleSets([]).values()].flat();
const set = (id: string) => sets.find((one) => one.id === id)!;

test.each(sets.map((one) => [one.id, one] as const))('%s survives JSON', (_, one) => {
  expect(JSON.parse(JSON.stringify(one))).toEqual(one);
});

test('every document, reading and clause of the project’s list is there', () => {
  const documents = new Set(sets.flatMap((one) => one.documents!.documents.map(({ value }) => value.id)));
  // The list has 61; the reply to a change of substance is ours.
  expect(documents.size).toBe(62);
  const readings = new Set(sets.flatMap((one) => one['house-rules']!.house_rules.map(({ id }) => id)));
  expect(readings.size).toBe(144);
  expect(sets.flatMap((one) => one.articles.clauses)).toHaveLength(536);
});

test('every article says in Chinese what the system does, in words of its own', () => {
  for (const one of sets)
    for (const { id, what } of one.articles.clauses) expect([id, /[一-龥]/.test(what.zh)]).toEqual([id, true]);
});

test('rule files carry the line by which editors find their schema', () => {
  for (const { id } of sets)
    for (const file of readdirSync(join('policies', id)).filter((name) => name.endsWith('.yaml')))
      expect(readFileSync(join('policies', id, file), 'utf8')).toMatch(
        `# yaml-language-server: $schema=../../docs/policy-schema/${file.replace('.yaml', '.json')}`,
      );
});

test('the outline has every heading, and what is only a heading is not filled', () => {
  const [form] = set('guangzhou').forms!.forms;
  expect(form!.sections).toHaveLength(40);
  expect(form!.sections.filter(({ value }) => value.max_characters === 1000)).toHaveLength(2);
  const headings = form!.sections.filter(({ value }) => !value.filled).map(({ value }) => value.number);
  for (const number of headings)
    expect(form!.sections.some(({ value }) => value.number.startsWith(`${number}.`))).toBe(true);
});

test('NAT-35 the comparison names what Guangzhou sets and the national measures leave open', () => {
  const topics = compare([set('national'), set('guangzhou')]);
  expect(topics).toHaveLength(TOPICS.length);
  const of = (key: string) => topics.find((topic) => topic.key === key)!;
  expect(of('notice.accreditation')).toMatchObject({
    differs: true,
    cells: [[], [{ text: { zh: '认定公示：5个工作日' }, cite: { clause: 'GZ-13.5a', basis: 'law' } }]],
  });
  expect(
    of('objection')
      .cells.flat()
      .map(({ cite }) => cite!.basis),
  ).toEqual(['house', 'law']);
  expect(of('funding').cells[1]!.map(({ text }) => text.zh)).toContain('1000万元');
});

test('every topic has something to say for some jurisdiction', () => {
  const silent = compare(sets).filter(({ cells }) => cells.every((cell) => cell.length === 0));
  expect(silent.map(({ key }) => key)).toEqual([]);
  for (const { key, cells } of compare(sets))
    for (const { text } of cells.flat()) expect([key, text.zh !== '', text.en !== '']).toEqual([key, true, true]);
});

test('a clause without a test, or without a rule, counts as missing', () => {
  const tests = new Map(clauseTests());
  const before = coverageOf(set('hunan'), clauseModulesOf(), tests);
  expect(before.find(({ clause }) => clause.id === 'HN-19')!.state).toBe('covered');
  tests.delete('HN-19');
  const after = coverageOf(set('hunan'), clauseModulesOf(), tests);
  expect(after.find(({ clause }) => clause.id === 'HN-19')!.state).toBe('missing');
  expect(percentCovered(after)).toBeLessThan(percentCovered(before));
  const { defence_declaration: _, ...catalogue } = set('hunan').catalogue;
  const unruled = coverageOf({ ...set('hunan'), catalogue }, clauseModulesOf(), clauseTests());
  expect(unruled.find(({ clause }) => clause.id === 'HN-2.2b')!.state).toBe('missing');
});

test('HB-6.0 HN-4.0 who decides: the department alone in Hubei; two publish Hunan’s list and sign for it, one files its changes', () => {
  const deciders = (id: string, decision: string) =>
    set(id).authorities!.decisions.find(({ value }) => value.id === decision)!.value.by;
  const signedBy = (id: string) =>
    Object.values(set(id).procedures!.procedures).flatMap(({ transitions }) =>
      transitions.filter(({ signatures }) => signatures).map(({ by, cite }) => [cite?.clause, ...by].join(' ')),
    );
  expect(set('hubei').authorities!.decisions.filter(({ value }) => value.by.length > 1)).toEqual([]);
  expect(signedBy('hubei')).toEqual([]);
  expect(deciders('hunan', 'publish_list')).toEqual(['province', 'finance']);
  expect(signedBy('hunan')).toContain('HN-8.2.3b province_department finance_department');
  expect(deciders('hunan', 'file_change')).toEqual(['province']);
  expect(signedBy('hunan').filter((one) => one.startsWith('HN-18.1'))).toEqual([]);
});
