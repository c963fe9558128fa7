import { z } from 'zod';
import { EDITORS } from '../catalogue/people.ts';
import { cursor, id, limit, next } from '../catalogue/schemas.ts';
import { defineRoutes } from '../contract.ts';
import { civilDate } from '../identity/schemas.ts';
import { line, prose } from '../identity/text.ts';
import { contractContent } from './contract-content.ts';
import { MOST } from './contract-price.ts';
import {
  agreementText,
  contractRow,
  endedBy,
  partView,
  permitInput,
  permitView,
  statementKind,
  templateKind,
  templateWork,
  wording,
} from './schemas.ts';
import { statementContent } from './statement-content.ts';
import { templateContent } from './template-content.ts';

const byId = z.object({ id });
const revision = z.number().int();
const code = z.string().max(60);
const part = z.object({ subject: z.string().min(1).max(60) });
const check = z.object({ outcome: z.enum(['confirmed', 'refused']), reason: prose(500).default(''), revision });

const templateRoutes = defineRoutes({
  listAgreementTemplates: {
    method: 'GET',
    path: '/api/work/agreement-templates',
    summary: 'Agreements of the platforms one looks after, newest first',
    allow: EDITORS,
    query: z.object({ platform: code.optional(), limit, cursor }),
    reply: z.object({ items: z.array(templateWork), next }),
  },
  readAgreementWording: {
    method: 'GET',
    path: '/api/work/agreement-templates/wording',
    summary: 'A wording to start from',
    allow: EDITORS,
    query: z.object({ kind: templateKind }),
    reply: wording,
  },
  createAgreementTemplate: {
    method: 'POST',
    path: '/api/work/agreement-templates',
    summary: 'Write a new agreement; it is a draft',
    allow: EDITORS,
    body: templateContent.extend({ platform: code, kind: templateKind }),
    reply: templateWork,
    status: 201,
  },
  readAgreementTemplate: {
    method: 'GET',
    path: '/api/work/agreement-templates/:id',
    summary: 'An agreement as it is being written',
    allow: EDITORS,
    params: byId,
    reply: templateWork,
  },
  saveAgreementTemplate: {
    method: 'PUT',
    path: '/api/work/agreement-templates/:id',
    summary: 'Save an agreement; what is published stays as it is until it is published again',
    allow: EDITORS,
    params: byId,
    body: templateContent.extend({ revision }),
    reply: templateWork,
  },
  actOnAgreementTemplate: {
    method: 'POST',
    path: '/api/work/agreement-templates/:id/actions',
    summary: 'Publish an agreement as a new version, or withdraw it',
    allow: EDITORS,
    params: byId,
    body: z.object({ action: z.enum(['publish', 'withdraw']), revision }),
    reply: templateWork,
  },
  readAgreement: {
    method: 'GET',
    path: '/api/portal/agreements/:id',
    summary: 'A published agreement, or one of its earlier versions',
    allow: 'anyone',
    params: byId,
    query: z.object({ version: z.coerce.number().int().min(1).optional(), lang: z.enum(['zh-CN', 'en']).optional() }),
    reply: agreementText,
  },
});

const partRoutes = defineRoutes({
  readRequestTerms: {
    method: 'GET',
    path: '/api/agreements/parts/:subject',
    summary: 'What a part of a request needs, and its agreements, permits, statements and contract; for both sides',
    allow: 'signed_in',
    params: part,
    reply: partView,
  },
  acceptAgreement: {
    method: 'POST',
    path: '/api/agreements/parts/:subject/acceptances',
    summary: 'Accept an agreement for oneself; it cannot be taken back',
    allow: 'signed_in',
    params: part,
    body: z.object({ template: id, version: z.number().int(), digest: z.string().max(64) }),
    reply: partView,
  },
  makeStatement: {
    method: 'POST',
    path: '/api/agreements/parts/:subject/statements',
    summary: 'State what the other side then confirms: evidence, declaration, consent, ownership',
    allow: 'signed_in',
    params: part,
    body: statementContent.extend({ kind: statementKind, file: id.nullish() }),
    reply: partView,
  },
  checkStatement: {
    method: 'POST',
    path: '/api/agreements/parts/:subject/statements/:id/check',
    summary: 'Confirm or refuse what the other side stated',
    allow: 'signed_in',
    params: part.extend({ id }),
    body: check,
    reply: partView,
  },
  handInPermit: {
    method: 'POST',
    path: '/api/agreements/parts/:subject/permits',
    summary: 'Hand in a permit for a part of a request, a new one or one handed in before',
    allow: 'signed_in',
    params: part,
    body: z.union([permitInput, z.object({ permit: id })]),
    reply: partView,
  },
  readTermsFile: {
    method: 'GET',
    path: '/api/agreements/parts/:subject/files/:file',
    summary: 'A file of a statement or permit; for both sides',
    allow: 'signed_in',
    params: part.extend({ file: id }),
    reply: 'file',
  },
  uploadTermsFile: {
    method: 'POST',
    path: '/api/agreements/files',
    summary: 'Upload a proof, to name it in a statement or permit',
    allow: 'signed_in',
    query: z.object({ name: line(255) }),
    body: 'bytes',
    reply: z.object({ id, name: z.string() }),
    status: 201,
    perMinute: 30,
  },
});

