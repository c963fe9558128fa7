import type { agreementsRoutes } from '../../../shared/agreements/routes.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { ServerHandlers } from '../../kernel/http/mount.ts';
import { acceptAgreement } from './accept.ts';
import { actOnContract, saveContract } from './contracts.ts';
import { contractFile } from './contract-papers.ts';
import { readScan } from './contract-scan.ts';
import { endPermit } from './end-permit.ts';
import { readPermitFile, readTermsFile, uploadFile } from './files.ts';
import { readPart } from './part-view.ts';
import { listContracts, recordPayment } from './payments.ts';
import { checkPermit, createPermit, handIn, listOwnPermits, listPermits, permitKinds } from './permits.ts';
import { checkStatement, makeStatement } from './statements.ts';
import {
  actOnTemplate,
  createTemplate,
  houseWording,
  listTemplates,
  readAgreement,
  readTemplate,
  saveTemplate,
} from './templates.ts';

/** Does something with a part, and shows it as it then is. */
const shown = async (ctx: Ctx, subject: string, work: Promise<void>) => {
  await work;
  return readPart(ctx, subject);
};

export const handlers: ServerHandlers<typeof agreementsRoutes> = {
  listAgreementTemplates: (ctx, { query }) => listTemplates(ctx, query),
  readAgreementWording: async (_ctx, { query }) => houseWording(query.kind),
  createAgreementTemplate: async (ctx, { body }) => readTemplate(ctx, await createTemplate(ctx, body)),
  readAgreementTemplate: (ctx, { params }) => readTemplate(ctx, params.id),
  async saveAgreementTemplate(ctx, { params, body }) {
    await saveTemplate(ctx, params.id, body);
    return readTemplate(ctx, params.id);
  },
  async actOnAgreementTemplate(ctx, { params, body }) {
    await actOnTemplate(ctx, params.id, body);
    return readTemplate(ctx, params.id);
  },
  readAgreement: (ctx, { params, query }) =>
    readAgreement(query.lang === undefined ? ctx : { ...ctx, lang: query.lang }, params.id, query.version),

  readRequestTerms: (ctx, { params }) => readPart(ctx, params.subject),
  acceptAgreement: (ctx, { params: { subject }, body }) => shown(ctx, subject, acceptAgreement(ctx, subject, body)),
  makeStatement: (ctx, { params: { subject }, body }) => shown(ctx, subject, makeStatement(ctx, subject, body)),
  checkStatement: (ctx, { params: { subject, id }, body }) =>
    shown(ctx, subject, checkStatement(ctx, subject, id, body)),
  handInPermit: (ctx, { params: { subject }, body }) => shown(ctx, subject, handIn(ctx, subject, body)),
  readTermsFile: (ctx, { params }) => readTermsFile(ctx, params.subject, params.file),
  uploadTermsFile: (ctx, { query, body }) => uploadFile(ctx, query.name, body),

  listPermits: (ctx, { query }) => listPermits(ctx, query),
  listPermitKinds: async (ctx) => ({ items: permitKinds(ctx) }),
  createPermit: (ctx, { body }) => createPermit(ctx, body),
  checkPermit: (ctx, { params, body }) => checkPermit(ctx, params.id, params.subject, body),
  readPermitFile: (ctx, { params }) => readPermitFile(ctx, params.id),
  async endPermit(ctx, { params, body }) {
    await endPermit(ctx, params.id, body);
    return null;
  },
  listOwnPermits: (ctx, { query }) => listOwnPermits(ctx, query),

  listContracts: (ctx, { query }) => listContracts(ctx, query),
  saveContract: (ctx, { params: { subject }, body }) => shown(ctx, subject, saveContract(ctx, subject, body)),
  actOnContract: (ctx, { params: { subject }, body }) => shown(ctx, subject, actOnContract(ctx, subject, body)),
  readContractFile: (ctx, { params, query }) => contractFile(ctx, params.subject, query.format),
  readContractScan: (ctx, { params }) => readScan(ctx, params.subject),
  recordPayment: (ctx, { params: { subject }, body }) => shown(ctx, subject, recordPayment(ctx, subject, body)),
};
