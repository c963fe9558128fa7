import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inChunks, readAhead } from './chunks.ts';
import type { TableRow } from './table-row.ts';
import { createTwins } from './twins.ts';

const tick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

async function* rowsOf(count: number, cell = 'x'): AsyncGenerator<TableRow> {
  for (let row = 2; row < count + 2; row++) yield { row, cells: [cell], faults: [] };
}

async function all<T>(source: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of source) items.push(item);
  return items;
}

test('chunks pass over what is behind and hold at most so many rows, or so much text', async () => {
  const chunks = await all(inChunks(rowsOf(10), 4, () => 3));
  expect(chunks.map((chunk) => chunk.map(({ row }) => row))).toEqual([[5, 6, 7], [8, 9, 10], [11]]);
  const wide = await all(inChunks(rowsOf(20, 'x'.repeat(1024 ** 2)), 0, () => 1000));
  expect(Math.max(...wide.map(({ length }) => length))).toBeLessThanOrEqual(4);
});

test('reading ahead keeps the order, runs no further than asked, and stops its source', async () => {
  let made = 0;
  let closed = false;
  async function* source(): AsyncGenerator<number> {
    try {
      for (;;) yield made++;
    } finally {
      closed = true;
    }
  }
  const seen: number[] = [];
  for await (const item of readAhead(source(), 2)) {
    for (let i = 0; i < 5; i++) await tick();
    seen.push(item);
    expect(made - item).toBeLessThanOrEqual(4);
    if (item === 5) break;
  }
  expect(seen).toEqual([0, 1, 2, 3, 4, 5]);
  expect(closed).toBe(true);
});

test('a fault of the source comes behind what was read before it', async () => {
  async function* source(): AsyncGenerator<number> {
    yield 1;
    yield 2;
    throw new Error('broken');
  }
  const seen: number[] = [];
  await expect(
    (async () => {
      for await (const item of readAhead(source(), 5)) seen.push(item);
    })(),
  ).rejects.toThrow('broken');
  expect(seen).toEqual([1, 2]);
});

test('twins are found as a map would find them, until the table is full', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ maxLength: 2, unit: fc.constantFrom('a', 'b', '编') }), { maxLength: 300 }),
      (names) => {
        const twins = createTwins();
        const first = new Map<string, number>();
        names.forEach((name, row) => {
          expect(twins.first(name, row + 2)).toBe(first.get(name));
          if (!first.has(name)) first.set(name, row + 2);
        });
      },
    ),
  );
  const many = createTwins();
  for (let i = 0; i < 20_000; i++) expect(many.first(`ZDM${i}`, i)).toBeUndefined();
  for (let i = 0; i < 20_000; i++) expect(many.first(`ZDM${i}`, -1)).toBe(i);
  const small = createTwins(2);
  expect([
    small.first('a', 1),
    small.first('b', 2),
    small.first('c', 3),
    small.first('c', 4),
    small.first('a', 5),
  ]).toEqual([undefined, undefined, undefined, undefined, 1]);
  expect(small.isFull()).toBe(true);
});
