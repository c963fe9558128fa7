import type { Asked } from '../../../shared/agreements/asked.ts';
import type { Ctx } from '../../kernel/context.ts';

declare module '../../kernel/context.ts' {
  interface Offers {
    /**
     * Of the module of requests: what the part `subject` asks for today; undefined where there is none. Who may see it
     * `partOf` (access.ts) decides. It reads through `ctx.db`, which inside a step is the step's transaction.
     */
    requests?: {
      asked: (ctx: Ctx, subject: string) => Promise<Asked | undefined>;
      /** Those of some parts that are still worked on. */
      open: (ctx: Ctx, subjects: readonly string[]) => Promise<ReadonlySet<string>>;
    };
  }
}

export const askedOf = async (ctx: Ctx, subject: string): Promise<Asked | undefined> =>
  ctx.services.offers.requests?.asked(ctx, subject);

export const openAmong = async (ctx: Ctx, subjects: readonly string[]): Promise<ReadonlySet<string>> =>
  (await ctx.services.offers.requests?.open(ctx, [...new Set(subjects)])) ?? new Set();
