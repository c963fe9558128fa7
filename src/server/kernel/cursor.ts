import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { kernelProblem } from '../../shared/kernel/problems.ts';

/**
 * Page cursors of keyset lists: the last row's sort values, bound to the query they belong to, so that a
 * cursor of another query is refused instead of giving a wrong page.
 */
const bind = (query: unknown): string =>
  createHash('sha256').update(JSON.stringify(query)).digest('base64url').slice(0, 8);

export const writeCursor = (query: unknown, last: readonly unknown[]): string =>
  Buffer.from(JSON.stringify([bind(query), ...last])).toString('base64url');

/**
 * @param shape tuple of the sort values
 * @throws kernel.bad_cursor
 */
export function readCursor<T extends z.ZodType>(
  query: unknown,
  cursor: string | undefined,
  shape: T,
): z.output<T> | undefined {
  if (cursor === undefined) return undefined;
  try {
    const [bound, ...last] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as unknown[];
    if (bound !== bind(query)) throw new Error('cursor of another query');
    return shape.parse(last);
  } catch {
    throw kernelProblem('kernel.bad_cursor');
  }
}

/**
 * Cuts a list that was asked for with one row more than the page.
 * @param keyOf sort values of a row, as `readCursor` will get them
 */
export function page<T>(
  query: unknown,
  rows: readonly T[],
  limit: number,
  keyOf: (row: T) => readonly unknown[],
): { items: T[]; next: string | null } {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last !== undefined ? writeCursor(query, keyOf(last)) : null };
}
