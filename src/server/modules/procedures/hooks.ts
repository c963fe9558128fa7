import type { EffectId, GateId } from '../../../shared/policy/procedure-hooks.ts';
import type { Transition } from '../../../shared/policy/procedures.ts';
import type { GateFault } from '../../../shared/procedures/case-facts.ts';
import type { Tx } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { CaseRow } from './store.ts';

/**
 * What stands in a case's way; empty: it holds. It only reads, through `ctx.db`, which inside a step is the step's transaction.
 * @param row the case; its `data` with what is being typed and what the action was given
 */
export type Gate = (ctx: Ctx, row: CaseRow) => Promise<readonly GateFault[]>;

/** A step that was taken. */
export interface TakenStep {
  transition: Transition;
  /** As which of the row's `by`. */
  party: string;
  /** Entered with the action. */
  answers: Readonly<Record<string, unknown>>;
  /** Fields of the case that went into force with it. */
  data?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * Runs in the step's transaction, after its timeline event; `row` is the case in its new state. It writes through `tx` and reads
 * through `tx.db`. A thrown problem refuses the step: nothing is written.
 */
export type CaseEffect = (ctx: Ctx, tx: Tx, row: CaseRow, step: TakenStep) => Promise<void>;

declare module '../../kernel/context.ts' {
  interface Offers {
    gates: Readonly<Partial<Record<GateId, Gate>>>;
    caseEffects: Readonly<Partial<Record<EffectId, CaseEffect>>>;
  }
}

/** What the modules do with a step, in the order of the table. */
export async function runEffects(ctx: Ctx, tx: Tx, row: CaseRow, step: TakenStep): Promise<void> {
  for (const id of step.transition.does) {
    const effect = ctx.services.offers.caseEffects[id];
    if (!effect) throw new Error(`no module offers the effect ${id}`);
    await effect({ ...ctx, db: tx.db }, tx, row, step);
  }
}
