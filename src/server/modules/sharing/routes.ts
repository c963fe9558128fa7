import type { sharingRoutes } from '../../../shared/sharing/routes.ts';
import type { ServerHandlers } from '../../kernel/http/mount.ts';
import type { Ctx } from '../../kernel/context.ts';
import { createRequest } from './create.ts';
import { openDataLink, readDataLink, takeLinkedFile } from './data-links.ts';
import { askOpenData, confirmOpenData } from './open-data.ts';
import { readOpenData, takeOpenFile } from './open-data-page.ts';
import { listOwnRequests, listRequestWork, partsById } from './part-list.ts';
import { viewPart } from './part-view.ts';
import { addQuestion, closeQuestion, listQuestions } from './questions.ts';
import { confirmReceipt, shipItems } from './ship.ts';
import { readShortlist } from './shortlist.ts';
import { stepItem } from './steps.ts';
import { attachFile, claimRequest, readAttached, renewUnit, sayOnRequest } from './talk.ts';

/** Does something with a part, and shows it. */
const shown = async (ctx: Ctx, id: string, work: Promise<void>) => {
  await work;
  return viewPart(ctx, id);
};

export const handlers: ServerHandlers<typeof sharingRoutes> = {
  readShortlist: (ctx, { query: { r = [], lang } }) => readShortlist(lang === undefined ? ctx : { ...ctx, lang }, r),
  async createRequest(ctx, { body }) {
    const { id, parts, platforms } = await createRequest(ctx, body);
    return { id, parts: await partsById(ctx, parts, platforms) };
  },
  listOwnRequests: (ctx, { query }) => listOwnRequests(ctx, query),
  listRequestWork: (ctx, { query }) => listRequestWork(ctx, query),
  readRequest: (ctx, { params }) => viewPart(ctx, params.id),
  claimRequest: (ctx, { params: { id }, body }) => shown(ctx, id, claimRequest(ctx, id, body)),
  sayOnRequest: (ctx, { params: { id }, body }) => shown(ctx, id, sayOnRequest(ctx, id, body)),
  attachToRequest: (ctx, { params: { id }, query, body }) => shown(ctx, id, attachFile(ctx, id, query.name, body)),
  readRequestFile: (ctx, { params }) => readAttached(ctx, params.id, params.file),
  renewUnit: (ctx, { params: { id }, body }) => shown(ctx, id, renewUnit(ctx, id, body.revision)),
  stepItem: (ctx, { params: { id, item }, body }) => shown(ctx, id, stepItem(ctx, id, item, body)),
  shipItems: (ctx, { params: { id }, body }) => shown(ctx, id, shipItems(ctx, id, body)),
  confirmReceipt: (ctx, { params: { id, shipment }, body }) => shown(ctx, id, confirmReceipt(ctx, id, shipment, body)),
  openDataLink: (ctx, { params }) => openDataLink(ctx, params.id, params.item),
  readDataLink: (ctx, { params }) => readDataLink(ctx, params.token),
  takeLinkedFile: (ctx, { params }) => takeLinkedFile(ctx, params.token, params.file),
  askOpenData: (ctx, { body }) => askOpenData(ctx, body),
  confirmOpenData: (ctx, { body }) => confirmOpenData(ctx, body.token),
  readOpenData: (ctx, { params }) => readOpenData(ctx, params.key),
  takeOpenFile: (ctx, { params }) => takeOpenFile(ctx, params.key, params.file),
  listQuestions: (ctx, { query }) => listQuestions(ctx, query.platform),
  addQuestion: (ctx, { body }) => addQuestion(ctx, body),
  closeQuestion: (ctx, { params, body }) => closeQuestion(ctx, params.id, body),
};
