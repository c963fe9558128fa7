import type { SearchPlatform } from '../catalogue/index.ts';
import type { Ctx } from '../../kernel/context.ts';
import { startWorker } from '../../kernel/worker.ts';
import type { PreparedRow } from '../search/index.ts';
import type { CheckedRow, RowPlan } from './check-rows.ts';
import type { Batch } from './store.ts';
import type { TableRow } from './table-row.ts';
import type { ImportTarget } from './write-chunk.ts';

/** What the thread is started with. */
export interface CheckOrder extends Omit<RowPlan, 'type'> {
  typeFolders: readonly string[];
  type: string;
  /** The platform for search preparation; undefined where nothing gets into the index. */
  prepare: SearchPlatform | undefined;
}

export interface CheckRequest {
  rows: readonly TableRow[];
}

/** A checked row, with its search row where one will be needed. */
export type ReadyRow = CheckedRow & { prepared?: PreparedRow };

export interface CheckReply {
  rows: ReadyRow[];
}

export type CheckedChunk = CheckReply;

/** Checks rows and prepares them for search beside the server's thread, which goes on answering. */
export interface Checker {
  check: (rows: readonly TableRow[]) => Promise<CheckedChunk>;
  stop: () => Promise<void>;
}

export function startChecker(ctx: Ctx, batch: Batch, target: ImportTarget): Checker {
  const { platform } = target.write;
  const order: CheckOrder = {
    typeFolders: ctx.services.config.typeFolders,
    type: batch.type,
    columns: target.columns,
    constants: batch.constants,
    format: batch.layout.format,
    today: ctx.today,
    prepare:
      batch.dry_run || batch.target_state === 'draft'
        ? undefined
        : { id: platform.id, regionCode: platform.regionCode },
  };
  const worker = startWorker(new URL('./check-worker.ts', import.meta.url), order);
  let waiting: { resolve: (chunk: CheckedChunk) => void; reject: (cause: Error) => void } | undefined;
  let broken: Error | undefined;
  const fail = (cause: Error): void => {
    broken ??= cause;
    waiting?.reject(cause);
    waiting = undefined;
  };
  worker.on('message', (reply: CheckReply) => {
    waiting?.resolve(reply);
    waiting = undefined;
  });
  worker.on('error', fail);
  worker.on('messageerror', fail);
  worker.on('exit', (code) => fail(new Error(`the checking thread ended (${code})`)));
  return {
    check: (rows) =>
      new Promise((resolve, reject) => {
        if (broken) return reject(broken);
        waiting = { resolve, reject };
        worker.postMessage({ rows } satisfies CheckRequest);
      }),
    stop: async () => void (await worker.terminate()),
  };
}
