import { UNDO_LEFT } from '../../../shared/catalogue/undo-left.ts';
import { fill } from '../../../shared/i18n.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { CommandIo } from '../../kernel/module.ts';
import { listLeft } from './store-left.ts';
import { runUndo } from './undo.ts';

const LISTED = 20;

/** `import undo`. Exit 0: all undone; 2: some records were left as they are; 1: failed. */
export async function undoFromCommand(ctx: Ctx, batchId: string, reason: string, io: CommandIo): Promise<number> {
  let last = Date.now();
  const batch = await runUndo(ctx, batchId, reason, {
    signal: io.signal,
    onProgress({ undo_removed, undo_withdrawn, undo_restored, undo_left, undo_total }) {
      if (Date.now() - last < 5000) return;
      last = Date.now();
      io.out(`${undo_removed + undo_withdrawn + undo_restored + undo_left} / ${undo_total}\n`);
    },
  });
  const { undo_removed: removed, undo_withdrawn: withdrawn, undo_restored: restored, undo_left: left } = batch;
  io.out(`撤销导入：删除 ${removed}，撤回 ${withdrawn}，恢复 ${restored}，保留 ${left}\n`);
  io.out(`Import undone: ${removed} removed, ${withdrawn} withdrawn, ${restored} restored, ${left} left\n`);
  const kept = await listLeft(ctx.db, batch.id, undefined, LISTED + 1);
  for (const { id, title, code, params } of kept.slice(0, LISTED))
    io.out(`${id} ${title}: ${fill(UNDO_LEFT[code].zh, params)} / ${fill(UNDO_LEFT[code].en, params)}\n`);
  if (kept.length > LISTED) io.out('……\n');
  if (batch.undo_failure) io.err(`${batch.undo_failure.zh}\n${batch.undo_failure.en}\n`);
  if (batch.undo_state !== 'done') return 1;
  return left > 0 ? 2 : 0;
}
