/** Somebody of the pool who may be drawn. */
export interface Candidate {
  id: string;
  /** Employer as a key: two with the same one have the same employer. Empty: none known. */
  employer: string;
}

interface Wanted {
  count: number;
  /** No two of one employer where the pool allows. */
  spread: boolean;
  /** Employers of those who already sit on the panel. */
  seated?: readonly string[];
}

/**
 * Draws from a pool: candidates in the order of their rank, first those whose employer is not on the panel yet. The same pool,
 * rank and wish give the same panel, so a recorded seed proves a draw.
 *
 * @param rankOf a number that looks random, as text, for an id: SHA-256 of seed and id
 */
export function drawPanel(pool: readonly Candidate[], wanted: Wanted, rankOf: (id: string) => string): string[] {
  const ranked = pool
    .map((candidate) => ({ candidate, rank: rankOf(candidate.id) }))
    .toSorted((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : a.candidate.id < b.candidate.id ? -1 : 1))
    .map(({ candidate }) => candidate);
  if (!wanted.spread) return ranked.slice(0, wanted.count).map(({ id }) => id);
  const employers = new Set(wanted.seated);
  const first: Candidate[] = [];
  const rest: Candidate[] = [];
  for (const candidate of ranked) {
    const isNew = candidate.employer === '' || !employers.has(candidate.employer);
    if (isNew) employers.add(candidate.employer);
    (isNew ? first : rest).push(candidate);
  }
  return [...first, ...rest].slice(0, wanted.count).map(({ id }) => id);
}

/** Whether any of somebody's fields lies in any of those wanted; codes of GB/T 13745 begin with those above them. */
export const fieldsMeet = (has: readonly string[], wanted: readonly string[]): boolean =>
  wanted.length === 0 || has.some((code) => wanted.some((other) => code.startsWith(other) || other.startsWith(code)));