const permitRoutes = defineRoutes({
  listPermits: {
    method: 'GET',
    path: '/api/work/permits',
    summary: 'Permits handed in to the platforms one looks after, and their own licences, newest first',
    allow: EDITORS,
    query: z.object({
      platform: code.optional(),
      state: z.enum(['given', 'confirmed', 'refused']).optional(),
      limit,
      cursor,
    }),
    reply: z.object({ items: z.array(permitView), next }),
  },
  listPermitKinds: {
    method: 'GET',
    path: '/api/work/permit-kinds',
    summary: 'Kinds of permits that the rule sets ask for',
    allow: 'signed_in',
    reply: z.object({
      items: z.array(z.object({ id: z.string(), label: z.string(), of: z.enum(['requester', 'platform']) })),
    }),
  },
  createPermit: {
    method: 'POST',
    path: '/api/work/permits',
    summary: 'Record a licence of the platform itself',
    allow: EDITORS,
    body: permitInput.extend({ platform: code }),
    reply: permitView,
    status: 201,
  },
  checkPermit: {
    method: 'POST',
    path: '/api/work/permits/:id/uses/:subject/check',
    summary: 'Confirm or refuse a permit after looking at it; `own` is the platform’s licence',
    allow: EDITORS,
    params: part.extend({ id }),
    body: check,
    reply: permitView,
  },
  readPermitFile: {
    method: 'GET',
    path: '/api/work/permits/:id/file',
    summary: 'The file of a permit handed in to one’s platform',
    allow: EDITORS,
    params: byId,
    reply: 'file',
  },
  endPermit: {
    method: 'POST',
    path: '/api/permits/:id/end',
    summary: 'End a permit before its last day: its holder takes it back, or its issuer revoked it',
    allow: 'signed_in',
    params: byId,
    body: z.object({
      by: endedBy,
      on: civilDate.describe('first day on which it stands no more'),
      reason: prose(500),
      revision: revision.describe('of the permit'),
    }),
    reply: z.null(),
    status: 204,
  },
  listOwnPermits: {
    method: 'GET',
    path: '/api/permits',
    summary: 'Permits one has handed in',
    allow: 'signed_in',
    query: z.object({ limit, cursor }),
    reply: z.object({
      items: z.array(
        permitView.pick({
          id: true,
          kind: true,
          kind_label: true,
          number: true,
          valid_from: true,
          valid_until: true,
          standing: true,
          standing_label: true,
          issuer: true,
          ended: true,
          may_end: true,
          permit_revision: true,
        }),
      ),
      next,
    }),
  },
});

const contractRoutes = defineRoutes({
  listContracts: {
    method: 'GET',
    path: '/api/work/contracts',
    summary: 'Contracts of the platforms one looks after; `open`: those without a registration number, or not paid',
    allow: EDITORS,
    query: z.object({
      platform: code.optional(),
      open: z.enum(['registration', 'payment']).optional(),
      limit,
      cursor,
    }),
    reply: z.object({ items: z.array(contractRow), next }),
  },
  saveContract: {
    method: 'PUT',
    path: '/api/agreements/parts/:subject/contract',
    summary: 'Write the price and the contract of a part of a request',
    allow: EDITORS,
    params: part,
    body: contractContent.extend({ revision: revision.nullable().describe('null: there is none yet') }),
    reply: partView,
  },
  actOnContract: {
    method: 'POST',
    path: '/api/agreements/parts/:subject/contract/actions',
    summary: 'Offer, sign, cancel or register a contract, or take in the scan of what was signed by hand',
    allow: 'signed_in',
    params: part,
    body: z.object({
      action: z.enum(['offer', 'sign', 'scan', 'cancel', 'register']),
      revision,
      on: civilDate.nullish().describe('day of signing or of registration, today unless told'),
      reason: prose(500).default(''),
      number: line(100).nullish().describe('of the registration'),
      body: line(200).nullish().describe('that registered it'),
      file: id.nullish().describe('scan of what both signed by hand, a PDF'),
    }),
    reply: partView,
  },
  readContractFile: {
    method: 'GET',
    path: '/api/agreements/parts/:subject/contract/file',
    summary: 'The quotation or contract as it was offered',
    allow: 'signed_in',
    params: part,
    query: z.object({ format: z.enum(['pdf', 'docx']).default('pdf') }),
    reply: 'file',
  },
  readContractScan: {
    method: 'GET',
    path: '/api/agreements/parts/:subject/contract/scan',
    summary: 'The scan of a contract that was signed by hand',
    allow: 'signed_in',
    params: part,
    reply: 'file',
  },
  recordPayment: {
    method: 'POST',
    path: '/api/agreements/parts/:subject/contract/payments',
    summary: 'Record a payment (or, below zero, a refund)',
    allow: EDITORS,
    params: part,
    body: z.object({
      fen: z.number().int().min(-MOST).max(MOST).describe('fen; below zero: paid back'),
      on_date: civilDate,
      reference: line(200),
    }),
    reply: partView,
  },
});

export const agreementsRoutes = { ...templateRoutes, ...partRoutes, ...permitRoutes, ...contractRoutes };
