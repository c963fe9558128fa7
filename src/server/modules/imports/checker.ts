import type { SearchPlatform } from '../catalogue/index.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { PreparedRow } from '../search/index.ts';
import { type CheckThread, checkThread } from './check-thread.ts';
import type { CheckedRow, RowPlan } from './check-rows.ts';
import { typeColumnOf } from './columns.ts';
import type { Batch } from './store.ts';
import type { TableRow } from './table-row.ts';
import type { ImportTarget } from './write-chunk.ts';

/** What the thread is started with. */
export interface ThreadData {
  typeFolders: readonly string[];
}

/** How the rows of one batch are checked. */
export interface CheckTask extends Omit<RowPlan, 'type'> {
  type: string;
  /** The platform for search preparation; undefined where nothing gets into the index. */
  prepare: SearchPlatform | undefined;
}

export interface CheckRequest {
  call: number;
  task: number;
  /** With the first rows of a task. */
  begin?: CheckTask;
  rows: readonly TableRow[];
}

/** No more rows of a task will come; there is no reply. */
export interface CheckEnd {
  end: number;
}

/** A checked row, with its search row where one will be needed. */
export type ReadyRow = CheckedRow & { prepared?: PreparedRow };

export type CheckReply = { call: number; rows: ReadyRow[] } | { call: number; failure: string };

export interface CheckedChunk {
  rows: readonly ReadyRow[];
}

/** Checks rows and prepares them for search beside the server's thread, which goes on answering. */
export interface Checker {
  check: (rows: readonly TableRow[]) => Promise<CheckedChunk>;
  stop: () => void;
}

export function startChecker(ctx: Ctx, batch: Batch, target: ImportTarget): Checker {
  const { id, regionCode } = target.write.platform;
  const isFound = batch.target_state === 'published' && !batch.dry_run;
  const thread: CheckThread = checkThread(ctx);
  const begin: CheckTask = {
    type: batch.type,
    columns: target.columns,
    constants: batch.constants,
    format: batch.layout.format,
    typeColumn: typeColumnOf(batch.layout.headings),
    today: ctx.today,
    prepare: isFound ? { id, regionCode } : undefined,
  };
  const task = thread.newTask();
  let begun = false;
  return {
    async check(rows) {
      const first = begun ? {} : { begin };
      begun = true;
      return { rows: await thread.ask({ task, rows, ...first }) };
    },
    stop: () => thread.forget(task),
  };
}
