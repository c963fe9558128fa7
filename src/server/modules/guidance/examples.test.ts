import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CriterionView } from '../../../shared/guidance/eligibility-routes.ts';
import { checkName } from '../../../shared/policy/check-name.ts';
import { figuresFor } from '../../../shared/policy/check-criteria.ts';
import type { CriterionNode } from '../../../shared/policy/criterion-node.ts';
import { evaluateClass } from '../../../shared/policy/evaluate.ts';
import type { Example, FigureExample } from '../../../shared/policy/examples.ts';
import { type FigureValues, readFigures } from '../../../shared/policy/figure-values.ts';
import type { RuleSet } from '../../../shared/policy/rule-set.ts';
import { PACKAGE_ROOT } from '../../kernel/package-root.ts';
import { startTestApp, type TestApp } from '../../testing/app.ts';
import { readExamples } from '../policy/read-examples.ts';
import { readRuleSets } from '../policy/index.ts';

const IDS = ['national', 'hubei', 'hunan', 'guangzhou'] as const;
const sets = new Map([...readRuleSets([])].map(([id, versions]) => [id, versions.at(-1)!]));
const examples = IDS.flatMap((id) =>
  readExamples(join(PACKAGE_ROOT, 'policies', id)).map((example) => ({ id, example })),
);
const ofFigures = examples.filter(
  (one): one is { id: (typeof IDS)[number]; example: FigureExample } => 'figures' in one.example,
);

interface Seen {
  result: string;
  gap: unknown;
  value: unknown;
  notes: string[];
  says: string;
}
/** A tree as the interface gives it, or as the function does. */
interface Tree {
  clause: string;
  result: string;
  value: unknown;
  gap: unknown;
  notes: readonly (string | { code: string })[];
  label: string | null | { zh: string } | undefined;
  message: string;
  children: Tree[];
}

const labelOf = ({ label }: Tree): string | undefined =>
  typeof label === 'object' && label !== null ? label.zh : (label ?? undefined);
const down = (tree: Tree): Tree[] => [tree, ...tree.children.flatMap(down)];
const notesOf = (tree: Tree): string[] =>
  down(tree).flatMap(({ notes }) => notes.map((note) => (typeof note === 'string' ? note : note.code)));

/** What the clause, or the named part of it, came to; clauses of the class stand for the whole. */
function found(example: FigureExample, ofClass: string, result: string, criteria: Tree[]): Seen {
  const all = criteria.flatMap(down);
  const own = all.filter(({ clause }) => clause === example.clause);
  const at =
    example.part === undefined
      ? own[0]
      : all.find(
          (node) =>
            labelOf(node) === example.part &&
            (own.length === 0 ||
              own.some((top) => down(top).includes(node)) ||
              node.clause.startsWith(example.clause.slice(0, -1))),
        );
  if (at)
    return {
      result: at.result,
      gap: at.gap,
      value: at.value,
      notes: notesOf(at),
      says: down(at)
        .map(({ message }) => message)
        .join('\n'),
    };
  if (example.part === undefined && (example.clause === ofClass || example.clause === 'GZ-11'))
    return { result, gap: null, value: null, notes: criteria.flatMap(notesOf), says: '' };
  throw new Error(`${example.clause} ${example.part ?? ''}: not in the tree`);
}

/** What is wrong with an answer; undefined where it is as the example says. */
function fault(example: FigureExample, seen: Seen): string | undefined {
  if (seen.result !== example.result) return `result ${seen.result}, not ${example.result}`;
  for (const name of ['gap', 'value'] as const)
    if (example[name] !== undefined && JSON.stringify(seen[name]) !== JSON.stringify(example[name]))
      return `${name} ${JSON.stringify(seen[name])}, not ${JSON.stringify(example[name])}`;
  if (example.note === 'none' && seen.notes.length > 0) return `notes ${seen.notes.join(', ')}`;
  if (example.note !== undefined && example.note !== 'none' && !seen.notes.includes(example.note))
    return `no note ${example.note}`;
  return undefined;
}

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

const nameOf = (example: Example, n: number): string =>
  'figures' in example
    ? `${example.clause} ${example.class} ${example.part ?? ''} is ${example.result} (${n + 1})`
    : `${example.clause} ${example.zh} ${example.en ?? ''} is ${example.result} (${n + 1})`;

