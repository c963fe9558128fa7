import type { Selectable } from 'kysely';
import { quantityOf } from '../../../shared/stock/quantity.ts';
import type { Form, StockUnit } from '../../../shared/stock/units.ts';
import type { WatchedLot } from '../../../shared/stock/warnings.ts';
import type { Tables } from '../../kernel/db/tables.ts';
import type { Id } from '../../kernel/ids.ts';

export type LotRow = Selectable<Tables['stock_lot']>;

/** A lot as its row says, quantities read. */
export interface Lot extends WatchedLot {
  id: Id;
  platform: Id;
  resource: Id;
  number: string;
  form: Form;
  unit: StockUnit;
  row: LotRow;
}

const read = (text: string | null): bigint | null => (text === null ? null : quantityOf(text));

export const lotOf = (row: LotRow): Lot => ({
  id: row.id,
  platform: row.platform_id,
  resource: row.resource_id,
  number: row.number,
  form: row.form as Form,
  unit: row.unit as StockUnit,
  sums: { onHand: quantityOf(row.on_hand), reserved: quantityOf(row.reserved), away: quantityOf(row.away) },
  minimum: quantityOf(row.minimum),
  closed: row.closed,
  quality: row.quality,
  expiresOn: row.expires_on,
  viability: read(row.viability),
  viabilityLimit: read(row.viability_limit),
  viabilityDue: row.viability_due,
  row,
});
