import type { Ctx } from '../../kernel/context.ts';
import { cancelImport } from './batches.ts';
import { type ImportOrder, startImport } from './start.ts';
import { type Batch, findBatch } from './store.ts';
import { workOff } from './work.ts';

export interface RunOptions {
  /** A context of the present moment; without it the given one serves to the end. */
  now?: () => Ctx;
  /** Cancels the import; what is in stays in. */
  signal?: AbortSignal;
  onProgress?: (batch: Batch) => void;
}

const OVER = new Set(['done', 'failed', 'cancelled']);

/**
 * Imports a stored file and comes back at its end: for the command line, the demonstration and tests.
 * @returns the batch, done, failed or cancelled
 * @throws what `startImport` throws
 */
export async function runImport(
  ctx: Ctx,
  order: ImportOrder,
  { now = () => ctx, signal, onProgress }: RunOptions = {},
): Promise<Batch> {
  const { id } = await startImport(ctx, order, { own: true });
  await workOff(id, { now, own: true, ...(signal && { signal }), ...(onProgress && { onProgress }) });
  for (;;) {
    const batch = (await findBatch(ctx.db, id))!;
    if (OVER.has(batch.state)) return batch;
    if (signal?.aborted) return cancelImport(ctx, id);
    // Another process took it over while this one was held up: it brings it to its end.
    onProgress?.(batch);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}
