import type { TableRow } from './table-row.ts';

/** Characters of a chunk, whatever its rows: bounds the memory of the pipeline. */
const CHUNK_TEXT = 4 * 1024 ** 2;

const sizeOf = ({ cells }: TableRow): number => cells.reduce((sum, cell) => sum + cell.length, 64);

/** Cuts rows into chunks; those up to `after` are passed over. @param size most rows of a chunk, asked for each */
export async function* inChunks(
  rows: AsyncIterable<TableRow>,
  after: number,
  size: () => number,
): AsyncGenerator<TableRow[]> {
  let chunk: TableRow[] = [];
  let text = 0;
  for await (const row of rows) {
    if (row.row <= after) continue;
    chunk.push(row);
    text += sizeOf(row);
    if (chunk.length < size() && text < CHUNK_TEXT) continue;
    yield chunk;
    chunk = [];
    text = 0;
  }
  if (chunk.length > 0) yield chunk;
}

/**
 * Runs a source ahead of its reader, so that the next chunk is parsed and checked while one is written.
 * @param depth items held ready
 */
export async function* readAhead<T>(source: AsyncIterable<T>, depth: number): AsyncGenerator<T> {
  const ready: T[] = [];
  let ended = false;
  let failure: unknown;
  let stopped = false;
  let wakeReader = (): void => undefined;
  let wakeSource = (): void => undefined;
  const pump = (async () => {
    try {
      for await (const item of source) {
        ready.push(item);
        wakeReader();
        while (ready.length >= depth && !stopped) await new Promise<void>((resolve) => (wakeSource = resolve));
        if (stopped) return;
      }
    } catch (cause) {
      failure = cause;
    } finally {
      ended = true;
      wakeReader();
    }
  })();
  try {
    for (;;) {
      while (ready.length === 0 && !ended) await new Promise<void>((resolve) => (wakeReader = resolve));
      if (ready.length === 0) break;
      const item = ready.shift() as T;
      wakeSource();
      yield item;
    }
    // The refusal belongs behind what was read before it.
    if (failure !== undefined) throw failure;
  } finally {
    stopped = true;
    wakeSource();
    await pump;
  }
}

export async function* mapEach<T, R>(source: AsyncIterable<T>, change: (item: T) => Promise<R>): AsyncGenerator<R> {
  for await (const item of source) yield await change(item);
}
