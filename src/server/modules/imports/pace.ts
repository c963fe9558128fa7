/** Rows a second over the last chunks, by the machine's clock. */
export interface Pace {
  /** @returns rows a second; null before a first interval can be measured */
  after: (rows: number) => number | null;
}

/** Weight of the newest chunk. */
const NEWEST = 0.3;

export function createPace(known: number | null): Pace {
  let rate = known;
  let last = performance.now();
  return {
    after(rows) {
      const seconds = (performance.now() - last) / 1000;
      last = performance.now();
      if (seconds <= 0) return rate;
      const now = rows / seconds;
      rate = rate === null ? now : rate * (1 - NEWEST) + now * NEWEST;
      return rate;
    },
  };
}
