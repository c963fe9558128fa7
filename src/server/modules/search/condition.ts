import { quoteLexeme } from './vector.ts';

/** What a record's words must be: one lexeme, all of several, any of several, or a chain at exact distances. */
export type Condition =
  | string
  | { all: readonly Condition[] }
  | { any: readonly Condition[] }
  | { not: Condition }
  | { chain: readonly { word: string; place: number }[]; within?: Weights }
  | { word: string; within: Weights };

/** Kinds of text a word must stand in: A titles, B names and numbers, C keywords, D everything else. */
export type Weights = string;

export const all = (parts: readonly Condition[]): Condition => (parts.length === 1 ? parts[0]! : { all: parts });
/** Any of several, each once. */
export function any(parts: readonly Condition[]): Condition {
  const seen = new Map(parts.map((part) => [toTsquery(part), part]));
  return seen.size === 1 ? parts[0]! : { any: [...seen.values()] };
}

/**
 * The input form of PostgreSQL's tsquery. Every lexeme is quoted and the whole is sent as a parameter: nothing a user
 * types can be an operator.
 */
export function toTsquery(condition: Condition): string {
  if (typeof condition === 'string') return quoteLexeme(condition);
  if ('not' in condition) return `!${toTsquery(condition.not)}`;
  if ('word' in condition) return `${quoteLexeme(condition.word)}:${condition.within}`;
  if ('chain' in condition) return chainToTsquery(condition);
  if ('all' in condition) return `(${condition.all.map(toTsquery).join('&')})`;
  return `(${condition.any.map(toTsquery).join('|')})`;
}

function chainToTsquery({ chain, within }: Extract<Condition, { chain: unknown }>): string {
  const label = within === undefined ? '' : `:${within}`;
  let written = '';
  chain.forEach(({ word, place }, index) => {
    const before = chain[index - 1];
    written += before ? `<${place - before.place}>${quoteLexeme(word)}${label}` : quoteLexeme(word) + label;
  });
  return `(${written})`;
}

/** The same words, but only in some kinds of text. */
export function within(condition: Condition, weights: Weights): Condition {
  if (typeof condition === 'string') return { word: condition, within: weights };
  if ('not' in condition) return { not: within(condition.not, weights) };
  if ('word' in condition || 'chain' in condition) return { ...condition, within: weights };
  if ('all' in condition) return { all: condition.all.map((part) => within(part, weights)) };
  return { any: condition.any.map((part) => within(part, weights)) };
}

/**
 * What can be told by the index alone: distances and kinds of text left out, so that at least as much matches. The same object where nothing
 * is to be left out; undefined where nothing remains.
 */
export function loosened(condition: Condition): Condition | undefined {
  if (typeof condition === 'string') return condition;
  if ('word' in condition) return condition.word;
  if ('chain' in condition) return all(condition.chain.map(({ word }) => word));
  if ('not' in condition) return loosened(condition.not) === condition.not ? condition : undefined;
  const parts = 'all' in condition ? condition.all : condition.any;
  const loose = parts.map(loosened);
  if (loose.every((part, index) => part === parts[index])) return condition;
  const kept = loose.filter((part) => part !== undefined);
  if ('all' in condition) return kept.length > 0 ? all(kept) : undefined;
  return kept.length === loose.length ? any(kept) : undefined;
}
