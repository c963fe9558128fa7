import { type Amount, readDecimal } from '../policy/amounts.ts';
import { STOCK_UNITS, type StockUnit } from './units.ts';

/**
 * Quantities are exact decimals with at most six places, never floats: texts outside (`12.5`), numeric(20, 6) in the
 * database, bigints of millionths in between. A quantity counts in the unit of its lot.
 */
export type Quantity = Amount;

const SCALE = 1_000_000n;

/** Of `12.500000` or `12.5`. @throws RangeError where the text is no decimal, which the database never gives */
export function quantityOf(text: string): Quantity {
  const read = readDecimal(text);
  if (read === undefined) throw new RangeError(`not a quantity: ${text}`);
  return read;
}

/** Without zeros behind: 12.5, 50. */
export function quantityText(quantity: Quantity): string {
  const [sign, size] = quantity < 0n ? ['-', -quantity] : ['', quantity];
  const part = String(size % SCALE)
    .padStart(6, '0')
    .replace(/0+$/, '');
  return `${sign}${size / SCALE}${part === '' ? '' : `.${part}`}`;
}

/**
 * Reads what somebody typed or sent in a unit.
 * @returns why it cannot be taken: no decimal, too many places for the unit (half a seed), below zero
 */
export function readQuantity(text: string, unit: StockUnit): Quantity | 'unreadable' | 'not_whole' | 'negative' {
  const read = readDecimal(text.trim());
  if (read === undefined) return 'unreadable';
  if (read < 0n) return 'negative';
  return STOCK_UNITS[unit].whole && read % SCALE !== 0n ? 'not_whole' : read;
}

/** A quantity in another unit; undefined where the units measure something else or the result would not be exact. */
export function inUnit(quantity: Quantity, from: StockUnit, to: StockUnit): Quantity | undefined {
  const [a, b] = [STOCK_UNITS[from], STOCK_UNITS[to]];
  if (from === to) return quantity;
  if (a.family === undefined || a.family !== b.family) return undefined;
  const scaled = quantity * a.factor;
  return scaled % b.factor === 0n ? scaled / b.factor : undefined;
}
