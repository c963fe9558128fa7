import type { Bilingual } from '../i18n.ts';
import type { Citation } from '../problems.ts';
import { valueAt } from './check-references.ts';
import { type Topic, TOPICS } from './comparison-topics.ts';
import { isRuled, nodesOf } from './rule-nodes.ts';
import type { RuleSet } from './rule-set.ts';
import { citationOf, type Ruled } from './ruled.ts';
import { valueText } from './statement-text.ts';
import { VALUE_NAMES } from './value-words.ts';

/** One statement of a jurisdiction on a topic. */
export interface Statement {
  /** What it is about, where the topic has several values. */
  label?: Bilingual;
  text: Bilingual;
  /** Absent for facts about the instrument itself. */
  cite?: Citation;
}

export interface ComparedTopic {
  key: string;
  name: Bilingual;
  /** One list per rule set, in the order given; empty: it says nothing. */
  cells: Statement[][];
  /** Not all of them say the same. */
  differs: boolean;
}

/** What rule sets say, topic by topic, made from their data. */
export function compare(sets: readonly RuleSet[]): ComparedTopic[] {
  return TOPICS.map((topic) => {
    const cells = sets.map((set) => statementsOn(set, topic));
    const said = cells.map((cell) => cell.map(({ text, cite }) => `${text.zh} ${cite?.basis ?? ''}`).join('；'));
    return { key: topic.key, name: topic.name, cells, differs: new Set(said).size > 1 };
  });
}

export const statementsOn = (set: RuleSet, { paths }: Topic): Statement[] =>
  paths.flatMap((path) => (path === 'years' ? yearsDemanded(set) : statementsAt(set, path)));

function statementsAt(set: RuleSet, path: string): Statement[] {
  const [, at, id, field] = /^([^?#]+)(?:\?(\w+))?(?:#(\w+))?$/.exec(path)!;
  const found = valueAt(set, at!);
  if (found === undefined) return [];
  const key = at!.split('.').at(-1)!;
  const label = VALUE_NAMES[key];
  const entries = (Array.isArray(found) ? found : [found]).filter((entry) => id === undefined || idOf(entry) === id);
  return entries.map((entry: unknown): Statement => {
    if (!isRuled(entry)) return { ...(label && { label }), text: valueText(set, entry, key) };
    const value = field === undefined ? entry.value : (entry.value as Record<string, unknown>)[field];
    return { ...(label && { label }), text: valueText(set, value, key), cite: citationOf(set, entry) };
  });
}

const idOf = (entry: unknown): unknown => (isRuled(entry) ? (entry.value as { id?: unknown }).id : undefined);

/** Years of operation that conditions ask for: every test of years in the criteria. */
function yearsDemanded(set: RuleSet): Statement[] {
  const criteria = valueAt(set, 'criteria.criteria');
  if (typeof criteria !== 'object' || criteria === null) return [];
  return Object.values(criteria).flatMap((criterion: unknown) => {
    if (!isRuled(criterion)) return [];
    return [...nodesOf(criterion.value)].flatMap(([node]): Statement[] => {
      const { is, min } = node as { is?: unknown; min?: unknown };
      if (is !== 'years' || typeof min !== 'number') return [];
      return [{ text: { zh: `${min}年`, en: `${min} years` }, cite: citationOf(set, criterion as Ruled<unknown>) }];
    });
  });
}
