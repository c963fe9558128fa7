import type { Bilingual } from '../i18n.ts';
import type { ItemKind } from './codes.ts';

interface StateSpec extends Bilingual {
  /** Nothing more happens to it. */
  over: boolean;
}

/** Where an item of a request stands. */
export const ITEM_STATES = {
  asked: { zh: '待答复', en: 'Asked for', over: false },
  waiting: { zh: '排队等候', en: 'On the waiting list', over: false },
  accepted: { zh: '已同意', en: 'Accepted', over: false },
  partly: { zh: '部分同意', en: 'Accepted in part', over: false },
  reserved: { zh: '已预留', en: 'Reserved', over: false },
  sent: { zh: '已发出', en: 'Sent', over: false },
  received: { zh: '已收到（借用中）', en: 'Received, on loan', over: false },
  returning: { zh: '已取消，待退回', en: 'Cancelled, to be sent back', over: false },
  returned: { zh: '已退回', en: 'Returned', over: true },
  substituted: { zh: '已改为替代品', en: 'Substituted', over: true },
  declined: { zh: '不予提供', en: 'Declined', over: true },
  cancelled: { zh: '已取消', en: 'Cancelled', over: true },
  lost: { zh: '已遗失', en: 'Lost', over: true },
  fulfilled: { zh: '已完成', en: 'Fulfilled', over: true },
} as const satisfies Readonly<Record<string, StateSpec>>;
export type ItemState = keyof typeof ITEM_STATES;
export const ITEM_STATE_IDS = Object.keys(ITEM_STATES) as [ItemState, ...ItemState[]];

export type Side = 'platform' | 'requester';

interface StepSpec extends Bilingual {
  by: Side;
  from: readonly ItemState[];
  /** Null: where it leads depends on quantities. */
  to: ItemState | null;
  kinds: readonly ItemKind[];
  /** It must be said why. */
  reason: boolean;
}

const ANY: readonly ItemKind[] = ['material', 'data', 'service'];
const OPEN: readonly ItemState[] = ['asked', 'waiting'];
const GRANTED: readonly ItemState[] = ['accepted', 'partly'];
const step = (
  by: Side,
  [zh, en]: readonly [string, string],
  from: readonly ItemState[],
  to: ItemState | null,
  { kinds = ANY, reason = false }: { kinds?: readonly ItemKind[]; reason?: boolean } = {},
): StepSpec => ({ by, zh, en, from, to, kinds, reason });

/** Every way an item goes from one state to another; nothing else changes a state. */
export const ITEM_STEPS = {
  accept: step('platform', ['同意', 'Accept'], OPEN, null),
  wait: step('platform', ['列入等候', 'Put on the waiting list'], ['asked'], 'waiting', { reason: true }),
  substitute: step('platform', ['提供替代品', 'Offer a substitute'], OPEN, 'substituted', {
    kinds: ['material', 'data'],
    reason: true,
  }),
  decline: step('platform', ['不予提供', 'Decline'], [...OPEN, ...GRANTED], 'declined', { reason: true }),
  specify: step('platform', ['提出技术要求', 'Offer a specification'], [...OPEN, ...GRANTED], null, {
    kinds: ['service'],
    reason: true,
  }),
  agree: step('requester', ['同意技术要求', 'Agree to the specification'], [...OPEN, ...GRANTED], null, {
    kinds: ['service'],
  }),
  reserve: step('platform', ['预留', 'Reserve'], GRANTED, 'reserved', { kinds: ['material'] }),
  release: step('platform', ['取消预留', 'Release'], ['reserved'], null, { kinds: ['material'] }),
  ship: step('platform', ['发货', 'Ship'], ['reserved', 'sent'], 'sent', { kinds: ['material'] }),
  receive: step('requester', ['确认收货', 'Confirm receipt'], ['sent'], null, { kinds: ['material'] }),
  settle: step('platform', ['余量不再提供', 'No more will be sent'], ['sent'], null, {
    kinds: ['material'],
    reason: true,
  }),
  give_back: step('platform', ['收到退回', 'Take back'], ['sent', 'received', 'returning'], null, {
    kinds: ['material'],
  }),
  lose: step('platform', ['登记遗失', 'Record a loss'], ['sent', 'received', 'returning'], null, {
    kinds: ['material'],
    reason: true,
  }),
  extend: step('platform', ['延长借期', 'Extend the loan'], ['sent', 'received'], null, { kinds: ['material'] }),
  provide: step('platform', ['开放下载', 'Open for download'], GRANTED, 'sent', { kinds: ['data'] }),
  download: step('requester', ['下载', 'Download'], ['sent'], 'fulfilled', { kinds: ['data'] }),
  revoke: step('platform', ['收回下载', 'Take the link back'], ['sent', 'fulfilled'], null, {
    kinds: ['data'],
    reason: true,
  }),
  deliver: step('platform', ['登记完成', 'Record that it was done'], GRANTED, 'sent', { kinds: ['service', 'data'] }),
  confirm: step('requester', ['确认完成', 'Confirm that it was done'], ['sent'], 'fulfilled', {
    kinds: ['service', 'data'],
  }),
  cancel: step('requester', ['取消', 'Cancel'], [...OPEN, ...GRANTED, 'reserved', 'sent'], null),
} as const satisfies Readonly<Record<string, StepSpec>>;
export type ItemStep = keyof typeof ITEM_STEPS;
export const ITEM_STEP_IDS = Object.keys(ITEM_STEPS) as [ItemStep, ...ItemStep[]];

export const isOver = (state: ItemState): boolean => ITEM_STATES[state].over;

/** Whether a step leads on from where an item stands. */
export const stepFits = (id: ItemStep, item: { state: ItemState; kind: ItemKind }): boolean => {
  const spec: StepSpec = ITEM_STEPS[id];
  return spec.from.includes(item.state) && spec.kinds.includes(item.kind);
};

/** Steps of one side that an item allows now. */
export const stepsOf = (side: Side, item: { state: ItemState; kind: ItemKind }): ItemStep[] =>
  ITEM_STEP_IDS.filter((id) => ITEM_STEPS[id].by === side && stepFits(id, item));

/** Quantities of an item, in millionths of its unit. */
export interface ItemSums {
  granted: bigint;
  sent: bigint;
  received: bigint;
  returned: bigint;
  lost: bigint;
  loan: boolean;
}

/**
 * Where material stands once something of it was sent: by its quantities alone. What is given for good is fulfilled as soon as
 * all of it has arrived or is accounted for, a loan when nothing of it is outside any more.
 */
export function stateAfter(sums: ItemSums, cancelled: boolean): ItemState {
  const { granted, sent, received, returned, lost, loan } = sums;
  const outside = sent - returned - lost - (loan ? 0n : received);
  if (outside <= 0n && (cancelled || sent >= granted)) {
    if (!loan && received > 0n) return 'fulfilled';
    return returned > 0n ? 'returned' : 'lost';
  }
  if (cancelled) return 'returning';
  return loan && sent >= granted && received + lost >= sent ? 'received' : 'sent';
}
