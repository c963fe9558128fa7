import { UNITS, type UnitId } from './amounts.ts';
import { COMMON_FIGURES } from './common-figures.ts';
import {
  type ApplicationClass,
  type CriteriaTheme,
  type Criterion,
  isLeaf,
  type Leaf,
  type Quantity,
  type Test,
  type Where,
} from './criteria.ts';
import { criterionOf, figuresRead } from './evaluate.ts';
import type { Column, Figure, Figures, PlainFigure } from './figures.ts';
import { figuresOf } from './quantity.ts';
import type { RuleFault } from './check-rule-set.ts';
import type { RuleSet } from './rule-set.ts';

/** Every figure that a rule set may ask for: the common ones and its own. */
export const figuresFor = (theme: CriteriaTheme): Figures => ({ ...COMMON_FIGURES, ...theme.figures });

/** Criteria of a class in the order of its tree, groups opened. */
export function criteriaOf(theme: CriteriaTheme, { value }: ApplicationClass): Criterion[] {
  return [...theme.every_class, ...value.criteria]
    .flatMap((item) => (typeof item === 'string' ? [item] : (item.value.any_of ?? item.value.all_of ?? [])))
    .map((id) => criterionOf(theme, id));
}

/** Leaves and branches of a test with the figures they read; those of rows belong to the list. */
export function* readsOf(test: Test): Generator<string> {
  if (isLeaf(test)) return yield* figuresRead(test);
  switch (test.is) {
    case 'all':
    case 'any':
      for (const part of test.tests) yield* readsOf(part);
      return;
    case 'each':
      yield test.table;
      return;
    case 'when':
      yield test.figure;
      yield* readsOf(test.test);
  }
}

/** Figures that a class asks for, each with the first criterion that reads it. */
export function figuresAsked(theme: CriteriaTheme, of: ApplicationClass): Map<string, Criterion> {
  const asked = new Map<string, Criterion>();
  for (const criterion of criteriaOf(theme, of))
    for (const id of readsOf(criterion.value.test)) if (!asked.has(id)) asked.set(id, criterion);
  return asked;
}

type CriteriaFault = Omit<RuleFault, 'theme'>;

/** What the schema cannot see: figures, columns, options and criteria that are named but not there, units that do not fit. */
export const checkCriteria = ({ criteria }: Pick<RuleSet, 'criteria'>): RuleFault[] =>
  criteria === undefined ? [] : faultsIn(criteria).map((fault) => ({ theme: 'criteria', ...fault }));

function faultsIn(theme: CriteriaTheme): CriteriaFault[] {
  const figures = figuresFor(theme);
  const faults = Object.entries(theme.criteria).flatMap(([id, { value }]) =>
    [...faultsOf(value.test, figures)].map((message) => ({ path: ['criteria', id, 'value', 'test'], message })),
  );
  const known = (id: string): boolean => Object.hasOwn(theme.criteria, id);
  const missing = (path: readonly PropertyKey[], id: string): CriteriaFault[] =>
    known(id) ? [] : [{ path, message: `没有条件“${id}” no criterion ${id}` }];
  const items = (list: CriteriaTheme['every_class'], path: readonly PropertyKey[]): CriteriaFault[] =>
    list.flatMap((item, n) =>
      typeof item === 'string'
        ? missing([...path, n], item)
        : (item.value.any_of ?? item.value.all_of ?? []).flatMap((id) => missing([...path, n], id)),
    );
  const codes = new Set<string>();
  const classes = theme.classes.flatMap(({ value }, n) => {
    const path = ['classes', n, 'value'];
    const twice = codes.has(value.code)
      ? [{ path: [...path, 'code'], message: `“${value.code}”重复 two classes ${value.code}` }]
      : [];
    codes.add(value.code);
    return [...twice, ...items(value.criteria, [...path, 'criteria'])];
  });
  return [...faults, ...items(theme.every_class, ['every_class']), ...classes];
}

const columnsOf = (columns: readonly Column[]): Figures =>
  Object.fromEntries(columns.map(({ id, ...figure }) => [id, figure as PlainFigure]));

