/**
 * Where a record stands before anything is asked: its popularity, plus a draw that its id decides. The draw mixes records
 * of equal popularity, and halves their number with every level: level k holds about 1/2^k of them. Candidates of a common word
 * are taken from a level high enough that few thousand remain.
 */
export const LEVEL_MAX = 40;

/** A well spread number between 0 and 1 from an id; another salt, another number. */
function drawOf(id: string, salt: number): number {
  const value = BigInt(id);
  let hash = Number(value & 0xffffffffn) ^ Number((value >> 32n) & 0xffffffffn) ^ salt;
  // Finalizer of MurmurHash3, 32 bits.
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  hash ^= hash >>> 16;
  return ((hash >>> 0) + 0.5) / 2 ** 32;
}

/** @returns a number that `real` keeps exactly, 0 or more */
export const prominenceOf = ({ id, popularity }: { id: string; popularity: number }): number =>
  Math.fround(Math.min(Math.max(popularity, 0), LEVEL_MAX) - Math.log2(drawOf(id, 0)));

export const levelOf = (prominence: number): number => Math.min(LEVEL_MAX, Math.floor(prominence));

/** Samples smaller than one record in 2^20 tell nothing, and larger ones than one in 8 are not needed. */
export const SAMPLE_FIRST = 3;
export const SAMPLE_LAST = 20;
const SAMPLE_SALT = 0x5bd1e995;

/** Steps k of the samples an id is drawn into, whatever its popularity: one record in 2^k each. */
export function samplesOf(id: string): number[] {
  const steps: number[] = [];
  const drawn = -Math.log2(drawOf(id, SAMPLE_SALT));
  for (let step = SAMPLE_FIRST; step <= Math.min(SAMPLE_LAST, drawn); step++) steps.push(step);
  return steps;
}
