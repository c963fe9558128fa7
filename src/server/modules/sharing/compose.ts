import type { Tx } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Item, Part } from './part-lock.ts';

/** @throws sharing.not_agreed */
export async function demandAgreed(
  _ctx: Ctx,
  _tx: Tx,
  _part: Part,
  _items: readonly Item[],
  _stage: 'accept' | 'deliver',
): Promise<void> {}
