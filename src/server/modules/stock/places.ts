import type { ReadDb } from '../../kernel/db/open.ts';
import type { Id } from '../../kernel/ids.ts';

/** Parts of a place as one text: 一号冷库 / A3 / 12 / B07; empty where it has none. */
export const placeText = (parts: readonly (string | null | undefined)[]): string =>
  parts.filter((part) => (part ?? '') !== '').join(' / ');

/** Where a lot lies, as one text. */
export async function placeWords(db: ReadDb, lot: Id): Promise<string> {
  const row = await db
    .selectFrom('stock_lot as l')
    .leftJoin('stock_store as s', 's.id', 'l.store_id')
    .select(['s.name', 'l.shelf', 'l.box', 'l.position'])
    .where('l.id', '=', lot)
    .executeTakeFirstOrThrow();
  return placeText([row.name, row.shelf, row.box, row.position]);
}
