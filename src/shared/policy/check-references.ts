import { nodesOf, partAt, type RuleFault, themesOf } from './rule-nodes.ts';
import type { RuleSet } from './rule-set.ts';

/** Clocks, documents, clauses and values that one theme names of another exist. */
export const checkReferences = (set: RuleSet): RuleFault[] => [
  ...clockFaults(set),
  ...documentFaults(set),
  ...houseRuleFaults(set),
  ...classFaults(set),
];

function clockFaults(set: RuleSet): RuleFault[] {
  const { clocks = {}, recurring = {}, windows = {} } = set.clocks ?? {};
  const known = new Set([clocks, recurring, windows].flatMap((group) => Object.keys(group)));
  return themesOf(set)
    .filter(([theme]) => theme !== 'procedures' && theme !== 'clocks')
    .flatMap(([theme, value]) =>
      [...nodesOf(value)].flatMap(([node, path]): RuleFault[] => {
        if (!('clock' in node) || typeof node.clock !== 'string' || known.has(node.clock)) return [];
        const message = `clocks.yaml 中没有“${node.clock}” no clock ${node.clock} in clocks.yaml`;
        return [{ theme, path: [...path, 'clock'], message }];
      }),
    );
}

function documentFaults({ documents, reports, forms }: RuleSet): RuleFault[] {
  const known = new Set(documents?.documents.map(({ value }) => value.id));
  const fault = (theme: string, path: readonly PropertyKey[], id: string): RuleFault[] =>
    known.has(id) ? [] : [{ theme, path, message: `documents.yaml 中没有“${id}” no document ${id} in documents.yaml` }];
  return [
    ...(reports?.reports.flatMap(({ value }, n) =>
      value.documents.flatMap((id, at) => fault('reports', ['reports', n, 'value', 'documents', at], id)),
    ) ?? []),
    ...(forms?.forms.flatMap(({ document }, n) =>
      document === undefined ? [] : fault('forms', ['forms', n, 'document'], document),
    ) ?? []),
  ];
}

function houseRuleFaults(set: RuleSet): RuleFault[] {
  const clauses = new Set(set.articles.clauses.map(({ id }) => id));
  const theme = 'house-rules';
  return (set[theme]?.house_rules ?? []).flatMap((rule, n) => [
    ...rule.clauses.flatMap((id, at): RuleFault[] =>
      clauses.has(id)
        ? []
        : [{ theme, path: ['house_rules', n, 'clauses', at], message: `没有条款“${id}” no clause ${id}` }],
    ),
    ...rule.where.flatMap((where, at): RuleFault[] =>
      valueAt(set, where) === undefined
        ? [{ theme, path: ['house_rules', n, 'where', at], message: `规则集中没有“${where}” no value at ${where}` }]
        : [],
    ),
  ]);
}

/** The text's number of classes is that of the conditions. */
function classFaults({ scope, criteria }: RuleSet): RuleFault[] {
  if (!scope || !criteria || scope.classes.length === 0) return [];
  const counted = scope.classes.reduce((sum, { value }) => sum + value.count, 0);
  if (counted === criteria.classes.length) return [];
  const message = `criteria.yaml 有 ${criteria.classes.length} 类，此处共 ${counted} 类 ${criteria.classes.length} classes in criteria.yaml, ${counted} here`;
  return [{ theme: 'scope', path: ['classes'], message }];
}

/** The part of a rule set at a dotted path, `clocks.clocks.selection_notice`; undefined where there is none. */
export const valueAt = (set: RuleSet, path: string): unknown => partAt(set, path.split('.'));
