import { pick } from '../../../shared/i18n.ts';
import type { interchangeRoutes } from '../../../shared/interchange/routes.ts';
import type { ServerHandlers } from '../../kernel/http/mount.ts';
import { answerBatch, downloadBatch, dropBatch, listBatches, readBatch, submitBatch } from './cstr/batches.ts';
import { makeBatch } from './cstr/make.ts';

export const handlers: ServerHandlers<typeof interchangeRoutes> = {
  listCstrBatches: (ctx, { query }) => listBatches(ctx, query),
  async makeCstrBatch(ctx, { body }) {
    const { id, lacking } = await makeBatch(ctx, body);
    return {
      batch: await readBatch(ctx, id),
      lacking: lacking.map(({ fields, ...one }) => ({ ...one, fields: fields.map((label) => pick(label, ctx.lang)) })),
    };
  },
  readCstrBatch: (ctx, { params }) => readBatch(ctx, params.id),
  downloadCstrBatch: (ctx, { params }) => downloadBatch(ctx, params.id),
  async submitCstrBatch(ctx, { params, body }) {
    await submitBatch(ctx, params.id, body);
    return readBatch(ctx, params.id);
  },
  async answerCstrBatch(ctx, { params, body }) {
    await answerBatch(ctx, params.id, body);
    return readBatch(ctx, params.id);
  },
  async dropCstrBatch(ctx, { params, body }) {
    await dropBatch(ctx, params.id, body);
    return readBatch(ctx, params.id);
  },
};
