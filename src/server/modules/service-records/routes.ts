import type { serviceRecordRoutes } from '../../../shared/service-records/routes.ts';
import type { ServerHandlers } from '../../kernel/http/mount.ts';
import { correctRecord, createRecord, refuseDeleting, returnLoan, reverseRecord } from './change.ts';
import { exportFigures, readFigures, readPublicFigures } from './figure-reads.ts';
import { importBibliography } from './import-bibliography.ts';
import { listRecords, readRecord } from './list.ts';
import { answerRating, listRatings, withholdRating } from './ratings.ts';
import { endQuestions, listReceived, rateService, reportUse } from './received.ts';
import { readResourceRecord } from './resource-page.ts';
import { importRecords } from './record-import.ts';
import { exportRecords } from './record-table.ts';
import { createUse, listUses, reviewUse } from './uses.ts';

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

  listReceivedServices: (ctx, { query }) => listReceived(ctx, query),
  rateService: (ctx, { params, body }) => rateService(ctx, params.id, body),
  reportUse: (ctx, { params, body }) => reportUse(ctx, params.id, body),
  endQuestions: (ctx, { params }) => endQuestions(ctx, params.id),
  listServiceRatings: (ctx, { query }) => listRatings(ctx, query),
  answerRating: (ctx, { params, body }) => answerRating(ctx, params.token, body),
  withholdRating: (ctx, { params, body }) => withholdRating(ctx, params.token, body),
  listUses: (ctx, { query }) => listUses(ctx, query),
  createUse: (ctx, { body }) => createUse(ctx, body),
  reviewUse: (ctx, { params, body }) => reviewUse(ctx, params.id, body),
  importBibliography: (ctx, { body }) => importBibliography(ctx, body),
  readResourceRecord: (ctx, { params, query }) =>
    readResourceRecord(query.lang === undefined ? ctx : { ...ctx, lang: query.lang }, params.id),

  readServiceFigures: (ctx, { query }) => readFigures(ctx, query),
  exportServiceFigures: (ctx, { query }) => exportFigures(ctx, query),
  readPublicServiceFigures: (ctx, { query: { lang, ...asked } }) =>
    readPublicFigures(lang === undefined ? ctx : { ...ctx, lang }, asked),
  exportServiceRecords: (ctx, { query }) => exportRecords(ctx, query),
  importServiceRecords: (ctx, { body }) => importRecords(ctx, body),
};
