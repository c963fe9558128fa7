import { checkCriteria } from './check-criteria.ts';
import { checkProcedures } from './check-procedures.ts';
import { checkReferences } from './check-references.ts';
import { nodesOf, type RuleFault, themesOf } from './rule-nodes.ts';
import type { RuleSet } from './rule-set.ts';

export type { RuleFault } from './rule-nodes.ts';

type Check = (set: RuleSet) => RuleFault[];

/** Every check beyond the schemas; a theme adds its own here. */
const CHECKS: readonly Check[] = [checkCitations, checkDoubles, checkReferences, checkProcedures, checkCriteria];

/** Faults that show only when the parts of a rule set are seen together. */
export const checkRuleSet: Check = (set) => CHECKS.flatMap((check) => check(set));

export interface CitedValue {
  theme: string;
  /** Path of the cited value in its theme. */
  path: readonly PropertyKey[];
  article: string;
  clause: string;
}

interface Cited {
  cite: { article: string; clause: string };
}
const isCited = (node: object): node is Cited =>
  'cite' in node && typeof node.cite === 'object' && node.cite !== null && 'clause' in node.cite;

/** Every citation of a rule set: theme, path of the cited value, article and clause. */
export function citationsIn(set: RuleSet): CitedValue[] {
  return themesOf(set).flatMap(([theme, value]) =>
    [...nodesOf(value)].flatMap(([node, path]) => (isCited(node) ? [{ theme, path, ...node.cite }] : [])),
  );
}

/** A citation names a clause of the list and the article of that clause; a clause belongs to an article of the list. */
function checkCitations(set: RuleSet): RuleFault[] {
  const articles = new Set(set.articles.articles.map(({ number }) => number));
  const clauses = new Map(set.articles.clauses.map((clause) => [clause.id, clause]));
  const astray = set.articles.clauses.flatMap(({ id, of }, n): RuleFault[] =>
    articles.has(of)
      ? []
      : [
          {
            theme: 'articles',
            path: ['clauses', n, 'of'],
            message: `${id}：条文目录中没有“${of}” no article ${of} in the list`,
          },
        ],
  );
  const cited = citationsIn(set).flatMap(({ theme, path, article, clause }): RuleFault[] => {
    const found = clauses.get(clause);
    if (!found)
      return [
        {
          theme,
          path: [...path, 'cite', 'clause'],
          message: `条款清单中没有“${clause}” no clause ${clause} in articles.yaml`,
        },
      ];
    if (article.includes(found.of)) return [];
    const message = `“${article}”与条款 ${clause}（${found.of}）不符 article ${article} is not that of clause ${clause}`;
    return [{ theme, path: [...path, 'cite', 'article'], message }];
  });
  return [...astray, ...cited];
}

/** One rule for one value: no two entries of a list carry the same `id`, or the same `value.id` or `value.kind`. */
function checkDoubles(set: RuleSet): RuleFault[] {
  return themesOf(set).flatMap(([theme, value]) =>
    [...nodesOf(value)].flatMap(([node, path]) => (Array.isArray(node) ? doublesOf(theme, node, path) : [])),
  );
}

function doublesOf(theme: string, list: readonly unknown[], path: readonly PropertyKey[]): RuleFault[] {
  const seen = new Set<string>();
  return list.flatMap((entry, n): RuleFault[] => {
    const key = keyOf(entry);
    if (key === undefined) return [];
    const [at, name] = key;
    if (!seen.has(name)) return (seen.add(name), []);
    return [{ theme, path: [...path, n, ...at], message: `“${name}”有两条规定 two rules for ${name}` }];
  });
}

function keyOf(entry: unknown): [path: string[], name: string] | undefined {
  const text = (path: string[]): [string[], string] | undefined => {
    let part: unknown = entry;
    for (const key of path)
      part = typeof part === 'object' && part !== null ? (part as Record<string, unknown>)[key] : undefined;
    return typeof part === 'string' ? [path, part] : undefined;
  };
  return text(['id']) ?? text(['value', 'id']) ?? text(['value', 'kind']);
}
