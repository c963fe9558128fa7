import { rounded } from './sheet.ts';

export interface Consolidated {
  count: number;
  /** Null: no score. */
  average: number | null;
  /** Without the highest and the lowest; null: fewer than three scores. */
  trimmed: number | null;
  highest: number | null;
  lowest: number | null;
  /** Highest less lowest. */
  spread: number | null;
  /** Standard deviation of the scores. */
  deviation: number | null;
}

/** What several scores come to, to two decimals. */
export function consolidate(scores: readonly number[]): Consolidated {
  const sorted = scores.toSorted((a, b) => a - b);
  const count = sorted.length;
  if (count === 0)
    return { count, average: null, trimmed: null, highest: null, lowest: null, spread: null, deviation: null };
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const average = mean(sorted);
  const [lowest, highest] = [sorted[0]!, sorted.at(-1)!];
  return {
    count,
    average: rounded(average),
    trimmed: count < 3 ? null : rounded(mean(sorted.slice(1, -1))),
    highest,
    lowest,
    spread: rounded(highest - lowest),
    deviation: rounded(Math.sqrt(mean(sorted.map((value) => (value - average) ** 2)))),
  };
}
