import type { CivilDate } from '../../../shared/dates.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';

/** How a request was answered, told by the module that keeps requests. */
export interface AnswerRow {
  platform: Id;
  /** Working days from receipt to the first answer; null: none yet. */
  days: number | null;
  /** Null: still under way. */
  outcome: 'fulfilled' | 'partly' | 'refused' | null;
}

/** Requests received in a period by some platforms. */
export type AnswerTimes = (
  ctx: Ctx,
  asked: { platforms: readonly Id[]; from: CivilDate; to: CivilDate },
) => Promise<AnswerRow[]>;

declare module '../../kernel/context.ts' {
  interface Offers {
    answerTimes: Readonly<Record<string, AnswerTimes>>;
  }
}
