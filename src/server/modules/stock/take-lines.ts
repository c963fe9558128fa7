import { sql } from 'kysely';
import { type Bilingual, pick } from '../../../shared/i18n.ts';
import { stockProblem } from '../../../shared/stock/problems.ts';
import { quantityOf, quantityText } from '../../../shared/stock/quantity.ts';
import { act, checkRevision } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { ReadDb } from '../../kernel/db/open.ts';
import type { Id } from '../../kernel/ids.ts';
import { lockLots } from './ledger.ts';
import { viewLots } from './lot-view.ts';
import { correct, relocate } from './lot-write.ts';
import type { LotRow } from './lots.ts';
import { placeText } from './places.ts';
import { endTake, lockTake, ownTake, type TakeRow, viewTake } from './takes.ts';

const LINES_SHOWN = 5000;

const FOUND = {
  as_expected: { zh: '相符', en: 'As expected' },
  differs: { zh: '数量不符', en: 'Differs' },
  missing: { zh: '未见', en: 'Not seen' },
  elsewhere: { zh: '登记在别处', en: 'Recorded elsewhere' },
} as const satisfies Readonly<Record<string, Bilingual>>;
type Found = keyof typeof FOUND;

interface LineRow extends LotRow {
  scanned: boolean;
  counted: string | null;
  expected: boolean;
}

/** What should be there by the books, and what was seen. */
async function linesOf(db: ReadDb, take: TakeRow): Promise<LineRow[]> {
  const here = sql`(${take.store_id}::bigint is null or l.store_id = ${take.store_id})
    and (${take.shelf}::text is null or l.shelf = ${take.shelf})`;
  const { rows } = await sql<LineRow>`
    select l.*, x.lot_id is not null as scanned, x.counted, coalesce(${here}, false) as expected
    from stock_lot l left join stock_take_line x on x.take_id = ${take.id} and x.lot_id = l.id
    where l.platform_id = ${take.platform_id} and (x.lot_id is not null or (l.on_hand > 0 and not l.closed and ${here}))
    order by l.id limit ${LINES_SHOWN}`.execute(db);
  return rows;
}

function foundOf({ scanned, counted, expected, on_hand }: LineRow): Found {
  if (!scanned) return 'missing';
  if (!expected) return 'elsewhere';
  return counted !== null && quantityOf(counted) !== quantityOf(on_hand) ? 'differs' : 'as_expected';
}

function differenceOf({ scanned, counted, on_hand }: LineRow): bigint | null {
  if (!scanned) return -quantityOf(on_hand);
  return counted === null ? null : quantityOf(counted) - quantityOf(on_hand);
}

/** @throws stock.take_unknown | kernel.not_allowed */
export async function readTake(ctx: Ctx, id: Id) {
  const lines = await linesOf(ctx.db, await ownTake(ctx, ctx.db, id));
  const lots = await viewLots(ctx, lines);
  return {
    ...(await viewTake(ctx, id)),
    lines: lines.map((line, n) => {
      const lot = lots[n]!;
      const found = foundOf(line);
      const difference = differenceOf(line);
      return {
        lot,
        place: placeText([lot.store?.name, lot.shelf, lot.box, lot.position]),
        found,
        found_label: pick(FOUND[found], ctx.lang),
        counted: line.counted === null ? null : quantityText(quantityOf(line.counted)),
        difference: difference === null || difference === 0n ? null : quantityText(difference),
        movements: line.movements,
      };
    }),
  };
}

interface BookedLine {
  lot: Id;
  movements: number;
  reason?: string | undefined;
}

/**
 * Books what differs of the lots named, all or nothing: a count becomes a correction, what was not seen goes to zero, what was
 * found elsewhere is put here. A lot that moved since the differences were looked at makes the whole booking stale.
 * @throws stock.take_unknown | stock.take_over | stock.reason_needed | stock.lot_unknown | stock.below_zero |
 *   kernel.stale_version | kernel.not_allowed
 */
export const bookTake = (
  ctx: Ctx,
  id: Id,
  { revision, reason, lines }: { revision: number; reason: string; lines: readonly BookedLine[] },
) =>
  act(
    ctx,
    { action: 'stock.take.book', subject: { kind: 'stock_take', id }, detail: { lots: lines.length } },
    async (tx) => {
      const take = await lockTake(ctx, tx, id);
      checkRevision(revision, take);
      if (lines.some((line) => (line.reason ?? reason) === ''))
        throw stockProblem('stock.reason_needed', { action_zh: '盘点更正', action_en: 'Correction' });
      const locked = await lockLots(
        tx,
        lines.map(({ lot }) => lot),
      );
      const found = new Map((await linesOf(tx.db, take)).map((line) => [line.id, line]));
      for (const { lot: lotId, movements, reason: own } of lines) {
        const [lot, line] = [locked.get(lotId)!, found.get(lotId)];
        if (!line) throw stockProblem('stock.lot_unknown', { lot: lot.number });
        checkRevision(movements, { revision: lot.movements }, { lot: lot.number });
        const why = own ?? reason;
        const counted = line.scanned ? line.counted : '0';
        if (counted !== null) await correct(ctx, tx, lot, quantityText(quantityOf(counted)), why);
        if (line.scanned && !line.expected && take.store_id !== null)
          await relocate(ctx, tx, lot, { store: take.store_id, shelf: take.shelf }, why);
      }
      await endTake(ctx, tx, id, 'booked', revision);
    },
  );
