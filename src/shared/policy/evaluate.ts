import type { CivilDate } from '../dates.ts';
import type { Bilingual } from '../i18n.ts';
import type { Citation } from '../problems.ts';
import { checkName, type NameResult } from './check-name.ts';
import {
  type ApplicationClass,
  type CriteriaTheme,
  type Criterion,
  isLeaf,
  type Item,
  type Leaf,
  type Quantity,
  type Test,
} from './criteria.ts';
import { allOf, anyOf, type CriterionNode, type Finding, type Result } from './criterion-node.ts';
import type { FigureValues, Row } from './figure-values.ts';
import * as leaf from './leaf-tests.ts';
import type { NamingTheme } from './naming.ts';
import { figuresOf, rowsWhere } from './quantity.ts';
import { citationOf } from './ruled.ts';

export interface EligibilityRules {
  id: string;
  criteria: CriteriaTheme;
  naming?: NamingTheme | undefined;
}

export interface Eligibility {
  result: Result;
  criteria: CriterionNode[];
}

/** What a test is judged with, and whose it is. */
interface Scope {
  rules: EligibilityRules;
  values: FigureValues;
  on: CivilDate;
  clause: string;
  cite: Citation;
}

/** Rows of a list that fail are shown up to this many; all are counted and named. */
const ROWS_SHOWN = 20;

/**
 * Judges a class's criteria by figures on a day.
 * @throws RangeError where the theme names a criterion that it has not; `checkCriteria` finds these at start-up
 */
export function evaluateClass(
  rules: EligibilityRules,
  { value: { criteria } }: ApplicationClass,
  values: FigureValues,
  on: CivilDate,
): Eligibility {
  const nodes = [...rules.criteria.every_class, ...criteria].map((item) => nodeOf(rules, item, values, on));
  return { result: allOf(nodes.map(({ result }) => result)), criteria: nodes };
}

function nodeOf(rules: EligibilityRules, item: Item, values: FigureValues, on: CivilDate): CriterionNode {
  if (typeof item !== 'string') return groupOf(rules, item, values, on);
  const criterion = criterionOf(rules.criteria, item);
  const scope = { rules, values, on, clause: criterion.cite.clause, cite: citationOf(rules, criterion) };
  return judge(criterion.value.test, scope, criterion.value.label);
}

export function criterionOf({ criteria }: CriteriaTheme, id: string): Criterion {
  const found = criteria[id];
  if (!found) throw new RangeError(`no criterion ${id}`);
  return found;
}

function groupOf(
  rules: EligibilityRules,
  item: Exclude<Item, string>,
  values: FigureValues,
  on: CivilDate,
): CriterionNode {
  const { id, label, any_of, all_of } = item.value;
  const children = (any_of ?? all_of ?? []).map((name) => nodeOf(rules, name, values, on));
  return joined(any_of ? 'any' : 'all', children, { clause: id, cite: citationOf(rules, item) }, label);
}

type Label = Bilingual | undefined;

/** A node that stands for its children; it shows the value of the child that decides. */
function joined(
  is: 'any' | 'all',
  children: CriterionNode[],
  { clause, cite }: Pick<Scope, 'clause' | 'cite'>,
  label: Label,
): CriterionNode {
  const results = children.map((child) => child.result);
  const result = is === 'any' ? anyOf(results) : allOf(results);
  const deciding = result === 'met' ? undefined : children.find((child) => child.result === result);
  return nodeWith(is, { clause, cite }, label, {
    result,
    value: deciding?.value ?? null,
    threshold: deciding?.threshold ?? null,
    gap: deciding?.gap ?? null,
    unit: deciding?.unit,
    children,
  });
}

/** Nodes are made here alone, with their members in one order, which keeps them quick. */
const nodeWith = (
  is: Test['is'],
  { clause, cite }: Pick<Scope, 'clause' | 'cite'>,
  label: Label,
  found: Finding & { figures?: readonly string[]; children?: CriterionNode[] },
): CriterionNode => ({
  clause,
  result: found.result,
  value: found.value,
  threshold: found.threshold,
  gap: found.gap,
  unit: found.unit,
  is,
  cite,
  label,
  figures: found.figures ?? NONE,
  parts: found.parts,
  notes: found.notes ?? NONE,
  children: found.children ?? [],
});

const NONE: readonly never[] = [];

function judge(test: Test, scope: Scope, label: Label = test.label): CriterionNode {
  if (test.basis === 'house' && scope.cite.basis !== 'house')
    return judge(test, { ...scope, cite: { ...scope.cite, basis: 'house' } }, label);
  if (isLeaf(test)) {
    const found: Parameters<typeof nodeWith>[3] = LEAVES[test.is](test as never, scope);
    found.figures = figuresRead(test);
    return nodeWith(test.is, scope, label, found);
  }
  switch (test.is) {
    case 'all':
    case 'any': {
      const children = test.tests.map((part) => judge(part, scope));
      return joined(test.is, children, scope, label);
    }
    case 'each':
      return judgeRows(test, scope, label);
    case 'when':
      return judgeWhen(test, scope, label);
  }
}

