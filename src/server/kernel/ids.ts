import { sql } from 'kysely';
import type { ReadDb } from './db/open.ts';

/** Ids are 64-bit numbers as decimal text, unique over all tables and processes. */
export type Id = string;

export interface Ids {
  /** @param db the transaction's database inside `act`, else the context's */
  next: (db: ReadDb) => Promise<Id>;
  /** Many at once, for bulk work. */
  take: (db: ReadDb, count: number) => Promise<Id[]>;
}

/** Ids per step of the sequence `id_block`. */
const BLOCK = 1000n;

/**
 * Hands out ids from blocks that a database sequence reserves: processes never collide, and bulk work
 * asks once per thousand. A sequence keeps its step even when a transaction is rolled back.
 */
export function createIds(): Ids {
  let free = 0n;
  let end = 0n;
  const next = async (db: ReadDb): Promise<Id> => {
    while (free >= end) {
      const { rows } = await sql<{ block: string }>`select nextval('id_block') as block`.execute(db);
      free = BigInt(rows[0]!.block) * BLOCK;
      end = free + BLOCK;
    }
    return String(free++);
  };
  return {
    next,
    async take(db, count) {
      const ids: Id[] = [];
      while (ids.length < count) ids.push(await next(db));
      return ids;
    },
  };
}
