import { type DeclineReason, DECLINE_REASONS } from '../../../shared/sharing/codes.ts';
import { ITEM_STATES, ITEM_STEPS, type ItemState, type ItemStep } from '../../../shared/sharing/item-states.ts';
import { sharingProblem } from '../../../shared/sharing/problems.ts';
import type { ItemStepInput } from '../../../shared/sharing/schemas.ts';
import { act, type Tx } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { demandBy } from './access.ts';
import { provideData, revokeData } from './data-steps.ts';
import { accept, demandAhead, substitute } from './decide.ts';
import { tell } from './events.ts';
import { confirmService, deliverService } from './service-steps.ts';
import { demandFit, type ItemChange, saveItem, type Stepping } from './item-change.ts';
import { cancel, giveBack, loseItem, releaseItem, reserveItem, settleItem } from './stock-steps.ts';
import { demandRevision, type Item, itemIn, lockPart, type Part, touchPart } from './part-lock.ts';
import { tellOther } from './talk.ts';

type StepOf<S extends ItemStep> = Extract<ItemStepInput, { step: S }>;
type Handlers = {
  [S in ItemStepInput['step']]: (at: Stepping, input: StepOf<S>) => Promise<ItemChange>;
};

const HANDLERS: Handlers = {
  accept,
  substitute,
  wait: async (_, { reason }) => ({ reason }),
  decline: async (_, { because, reason }) => ({ reason: declined(because, reason) }),
  specify: async (_, { reason }) => ({ specification: reason, specification_agreed_at: null }),
  agree: async ({ ctx, item }) => {
    if (item.row.specification === null) throw sharingProblem('sharing.specification_open');
    return { specification_agreed_at: ctx.now };
  },
  reserve: reserveItem,
  release: releaseItem,
  settle: settleItem,
  give_back: giveBack,
  lose: loseItem,
  extend: async ({ ctx, item }, { back_on }) => {
    demandAhead(ctx, back_on);
    if (!item.loan) throw sharingProblem('sharing.not_on_loan', { title: item.title });
    return { back_on, reminded_on: null };
  },
  provide: provideData,
  revoke: revokeData,
  deliver: deliverService,
  confirm: confirmService,
  cancel,
};

const declined = (because: DeclineReason, reason: string): string =>
  `${DECLINE_REASONS[because].zh}${reason === '' ? '' : `：${reason}`}`;

/**
 * Takes an item a step further.
 * @throws sharing.request_unknown | sharing.item_unknown | kernel.not_allowed | kernel.stale_version | sharing.step_not_now |
 *   sharing.reason_needed, and what the step itself refuses
 */
export const stepItem = (ctx: Ctx, id: Id, itemId: Id, input: ItemStepInput) =>
  act(
    ctx,
    { action: `sharing.item.${input.step}`, subject: { kind: 'request_part', id }, detail: { item: itemId } },
    async (tx) => {
      const part = await lockPart(ctx, tx, id);
      const item = itemIn(part, itemId);
      const spec = ITEM_STEPS[input.step];
      demandBy(part, spec.by);
      // What was done meanwhile is named before what it was based on: two clerks learn who got the last one.
      demandFit(item, input.step);
      demandRevision(part, input.revision);
      const reason = 'reason' in input ? input.reason : '';
      if (spec.reason && reason === '' && input.step !== 'decline')
        throw sharingProblem('sharing.reason_needed', { step_zh: spec.zh, step_en: spec.en });
      const change = await (HANDLERS[input.step] as (at: Stepping, input: ItemStepInput) => Promise<ItemChange>)(
        { ctx, tx, part, item },
        input,
      );
      const state = (change.state as ItemState | undefined) ?? spec.to ?? item.state;
      await saveItem(tx, item.id, { ...change, state });
      await toldOf(ctx, tx, part, item, { step: input.step, state, reason: change.reason ?? reason });
    },
  );

async function toldOf(
  ctx: Ctx,
  tx: Tx,
  part: Part,
  item: Item,
  { step, state, reason }: { step: ItemStep; state: ItemState; reason: string },
): Promise<void> {
  const spec = ITEM_STEPS[step];
  await tell(ctx, tx, part.id, { kind: step, side: spec.by, item: item.id, text: reason, detail: { state } });
  await touchPart(ctx, tx, part, spec.by);
  const now = ITEM_STATES[state];
  await tellOther(ctx, tx, part, {
    side: spec.by,
    occasion: `step:${part.row.revision}`,
    subject: {
      zh: `申请 ${part.row.number}：“${item.title}”${now.zh}`,
      en: `Request ${part.row.number}: “${item.title}” is ${now.en.toLowerCase()}`,
    },
    body: {
      zh: `“${item.title}”：${spec.zh}，现为“${now.zh}”。${reason}`,
      en: `“${item.title}”: ${spec.en}; it is now “${now.en}”. ${reason}`,
    },
  });
}
