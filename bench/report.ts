/** Times of one class of measurements, in milliseconds. */
export interface Timing {
  name: string;
  times: readonly number[];
}

/** @param share 0 to 1 */
export function percentile(times: readonly number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export async function timed<T>(run: () => Promise<T>): Promise<{ result: T; ms: number }> {
  const start = performance.now();
  const result = await run();
  return { result, ms: performance.now() - start };
}

const WIDE = /[\u2e80-\u9fff\uff00-\uffef]/g;
const width = (text: string): number => text.length + (text.match(WIDE)?.length ?? 0);

/** Columns set flush: the first to the left, the others to the right. */
export function table(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [heading, ...rows];
  const widths = heading.map((_, column) => Math.max(...all.map((row) => width(row[column] ?? ''))));
  return all
    .map((row) =>
      row
        .map((cell, column) => {
          const space = ' '.repeat(widths[column]! - width(cell));
          return column === 0 ? cell + space : space + cell;
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

export const ms = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toFixed(1));
