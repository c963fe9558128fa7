/**
 * What the ledger of the stock ought to do, written down a second time and in the plainest way: whole tenths of a unit,
 * no database, nothing of src/shared/stock.
 */
export const OPERATIONS = ['reserve', 'release', 'send', 'receiveBack', 'consume', 'lose'] as const;
export type Operation = (typeof OPERATIONS)[number];

interface ModelLot {
  onHand: number;
  reserved: number;
  away: number;
  minimum: number;
}

export interface Model {
  lots: Map<string, ModelLot>;
  /** By holder and lot. */
  holds: Map<string, { reserved: number; away: number }>;
}

export interface ModelLine {
  lot: string;
  /** Tenths. */
  tenths: number;
}

export const newModel = (lots: readonly { id: string; onHand: number; minimum: number }[]): Model => ({
  lots: new Map(lots.map(({ id, onHand, minimum }) => [id, { onHand, minimum, reserved: 0, away: 0 }])),
  holds: new Map(),
});

const copyOf = (model: Model): Model => ({
  lots: new Map([...model.lots].map(([id, lot]) => [id, { ...lot }])),
  holds: new Map([...model.holds].map(([id, hold]) => [id, { ...hold }])),
});

export const holdOf = (model: Model, holder: string, lot: string) =>
  model.holds.get(`${holder} ${lot}`) ?? { reserved: 0, away: 0 };

/** @returns whether the line could be done */
function takeLine(model: Model, holder: string, operation: Operation, { lot: id, tenths }: ModelLine): boolean {
  const lot = model.lots.get(id)!;
  const hold = { ...holdOf(model, holder, id) };
  model.holds.set(`${holder} ${id}`, hold);
  if (tenths <= 0) return false;
  switch (operation) {
    case 'reserve':
      if (lot.onHand - lot.reserved - lot.minimum < tenths) return false;
      lot.reserved += tenths;
      hold.reserved += tenths;
      return true;
    case 'release':
      if (hold.reserved < tenths) return false;
      lot.reserved -= tenths;
      hold.reserved -= tenths;
      return true;
    case 'send':
      if (hold.reserved < tenths) return false;
      lot.reserved -= tenths;
      lot.onHand -= tenths;
      lot.away += tenths;
      hold.reserved -= tenths;
      hold.away += tenths;
      return true;
    case 'consume':
    case 'lose':
    case 'receiveBack':
      if (hold.away < tenths) return false;
      lot.away -= tenths;
      hold.away -= tenths;
      if (operation === 'receiveBack') lot.onHand += tenths;
      return true;
  }
}

/** The state after a step; undefined where one of its lines cannot be done, and then nothing of it is. */
export function after(
  model: Model,
  holder: string,
  operation: Operation,
  lines: readonly ModelLine[],
): Model | undefined {
  const next = copyOf(model);
  return lines.every((line) => takeLine(next, holder, operation, line)) ? next : undefined;
}

/** On hand, reserved and away of a lot, in tenths. */
export const sumsIn = (model: Model, lot: string): [number, number, number] => {
  const { onHand, reserved, away } = model.lots.get(lot)!;
  return [onHand, reserved, away];
};

export const textOf = (tenths: number): string =>
  tenths % 10 === 0 ? String(tenths / 10) : `${Math.floor(tenths / 10)}.${tenths % 10}`;

/** Of the database's decimals. */
export const tenthsOf = (text: string): number => Math.round(Number(text) * 10);
