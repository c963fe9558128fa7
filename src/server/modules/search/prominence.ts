/**
 * Where a record stands before anything is asked: its popularity, plus a draw that its id decides. The draw mixes records
 * of equal popularity, and halves their number with every level: level k holds about 1/2^k of them. Candidates of a common word
 * are taken from a level high enough that few thousand remain.
 */
export const LEVEL_MAX = 40;

/** A well spread number between 0 and 1 from an id. */
function drawOf(id: string): number {
  const value = BigInt(id);
  let hash = Number(value & 0xffffffffn) ^ Number((value >> 32n) & 0xffffffffn);
  // Finalizer of MurmurHash3, 32 bits.
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  hash ^= hash >>> 16;
  return ((hash >>> 0) + 0.5) / 2 ** 32;
}

/** @returns a number that `real` keeps exactly, 0 or more */
export const prominenceOf = ({ id, popularity }: { id: string; popularity: number }): number =>
  Math.fround(Math.min(Math.max(popularity, 0), LEVEL_MAX) - Math.log2(drawOf(id)));

export const levelOf = (prominence: number): number => Math.min(LEVEL_MAX, Math.floor(prominence));