function* faultsOf(test: Test, figures: Figures): Generator<string> {
  if (isLeaf(test)) return yield* leafFaults(test, figures);
  switch (test.is) {
    case 'all':
    case 'any':
      for (const part of test.tests) yield* faultsOf(part, figures);
      return;
    case 'each': {
      const table = figures[test.table];
      if (table?.kind !== 'table') return yield noFigure(test.table, 'table');
      const columns = columnsOf(table.columns);
      yield* whereFaults(test.where, columns);
      return yield* faultsOf(test.test, columns);
    }
    case 'when': {
      const figure = figures[test.figure];
      if (!figure) return yield noFigure(test.figure);
      yield* optionFaults(figure, test.figure, test.in);
      yield* faultsOf(test.test, figures);
    }
  }
}

/** What kind of figure each leaf reads. */
const KINDS: Readonly<Record<Leaf['is'], readonly Figure['kind'][]>> = {
  at_least: ['integer', 'decimal', 'money', 'table'],
  at_most: ['integer', 'decimal', 'money', 'table'],
  share: ['integer', 'decimal', 'money', 'table'],
  recorded: ['integer', 'decimal', 'money', 'table'],
  near: ['integer', 'decimal'],
  years: ['date'],
  past: ['date'],
  recent: ['date'],
  lasts: ['date'],
  yes: ['boolean', 'evidence', 'statement'],
  one_of: ['choice'],
  has: ['set'],
  includes: ['set'],
  kinds: ['set'],
  stated: ['boolean', 'evidence', 'statement'],
  within: ['text'],
  named: ['text'],
};

function* leafFaults(test: Leaf, figures: Figures): Generator<string> {
  for (const id of figuresRead(test)) {
    const figure = figures[id];
    if (!figure) yield noFigure(id);
    else if (!KINDS[test.is].includes(figure.kind)) yield `“${id}”是 ${figure.kind}，不能用于 ${test.is} wrong kind`;
  }
  for (const part of quantitiesOf(test))
    yield* quantityFaults(part, 'unit' in test && test.is !== 'recent' ? test.unit : undefined, figures);
  if (test.is === 'one_of') yield* optionFaults(figures[test.figure], test.figure, [...test.met, ...test.judged]);
  if (test.is === 'has') yield* optionFaults(figures[test.figure], test.figure, test.all);
  if (test.is === 'includes') yield* optionFaults(figures[test.figure], test.figure, test.any);
  if (test.is === 'kinds') yield* optionFaults(figures[test.figure], test.figure, test.listed);
}

const quantitiesOf = (test: Leaf): Quantity[] => {
  if (test.is === 'at_least' || test.is === 'at_most' || test.is === 'near') return [test.of];
  if (test.is === 'share') return [test.part, test.whole];
  return test.is === 'recorded' ? [test.claimed, test.recorded] : [];
};

function* quantityFaults(of: Quantity, unit: UnitId | undefined, figures: Figures): Generator<string> {
  const read = (id: string, figure: Figure | undefined): string[] => {
    if (!figure || !('unit' in figure)) return [noFigure(id)];
    const own = typeof figure.unit === 'string' ? UNITS[figure.unit].family : undefined;
    const wanted = unit === undefined ? undefined : UNITS[unit].family;
    return own === wanted ? [] : [`“${id}”的单位与 ${unit ?? '个数'} 不符 the unit does not fit`];
  };
  if (typeof of === 'string' || 'sum' in of) {
    for (const id of figuresOf(of)) yield* read(id, figures[id]);
    return;
  }
  const [name] = figuresOf(of);
  const table = figures[name!];
  if (table?.kind !== 'table') return yield noFigure(name!, 'table');
  const columns = columnsOf(table.columns);
  if ('sum_of' in of) yield* read(of.sum_of, columns[of.sum_of]);
  if ('max_of' in of) yield* read(of.max_of, columns[of.max_of]);
  else yield* whereFaults(of.where, columns);
}

function* whereFaults(where: Where | undefined, columns: Figures): Generator<string> {
  for (const [id, wanted] of Object.entries(where ?? {})) {
    if (columns[id]) yield* optionFaults(columns[id], id, wanted);
    else yield noFigure(id, 'column');
  }
}

function* optionFaults(
  figure: Figure | undefined,
  id: string,
  wanted: readonly (string | boolean)[],
): Generator<string> {
  if (!figure) return;
  for (const one of wanted) {
    const known = 'options' in figure ? figure.options.some((option) => option.id === one) : typeof one === 'boolean';
    if (!known) yield `“${id}”没有选项“${one}” no option ${one} of ${id}`;
  }
}

const noFigure = (id: string, kind = 'figure'): string => `没有数据项“${id}” no ${kind} ${id}`;