describe('examples through the interface', () => {
  for (const [n, { id, example }] of examples.entries()) {
    if ('figures' in example)
      test(nameOf(example, n), async () => {
        const { class: name, figures, on } = example;
        const answer = await app.http.inject({
          method: 'POST',
          url: '/api/eligibility',
          remoteAddress: `10.0.${Math.floor(n / 100)}.1`,
          payload: { programme: id, class: name, figures, on },
        });
        expect(answer.statusCode, answer.body).toBe(200);
        const body = answer.json<{ result: string; clause: string; criteria: CriterionView[] }>();
        const seen = found(example, body.clause, body.result, body.criteria as unknown as Tree[]);
        expect(fault(example, seen), JSON.stringify(seen)).toBeUndefined();
        if (example.says !== undefined) expect(seen.says).toContain(example.says);
      });
    else
      test(nameOf(example, n), async () => {
        const naming = sets.get(id)!.naming!;
        const given = { zh: example.zh, en: example.en };
        const checked =
          example.registered.length > 0
            ? // The register is tested with its own names in guidance.test.ts.
              checkName({ id, naming }, given, example.registered)
            : await app.http
                .inject({
                  method: 'POST',
                  url: '/api/names/check',
                  remoteAddress: `10.1.${n}.1`,
                  payload: { programme: id, zh: example.zh, en: example.en ?? '' },
                })
                .then((answer) => answer.json<Pick<ReturnType<typeof checkName>, 'result' | 'reasons' | 'expected'>>());
        const codes = checked.reasons.filter(({ result }) => result !== 'accepted').map(({ code }) => code);
        expect(checked.result, codes.join()).toBe(example.result);
        if (example.reason === undefined) expect(codes).toEqual([]);
        else
          expect(checked.reasons.map(({ code, cite }) => `${code} ${cite.clause}`)).toContain(
            `${example.reason} ${example.clause}`,
          );
        if (example.expected !== undefined)
          expect([...checked.expected.zh, ...checked.expected.en]).toContain(example.expected);
      });
  }
});

const NUMBERS = ['min', 'max', 'percent', 'target', 'tolerance', 'within', 'years'];
/** Every numeric value of a criterion's test, as the object that holds it and its member. */
function* thresholds(value: unknown): Generator<[Record<string, number>, string]> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, part] of Object.entries(value)) {
    if (typeof part === 'number' && NUMBERS.includes(key)) yield [value as Record<string, number>, key];
    yield* thresholds(part);
  }
}

const treeOf = (node: CriterionNode): Tree => ({ ...node, message: '', children: node.children.map(treeOf) });

const read = new Map<FigureExample, FigureValues>();
function valuesOf(example: FigureExample, set: RuleSet): FigureValues {
  const values = read.get(example) ?? readFigures(figuresFor(set.criteria!), example.figures).values;
  read.set(example, values);
  return values;
}

/** Whether an example still holds under a rule set. */
function holds(example: FigureExample, set: RuleSet): boolean {
  const criteria = set.criteria!;
  const of = criteria.classes.find(({ value }) => value.code === example.class)!;
  const answer = evaluateClass({ id: set.id, criteria, naming: set.naming }, of, valuesOf(example, set), example.on);
  const seen = found(example, of.cite.clause, answer.result, answer.criteria.map(treeOf));
  return fault(example, seen) === undefined;
}

test('every threshold binds: changed by one either way, an example of its clause fails', () => {
  const unbound: string[] = [];
  let tried = 0;
  for (const [id, original] of sets) {
    const set = structuredClone(original);
    if (!set.criteria) continue;
    for (const criterion of Object.values(set.criteria.criteria)) {
      const { clause } = criterion.cite;
      const own = ofFigures
        .filter((one) => one.id === id && one.example.clause === clause)
        .map(({ example }) => example);
      for (const [holder, member] of thresholds(criterion.value.test)) {
        const was = holder[member]!;
        for (const step of [1, -1]) {
          holder[member] = was + step;
          tried++;
          if (own.every((example) => holds(example, set))) unbound.push(`${clause} ${member} ${was} -> ${was + step}`);
        }
        holder[member] = was;
      }
    }
  }
  expect(unbound).toEqual([]);
  expect(tried).toBeGreaterThan(150);
});

test('every criterion of every rule set has an example', () => {
  const without = [...sets].flatMap(([id, { criteria }]) =>
    Object.values(criteria?.criteria ?? {})
      .map(({ cite }) => cite.clause)
      .filter((clause) => !ofFigures.some((one) => one.id === id && one.example.clause === clause)),
  );
  expect(without).toEqual([]);
});
