import { createHash } from 'node:crypto';

/**
 * Numbers already seen in a file, for a trial run that writes nothing it could look them up in: a table of digests, 16
 * bytes for each, that stops growing at its bound.
 */
export interface Twins {
  /** The row that had it first; undefined when this is the first or the table is full. */
  first: (name: string, row: number) => number | undefined;
  isFull: () => boolean;
}

/** @param most names kept */
export function createTwins(most = 2_000_000): Twins {
  let digests = new Float64Array(1 << 12);
  let rows = new Float64Array(1 << 12);
  let count = 0;
  const slotOf = (table: Float64Array, digest: number): number => {
    let slot = digest % table.length;
    while (table[slot] !== 0 && table[slot] !== digest) slot = (slot + 1) % table.length;
    return slot;
  };
  const grow = (): void => {
    const wider = new Float64Array(digests.length * 2);
    const widerRows = new Float64Array(digests.length * 2);
    for (let i = 0; i < digests.length; i++) {
      if (digests[i] === 0) continue;
      const slot = slotOf(wider, digests[i]!);
      wider[slot] = digests[i]!;
      widerRows[slot] = rows[i]!;
    }
    digests = wider;
    rows = widerRows;
  };
  return {
    first(name, row) {
      const digest = digestOf(name);
      const slot = slotOf(digests, digest);
      if (digests[slot] === digest) return rows[slot];
      if (count >= most) return undefined;
      digests[slot] = digest;
      rows[slot] = row;
      if (++count > digests.length / 2) grow();
      return undefined;
    },
    isFull: () => count >= most,
  };
}

/** 52 bits of SHA-1, never 0: two of two million names meet by accident once in thousands of files. */
function digestOf(name: string): number {
  const bytes = createHash('sha1').update(name).digest();
  return bytes.readUIntBE(0, 6) * 16 + (bytes[6]! & 15) + 1;
}
