import type { RuleSet } from './rule-set.ts';
import type { Ruled } from './ruled.ts';

/** What a schema cannot see: a fault between parts of a rule set. */
export interface RuleFault {
  /** `instrument` or a theme: the file it stands in. */
  theme: string;
  path: readonly PropertyKey[];
  message: string;
}

/** Every object and list below a value, with its path. */
export function* nodesOf(
  value: unknown,
  path: readonly PropertyKey[] = [],
): Generator<[object, readonly PropertyKey[]]> {
  if (typeof value !== 'object' || value === null) return;
  yield [value, path];
  for (const [key, part] of Object.entries(value))
    yield* nodesOf(part, [...path, Array.isArray(value) ? Number(key) : key]);
}

/** Instrument and themes of a rule set by name. */
export const themesOf = (set: RuleSet): [string, unknown][] =>
  Object.entries(set).filter(([, theme]) => typeof theme === 'object');

/** A value with its citation. */
export const isRuled = (value: unknown): value is Ruled<unknown> =>
  typeof value === 'object' && value !== null && 'value' in value && 'cite' in value;

/** The part of a value at a path; undefined where there is none. */
export function partAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let part = value;
  for (const key of path)
    part = typeof part === 'object' && part !== null ? (part as Record<PropertyKey, unknown>)[key] : undefined;
  return part;
}
