import { expect, test } from 'vitest';
import { fromStates } from '../../../shared/policy/procedure-table.ts';
import { progressOf } from '../../../shared/procedures/progress.ts';
import { readRuleSets } from '../policy/index.ts';

const sets = readRuleSets([]);
function lineOf(set: string, id: string, present: string, visited: readonly string[] = []): string {
  const procedure = sets.get(set)!.at(-1)!.procedures!.procedures[id]!;
  const states = Object.entries(procedure.states).map(([state, { label, final }]) => ({
    id: state,
    label: label.zh,
    final,
  }));
  const steps = procedure.transitions.map((row) => ({ from: fromStates(procedure, row), to: row.to ?? null }));
  const marks = { passed: '✓', present: '●', to_come: '', ending: '?' };
  return progressOf({ states, steps }, { initial: procedure.initial, visited, present })
    .map(({ label, kind }) => label + marks[kind])
    .join(' ');
}

test('what is to come is the whole way, not a short cut and not a refusal', () => {
  expect(lineOf('guangzhou', 'application', 'draft')).toBe(
    '填报中● 待区级受理 区级已受理 已报市 专家评审中 待确定 公示中 待授牌 有效 已到期?',
  );
  expect(lineOf('hunan', 'termination', 'draft')).toMatch(/^起草● .+ 已退出\?$/);
});

test('a case that came back stands where it is, with what is over before it', () => {
  const back = lineOf('guangzhou', 'application', 'submitted', ['draft', 'submitted', 'returned', 'submitted']);
  expect(back).toMatch(/^填报中✓ 待区级受理● 区级已受理 /);
});

test('every state of every procedure has a line, and an end has nothing behind it', () => {
  let lines = 0;
  for (const [set, versions] of sets)
    for (const [id, { states }] of Object.entries(versions.at(-1)!.procedures?.procedures ?? {}))
      for (const [state, { label, final }] of Object.entries(states)) {
        const line = lineOf(set, id, state);
        expect(line).toContain(`${label.zh}●`);
        if (final) expect(line.endsWith('●')).toBe(true);
        lines++;
      }
  expect(lines).toBeGreaterThan(100);
});
