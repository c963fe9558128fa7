import { z } from 'zod';
import { defineRoutes } from '../contract.ts';
import { DECIDERS } from '../identity/administration.ts';
import { cursor, limit, next } from '../identity/text.ts';

const byCode = z.object({ code: z.string().max(60) });
const bilingual = z.object({ zh: z.string(), en: z.string() });

/** `open`: the copy for those the case is about, without who reviewed. */
export const fileQuery = z.object({
  format: z.enum(['pdf', 'docx']).default('pdf'),
  copy: z.enum(['whole', 'open']).default('whole'),
});
const reason = z.string().trim().min(1).max(1000);

const documentView = z
  .object({
    code: z.string().describe('in groups of four, as printed'),
    kind: z.string().describe('receipt, or a kind of the rule set, DOC-17'),
    kind_label: bilingual,
    number: z.string(),
    title: z.string(),
    direction: z.enum(['in', 'out']).describe('out: issued; in: filed by a side and kept as it was filed'),
    issuer: z.string(),
    programme: z.string().nullable(),
    issued_on: z.string(),
    sha256: z.string().describe('digest of the file'),
    size: z.number().int(),
    pages: z.number().int(),
    may_download: z.boolean(),
    state: z.enum(['valid', 'withdrawn', 'replaced']),
    state_reason: z.string().nullable(),
    state_on: z.string().nullable(),
    replaced_by: z.string().nullable().describe('code of the document in its place'),
    standing: z
      .object({ zh: z.string(), en: z.string(), since: z.string() })
      .nullable()
      .describe('of a certificate: what has become of what it certifies'),
  })
  .meta({ id: 'IssuedDocument', description: 'What anybody with the code may know of a document' });

export const documentsRoutes = defineRoutes({
  readDocument: {
    method: 'GET',
    path: '/api/documents/:code',
    summary: 'Whether a document is genuine: what it is, by whom, when, and the digest of its file',
    allow: 'anyone',
    params: byCode,
    reply: documentView,
    perMinute: 60,
  },
  downloadDocument: {
    method: 'GET',
    path: '/api/documents/:code/file',
    summary: 'The file, for those concerned, or anybody where it is public; the PDF/A is the copy that counts',
    allow: 'anyone',
    params: byCode,
    query: fileQuery,
    reply: 'file',
    perMinute: 60,
  },
  readDocumentData: {
    method: 'GET',
    path: '/api/documents/:code/data',
    summary: 'What a document says, for machines: of a receipt its facts and the digests of its files',
    allow: 'anyone',
    params: byCode,
    reply: z.object({
      code: z.string(),
      number: z.string(),
      kind: z.string(),
      data: z.unknown(),
      /** Of a paper of a case: what each of its `values`, which may be corrected, is called. */
      labels: z.record(z.string(), bilingual),
    }),
    perMinute: 60,
  },
  listOwnDocuments: {
    method: 'GET',
    path: '/api/documents',
    summary: 'Documents issued to the caller, the newest first',
    allow: 'signed_in',
    query: z.object({ limit, cursor }),
    reply: z.object({
      items: z.array(
        z.object({
          code: z.string(),
          kind: z.string(),
          kind_label: bilingual,
          number: z.string(),
          title: z.string(),
          issued_on: z.string(),
        }),
      ),
      next,
    }),
  },
  withdrawDocument: {
    method: 'POST',
    path: '/api/documents/:code/withdraw',
    summary: 'Take a document back, with the reason that the verification page then gives',
    allow: DECIDERS,
    params: byCode,
    body: z.object({ reason }),
    reply: documentView,
  },
  replaceDocument: {
    method: 'POST',
    path: '/api/documents/:code/replace',
    summary: 'Issue a corrected document in the place of another: values by their name in its data, with the reason',
    allow: DECIDERS,
    params: byCode,
    body: z.object({ reason, corrections: z.record(z.string().max(100), z.string().trim().min(1).max(4000)) }),
    reply: documentView.describe('the new document'),
    status: 201,
  },
});
