import { act } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import { countTerms, termsToCount } from '../search/index.ts';

const DAY_MS = 86_400_000;

/** Counts the terms of search that were not counted for a day, some at a time. */
export async function countStaleTerms(ctx: Ctx): Promise<void> {
  const terms = await termsToCount(ctx.db, new Date(Date.parse(ctx.now) - DAY_MS).toISOString());
  if (terms.length === 0) return;
  await act(ctx, { action: 'catalogue.terms.count', detail: { terms: terms.length } }, async (tx) =>
    tx.note(await countTerms(tx, terms, ctx.now)),
  );
}
