import type { proceduresRoutes } from '../../../shared/procedures/routes.ts';
import type { ServerHandlers } from '../../kernel/http/mount.ts';
import { replaceAssigned } from './assignments.ts';
import { downloadCaseFile, uploadCaseFile } from './case-files.ts';
import { claimCase, handOverCase, releaseCase } from './claim.ts';
import { commentCase } from './comments.ts';
import { grantDelegation, listDelegations, revokeDelegation } from './delegations.ts';
import { saveField } from './draft.ts';
import { actOnCases } from './bulk.ts';
import { readDesk, visitDesk } from './desk.ts';
import { exportCases } from './export-cases.ts';
import { countTodo, listCases } from './list-cases.ts';
import { listCaseFilters, removeCaseFilter, saveCaseFilter } from './saved-filters.ts';
import { openCase } from './open-case.ts';
import { listCasePeople } from './people.ts';
import { bePresent, PRESENCE_SECONDS, presentOn } from './presence.ts';
import { bundleCase } from './bundle.ts';
import { draftCasePaper } from './case-papers.ts';
import { downloadCasePaper, listCaseDocuments } from './paper-list.ts';
import { downloadReceipt } from './receipt-file.ts';
import { readReceipt } from './receipts.ts';
import { previewClocks } from './recompute.ts';
import { drawTable, listProcedures, readProcedure } from './table-view.ts';
import { actTogether } from './together.ts';
import { takeAction } from './take-action.ts';
import { readCase } from './view.ts';

export const handlers: ServerHandlers<typeof proceduresRoutes> = {
  listCases: (ctx, { query }) => listCases(ctx, query),
  countTodo,
  exportCases: (ctx, { query }) => exportCases(ctx, query),
  actTogether: (ctx, { body }) => actTogether(ctx, body),
  actOnCases: async (ctx, { body }) => ({ items: await actOnCases(ctx, body) }),
  listCaseFilters: async (ctx) => ({ items: await listCaseFilters(ctx) }),
  saveCaseFilter: (ctx, { body }) => saveCaseFilter(ctx, body),
  async removeCaseFilter(ctx, { params }) {
    await removeCaseFilter(ctx, params.id);
    return null;
  },
  readDesk,
  async visitDesk(ctx) {
    await visitDesk(ctx);
    return null;
  },
  openCase: async (ctx, { body }) =>
    readCase(ctx, await openCase(ctx, { subject: undefined, parent: undefined, ...body })),
  readCase: (ctx, { params }) => readCase(ctx, params.id),
  async takeAction(ctx, { params, body }) {
    await takeAction(ctx, params.id, params.action, body);
    return readCase(ctx, params.id);
  },
  async claimCase(ctx, { params, body }) {
    await claimCase(ctx, params.id, body.version);
    return readCase(ctx, params.id);
  },
  async releaseCase(ctx, { params, body }) {
    await releaseCase(ctx, params.id, body.version);
    return readCase(ctx, params.id);
  },
  async handOverCase(ctx, { params, body }) {
    await handOverCase(ctx, params.id, body);
    return readCase(ctx, params.id);
  },
  async replaceAssigned(ctx, { params, body }) {
    await replaceAssigned(ctx, params.id, body);
    return readCase(ctx, params.id);
  },
  listCasePeople: (ctx, { params, query }) => listCasePeople(ctx, params.id, query),
  saveField: (ctx, { params, body }) => saveField(ctx, params.id, body),
  async bePresent(ctx, { params, body }) {
    await bePresent(ctx, params.id, body);
    return { present: await presentOn(ctx.db, params.id), seconds: PRESENCE_SECONDS };
  },
  commentCase: async (ctx, { params, body }) => ({ id: await commentCase(ctx, params.id, body) }),
  uploadCaseFile: (ctx, { params, query, body }) => uploadCaseFile(ctx, params.id, query, body),
  downloadCaseFile: (ctx, { params }) => downloadCaseFile(ctx, params.id, params.file),
  readReceipt: (ctx, { params }) => readReceipt(ctx, params.id, params.event),
  downloadReceipt: (ctx, { params }) => downloadReceipt(ctx, params.id, params.event),
  listCaseDocuments: (ctx, { params, query }) => listCaseDocuments(ctx, params.id, query),
  downloadCaseDocument: (ctx, { params, query }) => downloadCasePaper(ctx, params.id, params.code, query),
  draftCaseDocument: (ctx, { params, body }) => draftCasePaper(ctx, params.id, { ...params, ...body }),
  downloadCaseBundle: (ctx, { params }) => bundleCase(ctx, params.id),
  listProcedures: (ctx, { query }) => listProcedures(ctx, query),
  readProcedure: (ctx, { params, query }) => readProcedure(ctx, params, query),
  drawProcedure: (ctx, { params, query }) => drawTable(ctx, params, query),
  previewClocks: (ctx, { body }) => previewClocks(ctx, body),
  listDelegations,
  grantDelegation: (ctx, { body }) => grantDelegation(ctx, body),
  async revokeDelegation(ctx, { params }) {
    await revokeDelegation(ctx, params.id);
    return null;
  },
};
