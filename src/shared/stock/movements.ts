import type { Bilingual } from '../i18n.ts';
import type { Quantity } from './quantity.ts';

/** What a movement does to the sums of its lot, in multiples of its quantity. */
interface MovementSpec extends Bilingual {
  onHand: -1 | 0 | 1;
  reserved: -1 | 0 | 1;
  /** What has been sent and is neither back, used up nor lost. */
  away: -1 | 0 | 1;
  /** Counts for a holder, such as an item of a request. */
  held: boolean;
  /** Booked by hand on the page of a lot. */
  byHand: boolean;
}

const hand = (onHand: -1 | 1, zh: string, en: string): MovementSpec => ({
  zh,
  en,
  onHand,
  reserved: 0,
  away: 0,
  held: false,
  byHand: true,
});
const held = (onHand: -1 | 0 | 1, reserved: -1 | 0 | 1, away: -1 | 0 | 1, zh: string, en: string): MovementSpec => ({
  zh,
  en,
  onHand,
  reserved,
  away,
  held: true,
  byHand: false,
});

/** The kinds of movements of the ledger (库存台账). */
export const MOVEMENTS = {
  in: hand(1, '入库', 'Taken in'),
  regenerated: hand(1, '繁殖更新入库', 'Regenerated'),
  used: hand(-1, '本库使用', 'Used in house'),
  spoilt: hand(-1, '损失', 'Lost in the store'),
  discarded: hand(-1, '淘汰销毁', 'Discarded'),
  corrected_up: { ...hand(1, '盘盈更正', 'Corrected upward'), byHand: false },
  corrected_down: { ...hand(-1, '盘亏更正', 'Corrected downward'), byHand: false },
  moved: { ...hand(1, '移库', 'Moved'), onHand: 0, byHand: false },
  reserved: held(0, 1, 0, '预留', 'Reserved'),
  released: held(0, -1, 0, '取消预留', 'Released'),
  sent: held(-1, -1, 1, '发出', 'Sent'),
  returned: held(1, 0, -1, '归还', 'Returned'),
  consumed: held(0, 0, -1, '用户用尽', 'Consumed'),
  lost: held(0, 0, -1, '途中或用户遗失', 'Lost'),
} as const satisfies Readonly<Record<string, MovementSpec>>;

export type MovementKind = keyof typeof MOVEMENTS;
export const MOVEMENT_KINDS = Object.keys(MOVEMENTS) as [MovementKind, ...MovementKind[]];
export const BY_HAND = MOVEMENT_KINDS.filter((kind) => MOVEMENTS[kind].byHand) as [MovementKind, ...MovementKind[]];

/** The sums of a lot, or of what is held of it. */
export interface Sums {
  onHand: Quantity;
  reserved: Quantity;
  away: Quantity;
}

/** What a movement of a quantity changes. */
export function changesOf(kind: MovementKind, quantity: Quantity): Sums {
  const spec: MovementSpec = MOVEMENTS[kind];
  return {
    onHand: BigInt(spec.onHand) * quantity,
    reserved: BigInt(spec.reserved) * quantity,
    away: BigInt(spec.away) * quantity,
  };
}

export const plus = (a: Sums, b: Sums): Sums => ({
  onHand: a.onHand + b.onHand,
  reserved: a.reserved + b.reserved,
  away: a.away + b.away,
});

/** What may still be asked for: on hand, less what is reserved and what must be kept; never below zero. */
export function availableOf({ onHand, reserved }: Sums, minimum: Quantity): Quantity {
  const free = onHand - reserved - minimum;
  return free > 0n ? free : 0n;
}
