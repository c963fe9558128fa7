import type { serviceRecordRoutes } from '../../../shared/service-records/routes.ts';
import type { ServerHandlers } from '../../kernel/http/mount.ts';
import { correctRecord, createRecord, refuseDeleting, returnLoan, reverseRecord } from './change.ts';
import { listRecords, readRecord } from './list.ts';

export const handlers: ServerHandlers<typeof serviceRecordRoutes> = {
  listServiceRecords: (ctx, { query }) => listRecords(ctx, query),
  createServiceRecord: async (ctx, { body }) => readRecord(ctx, await createRecord(ctx, body)),
  readServiceRecord: (ctx, { params }) => readRecord(ctx, params.id),
  correctServiceRecord: async (ctx, { params, body }) => readRecord(ctx, await correctRecord(ctx, params.id, body)),
  reverseServiceRecord: async (ctx, { params, body }) =>
    readRecord(ctx, await reverseRecord(ctx, params.id, body.reason)),
  async returnServiceLoan(ctx, { params, body }) {
    await returnLoan(ctx, params.id, body.on);
    return readRecord(ctx, params.id);
  },
  deleteServiceRecord: (ctx, { params }) => refuseDeleting(ctx, params.id),
};