type LeafJudge = { [K in Leaf['is']]: (test: Extract<Leaf, { is: K }>, scope: Scope) => Finding };

const LEAVES: LeafJudge = {
  at_least: (test, { values }) => leaf.atLeast(test, values),
  at_most: (test, { values }) => leaf.atMost(test, values),
  share: (test, { values }) => leaf.share(test, values),
  recorded: (test, { values }) => leaf.recorded(test, values),
  near: (test, { values }) => leaf.near(test, values),
  years: (test, { values, on }) => leaf.years(test, values, on),
  past: (test, { values, on }) => leaf.past(test, values, on),
  recent: (test, { values, on }) => leaf.recent(test, values, on),
  lasts: (test, { values, on }) => leaf.lasts(test, values, on),
  yes: (test, { values }) => leaf.yes(test, values),
  one_of: (test, { values }) => leaf.oneOf(test, values),
  has: (test, { values }) => leaf.has(test, values),
  includes: (test, { values }) => leaf.includes(test, values),
  kinds: (test, { values }) => leaf.kinds(test, values),
  stated: (test, { values }) => leaf.stated(test, values),
  within: (test, { values }) => leaf.within(test, values),
  named: (test, { values, rules }) => named(values[test.figure] as string | undefined, rules),
};

const OF_NAME: Readonly<Record<NameResult, Result>> = { accepted: 'met', approval: 'judgement', refused: 'not_met' };

/** The naming check without the register, which only the authority's own check has. */
function named(name: string | undefined, { id, naming }: EligibilityRules): Finding {
  if (name === undefined || !naming) return { ...MISSING };
  const { result, expected } = checkName({ id, naming }, { zh: name });
  const forms = naming.zh.map(({ value }) => value.pattern.replace('{field}', '××'));
  return { result: OF_NAME[result], value: name, threshold: forms, gap: result === 'accepted' ? null : expected.zh };
}

function judgeRows(test: Extract<Test, { is: 'each' }>, scope: Scope, label: Label): CriterionNode {
  const figures = [test.table];
  const table = scope.values[test.table] as readonly Row[] | undefined;
  if (table === undefined || table.length === 0) return nodeWith('each', scope, label, { ...MISSING, figures });
  const rows = rowsWhere(table, test.where);
  const { rules, on, clause, cite } = scope;
  const judged = rows.map((row) => ({ row, node: judge(test.test, { rules, values: row, on, clause, cite }) }));
  const failing = judged.filter(({ node }) => node.result !== 'met');
  const telling = judged.filter(({ node }) => node.result !== 'met' || node.notes.length > 0).slice(0, ROWS_SHOWN);
  const nameOf = (row: Row): string => {
    const first = String(Object.values(row)[0] ?? '');
    return first === '' ? `#${table.indexOf(row) + 1}` : first;
  };
  return nodeWith('each', scope, label, {
    result: allOf(judged.map(({ node }) => node.result)),
    value: rows.length - failing.length,
    threshold: rows.length,
    gap: failing.length === 0 ? null : failing.map(({ row }) => nameOf(row)),
    figures,
    notes: rows.length === 0 ? NOT_APPLICABLE : NONE,
    children: telling.map(({ row, node }) => ({ ...node, label: rowLabel(table.indexOf(row) + 1, nameOf(row)) })),
  });
}

const rowLabel = (n: number, name: string): Bilingual => ({ zh: `第 ${n} 行：${name}`, en: `Row ${n}: ${name}` });

const MISSING = { result: 'evidence_missing', value: null, threshold: null, gap: null } as const;
const NOT_APPLICABLE = [{ code: 'not_applicable' }] as const;

function judgeWhen(test: Extract<Test, { is: 'when' }>, scope: Scope, label: Label): CriterionNode {
  const value = scope.values[test.figure];
  if (value === undefined) return nodeWith('when', scope, label, { ...MISSING, figures: [test.figure] });
  const held = Array.isArray(value) ? value : [value];
  if (held.some((one) => test.in.includes(one as string))) return judge(test.test, scope, label ?? test.test.label);
  const about = { figures: [test.figure], notes: NOT_APPLICABLE };
  return nodeWith('when', scope, label, { ...MISSING, ...about, result: 'met' });
}

/** Members of a leaf that name figures, or a quantity of them. */
const NAMING = ['of', 'part', 'whole', 'claimed', 'recorded', 'since', 'date', 'until', 'figure', 'place'] as const;
const ALSO = ['all_of_total', 'judged_with'] as const;
const readBy = new WeakMap<Leaf, readonly string[]>();

/** Figures that a leaf reads. */
export function figuresRead(test: Leaf): readonly string[] {
  const known = readBy.get(test);
  if (known) return known;
  const members = test as unknown as Readonly<Record<string, Quantity | readonly string[] | undefined>>;
  const read = [...NAMING, ...ALSO].flatMap((name) => {
    const member = members[name];
    if (member === undefined) return [];
    return Array.isArray(member) ? (member as string[]) : figuresOf(member as Quantity);
  });
  readBy.set(test, read);
  return read;
}
