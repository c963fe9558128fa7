import { kernelProblem } from '../../../shared/kernel/problems.ts';
import { act } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { personOf, sees, visibleCase } from './access.ts';
import { addEvent, workers } from './events.ts';
import { rulesOf } from './rules.ts';
import { lockCase } from './store.ts';

/** A word on a case. `internal`: only for those who sit at the same desks as whoever wrote it. */
export async function commentCase(
  ctx: Ctx,
  id: Id,
  { text, internal }: { text: string; internal: boolean },
): Promise<Id> {
  const { desks } = await personOf(ctx);
  await visibleCase(ctx, id);
  return act(ctx, { action: 'procedures.case.comment', subject: { kind: 'case', id } }, async (tx) => {
    const row = (await lockCase(tx, id))!;
    const own = row.readers.filter((desk) => sees(desks, [desk]) && !desk.startsWith('anyone|'));
    // Who only sees it because everybody does has no say in it.
    if (own.length === 0) throw kernelProblem('kernel.not_allowed');
    // What is meant for all reaches those who have the case to do, and whoever opened it.
    const told = internal ? [] : [...workers(rulesOf(ctx, row).procedure, row.state), 'opener'];
    return addEvent(ctx, tx, row, { kind: 'comment', detail: { text }, readers: internal ? own : undefined, told });
  });
}
